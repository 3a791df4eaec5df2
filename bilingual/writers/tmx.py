"""TMX 1.4b, the exchange format of translation memories: a unit for each pair that has both sides."""

from __future__ import annotations

from lxml import etree

from bilingual import __version__
from bilingual.model import BilingualDocument, Pair, Quote
from bilingual.writers.layout import flatten
from bilingual.writers.ledger import quotes_by_pair
from bilingual.writers.xml import LANG, add, serialise

DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'


def render(document: BilingualDocument) -> bytes:
    """The document as TMX 1.4b, UTF-8; kind, paragraph, score, flags, quotes and their speakers are properties."""
    root = etree.Element("tmx", version="1.4")
    header = {
        "creationtool": "bilingual",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "bilingual/1",
        "adminlang": "en",
        "srclang": document.source.lang,
        "datatype": "plaintext",
    }
    head = add(root, "header", facts=header)
    facts = {"made-by": document.made_by, "title": document.source.title, "url": document.source.url}
    for name, value in facts.items():
        if value:
            add(head, "prop", value, {"type": f"x-{name}"})
    body = add(root, "body")
    for pair, quotes in zip(document.pairs, quotes_by_pair(document), strict=True):
        source, target = flatten(pair.source.of(document.source.text)), flatten(pair.target.of(document.target.text))
        if source and target:
            unit = add(body, "tu", facts={"tuid": pair.id})
            for name, value in _properties(document, pair, quotes):
                add(unit, "prop", value, {"type": f"x-{name}"})
            for lang, text in ((document.source.lang, source), (document.target.lang, target)):
                add(add(unit, "tuv", facts={LANG: lang}), "seg", text)
    etree.indent(root)
    return serialise(root, DOCTYPE)


def _properties(document: BilingualDocument, pair: Pair, quotes: list[Quote]) -> list[tuple[str, str]]:
    """A quote and its speaker follow each other, so that they can be told together."""
    found = [("kind", pair.kind), ("paragraph", str(pair.paragraph))]
    found += [] if pair.score is None else [("score", f"{pair.score:.4f}")]
    found += [("flag", flag) for flag in pair.flags]
    for quote in quotes:
        found.append(("quote", f"{quote.kind}: {flatten(quote.span.of(document.source.text))}"))
        found += [("speaker", quote.speaker)] if quote.speaker else []
    return found
