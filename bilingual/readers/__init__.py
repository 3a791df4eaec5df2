"""Readers: from a file to an `Article` and what was left out of it. One module for each kind of file; the suffix chooses."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from bilingual.errors import FormatError, ReadError
from bilingual.model import Article

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".epub": "epub",
    ".docx": "docx",
}
"""The suffixes of articles, each with the name of its format, which is the module that reads it."""

LARGEST = 256 * 2**20
"""No article is larger than this many bytes, nor is a book; what is larger was named by mistake."""


def read(path: str | Path, *, lang: str | None = None) -> Article:
    """Read one article; the chapters of an EPUB are joined, their titles becoming subheads.

    Args:
        path: a .txt, .md, .html, .epub or .docx file; one without a suffix is told by how it begins.
        lang: the language of the article ("fr", "en"), where it should not be detected.

    Raises:
        ReadError: the file is missing, a folder, empty, binary, damaged, too large, or of an unknown kind.
    """
    data, format = _open(Path(path))
    if format == "epub":
        book: Article = _load(format).parse_book(data, Path(path).name, lang=lang)
        return book
    return parse(data, format, Path(path).name, lang=lang)[0]


def read_all(path: str | Path, *, lang: str | None = None) -> list[Article]:
    """Read every article of a file: each chapter of an EPUB, the one article of any other file.

    Raises:
        ReadError: as `read`.
    """
    return parse(*_open(Path(path)), Path(path).name, lang=lang)


def parse(data: bytes, format: str, name: str, *, lang: str | None = None) -> list[Article]:
    """Make articles of the bytes of a file.

    Args:
        data: the bytes.
        format: "text", "markdown", "html", "epub" or "docx"; "" to tell by how the data begins, as for standard input.
        name: what errors call the file.
        lang: the language, where it should not be detected.

    Raises:
        ReadError: the bytes are no article.
    """
    if not data.strip():
        raise ReadError(f"{name} is empty: there is no article in it.")
    articles: list[Article] = _load(format or _sniff(data)).parse(data, name, lang=lang)
    if not any(article.paragraphs for article in articles):
        raise ReadError(f"{name} holds no text of an article, only white space or page furniture: check the file.")
    return articles


def _open(path: Path) -> tuple[bytes, str]:
    """The bytes of a file and its format."""
    suffix = path.suffix.lower()
    data = _read_bytes(path)
    if suffix and suffix not in SUFFIXES:
        raise ReadError(f"{path} is of an unknown kind: save the article as one of {', '.join(SUFFIXES)}.")
    return data, SUFFIXES.get(suffix) or _sniff(data)


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise ReadError(f"There is no file {path}: check the name and the folder.") from error
    except IsADirectoryError as error:
        raise ReadError(f"{path} is a folder, not an article: name a file in it.") from error
    except PermissionError as error:
        raise ReadError(f"{path} may not be read by this user: change its permissions or copy it.") from error
    except (OSError, ValueError) as error:
        raise ReadError(f"{path} cannot be read ({error}): check the disk and the name.") from error
    if len(data) > LARGEST:
        raise ReadError(f"{path} is larger than {LARGEST // 2**20} MB, which no article is: cut it into articles.")
    return data


def _sniff(data: bytes) -> str:
    """The format of bytes without a name."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"pk\x03\x04") and b"mimetypeapplication/epub+zip" in data[:256]:
        return "epub"
    if start.startswith(b"pk\x03\x04") and b"word/document.xml" in data:
        return "docx"
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<") and b"<html" in start):
        return "html"
    return "text"


def _load(format: str) -> Any:
    if format not in SUFFIXES.values():
        raise FormatError(f"No reader is called {format!r}: there are {', '.join(sorted(set(SUFFIXES.values())))}.")
    return import_module(f"bilingual.readers.{format}")
