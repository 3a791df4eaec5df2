"""Plain text: each paragraph and under it its translation, then who says what."""

from __future__ import annotations

from bilingual.model import BilingualDocument
from bilingual.writers.layout import join, lay_out, list_doubts, typeset
from bilingual.writers.ledger import find_ledger, show_quotes


def render(document: BilingualDocument) -> bytes:
    """The document as plain text, UTF-8: stacked paragraphs, doubts in brackets, the quotes at the end."""
    document = typeset(document)
    parts = []
    for block in lay_out(document):
        lines = [join(row.source for row in block.rows), join(row.target for row in block.rows)]
        lines += [f"[{doubt}]" for doubt in list_doubts(block)]
        parts.append("\n".join(line for line in lines if line))
    ledger = find_ledger(document)
    if ledger.utterances:
        parts.append("* * *")
    for said in ledger.utterances:
        lines = [f"{said.number}. {said.speaker or 'Not named'}", *show_quotes(document, said.quotes)]
        parts.append("\n   ".join(line for line in lines if line))
    return ("\n\n".join(parts) + "\n").encode("utf-8")
