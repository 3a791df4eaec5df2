"""From the bytes of a file to text: byte order marks, UTF-8, other encodings, and the repair of encoding damage."""

from __future__ import annotations

import codecs
import re

from bilingual.errors import ReadError
from bilingual.text import normalise

MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
"""How files begin that people take for articles, and what to call them."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; the four bytes of UTF-32 begin with the two of UTF-16, so they come first."""

FRENCH_ENCODINGS = ("cp1252", "iso8859_15", "mac_roman", "cp850")
"""What French texts that are not Unicode were written in, the likeliest first."""

FRENCH_LETTERS = {
    "é": 4,
    "è": 2,
    "à": 2,
    "ê": 2,
    "ç": 1,
    "ô": 1,
    "î": 1,
    "û": 1,
    "ù": 1,
    "â": 1,
    "ï": 1,
    "ë": 1,
    "œ": 1,
}
"""Letters outside ASCII that French texts are full of, about as often: the right encoding shows these and few others."""

FRENCH_MARKS = frozenset("«»’“”–…€\u00a0°²ÉÈÀÊÇÎ")
"""Others that a French text may have; they prove little, since in a wrong encoding a letter may look like one."""

DAMAGE = re.compile(
    r"[ÃÂ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122 ]|â€|ï»¿|[\x80-\x9f]"
)
"""A sign that UTF-8 was once read as something else: "Ã©", "â€™"; "à" and "SÃO" are none (ftfy then looks closer)."""

SOFT_BREAK = re.compile("\u00ad(?=[ \t]*\r?\n)")
"""A soft hyphen that shows, because the line ends after it; all others mean nothing."""

LATIN_1 = frozenset({"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"})
"""Names of encodings that files write when they are in cp1252, as every browser knows."""

BINARY_SHARE = 0.05
"""A text has hardly any control characters; above this share of the first bytes a file is binary."""


def decode(data: bytes, name: str, stated: str | None = None) -> str:
    """The text of a file, with encoding damage repaired, normalised once.

    `stated` is the encoding the file says it has; it is believed where the bytes are no UTF-8.

    Raises:
        ReadError: the bytes are no text.
    """
    return normalise(SOFT_BREAK.sub("-", repair(_decode(data, name, stated))))


def repair(text: str) -> str:
    """Undo encoding damage ("dÃ©fense", "lâ€™Ã‰tat") by ftfy; quotes, spaces and everything else stay as they are."""
    if not DAMAGE.search(text):
        return text
    import ftfy

    return ftfy.fix_text(
        text,
        ftfy.TextFixerConfig(
            unescape_html=False,
            remove_terminal_escapes=False,
            fix_latin_ligatures=False,
            fix_character_width=False,
            uncurl_quotes=False,
            fix_line_breaks=False,
            fix_surrogates=False,
            remove_control_chars=False,
            normalization=None,
            explain=False,
        ),
    )


def _decode(data: bytes, name: str, stated: str | None) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise ReadError(f"{name} is {what}, not text: save the article as .txt, .html, .md or .epub.")
    if wide := _find_wide_encoding(data):
        return data.decode(wide, errors="replace")
    _refuse_binary(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_stated(data, stated) or _decode_legacy(data)


def _find_wide_encoding(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Western text is zero."""
    sample = data[:4096]
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes, name: str) -> None:
    sample = data[:65536]
    controls = sum(sample.count(bytes([c])) for c in range(32) if c not in b"\t\n\x0b\x0c\r\x1b")
    if controls > BINARY_SHARE * len(sample):
        raise ReadError(f"{name} is a binary file, not text: save the article as .txt, .html, .md or .epub.")


def _decode_stated(data: bytes, stated: str | None) -> str | None:
    """The text in the encoding the file states; None where it states none, or one that is wrong."""
    if not stated or stated.lower().replace("-", "") == "utf8":
        return None
    encoding = "cp1252" if stated.lower() in LATIN_1 else stated
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def _decode_legacy(data: bytes) -> str:
    """Text that is not quite UTF-8, or not at all."""
    damaged = data.decode("utf-8", errors="replace")
    broken = damaged.count("\ufffd")
    if sum(c > "\x7f" for c in damaged) > 5 * broken:  # UTF-8 with a few bytes lost, as when a file was cut
        return damaged
    sample = data[:200_000]
    scores = {e: _count_french(sample.decode(e, errors="replace")) for e in FRENCH_ENCODINGS}
    encoding = max(scores, key=lambda e: scores[e])
    if scores[encoding] <= 0:
        import charset_normalizer

        best = charset_normalizer.from_bytes(sample).best()
        return data.decode(best.encoding if best else encoding, errors="replace")
    return data.decode(encoding, errors="replace")


def _count_french(text: str) -> int:
    """How French the characters outside ASCII are: letters weighed by use, less what French does not have."""
    return sum(FRENCH_LETTERS.get(c, -2) for c in text if c > "\x7f" and c not in FRENCH_MARKS)
