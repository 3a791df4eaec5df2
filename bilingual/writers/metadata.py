"""What search engines and other programs read of a page: schema.org, as JSON-LD."""

from __future__ import annotations

import re

from bilingual.model import BilingualDocument, Quote, Side
from bilingual.writers.ledger import find_ledger

ISO_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\S+)?)?)?")
"""A date as schema.org wants it: "2026-03-14" is one, "14 mars 2026" is not."""


def describe(document: BilingualDocument) -> dict[str, object]:
    """The article, its translation and its quotations as schema.org has them; what is unknown is not named."""
    article = _work(document.source)
    translation: dict[str, object] = {
        "@type": "Article",
        "inLanguage": document.target.lang,
        "headline": document.target.title,
    }
    quotes = [_quotation(document, quote) for entry in find_ledger(document).utterances for quote in entry.quotes]
    return {"@context": "https://schema.org"} | _known(
        article | {"workTranslation": _known(translation), "hasPart": quotes}
    )


def _work(side: Side) -> dict[str, object]:
    return {
        "@type": "Article",
        "headline": side.title,
        "inLanguage": side.lang,
        "author": {"@type": "Person", "name": side.author} if side.author else None,
        "datePublished": side.date if ISO_DATE.fullmatch(side.date or "") else None,
        "url": side.url,
    }


def _quotation(document: BilingualDocument, quote: Quote) -> dict[str, object]:
    return _known(
        {
            "@type": "Quotation",
            "inLanguage": document.source.lang,
            "text": quote.span.of(document.source.text),
            "spokenByCharacter": {"@type": "Person", "name": quote.speaker} if quote.speaker else None,
            "workTranslation": _translation(document, quote),
        }
    )


def _translation(document: BilingualDocument, quote: Quote) -> dict[str, object] | None:
    if quote.target is None:
        return None
    return {
        "@type": "Quotation",
        "inLanguage": document.target.lang,
        "text": quote.target.of(document.target.text),
    }


def _known(facts: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if value}
