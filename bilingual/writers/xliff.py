"""XLIFF 2.1, which translators' tools open: a unit for each pair, with notes on who speaks and what to doubt."""

from __future__ import annotations

from lxml import etree

from bilingual.model import BilingualDocument, Pair, Quote
from bilingual.writers.layout import find_doubts, flatten
from bilingual.writers.ledger import quotes_by_pair
from bilingual.writers.xml import SPACE, add, serialise

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
"""The namespace of all 2.x."""


def render(document: BilingualDocument) -> bytes:
    """The document as XLIFF 2.1, UTF-8. A pair in doubt is in state ``initial``, another in ``translated``."""
    facts = {"version": "2.1", "srcLang": document.source.lang, "trgLang": document.target.lang}
    root = etree.Element("xliff", facts, nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    file = add(root, "file", facts={"id": "f1"} | ({"original": document.source.url} if document.source.url else {}))
    if document.made_by:
        add(add(file, "notes"), "note", document.made_by, {"category": "made-by"})
    quotes = quotes_by_pair(document)
    for number, pair in enumerate(document.pairs, start=1):
        unit = add(file, "unit", facts={"id": f"u{number}", "name": pair.id})
        notes = _notes(document, pair, quotes[number - 1])
        if notes:
            group = add(unit, "notes")
            for category, text in notes:
                add(group, "note", text, {"category": category})
        target = flatten(pair.target.of(document.target.text))
        state = "translated" if target and not pair.flags else "initial"
        segment = add(unit, "segment", facts={"id": "s1", "state": state})
        add(segment, "source", flatten(pair.source.of(document.source.text)), {SPACE: "preserve"})
        if target:
            add(segment, "target", target, {SPACE: "preserve"})
    if not document.pairs:  # a file holds at least one unit
        segment = add(add(file, "unit", facts={"id": "u1"}), "segment", facts={"id": "s1"})
        add(segment, "source", "")
    etree.indent(root)
    return serialise(root)


def _notes(document: BilingualDocument, pair: Pair, quotes: list[Quote]) -> list[tuple[str, str]]:
    notes = [("doubt", doubt) for doubt in find_doubts(pair)]
    for quote in quotes:
        words = flatten(quote.span.of(document.source.text))
        notes.append(("quote", f"{quote.speaker}: {words}" if quote.speaker else words))
    return notes
