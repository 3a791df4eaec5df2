"""The values everything else is made of: two immutable texts, and spans that point into them.

A sentence, a word, a quote, a mention or a link is a `Span` of characters (half-open, counted in Unicode
code points) into the source or the target text. All values are frozen and check themselves when they are made:
one that exists is valid. `None` means unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bilingual.errors import DocumentError

ARTICLE_KINDS = ("title", "lede", "body", "subhead", "caption")
"""What a paragraph of an article may be."""

PAIR_KINDS = ("title", "lede", "body", "caption")
"""What a pair may be. A subhead inside an article is a pair of kind `title` too."""

QUOTE_KINDS = ("direct", "mixed", "term", "indirect")
"""`direct`: a whole statement; `mixed`: quoted words inside the writer's own sentence, attributed to someone;
`term`: a name, a title or a distanced word that nobody is quoted as saying; `indirect`: reported speech without
marks, found only when it is asked for."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of characters; unpacks as ``start, end``.

    >>> Span(3, 8).of("Le chat dort")
    'chat '
    >>> start, end = Span(3, 8)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise DocumentError(f"A span needs 0 <= start <= end, but got ({self.start}, {self.end}).")

    def __iter__(self) -> Iterator[int]:
        yield self.start
        yield self.end

    def of(self, text: str) -> str:
        """The characters of `text` this span points at."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same stretch, `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return max(self.start, other.start) < min(self.end, other.end)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an article; `kind` is one of `ARTICLE_KINDS`."""

    span: Span
    kind: str = "body"

    def __post_init__(self) -> None:
        _require(self.kind in ARTICLE_KINDS, f"A paragraph is one of {', '.join(ARTICLE_KINDS)}, not {self.kind!r}.")


class LeftOut(NamedTuple):
    """A piece of what was read that is not part of the article, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader makes of a file: the whole text as it was read (normalised once) and the paragraphs in it.

    `paragraphs` point into `text`, in order, without overlap. Text outside them is white space or is listed in
    `left_out`. `title`, `author`, `date`, `url` are what the file states, or None.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    author: str | None = None
    date: str | None = None
    lang: str = "fr"
    url: str | None = None
    left_out: tuple[LeftOut, ...] = ()

    def __post_init__(self) -> None:
        _require_order("Paragraphs", [p.span for p in self.paragraphs], len(self.text))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span in the text, and the number of the paragraph it stands in."""

    span: Span
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Attention:
    """How a target was read off its source: `weights[i][j]` is the share of source piece `j` in target piece `i`.

    `source` and `target` are the character spans of the pieces in the two strings (pieces themselves never leave the
    engine); `weights` has len(target) rows of len(source) numbers between 0 and 1.
    """

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    weights: Sequence[Sequence[float]]

    def __post_init__(self) -> None:
        _require(
            len(self.weights) == len(self.target) and all(len(row) == len(self.source) for row in self.weights),
            "Attention needs one row for each target piece and one number for each source piece.",
        )


@dataclass(frozen=True, slots=True)
class Translation:
    """What an engine made of one sentence: the text, the mean log-probability of its pieces, the attention."""

    text: str
    score: float | None = None
    attention: Attention | None = None


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A source word (or group of words) and the target word it became, with a probability between 0 and 1."""

    source: Span
    target: Span
    probability: float = 1.0

    def __post_init__(self) -> None:
        _require(0.0 <= self.probability <= 1.0, f"A probability is between 0 and 1, not {self.probability}.")

    def shift(self, source: int, target: int) -> Link:
        """The same link, its two ends moved by so many characters."""
        return Link(self.source.shift(source), self.target.shift(target), self.probability)


class Bead(NamedTuple):
    """A stretch of source sentences and the target sentences that translate it (half-open ranges of numbers).

    ``(3, 3)`` is "nothing": that side has no counterpart. `confidence` is between 0 and 1.
    """

    source: tuple[int, int]
    target: tuple[int, int]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A source stretch and its target stretch. An empty span on one side says: no counterpart."""

    id: str
    kind: str
    paragraph: int
    source: Span
    target: Span
    score: float | None = None
    flags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    def __post_init__(self) -> None:
        _require(self.kind in PAIR_KINDS, f"A pair is one of {', '.join(PAIR_KINDS)}, not {self.kind!r}.")
        for link in self.links:
            _require(
                self.source.holds(link.source) and self.target.holds(link.target),
                f"A link of pair {self.id} points outside the pair.",
            )


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands between one pair of marks, and who said it.

    `span` is inside the marks, trimmed; `target` is the same words in the target text. The stretches of one
    utterance share their `group`. `mention` and `cue` are spans of the source text; `speaker` is the resolved name.
    """

    id: str
    kind: str
    span: Span
    group: str
    target: Span | None = None
    speaker: str | None = None
    mention: Span | None = None
    cue: Span | None = None
    confidence: float | None = None

    def __post_init__(self) -> None:
        _require(self.kind in QUOTE_KINDS, f"A quote is one of {', '.join(QUOTE_KINDS)}, not {self.kind!r}.")
        _require(
            self.confidence is None or 0.0 <= self.confidence <= 1.0,
            f"A confidence is between 0 and 1, not {self.confidence}.",
        )


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts of a document, with what is known of it."""

    text: str
    lang: str
    title: str | None = None
    date: str | None = None
    author: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class BilingualDocument:
    """A source text, its target text, and all that points into them. It cannot exist in a broken state.

    Pairs stand in source order; on each side they do not overlap; links stay inside their pair; quotes stay inside
    the texts; ids are unique.

    Raises:
        DocumentError: a pair, link or quote breaks these rules; the message names it.
    """

    source: Side
    target: Side
    pairs: tuple[Pair, ...] = ()
    quotes: tuple[Quote, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    made_by: str = ""

    def __post_init__(self) -> None:
        _require_order("Pairs", [p.source for p in self.pairs], len(self.source.text))
        _require_order("Pairs", sorted(p.target for p in self.pairs), len(self.target.text))
        ids = [p.id for p in self.pairs] + [q.id for q in self.quotes]
        _require(len(set(ids)) == len(ids), "Two pairs or quotes share an id.")
        whole_source, whole_target = Span(0, len(self.source.text)), Span(0, len(self.target.text))
        for quote in self.quotes:
            inside = [s for s in (quote.span, quote.mention, quote.cue) if s is not None]
            _require(
                all(whole_source.holds(s) for s in inside)
                and (quote.target is None or whole_target.holds(quote.target)),
                f"Quote {quote.id} points outside the texts.",
            )

    def project(self, span: Span) -> Span | None:
        """The target span that says what the source `span` says, by the word links; None where there is none.

        A pair that lies wholly inside `span` gives its whole target. Of a pair that is cut by `span`, the target
        words from the first to the last one linked into the span are taken, less those better kept outside: the
        window with the greatest sum of probabilities, links from outside counting against it.
        """
        found = []
        for pair in self.pairs:
            inside = Span(
                max(span.start, pair.source.start), max(pair.source.start, span.start, min(span.end, pair.source.end))
            )
            if inside.start >= pair.source.end or not inside.of(self.source.text).strip():
                continue
            if (
                not self.source.text[pair.source.start : inside.start].strip()
                and not self.source.text[inside.end : pair.source.end].strip()
            ):
                found.append(pair.target)
            else:
                window = best_window(pair.links, inside)
                if window is not None:
                    found.append(window)
        if not found:
            return None
        return Span(min(s.start for s in found), max(s.end for s in found))


def best_window(links: Iterable[Link], inside: Span) -> Span | None:
    """The target stretch whose links point most into `inside` (maximum sub-array, Kadane)."""
    gains: dict[Span, float] = {}
    for link in links:
        gain = link.probability if inside.overlaps(link.source) else -link.probability
        gains[link.target] = gains.get(link.target, 0.0) + gain
    best, best_sum, start, running = None, 0.0, None, 0.0
    for target in sorted(gains):
        if running <= 0.0 or start is None:
            start, running = target.start, 0.0
        running += gains[target]
        if running > best_sum:
            best, best_sum = Span(start, max(start, target.end)), running
    return best


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise DocumentError(message)


def _require_order(what: str, spans: Sequence[Span], length: int) -> None:
    """Spans must stand in order, without overlap, inside a text of `length` characters."""
    end = 0
    for span in spans:
        _require(
            span.start >= end,
            f"{what} must stand in order without overlap, but ({span.start}, {span.end}) begins before {end}.",
        )
        _require(
            span.end <= length, f"{what} must lie inside the text of {length} characters, but one ends at {span.end}."
        )
        end = span.end
