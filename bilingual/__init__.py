"""French articles as bilingual reading editions, entirely offline.

>>> import bilingual
>>> article = bilingual.read("article.txt")            # doctest: +SKIP
>>> document = bilingual.translate(article)            # doctest: +SKIP
>>> bilingual.write(document, "article.html")          # doctest: +SKIP

Every public name is loaded when it is first used: importing the package costs nothing and touches nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "bilingual.errors": (
        "AlignmentError BilingualError DocumentError EngineError FormatError LanguageError ReadError WriteError"
    ),
    "bilingual.model": (
        "Article Attention Bead BilingualDocument LeftOut Link Pair Paragraph Quote Sentence Side Span Translation"
    ),
    "bilingual.readers": "read read_all",
    "bilingual.sentences": "segment",
    "bilingual.quotes": "find_quotes",
    "bilingual.engines": "Engine get_engine",
    "bilingual.pairing": "align align_sentences link_words",
    "bilingual.pipeline": "translate translate_many",
    "bilingual.writers": "load render write",
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = [
    "AlignmentError",
    "Article",
    "Attention",
    "Bead",
    "BilingualDocument",
    "BilingualError",
    "DocumentError",
    "Engine",
    "EngineError",
    "FormatError",
    "LanguageError",
    "LeftOut",
    "Link",
    "Pair",
    "Paragraph",
    "Quote",
    "ReadError",
    "Sentence",
    "Side",
    "Span",
    "Translation",
    "WriteError",
    "__version__",
    "align",
    "align_sentences",
    "find_quotes",
    "get_engine",
    "link_words",
    "load",
    "read",
    "read_all",
    "render",
    "segment",
    "translate",
    "translate_many",
    "write",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'bilingual' has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


if TYPE_CHECKING:
    from bilingual.engines import Engine, get_engine
    from bilingual.errors import (
        AlignmentError,
        BilingualError,
        DocumentError,
        EngineError,
        FormatError,
        LanguageError,
        ReadError,
        WriteError,
    )
    from bilingual.model import (
        Article,
        Attention,
        Bead,
        BilingualDocument,
        LeftOut,
        Link,
        Pair,
        Paragraph,
        Quote,
        Sentence,
        Side,
        Span,
        Translation,
    )
    from bilingual.pairing import align, align_sentences, link_words
    from bilingual.pipeline import translate, translate_many
    from bilingual.quotes import find_quotes
    from bilingual.readers import read, read_all
    from bilingual.sentences import segment
    from bilingual.writers import load, render, write
