"""A translation in the making: text that is edited while the spans of its attention stay exact."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from re import Match, Pattern

from bilingual.model import Attention, Span, Translation

Edit = tuple[int, int, str]
"""Replace the characters from start to end by these."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of a stretch of source so far.

    `sources` and `targets` are the spans of the pieces in `source` and `text`; `rows[i][j]` is the share of source piece
    j in target piece i; `score` is the mean log-probability of the pieces.
    """

    source: str
    text: str
    sources: tuple[Span, ...]
    targets: tuple[Span, ...]
    rows: Sequence[Sequence[float]]
    score: float

    def edit(self, edits: Iterable[Edit]) -> Draft:
        """The same draft with the edits made in its text (in order, without overlap)."""
        text, spans = rewrite(self.text, self.targets, list(edits))
        return replace(self, text=text, targets=tuple(spans))

    def sub(self, pattern: Pattern[str], new: str | Callable[[Match[str]], str]) -> Draft:
        """The same draft with every match replaced."""
        found = [(*m.span(), new if isinstance(new, str) else new(m)) for m in pattern.finditer(self.text)]
        return self.edit(found) if found else self

    def share(self, source: Span, target: Span) -> float:
        """How much of the attention of the target pieces in `target` goes to the source pieces in `source`."""
        columns = [j for j, span in enumerate(self.sources) if span.overlaps(source)]
        return sum(row[j] for span, row in zip(self.targets, self.rows) if span.overlaps(target) for j in columns)

    def finish(self) -> Translation:
        """The translation, with the attention between what is there to be seen."""
        targets = [trimmed(self.text, start, end) for start, end in self.targets]
        return Translation(self.text, self.score, join_pieces(self.sources, targets, self.rows))


def join_pieces(sources: Sequence[Span], targets: Sequence[Span], rows: Sequence[Sequence[float]]) -> Attention:
    """The attention between the pieces; one that has no character (a part of one, a lone space) joins the next that has.

    What `rows` lacks at its end, below or at the right, counts as not read.
    """
    columns, groups = _groups(sources), _groups(targets)
    spread = len(columns) < len(sources) or (bool(rows) and len(rows[0]) < len(sources))
    weights: list[Sequence[float]] = []
    for group in groups:
        given = [rows[i] for i in group if i < len(rows)] or [[0.0] * len(sources)]
        row = given[0] if len(given) == 1 else [sum(shares) / len(given) for shares in zip(*given)]
        if spread:
            row = [*row, *[0.0] * (len(sources) - len(row))]
            row = [row[some[0]] if len(some) == 1 else min(1.0, sum(row[j] for j in some)) for some in columns]
        weights.append(row if isinstance(row, array) else array("f", row))
    return Attention(tuple(sources[c[-1]] for c in columns), tuple(targets[g[-1]] for g in groups), weights)


def join(source: str, drafts: Sequence[Draft], starts: Sequence[int]) -> Draft:
    """One draft of the drafts of the parts of `source` that begin at `starts`; no part reads another."""
    if len(drafts) == 1 and starts[0] == 0:
        return replace(drafts[0], source=source)
    width = sum(len(d.sources) for d in drafts)
    text = ""
    sources: list[Span] = []
    targets: list[Span] = []
    rows: list[array[float]] = []
    for draft, start in zip(drafts, starts):
        text += " " if text and draft.text and source[start - 1].isspace() else ""
        pad = [0.0] * len(sources)
        rest = [0.0] * (width - len(sources) - len(draft.sources))
        rows += [array("f", [*pad, *row, *rest]) for row in draft.rows]
        sources += [span.shift(start) for span in draft.sources]
        targets += [span.shift(len(text)) for span in draft.targets]
        text += draft.text
    pieces = sum(len(d.targets) for d in drafts)
    score = sum(d.score * len(d.targets) for d in drafts) / pieces if pieces else 0.0
    return Draft(source, text, tuple(sources), tuple(targets), rows, score)


def rewrite(text: str, spans: Sequence[Span], edits: Sequence[Edit]) -> tuple[str, list[Span]]:
    """`text` with the edits made (in order, without overlap), and where `spans` now stand.

    A span that begins or ends inside an edited stretch is widened to all of what replaces it, so that no character is
    lost; one that was wholly deleted becomes empty.
    """
    if not edits:
        return text, list(spans)
    starts = list(range(len(text) + 1))
    ends = list(starts)
    parts, done, length = [], 0, 0
    for start, end, new in edits:
        for place in range(done + 1, start + 1):
            starts[place] = ends[place] = length + place - done
        parts += [text[done:start], new]
        length += start - done
        for place in range(start + 1, end):
            starts[place], ends[place] = length, length + len(new)
        length += len(new)
        if end > start:
            starts[end] = ends[end] = length
        else:
            starts[end] = length
        done = end
    shift = length - done
    for place in range(done + 1, len(text) + 1):
        starts[place] = ends[place] = place + shift
    parts.append(text[done:])
    return "".join(parts), [_tight(starts[a], ends[b]) for a, b in spans]


def undo(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that undo `edits`, in the text they lead to."""
    back, shift = [], 0
    for start, end, new in edits:
        back.append((start + shift, start + shift + len(new), text[start:end]))
        shift += len(new) - (end - start)
    return tuple(back)


def _tight(start: int, end: int) -> Span:
    return Span(min(start, end), end)


def _groups(spans: Sequence[Span]) -> list[list[int]]:
    """The numbers of the pieces that make one stretch of characters: empty ones belong to the next, or to the last."""
    groups: list[list[int]] = []
    waiting: list[int] = []
    for number, (start, end) in enumerate(spans):
        waiting.append(number)
        if end > start:
            groups.append(waiting)
            waiting = []
    if waiting and groups:
        groups[-1] = waiting + groups[-1]
    return groups


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
