"""Markdown: paragraph under paragraph, or a table of two columns; then who says what.

All that means something in Markdown is escaped, so that an article cannot make links, images or HTML.
"""

from __future__ import annotations

import re

from bilingual.model import BilingualDocument
from bilingual.writers.layout import Block, join, lay_out, list_doubts, typeset
from bilingual.writers.ledger import find_ledger, show_quotes

SPECIAL = re.compile(r"[\\`*_\[\]<>|~&#]|(?<=\w)://|(?<=www)\.|@")
"""What may begin something in Markdown anywhere: "*", "<b>", "&amp;", and what makes an address a link."""

BEGINNING = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+=])")
"""What makes a list or a heading at the beginning of a line: "1. ", "- ", "="; not "1.5"."""


def render(document: BilingualDocument) -> bytes:
    """Stacked Markdown, UTF-8: each paragraph, and its translation as a block quote under it."""
    document = typeset(document)
    parts = []
    for block in lay_out(document):
        source, target = _sides(block)
        head = {"title": "# ", "subhead": "## "}.get(block.kind, "")
        emphasis = "**" if block.kind == "lede" else ""
        parts += [f"{head}{emphasis}{source}{emphasis}"] if source else []
        parts += [f"> {line}" for line in (target, *_doubts(block)) if line]
    return _join(parts + _quotes(document))


def render_table(document: BilingualDocument) -> bytes:
    """A Markdown table, UTF-8: a paragraph a row, the source left and the target right."""
    document = typeset(document)
    blocks = lay_out(document)
    parts = []
    if blocks and blocks[0].kind == "title":
        source, target = _sides(blocks[0])
        parts = ["# " + " — ".join(side for side in (source, target) if side)]
        blocks = blocks[1:]
    rows = [f"| {document.source.lang} | {document.target.lang} |", "| :-- | :-- |"]
    for block in blocks:
        source, target = _sides(block)
        rows.append(f"| {source} | {'<br>'.join((target, *_doubts(block)))} |")
    return _join([*parts, "\n".join(rows), *_quotes(document)])


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it is.

    >>> escape("1. *Oui* <b>")
    '1\\\\. \\\\*Oui\\\\* \\\\<b\\\\>'
    """
    safe = SPECIAL.sub(lambda match: "".join("\\" + letter for letter in match.group()), text)
    return BEGINNING.sub(lambda match: f"{match[1] or ''}\\{match[2] or match[3]}", safe)


def _sides(block: Block) -> tuple[str, str]:
    return escape(join(row.source for row in block.rows)), escape(join(row.target for row in block.rows))


def _doubts(block: Block) -> list[str]:
    return [f"*† {escape(doubt)}*" for doubt in list_doubts(block)]


def _quotes(document: BilingualDocument) -> list[str]:
    ledger = find_ledger(document)
    lines = ["## Who says what"] if ledger.utterances else []
    for said in ledger.utterances:
        quotes = [escape(side) for side in show_quotes(document, said.quotes) if side]
        lines.append(f"{said.number}. **{escape(said.speaker or 'Not named')}** — {' — '.join(quotes)}")
    return lines


def _join(parts: list[str]) -> bytes:
    return ("\n\n".join(parts) + "\n").encode("utf-8")
