"""From a document to bytes, to a file, and back: `render`, `write`, `load`, and the table of formats.

A writer is a module with one pure function, ``render(document) -> bytes``: the same document gives the same bytes.
Modules are imported when their format is asked for.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from bilingual.errors import FormatError, ReadError, WriteError
from bilingual.model import BilingualDocument

Renderer = Callable[[BilingualDocument], bytes]
"""What makes the bytes of a document; may be given wherever the name of a format may."""


class Format(NamedTuple):
    """One output format: its name, the suffixes that choose it, where it is made, what it is for."""

    name: str
    suffixes: tuple[str, ...]
    maker: str
    """``module:function`` inside `bilingual.writers`."""
    description: str


FORMATS = (
    Format("html", (".html", ".htm"), "html:render", "a page to read: both languages, words, quotes"),
    Format("json", (".json",), "json:render", "all that is known, to be loaded again"),
    Format("epub", (".epub",), "epub:render", "EPUB 3, paragraph under paragraph"),
    Format("epub-reveal", (".reveal.epub",), "epub:render_reveal", "EPUB 3, a tap on a sentence shows its English"),
    Format("jsonl", (".jsonl",), "jsonl:render", "one pair a line, with its links and quotes"),
    Format("markdown", (".md", ".markdown"), "markdown:render", "Markdown, paragraph under paragraph"),
    Format("markdown-table", (".table.md",), "markdown:render_table", "Markdown, a table of two columns"),
    Format("text", (".txt",), "text:render", "plain text, paragraph under paragraph"),
    Format("csv", (".csv",), "delimited:render_csv", "one pair a line, for spreadsheets"),
    Format("tsv", (".tsv",), "delimited:render_tsv", "one pair a line, between tabs"),
    Format("quotes", (".quotes.json",), "quotes:render_ledger_json", "who said what, in both languages"),
    Format("quotes-csv", (".quotes.csv",), "quotes:render_ledger_csv", "the same, for spreadsheets"),
    Format("annotations", (".annotations.jsonld",), "quotes:render_annotations", "the same, as W3C Web Annotations"),
    Format("docx", (".docx",), "docx:render", "Word, both languages in a table, quotes coloured"),
    Format("pdf", (".pdf",), "pdf:render", "PDF, the page as it is printed (extra pdf)"),
    Format("tmx", (".tmx",), "tmx:render", "TMX 1.4b, for translation memories"),
    Format("xliff", (".xlf", ".xliff"), "xliff:render", "XLIFF 2.1, for translators' tools"),
    Format("tei", (".tei", ".tei.xml"), "tei:render", "TEI P5, for corpora: sentences, who says what, links"),
    Format("parquet", (".parquet",), "parquet:render", "one pair a row, for data tools (extra cluster)"),
    Format("moses", (".moses.zip",), "moses:render", "the next three in one archive"),
    Format("moses-source", (".fr",), "moses:render_source", "the source, one tokenised sentence a line"),
    Format("moses-target", (".en",), "moses:render_target", "the target, line for line"),
    Format("pharaoh", (".align",), "moses:render_links", "the word links, line for line: 0-0 1-2"),
)
"""All formats, in the order in which they are listed to a user."""


def get_format(name: str) -> Format:
    """The format of that name.

    Raises:
        FormatError: there is none; the message lists the right names.
    """
    for format in FORMATS:
        if format.name == name:
            return format
    raise FormatError(f"There is no format {name!r}; there are {', '.join(format.name for format in FORMATS)}.")


def get_format_of(path: str | Path) -> Format:
    """The format the suffix of `path` asks for; of two that match, the longer suffix counts.

    Raises:
        FormatError: no format has that suffix; the message lists those there are.
    """
    name = Path(path).name.lower()
    matching = [(len(suffix), format) for format in FORMATS for suffix in format.suffixes if name.endswith(suffix)]
    if matching:
        return max(matching)[1]
    suffixes = ", ".join(suffix for format in FORMATS for suffix in format.suffixes)
    raise FormatError(
        f"The suffix of {str(path)!r} does not tell the format; use one of {suffixes}, or name the format."
    )


def render(document: BilingualDocument, format: str | Renderer) -> bytes:
    """The bytes of `document` in a format, given by name or as the function that makes them.

    Raises:
        FormatError: there is no format of that name.
    """
    if not isinstance(format, str):
        return format(document)
    module, function = get_format(format).maker.split(":")
    make: Renderer = getattr(import_module(f"bilingual.writers.{module}"), function)
    return make(document)


def write(document: BilingualDocument, path: str | Path, format: str | Renderer | None = None) -> None:
    """Write `document` to `path`; without `format` the suffix chooses.

    The file appears whole or not at all: the bytes go to a temporary file beside it, which then takes its name.

    Raises:
        FormatError: the format or the suffix is not known.
        WriteError: the file cannot be written.
    """
    data = render(document, get_format_of(path).name if format is None else format)
    write_bytes(data, path)


def write_bytes(data: bytes, path: str | Path) -> None:
    """Put `data` at `path`, whole or not at all.

    Raises:
        WriteError: the file cannot be written.
    """
    target = Path(os.path.realpath(path))  # through a link, so that the link stays one
    try:
        if target.is_dir():
            raise WriteError(f"{path} is a folder; name a file in it.")
        if not target.parent.is_dir():
            raise WriteError(f"{path} cannot be written: there is no folder {target.parent}; make it first.")
        if target.exists() and not target.is_file():  # a device or a pipe must not be replaced by a file
            target.write_bytes(data)
        else:
            _replace(data, target)
    except OSError as error:
        raise WriteError(f"{path} cannot be written ({error.strerror}); choose another place.") from error


def load(path: str | Path) -> BilingualDocument:
    """The document in a JSON file that `write` made (schema ``bilingual/1``).

    Raises:
        ReadError: the file cannot be read.
        DocumentError: what is in it is no document; the message names the place.
    """
    from bilingual.writers.json import parse

    try:
        data = Path(path).read_bytes()
    except FileNotFoundError as error:
        raise ReadError(f"There is no file {path}.") from error
    except OSError as error:
        raise ReadError(f"{path} cannot be read ({error.strerror}).") from error
    return parse(data, str(path))


def _replace(data: bytes, target: Path) -> None:
    temporary = target.with_name(f".bilingual-{uuid.uuid4().hex}")
    try:
        with open(temporary, "xb") as file:
            file.write(data)
        if target.exists():
            if not os.access(target, os.W_OK):
                raise PermissionError(13, "it is write-protected")
            shutil.copymode(target, temporary)
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
