"""The cheapest reading of the marks of a text: who opens, who closes, who means nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bilingual.model import Span
from bilingual.quotes.marks import Mark, Stretch, find_marks, pair_plainly, trim

INCISE = re.compile(
    r"""[,!?…]\s+(?:
          (?:[ls]['’])?(?:a|ont|avait|avaient|est|sont|était)(?:-t)?(?:-(?:ils?|elles?|on))?\s+(?:\w+ment\s+)?\w+(?:é|i|it|is|u|ert)s?\b
        | (?:s['’])?\w+(?:-t)?-(?:ils?|elles?|on)\b
        | (?:explique|précise|souligne|estime|assure|ajoute|indique|affirme|raconte|poursuit|dit|déclare)\b
    )""",
    re.VERBOSE,
)
"""Where the writer takes over: ", a-t-elle dit", ", a déclaré", "! s’écria-t-il"; not ", a le droit"."""

SENTENCE_END = re.compile(
    r"(?<![\s.][A-ZÀ-Þ])(?<!\bMM)(?<!\bDr)(?<!\bPr)(?<!\bSt)[.!?…][\s\u00a0]+(?=[A-ZÀ-ÖØ-Þ«“\"—–])"
)
UNCLOSED, ORPHAN, REPEATED, RUNS_ON, BARE = 3.0, 3.0, 0.2, 1.5, 1.0
BEAM, HOPELESS, REACH = 8, 7.0, 40
"""States kept after each mark; how much dearer than the best a reading may be; paragraphs after which one that is still
open is cut."""


class _Path(NamedTuple):
    """One reading so far: its cost, the open marks, and its last event with the path before it."""

    cost: float
    stack: tuple[tuple[int, str], ...]
    event: tuple[str, int]
    before: _Path | None


def find_stretches(text: str, paragraphs: Sequence[Span]) -> list[Stretch]:
    """Every stretch between marks, in order of its first character (outer before nested)."""
    stretches: list[Stretch] = []
    run, i = 0, 0
    while i < len(paragraphs):
        marks = find_marks(text, paragraphs[i])
        pairs = pair_plainly(marks)
        if pairs is None:
            used, found = _read_cluster(text, paragraphs[i : i + REACH], marks, run)
            stretches += found
            run = max((s.run + 1 for s in found), default=run)
            i += used
            continue
        for first, last, depth in pairs:
            a, b = marks[first], marks[last]
            stretches.append(Stretch(trim(text, a.end, b.start), Span(a.start, b.end), depth, run))
            run += 1
        i += 1
    return sorted((s for s in stretches if s.inner.start < s.inner.end), key=lambda s: (s.outer.start, s.depth))


def _read_cluster(text: str, paragraphs: Sequence[Span], marks: list[Mark], run: int) -> tuple[int, list[Stretch]]:
    """Read paragraphs from a broken one on until nothing is open; how many were read, and what was found."""
    every: list[Mark] = []
    paths = [_Path(0.0, (), ("start", 0), None)]
    used = 0
    for used, paragraph in enumerate(paragraphs, 1):
        if used > 1:
            marks = find_marks(text, paragraph)
        base = len(every)
        every += marks
        for offset, mark in enumerate(marks):
            paths = _prune([new for path in paths for new in _steps(path, mark, base + offset, every)])
        carry = _can_carry(text, paragraph, marks)
        last = used == len(paragraphs)
        paths = _prune([new for path in paths for new in _break(path, used, bool(marks), carry and not last)])
        if not paths[0].stack:
            break
    return used, _collect(text, paragraphs, every, paths[0], run)


def _prune(paths: list[_Path]) -> list[_Path]:
    best: dict[tuple[tuple[int, str], ...], _Path] = {}
    for path in paths:
        known = best.get(path.stack)
        if known is None or path.cost < known.cost:
            best[path.stack] = path
    ranked = sorted(best.values(), key=lambda p: (p.cost, len(p.stack)))[:BEAM]
    return [path for path in ranked if path.cost <= ranked[0].cost + HOPELESS]


def _steps(path: _Path, mark: Mark, i: int, marks: Sequence[Mark]) -> list[_Path]:
    """All ways to read `mark` after `path`."""
    cost, stack = path.cost, path.stack
    carried = bool(stack) and path.event[0] == "carry"
    steps = [_Path(cost + mark.none, stack, ("none", i), path)]
    if carried and mark.first:
        steps.append(_Path(cost + mark.open + REPEATED - RUNS_ON, stack, ("repeat", i), path))
    if len(stack) < 3:
        nesting = 0.0
        if stack:
            nesting = 2.5 if stack[-1][1] == mark.family == '"' else 0.8 if stack[-1][1] == mark.family else 0.3
            nesting += 1.5 if carried and mark.first else 0.0
        steps.append(_Path(cost + mark.open + nesting, (*stack, (i, mark.family)), ("open", i), path))
    if stack:
        steps.append(_Path(cost + mark.close + _clash(stack[-1][1], mark.family), stack[:-1], ("close", i), path))
        ended = _Path(cost + UNCLOSED, stack[:-1], ("lost", i), path)
        steps.append(_Path(ended.cost + mark.open, (*stack[:-1], (i, mark.family)), ("open", i), ended))
        if len(stack) > 1:
            clash = _clash(stack[-2][1], mark.family)
            steps.append(_Path(ended.cost + mark.close + clash, stack[:-2], ("close", i), ended))
    elif mark.family != "'":
        steps.append(_Path(cost + mark.close + ORPHAN, stack, ("orphan", i), path))
    return steps


def _clash(opening: str, closing: str) -> float:
    """What it costs to close one kind of mark with another."""
    if opening == closing:
        return 0.0
    return 3.0 if "'" in (opening, closing) else 1.0


def _can_carry(text: str, paragraph: Span, marks: Sequence[Mark]) -> bool:
    """Whether what is open may run on in the next paragraph: not where the writer has taken over after the last mark."""
    start = marks[-1].end if marks else paragraph.start
    return INCISE.search(text, start, paragraph.end) is None


def _break(path: _Path, number: int, marked: bool, carry: bool) -> list[_Path]:
    """What may happen to open marks at the end of a paragraph: they are lost, or the outermost runs on."""
    if not path.stack:
        return [path]
    ended = path
    while ended.stack:
        ended = _Path(ended.cost + UNCLOSED, ended.stack[:-1], ("lost", -number), ended)
    if not carry or len(path.stack) > 1:
        return [ended]
    on = RUNS_ON if marked else BARE
    return [ended, _Path(path.cost + on, path.stack, ("carry", number), path)]


def _collect(
    text: str, paragraphs: Sequence[Span], marks: Sequence[Mark], path: _Path | None, run: int
) -> list[Stretch]:
    """The stretches of the cheapest reading, its events played from the first to the last."""
    events = []
    while path is not None:
        events.append(path.event)
        path = path.before
    stretches: list[Stretch] = []
    stack: list[tuple[int, int, int, bool]] = []  # where it begins with its mark, without it, its run, has it a mark
    for kind, i in reversed(events):
        if kind == "open":
            stack.append((marks[i].start, marks[i].end, run, True))
            run += 1
        elif kind == "close":
            outer, inner, number, opened = stack.pop()
            span = Span(outer, marks[i].end)
            stretches.append(Stretch(trim(text, inner, marks[i].start), span, len(stack), number, opened, True))
        elif kind == "lost":
            outer, inner, number, opened = stack.pop()
            at = marks[i].start if i >= 0 else paragraphs[-i - 1].end
            inner_span = _cut_unclosed(text, inner, at)
            stretches.append(
                Stretch(inner_span, Span(outer, max(inner, inner_span.end)), len(stack), number, opened, False)
            )
        elif kind == "carry":
            outer, inner, number, opened = stack.pop()
            end, following = paragraphs[i - 1].end, paragraphs[i].start
            stretches.append(Stretch(trim(text, inner, end), Span(outer, end), len(stack), number, opened, False))
            stack.append((following, following, number, False))
        elif kind == "repeat":
            _, _, number, _ = stack.pop()
            stack.append((marks[i].start, marks[i].end, number, True))
        elif kind == "orphan":
            earlier = stretches[-1].outer.end if stretches else -1
            start = _find_lost_start(text, paragraphs, earlier, marks[i].start)
            if start is not None:
                span = Span(start, marks[i].end)
                stretches.append(Stretch(trim(text, start, marks[i].start), span, 0, run, False, True))
                run += 1
    return stretches


def _cut_unclosed(text: str, start: int, limit: int) -> Span:
    """Where a quote without a closing mark ends: where the writer takes over, else at `limit`."""
    incise = INCISE.search(text, start, limit)
    if incise:
        return trim(text, start, incise.start() + (text[incise.start()] in "!?…"))
    return trim(text, start, limit)


def _find_lost_start(text: str, paragraphs: Sequence[Span], earlier: int, end: int) -> int | None:
    """Where a quote without an opening mark begins: after a colon, at the first sentence after the last mark."""
    paragraph = next(p for p in paragraphs if p.start <= end <= p.end)
    floor = max(paragraph.start, earlier)
    colon = text.rfind(": ", floor, end)
    if colon >= 0 and text[colon + 2 : colon + 3].isupper():
        return colon + 2
    if earlier < paragraph.start:
        return paragraph.start
    boundary = SENTENCE_END.search(text, max(floor - 1, 0), end)
    return boundary.end() if boundary else None
