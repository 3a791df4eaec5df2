"""A document laid out for a page: cut once at every edge of a span, into blocks of rows of runs.

A block is a paragraph in both languages, a row a pair, a run a stretch of text in which nothing begins or ends, so
that a writer only has to wrap runs. Quotes that run across sentences or cut across each other need no care there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from textwrap import shorten
from typing import NamedTuple

from bilingual.lexicon import load_table
from bilingual.model import BilingualDocument, Pair, Quote, Side, Span

SPACE_BEFORE = re.compile(r"(?:(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))) | [ \u00a0\u202f](?=[;!?»%€])", re.VERBOSE)
"""The thin space French puts before a high mark and in a number: "Quoi ?", "2 000" and "3 %" have one, "le 3 mai"
none."""

SPACE_BESIDE = re.compile(r"(?<=«)[ \u00a0\u202f]|[ \u00a0\u202f](?=:)")
"""The wider space inside an opening guillemet and before a colon: "« Oui" and "dit :" have one."""

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


class Utterance(NamedTuple):
    """The stretches of quote that share a group, numbered from 1 in the order of the article."""

    number: int
    speaker: str | None
    quotes: tuple[Quote, ...]


class Ledger(NamedTuple):
    """Who said what: the utterances, the speakers in the order in which they first speak, and the words set apart."""

    utterances: tuple[Utterance, ...]
    speakers: tuple[str, ...]
    terms: tuple[Quote, ...]

    def find(self, quote: Quote) -> Utterance | None:
        """The utterance a quote is part of; None for words set apart."""
        return next((utterance for utterance in self.utterances if quote in utterance.quotes), None)


def lay_out(document: BilingualDocument, words: bool = False) -> tuple[Block, ...]:
    """The blocks of `document` in order; with `words`, runs are cut at the edges of the word links too."""
    source_quotes = [(quote.span, quote) for quote in document.quotes]
    target_quotes = [(quote.target, quote) for quote in document.quotes if quote.target is not None]
    source, target = document.source.text, document.target.text
    rows = []
    for number, pair in enumerate(document.pairs, start=1):
        ends = [(link.source, link.target) for link in pair.links] if words else []
        rows.append(
            Row(
                number,
                pair,
                _cut(source, pair.source, source_quotes, [s for s, _ in ends]),
                _cut(target, pair.target, target_quotes, [t for _, t in ends]),
            )
        )
    blocks: list[Block] = []
    for (kind, _), members in groupby(rows, key=lambda row: (row.pair.kind, row.pair.paragraph)):
        seen_title = any(block.kind == "title" for block in blocks) or len(blocks) > 1
        blocks.append(Block("subhead" if kind == "title" and seen_title else kind, tuple(members)))
    return tuple(blocks)


def find_ledger(document: BilingualDocument) -> Ledger:
    """The utterances, speakers and set-apart words of a document."""
    groups: dict[str, list[Quote]] = {}
    for quote in sorted(document.quotes, key=lambda quote: (quote.span.start, -quote.span.end)):
        groups.setdefault(quote.group, []).append(quote)
    spoken = [quotes for quotes in groups.values() if any(quote.kind != "term" for quote in quotes)]
    utterances = []
    for number, quotes in enumerate(spoken, start=1):
        speaker = next((quote.speaker for quote in quotes if quote.speaker), None)
        utterances.append(Utterance(number, speaker, tuple(quotes)))
    speakers = tuple(dict.fromkeys(utterance.speaker for utterance in utterances if utterance.speaker))
    terms = tuple(quotes[0] for quotes in groups.values() if quotes not in spoken)
    return Ledger(tuple(utterances), speakers, terms)


def typeset(document: BilingualDocument) -> BilingualDocument:
    """The document with the spaces of good French printing, at which no line breaks; every span stays where it is."""
    return replace(document, source=_space_side(document.source), target=_space_side(document.target))


def _space_side(side: Side) -> Side:
    return replace(side, text=space_french(side.text)) if side.lang.split("-")[0] == "fr" else side


def space_french(text: str) -> str:
    """French text of the same length with no-break spaces where they belong.

    >>> space_french("Quoi ? « 2 000 »")
    'Quoi\\u202f? «\\xa02\\u202f000\\u202f»'
    """
    return SPACE_BESIDE.sub("\u00a0", SPACE_BEFORE.sub("\u202f", text))


def find_doubts(pair: Pair) -> tuple[str, ...]:
    """Why a reader should not trust a pair, in words; a flag that has no words yet speaks for itself."""
    words = load_table("flags.txt")
    return tuple(words.get(flag, flag.replace("_", " ").replace("-", " ")) for flag in pair.flags)


def list_doubts(block: Block) -> tuple[str, ...]:
    """The doubts of a paragraph in words, those of each pair together, each once."""
    return tuple(dict.fromkeys(", ".join(find_doubts(row.pair)) for row in block.rows if row.pair.flags))


def find_speakers(document: BilingualDocument, pair: Pair) -> tuple[str, ...]:
    """Who is quoted in the source of a pair, in order, each once."""
    quoted = (quote.speaker for quote in document.quotes if quote.span.overlaps(pair.source))
    return tuple(dict.fromkeys(name for name in quoted if name))


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


def show_quotes(document: BilingualDocument, quotes: Iterable[Quote]) -> tuple[str, str]:
    """Some quotes in both languages, each between the marks of its language, the stretches one after the other."""
    source, target = [], []
    for quote in quotes:
        source.append(f"«\u00a0{flatten(quote.span.of(document.source.text))}\u202f»")
        if quote.target is not None:
            target.append(f"“{flatten(quote.target.of(document.target.text))}”")
    return " … ".join(source), " … ".join(target)


def _cut(text: str, stretch: Span, quotes: Sequence[tuple[Span, Quote]], links: Sequence[Span]) -> tuple[Run, ...]:
    here = [(span, quote) for span, quote in quotes if span.overlaps(stretch)]
    edges = {*stretch, *(edge for span, _ in here for edge in span), *(edge for span in links for edge in span)}
    inside = sorted(edge for edge in edges if stretch.start <= edge <= stretch.end)
    runs = []
    for start, end in pairwise(inside):
        run = Span(start, end)
        around = sorted((span for span in here if span[0].holds(run)), key=lambda span: -(span[0].end - span[0].start))
        touching = tuple(number for number, span in enumerate(links) if span.holds(run))
        runs.append(Run(run.of(text), run, tuple(quote for _, quote in around), touching))
    return tuple(runs)
