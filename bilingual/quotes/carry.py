"""The English side of a quote: clean marks for the engine, well-formed marks in what it gives back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bilingual.model import Link, Quote, Span, best_window
from bilingual.quotes.marks import MARK, Stretch, find_dropped, trim
from bilingual.quotes.pairing import find_stretches
from bilingual.tokens import find_tokens

OUTER, NESTED = ("“", "”"), ("‘", "’")
ALIKE = 0.3
"""Share of characters a stretch between the engine's marks must have in common with the projected quote."""

INCISE = re.compile(r",\s[^«»“”„\"\n]*\w,\s")
"""What the writer cuts into a quote: ", a-t-il dit, " in « Oui, a-t-il dit, demain »; not ", dit-il. "."""

NEAR = 8
"""How many quotes before one (they are sorted by where they begin) may stand around it."""


class Carried(NamedTuple):
    """An English sentence with its marks put right: `spans` says where each quote (by its id) stands in `text`."""

    text: str
    spans: dict[str, Span]
    links: tuple[Link, ...]


class Part(NamedTuple):
    """The part of a quote that stands in one sentence, whether it opens and closes in it, and its utterance."""

    id: str
    span: Span
    opens: bool
    closes: bool
    group: str = ""


def repair_marks(text: str, quotes: Sequence[Quote]) -> str:
    """A copy of `text`, of the same length, as an engine likes to read it: « » around each quote, “ ” where it is nested.

    Stray and doubled marks become spaces; apostrophes, feet and inches stay. Where an incise cuts a quote, marks take the
    place of its commas: « Oui» dit-il «demain ».
    """
    letters = list(text)
    kept = set()
    for i, quote in enumerate(quotes):
        depth = sum(other.span.holds(quote.span) for other in quotes[max(0, i - NEAR) : i])
        for place, glyph in _own_marks(text, quote.span, "“”" if depth % 2 else "«»"):
            letters[place.start : place.end] = glyph.ljust(len(place.of(text)))
            kept.add(place.start)
    for match in MARK.finditer(text):
        prime = text[match.start() - 1 : match.start()].isdigit()
        if match.start() not in kept and match[0] not in "'‘’" and not prime:
            letters[match.start() : match.end()] = " " * len(match[0])
    for one, next_one in pairwise(quotes):
        gap = text[one.span.end : next_one.span.start]
        if one.group == next_one.group and INCISE.fullmatch(gap):
            letters[one.span.end], letters[next_one.span.start - 2 : next_one.span.start] = "»", " «"
    return "".join(letters)


def _own_marks(text: str, span: Span, glyphs: str) -> list[tuple[Span, str]]:
    """The marks next to a quote, only spaces between, and what each should be."""
    found = []
    left = text[max(0, span.start - 4) : span.start].rstrip()
    before = [
        m for m in MARK.finditer(text, max(0, span.start - 4), span.start) if not text[m.end() : span.start].strip()
    ]
    after = MARK.search(text, span.end, span.end + 4)
    if left and before:
        found.append((Span(*before[0].span()), glyphs[0]))
    if after and not text[span.end : after.start()].strip():
        found.append((Span(*after.span()), glyphs[1]))
    return found


def carry_quotes(
    source: str, target: str, quotes: Sequence[tuple[str, Span, bool, bool, str]], links: Sequence[Link]
) -> Carried:
    """Give one translated sentence the quotes of its source, with well-formed “ ” (nested ‘ ’) marks.

    Where the engine's own marks agree in number with the quotes, they are taken; else each quote goes where the links of
    its words point. Marks that belong to no quote are taken away.

    Args:
        source, target: the sentence and its translation.
        quotes: the parts of the quotes that stand in it: id, span in `source`, whether it opens and closes here, group.
        links: word links between the two strings.
    """
    parts = sorted((Part(*q) for q in quotes), key=lambda p: (p.span.start, -p.span.end))
    stretches = find_stretches(target, [Span(0, len(target))]) if target.strip() else []
    if not parts or not target.strip():
        return _rewrite(target, [], {}, stretches, links)
    parents = [_parent(parts, i) for i in range(len(parts))]
    projected = [_project(source, target, part, links) for part in parts]
    chosen = [
        _extend(*pair, len(target)) for pair in zip(parts, _choose(parts, parents, projected, stretches), strict=True)
    ]
    fitted = zip(parts, _fit(target, parts, parents, chosen), strict=True)
    spans = {part.id: span for part, span in fitted if span.start < span.end}  # no words left for it: no quote
    return _rewrite(target, [p for p in parts if p.id in spans], spans, stretches, links)


def _extend(part: Part, span: Span, length: int) -> Span:
    """A part that opens before this sentence begins with it; one that closes after it ends with it."""
    return Span(span.start if part.opens else 0, span.end if part.closes else length)


def _parent(parts: Sequence[Part], i: int) -> int | None:
    """The number of the part directly around part `i`."""
    return max((j for j in range(i) if parts[j].span.holds(parts[i].span)), default=None)


def _project(source: str, target: str, part: Part, links: Sequence[Link]) -> Span:
    """Where the words of a part went, by the links; in proportion where there are none."""
    whole = trim(target, 0, len(target))
    before, after = source[: part.span.start], source[part.span.end :]
    starts, ends = not any(c.isalnum() for c in before), not any(c.isalnum() for c in after)
    window = best_window(links, part.span)
    if window is None:
        scale = len(target) / max(1, len(source))
        window = Span(int(part.span.start * scale), min(len(target), int(part.span.end * scale) + 1))
    start, end = window
    tokens = [t for t in find_tokens(target) if t.of(target)[0].isalnum()]
    inner = [t for t in tokens if t.end > start and t.start < end] or tokens[:1]
    start, end = (inner[0].start, inner[-1].end) if inner else whole
    if starts and sum(t.end <= start for t in tokens) <= 3:
        start = whole.start
    if ends and sum(t.start >= end for t in tokens) <= 3:
        end = whole.end if not after.strip(' \u00a0\u202f»”"’') else tokens[-1].end if tokens else whole.end
    return trim(target, start, max(start, end))


def _choose(
    parts: Sequence[Part], parents: Sequence[int | None], projected: Sequence[Span], stretches: Sequence[Stretch]
) -> list[Span]:
    """For each part the stretch between the engine's marks that is it, else the projected span."""
    depths = [_depth(parents, i) for i in range(len(parts))]
    if [s.depth for s in stretches] == depths:
        return [s.inner for s in stretches]
    chosen, free = [], list(stretches)
    for span in projected:
        best = max(free, key=lambda s: _likeness(s.inner, span), default=None)
        if best is not None and _likeness(best.inner, span) >= ALIKE:
            free.remove(best)
            chosen.append(best.inner)
        else:
            chosen.append(span)
    return chosen


def _depth(parents: Sequence[int | None], i: int) -> int:
    parent = parents[i]
    return 0 if parent is None else 1 + _depth(parents, parent)


def _likeness(a: Span, b: Span) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0


def _fit(target: str, parts: Sequence[Part], parents: Sequence[int | None], chosen: Sequence[Span]) -> list[Span]:
    """Make the spans nest as the parts do: a nested one inside its parent, neighbours one after the other."""
    spans: list[Span] = []
    for i, span in enumerate(chosen):
        parent = parents[i]
        low, high = (0, len(target)) if parent is None else spans[parent]
        taken = [spans[j].end for j in range(i) if parents[j] == parent and spans[j].start <= span.start]
        low = max([low, *taken])
        for j in range(i):
            if parents[j] == parent and spans[j].start > span.start:
                high = min(high, spans[j].start)
        start, end = max(span.start, low), min(span.end, high)
        if start >= end:
            start, end = _nearest_word(target, low, max(low, high))
        fitted = trim(target, start, end)
        spans.append(fitted)
    return spans


def _nearest_word(target: str, low: int, high: int) -> Span:
    """The first word between `low` and `high`, or the empty span at `low`."""
    return next((t for t in find_tokens(target) if low <= t.start and t.end <= high), Span(low, low))


def _rewrite(
    target: str, parts: Sequence[Part], spans: dict[str, Span], stretches: Sequence[Stretch], links: Sequence[Link]
) -> Carried:
    """Take the engine's marks away, put those of the quotes in, and move spans and links to where they now stand."""
    drop = find_dropped(target, stretches)
    opens: dict[int, str] = {}
    closes: dict[int, str] = {}
    order = sorted(range(len(parts)), key=lambda i: (spans[parts[i].id].start, -spans[parts[i].id].end))
    for i in order:
        part, span = parts[i], spans[parts[i].id]
        glyphs = NESTED if _depth([_parent(parts, j) for j in range(len(parts))], i) % 2 else OUTER
        if part.opens:
            opens[span.start] = opens.get(span.start, "") + glyphs[0]
        if part.closes:
            closes[span.end] = glyphs[1] + closes.get(span.end, "")
    for place in _find_commas(target, [(part.group, spans[part.id]) for part in parts], drop):
        closes[place] = "," + closes.get(place, "")
    out: list[str] = []
    begins, ends = [0] * (len(target) + 1), [0] * (len(target) + 1)
    length = 0
    for i in range(len(target) + 1):
        ends[i] = length
        piece = closes.get(i, "") + opens.get(i, "")
        length += len(piece)
        begins[i] = length
        if i < len(target) and i not in drop:
            piece += target[i]
            length += 1
        out.append(piece)
    moved = {key: Span(begins[s.start], max(begins[s.start], ends[s.end])) for key, s in spans.items()}
    kept = tuple(
        Link(
            link.source,
            Span(begins[link.target.start], max(begins[link.target.start], ends[link.target.end])),
            link.probability,
        )
        for link in links
        if any(i not in drop for i in range(*link.target))
    )
    text = "".join(out)
    return Carried(text, {key: _without_comma(text, span) for key, span in moved.items()}, kept)


def _without_comma(text: str, span: Span) -> Span:
    """English prints the comma of the sentence inside the marks; it is no part of what was said: “Yes,” she said."""
    comma = span.end - span.start > 1 and text[span.end - 1] == ","
    return Span(span.start, span.end - 1) if comma else span


def _find_commas(target: str, spans: Sequence[tuple[str, Span]], drop: set[int]) -> list[int]:
    """Where the commas of an incise go, if the engine set none: “Yes,” he said, “tomorrow”."""
    places = []
    for (group, span), (next_group, next_span) in pairwise(spans):
        cut = next((i for i in range(next_span.start, span.end, -1) if i - 1 not in drop and target[i - 1] != " "), 0)
        if group and group == next_group and cut > span.end:
            places += [i for i in (span.end, cut) if target[i - 1].isalnum()]
    return places
