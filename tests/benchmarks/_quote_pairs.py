"""Do quotes survive translation, and do word links find them in a translation somebody else made?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.alignment.words import link_words
from bilingual.engines import get_engine
from bilingual.model import Attention, Quote, Span
from bilingual.quotes import find_quotes
from bilingual.quotes.carry import carry_quotes, repair_marks

ENGLISH_MARKS = re.compile(r"[“”\"]")


def measure_pairs(pairs: Sequence[dict[str, object]], engine: object = "embedded") -> str:
    """Two figures on French and English news sentences with the same quotes.

    Survival: the share of sentences whose translation has as many well-formed quotes as the source. Projection: the mean
    overlap (F1 of characters) of the quotes that links find in the human English, its marks taken away, with the human ones.
    """
    loaded = get_engine(engine)
    sources = [str(pair["fr"]) for pair in pairs]
    quotes = [find_quotes(source) for source in sources]
    inputs = [repair_marks(s, q) for s, q in zip(sources, quotes, strict=True)]
    translations = loaded.translate(inputs)
    survived = 0
    for pair, source, found, translation in zip(pairs, inputs, quotes, translations, strict=True):
        links = link_words(source, translation.text, translation.attention)
        carried = carry_quotes(source, translation.text, as_parts(found), links)
        wanted = len(pair["fr_quotes"])  # type: ignore[arg-type]
        marks = re.sub(r"[^“”]", "", carried.text)
        survived += (
            len(carried.spans) == wanted
            and marks == "“”" * wanted
            and all(s.start < s.end for s in carried.spans.values())
        )
    overlaps = _project(pairs, inputs, quotes, loaded)
    return (
        f"{len(pairs)} pairs: quotes survive in {100 * survived / len(pairs):.1f} % of the sentences; "
        f"projection overlap {100 * sum(overlaps) / max(1, len(overlaps)):.1f} % over {len(overlaps)} quotes"
    )


def as_parts(quotes: Sequence[Quote]) -> list[tuple[str, Span, bool, bool]]:
    """The quotes of one sentence as the pipeline hands them over."""
    return [(q.id, q.span, True, True) for q in quotes]


def _project(
    pairs: Sequence[dict[str, object]], inputs: Sequence[str], quotes: Sequence[Sequence[Quote]], engine: object
) -> list[float]:
    targets = [re.sub(r"\s+", " ", ENGLISH_MARKS.sub("", str(pair["en"]))) for pair in pairs]
    attend = getattr(engine, "attend", None)
    attentions: list[Attention | None] = list(attend(inputs, targets)) if attend else [None] * len(pairs)
    overlaps = []
    for pair, source, target, found, attention in zip(pairs, inputs, targets, quotes, attentions, strict=True):
        links = link_words(source, target, attention)
        carried = carry_quotes(source, target, as_parts(found), links)
        got = [span.of(carried.text) for span in carried.spans.values()]
        gold = [str(quote) for quote in pair["en_quotes"]]  # type: ignore[attr-defined]
        if len(got) != len(gold):
            overlaps += [0.0] * len(gold)
            continue
        plain = carried.text.replace("“", "").replace("”", "")
        overlaps += [_overlap(plain, a, b) for a, b in zip(got, gold, strict=True)]
    return overlaps


def _overlap(text: str, found: str, gold: str) -> float:
    """F1 of the characters two substrings of `text` share."""
    a, b = text.find(found), text.find(gold)
    if a < 0 or b < 0:
        return 0.0
    shared = max(0, min(a + len(found), b + len(gold)) - max(a, b))
    return 2 * shared / (len(found) + len(gold)) if shared else 0.0
