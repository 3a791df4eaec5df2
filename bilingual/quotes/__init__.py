"""Who said what: the quotes of an article, their kind, their cue and their speaker."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.model import Quote, Span
from bilingual.quotes.attribution import Attributor
from bilingual.quotes.dialogue import find_dialogue
from bilingual.quotes.incises import split_incises
from bilingual.quotes.marks import Stretch, split_lines
from bilingual.quotes.pairing import find_stretches

__all__ = ["find_quotes"]


def find_all(text: str, paragraphs: Sequence[Span]) -> list[Stretch]:
    """Every quoted stretch, in order: between marks and behind dashes, cut where the writer cuts in."""
    marked = find_stretches(text, paragraphs)
    spoken = find_dialogue(text, paragraphs, marked)
    inside = [s._replace(depth=s.depth + 1) if any(d.outer.holds(s.outer) for d in spoken) else s for s in marked]
    return sorted([*split_incises(text, inside), *spoken], key=lambda s: (s.outer.start, s.depth))


def find_quotes(text: str, paragraphs: Sequence[Span] | None = None, *, indirect: bool = False) -> list[Quote]:
    """The quotes of an article, in the order in which they begin (a nested quote after the one around it).

    Args:
        text: the article's text (normalised); all spans returned point into it.
        paragraphs: where its paragraphs stand; without them every line is one.
        indirect: also find reported speech without marks.
    """
    places = list(split_lines(text)) if paragraphs is None else list(paragraphs)
    stretches = find_all(text, places)
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
