"""CSV and TSV: one pair a line, below a line that names the columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from bilingual.model import BilingualDocument
from bilingual.writers.layout import flatten
from bilingual.writers.ledger import quotes_by_pair

COLUMNS = ("id", "kind", "paragraph", "source", "target", "score", "flags", "speakers")
"""What stands in a line; `flags` and `speakers` (who is quoted in the pair) are separated by semicolons."""

FORMULA = re.compile(r"(?!-?[\d.]+$)(?:[=+@\t\r]|-(?=[\w(]))")
"""What makes a spreadsheet take a cell for a formula: "=1+1", "@SUM", "-2+3"; not "- Oui, dit-il" nor "-0.25"."""


def render_csv(document: BilingualDocument) -> bytes:
    """CSV (RFC 4180), UTF-8. A cell that a spreadsheet would run as a formula begins with an apostrophe, by which
    spreadsheets know text."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in _rows(document):
        writer.writerow(["'" + cell if FORMULA.match(cell) else cell for cell in row])
    return out.getvalue().encode("utf-8")


def render_tsv(document: BilingualDocument) -> bytes:
    """TSV, UTF-8, without quoting: a tab or a line end inside a cell is a space."""
    return "".join("\t".join(map(flatten, row)) + "\n" for row in _rows(document)).encode("utf-8")


def _rows(document: BilingualDocument) -> Iterator[tuple[str, ...]]:
    yield COLUMNS
    for pair, quotes in zip(document.pairs, quotes_by_pair(document), strict=True):
        yield (
            pair.id,
            pair.kind,
            str(pair.paragraph),
            flatten(pair.source.of(document.source.text)),
            flatten(pair.target.of(document.target.text)),
            "" if pair.score is None else str(pair.score),
            ";".join(pair.flags),
            ";".join(dict.fromkeys(quote.speaker for quote in quotes if quote.speaker)),
        )
