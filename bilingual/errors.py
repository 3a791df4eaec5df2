"""Everything that can go wrong, as a tree a caller can catch at any height.

    BilingualError
    ├── ReadError        an article cannot be read: missing, a folder, empty, binary, damaged, unknown kind
    │   └── LanguageError    the article is not in the language the engine translates from
    ├── AlignmentError   two texts do not seem to be translations of each other
    ├── EngineError      an engine cannot be found, loaded or run
    ├── FormatError      no writer or reader has that name or suffix
    ├── WriteError       an output cannot be written
    └── DocumentError    a value or a JSON document breaks the contract (also a ValueError)

Every message is one sentence that says what is wrong, where, and what to do about it.
"""


class BilingualError(Exception):
    """The root of all errors this library raises on purpose."""


class ReadError(BilingualError):
    """An article cannot be read."""


class LanguageError(ReadError):
    """The article is not in the language the engine translates from."""


class AlignmentError(BilingualError):
    """Two texts do not seem to be translations of each other."""


class EngineError(BilingualError):
    """An engine cannot be found, loaded or run."""


class FormatError(BilingualError):
    """No writer or reader has that name or suffix."""


class WriteError(BilingualError):
    """An output cannot be written."""


class DocumentError(BilingualError, ValueError):
    """A value or a JSON document breaks the contract."""
