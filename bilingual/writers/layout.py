"""A document laid out for a page: cut once at every edge of a span, into blocks of rows of runs.

A block is a paragraph in both languages, a row a pair, a run a stretch of text in which nothing begins or ends, so
that a writer only has to wrap runs. Quotes that run across sentences or cut across each other need no care there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from textwrap import shorten
from typing import NamedTuple

from bilingual.lexicon import load_table
from bilingual.model import BilingualDocument, Pair, Quote, Side, Span

NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
"""A number in groups of three: "12 500 000" is one, "2024 100" is not."""

SPACE_BEFORE = re.compile(r"[ \u00a0\u202f](?=[;!?»%€])")
"""The thin space French puts before a high mark and a unit: "Quoi ?" and "3 %" have one, "Quoi?" none."""

SPACE_BESIDE = re.compile(r"(?<=«)[ \u00a0\u202f]|[ \u00a0\u202f](?=:)")
"""The wider space inside an opening guillemet and before a colon: "« Oui" and "dit :" have one."""

APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
"""A straight apostrophe within words: "l'été" has one, "'été'" none."""

SPACE = re.compile(r"[ \u00a0\u202f]")

BREAKING = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
"""White space at which a line may end: "\\n" and two spaces, not a no-break space."""


class Run(NamedTuple):
    """A stretch in which nothing begins or ends, where it stands in the whole text, the quotes it lies in (outermost
    first), and the numbers of the links of its pair it belongs to (none unless the words were asked for)."""

    text: str
    span: Span
    quotes: tuple[Quote, ...]
    links: tuple[int, ...]


class Row(NamedTuple):
    """A pair, its number in the document (from 1), and its runs on both sides; a side without counterpart has none."""

    number: int
    pair: Pair
    source: tuple[Run, ...]
    target: tuple[Run, ...]


class Block(NamedTuple):
    """The rows of one paragraph. `kind` is a kind of pair, or ``subhead`` for a title inside the article."""

    kind: str
    rows: tuple[Row, ...]


def lay_out(document: BilingualDocument, words: bool = False) -> tuple[Block, ...]:
    """The blocks of `document` in order; with `words`, runs are cut at the edges of the word links too."""
    pairs, quoted = document.pairs, [quote for quote in document.quotes if quote.target is not None]
    sources = find_overlaps([pair.source for pair in pairs], [quote.span for quote in document.quotes])
    targets = find_overlaps([pair.target for pair in pairs], [quote.target for quote in quoted if quote.target])
    rows = []
    for number, pair in enumerate(pairs, start=1):
        links = pair.links if words else ()
        source = [(document.quotes[n].span, document.quotes[n]) for n in sources[number - 1]]
        target = [(quoted[n].target or Span(0, 0), quoted[n]) for n in targets[number - 1]]
        rows.append(
            Row(
                number,
                pair,
                _cut(document.source.text, pair.source, source, [link.source for link in links]),
                _cut(document.target.text, pair.target, target, [link.target for link in links]),
            )
        )
    blocks: list[Block] = []
    begun = False  # a title after the text has begun is a subhead
    for (kind, _), members in groupby(rows, key=lambda row: (row.pair.kind, row.pair.paragraph)):
        blocks.append(Block("subhead" if kind == "title" and begun else kind, tuple(members)))
        begun = begun or kind == "title" or len(blocks) > 1
    return tuple(blocks)


def find_overlaps(stretches: Sequence[Span], spans: Sequence[Span]) -> list[list[int]]:
    """For each stretch the numbers of the spans that share a character with it; stretches do not overlap."""
    order = sorted(range(len(stretches)), key=lambda number: stretches[number])
    starts = [stretches[number].start for number in order]
    found: list[list[int]] = [[] for _ in stretches]
    for number, span in enumerate(spans):
        for place in range(max(0, bisect_right(starts, span.start) - 1), bisect_left(starts, span.end)):
            if span.overlaps(stretches[order[place]]):
                found[order[place]].append(number)
    return found


def typeset(document: BilingualDocument) -> BilingualDocument:
    """The document with its French set as in print; every span stays where it is."""
    return replace(document, source=_space_side(document.source), target=_space_side(document.target))


def _space_side(side: Side) -> Side:
    return replace(side, text=set_french(side.text)) if side.lang.split("-")[0] == "fr" else side


def set_french(text: str) -> str:
    """French text of the same length with no-break spaces where they belong, and curved apostrophes.

    >>> set_french("L'été ? « 2 000 »")
    'L’été\\u202f? «\\xa02\\u202f000\\u202f»'
    """
    text = NUMBER.sub(lambda match: SPACE.sub("\u202f", match.group()), APOSTROPHE.sub("’", text))
    return SPACE_BESIDE.sub("\u00a0", SPACE_BEFORE.sub("\u202f", text))


def find_doubts(pair: Pair) -> tuple[str, ...]:
    """Why a reader should not trust a pair, in words; a flag that has no words yet speaks for itself."""
    words = load_table("flags.txt")
    return tuple(words.get(flag, flag.replace("_", " ").replace("-", " ")) for flag in pair.flags)


def list_doubts(block: Block) -> tuple[str, ...]:
    """The doubts of a paragraph in words, those of each pair together, each once."""
    return tuple(dict.fromkeys(", ".join(find_doubts(row.pair)) for row in block.rows if row.pair.flags))


def flatten(text: str) -> str:
    """`text` in one line, for formats that have a sentence a line; no-break spaces stay.

    >>> flatten("Oui.\\n  Non\\u00a0!")
    'Oui. Non\\xa0!'
    """
    return BREAKING.sub(" ", text).strip(" ")


def name_article(document: BilingualDocument) -> str:
    """The title of the source; where it has none, its first words; where it is empty, "Article"."""
    beginnings = (flatten(pair.source.of(document.source.text)) for pair in document.pairs)
    return flatten(document.source.title or "") or shorten(
        next(filter(None, beginnings), "Article"), 60, placeholder="…"
    )


def join(sides: Iterable[tuple[Run, ...]]) -> str:
    """The text of one side of some rows in one line, as a reader reads it."""
    texts = (flatten("".join(run.text for run in runs)) for runs in sides)
    return " ".join(text for text in texts if text)


def _cut(text: str, stretch: Span, quotes: Sequence[tuple[Span, Quote]], links: Sequence[Span]) -> tuple[Run, ...]:
    spans = [stretch, *(span for span, _ in quotes), *links]
    edges = sorted({edge for span in spans for edge in span if stretch.start <= edge <= stretch.end})
    runs = []
    for start, end in pairwise(edges):
        run = Span(start, end)
        around = sorted(
            (quote for quote in quotes if quote[0].holds(run)), key=lambda quote: quote[0].start - quote[0].end
        )
        touching = tuple(number for number, span in enumerate(links) if span.holds(run))
        runs.append(Run(run.of(text), run, tuple(quote for _, quote in around), touching))
    return tuple(runs)
