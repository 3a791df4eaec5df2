"""Who said what: the quotes of an article, their kind, their cue and their speaker."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.model import Quote, Span
from bilingual.quotes.attribution import Attributor, Said
from bilingual.quotes.dialogue import find_dialogue
from bilingual.quotes.incises import split_incises
from bilingual.quotes.indirect import find_indirect
from bilingual.quotes.interviews import settle_interview
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
    attributor = Attributor(text, places, stretches)
    said = attributor.attribute()
    settle_interview(text, places, stretches, attributor.people, said)
    found = [(stretch.inner, said[n], f"u{attributor.utterance(n)}") for n, stretch in enumerate(stretches)]
    if indirect:
        found += [(span, known, f"i{span.start}") for span, known in find_indirect(attributor)]
        found.sort(key=lambda entry: entry[0].start)
    groups: dict[str, str] = {}
    return [
        _make_quote(f"q{number}", span, known, groups.setdefault(key, f"g{len(groups) + 1}"))
        for number, (span, known, key) in enumerate(found, 1)
    ]


def _make_quote(key: str, span: Span, said: Said, group: str) -> Quote:
    speaker = said.speaker.name if said.speaker else None
    confidence = round(said.confidence, 3) if said.confidence is not None and speaker else None
    return Quote(key, said.kind, span, group, None, speaker, said.mention, said.cue, confidence)
