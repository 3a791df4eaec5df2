"""The ledger of quotes for others to read: JSON, CSV and W3C Web Annotations."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from bilingual.model import BilingualDocument, Quote, Side, Span

AROUND = 32
"""Characters of context a text quote selector gives on each side."""

COLUMNS = ("id", "group", "kind", "speaker", "confidence", "cue", "text", "start", "end", "english")


def describe_quotes(text: str, quotes: Sequence[Quote]) -> list[dict[str, object]]:
    """The quotes of a text as plain values, offsets in characters of `text`; unknown is None."""
    return [
        {
            "id": quote.id,
            "text": quote.span.of(text),
            "start": quote.span.start,
            "end": quote.span.end,
            "kind": quote.kind,
            "speaker": quote.speaker,
            "mention": _of(quote.mention, text),
            "cue": _of(quote.cue, text),
            "group": quote.group,
            "confidence": quote.confidence,
        }
        for quote in quotes
    ]


def render_ledger_json(document: BilingualDocument) -> bytes:
    """The quotes of a document with their English, as JSON."""
    described = describe_quotes(document.source.text, document.quotes)
    for entry, quote in zip(described, document.quotes, strict=True):
        entry["english"] = _of(quote.target, document.target.text)
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def render_ledger_csv(document: BilingualDocument) -> bytes:
    """The quotes of a document with their English, one a line, for spreadsheets; unknown is empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    described = describe_quotes(document.source.text, document.quotes)
    for entry, quote in zip(described, document.quotes, strict=True):
        writer.writerow(entry | {"english": _of(quote.target, document.target.text)})
    return out.getvalue().encode()


def render_annotations(document: BilingualDocument) -> bytes:
    """The quotes as an annotation collection of the W3C Web Annotation model (JSON-LD).

    Each quote is an annotation on the source text; its body names the speaker and the kind and carries the English, and its
    target selects the words by text and by position.
    """
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "items": [_annotate(document, quote) for quote in document.quotes],
    }
    return (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode()


def _annotate(document: BilingualDocument, quote: Quote) -> dict[str, object]:
    source, english = document.source, _of(quote.target, document.target.text)
    bodies: list[dict[str, object]] = [
        {"type": "TextualBody", "purpose": "classifying", "value": quote.kind, "format": "text/plain"}
    ]
    if quote.speaker is not None:
        bodies += [{"type": "TextualBody", "purpose": "identifying", "value": quote.speaker, "format": "text/plain"}]
    if english is not None:
        body = {"type": "TextualBody", "purpose": "replying", "value": english, "format": "text/plain"}
        bodies += [{**body, "language": document.target.lang}]
    return {
        "id": f"urn:bilingual:{quote.id}",
        "type": "Annotation",
        "body": bodies,
        "target": {"source": source.url or "urn:bilingual:source", "selector": _select(source, quote.span)},
    }


def _select(side: Side, span: Span) -> list[dict[str, object]]:
    """The words of a span by their text and its surroundings, and by position."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": span.of(side.text),
            "prefix": side.text[max(0, span.start - AROUND) : span.start],
            "suffix": side.text[span.end : span.end + AROUND],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]


def _of(span: Span | None, text: str) -> str | None:
    return None if span is None else span.of(text)
