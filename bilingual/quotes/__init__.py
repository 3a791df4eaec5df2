"""Who said what: the quotes of an article, their kind, their cue and their speaker."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.model import Quote, Span
from bilingual.quotes.attribution import Attributor
from bilingual.quotes.incises import split_incises
from bilingual.quotes.marks import split_lines
from bilingual.quotes.pairing import find_stretches

__all__ = ["find_quotes"]


def find_quotes(text: str, paragraphs: Sequence[Span] | None = None, *, indirect: bool = False) -> list[Quote]:
    """The quotes of an article, in the order in which they begin (a nested quote after the one around it).

    Args:
        text: the article's text (normalised); all spans returned point into it.
        paragraphs: where its paragraphs stand; without them every line is one.
        indirect: also find reported speech without marks.
    """
    places = list(split_lines(text)) if paragraphs is None else list(paragraphs)
    stretches = split_incises(text, find_stretches(text, places))
    said = Attributor(text, places, stretches).attribute()
    groups: dict[int, str] = {}
    quotes = []
    for number, stretch in enumerate(stretches):
        group = groups.setdefault(stretch.run, f"g{len(groups) + 1}")
        known = said[number]
        quotes.append(
            Quote(
                f"q{number + 1}",
                known.kind,
                stretch.inner,
                group,
                None,
                known.speaker.name if known.speaker else None,
                known.mention,
                known.cue,
                round(known.confidence, 3) if known.confidence is not None else None,
            )
        )
    return quotes
