"""Sentence pairs on disk: ``source<TAB>target`` a line, with the origin as a third column once they are mixed."""

from __future__ import annotations

import lzma
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bilingual.errors import ReadError
from bilingual.text import normalise

WHITE = re.compile(r"\s+")
"""Any run of white space, no-break spaces and tabs included."""

HIDDEN = re.compile("[\u200b-\u200d\u2060\u00ad]")
"""Characters that do not show and only split a word: zero-width spaces and joiners, the soft hyphen."""


class TextPair(NamedTuple):
    """A source text, its target text, and the name of the collection they come from."""

    source: str
    target: str
    origin: str


def tidy(text: str) -> str:
    """The text as the library would read it, on one line.

    >>> tidy(" Cafe\\u0301\\u00a0:\\tnon\\u00adsens ")
    'Café : nonsens'
    """
    return WHITE.sub(" ", HIDDEN.sub("", normalise(text))).strip()


def read_pairs(path: Path) -> Iterator[TextPair]:
    """The pairs of a ``.tsv`` or ``.tsv.xz`` file, as they stand there; the file's name is the origin where none is given.

    Raises:
        ReadError: a line has not two or three columns.
    """
    origin = path.name.split(".tsv")[0]
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8", newline="\n") as stream:
        for number, line in enumerate(stream, start=1):
            columns = line.rstrip("\n").split("\t")
            if len(columns) not in (2, 3):
                raise ReadError(f"Line {number} of {path} has {len(columns)} columns, not source, target (and origin).")
            yield TextPair(columns[0], columns[1], columns[2] if len(columns) == 3 else origin)


def write_pairs(path: Path, pairs: Iterable[TextPair]) -> int:
    """Write the pairs with their origins; the number of them."""
    count = 0
    with writing(path) as temporary, open(temporary, "w", encoding="utf-8", newline="\n") as stream:
        for pair in pairs:
            stream.write("\t".join(pair) + "\n")
            count += 1
    return count


def read_lines(path: Path) -> list[str]:
    """The lines of a text file, without their ends. Only a line feed ends a line."""
    with open(path, encoding="utf-8", newline="\n") as stream:
        return [line.rstrip("\n") for line in stream]


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` that takes its place when the block ends well: a file is whole or is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
