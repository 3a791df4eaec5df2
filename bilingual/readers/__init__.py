"""Readers: from a file to an `Article`. One module for each kind of file; the suffix chooses."""

from __future__ import annotations

from pathlib import Path

from bilingual.errors import ReadError
from bilingual.model import Article
from bilingual.readers.text import parse_text


def read(path: str | Path, *, lang: str | None = None) -> Article:
    """Read one article."""
    return read_all(path, lang=lang)[0]


def read_all(path: str | Path, *, lang: str | None = None) -> list[Article]:
    """Read every article of a file."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(f"There is no file {path}: check the name.") from error
    return parse(data, path.suffix.lstrip("."), path.name, lang=lang)


def parse(data: bytes, format: str, name: str, *, lang: str | None = None) -> list[Article]:
    """Make articles of the bytes of a file."""
    return [parse_text(data, name, lang=lang)]
