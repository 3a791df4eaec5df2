"""JSON Lines: one pair a line, whole in itself; its links and quotes are spans of its own two texts."""

from __future__ import annotations

import json
from typing import Any

from bilingual.model import BilingualDocument, Pair, Quote, Span
from bilingual.writers.ledger import quotes_by_pair


def render(document: BilingualDocument) -> bytes:
    """One JSON object a line, UTF-8, with the members of a pair in ``bilingual/1`` and the texts themselves."""
    both = zip(document.pairs, quotes_by_pair(document), strict=True)
    lines = (json.dumps(_line(document, pair, quotes), ensure_ascii=False) + "\n" for pair, quotes in both)
    return "".join(lines).encode("utf-8")


def _line(document: BilingualDocument, pair: Pair, quotes: list[Quote]) -> dict[str, Any]:
    source, target = pair.source.start, pair.target.start
    links = (link.shift(-source, -target) for link in pair.links)
    return {
        "id": pair.id,
        "kind": pair.kind,
        "paragraph": pair.paragraph,
        "source": pair.source.of(document.source.text),
        "target": pair.target.of(document.target.text),
        "score": pair.score,
        "flags": list(pair.flags),
        "links": [[*link.source, *link.target, link.probability] for link in links],
        "quotes": [_quote(quote, pair) for quote in quotes],
    }


def _quote(quote: Quote, pair: Pair) -> dict[str, Any]:
    return {
        "id": quote.id,
        "kind": quote.kind,
        "source": _inside(quote.span, pair.source),
        "target": None if quote.target is None else _inside(quote.target, pair.target),
        "group": quote.group,
        "speaker": quote.speaker,
    }


def _inside(span: Span, whole: Span) -> list[int] | None:
    """The part of `span` that lies in `whole`, counted from its beginning; None where they do not meet."""
    if not span.overlaps(whole):
        return None
    return [max(span.start, whole.start) - whole.start, min(span.end, whole.end) - whole.start]
