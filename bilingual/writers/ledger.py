"""Who said what: the quotes of a document gathered into utterances, and the speakers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bilingual.model import BilingualDocument, Quote
from bilingual.writers.layout import find_overlaps, flatten


class Utterance(NamedTuple):
    """The stretches of quote that share a group; numbered from 1 in the order of the article.

    `row` is the number (from 1) of the pair it begins in.
    """

    number: int
    row: int
    speaker: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The utterances, the speakers in the order in which they first speak, and the words that are only set apart."""

    utterances: tuple[Utterance, ...]
    speakers: tuple[str, ...]
    terms: tuple[Utterance, ...]
    _by_quote: Mapping[str, Utterance]

    def find(self, quote: Quote) -> Utterance | None:
        """The utterance a quote is part of; None for words set apart."""
        return self._by_quote.get(quote.id)


def find_ledger(document: BilingualDocument) -> Ledger:
    """The ledger of a document."""
    groups: dict[str, list[Quote]] = {}
    for quote in sorted(document.quotes, key=lambda quote: (quote.span.start, -quote.span.end)):
        groups.setdefault(quote.group, []).append(quote)
    starts = [pair.source.start for pair in document.pairs]
    utterances: list[Utterance] = []
    terms: list[Utterance] = []
    for quotes in groups.values():
        kind = terms if all(quote.kind == "term" for quote in quotes) else utterances
        speaker = next((quote.speaker for quote in quotes if quote.speaker), None)
        row = max(1, bisect_right(starts, quotes[0].span.start))
        kind.append(Utterance(len(kind) + 1, row, speaker, tuple(quotes)))
    speakers = tuple(dict.fromkeys(said.speaker for said in utterances if said.speaker))
    by_quote = {quote.id: said for said in utterances for quote in said.quotes}
    return Ledger(tuple(utterances), speakers, tuple(terms), by_quote)


def quotes_by_pair(document: BilingualDocument) -> list[list[Quote]]:
    """For each pair the quotes that stand in its source, or part of them."""
    found = find_overlaps([pair.source for pair in document.pairs], [quote.span for quote in document.quotes])
    return [[document.quotes[number] for number in numbers] for numbers in found]


def show_quotes(document: BilingualDocument, quotes: Iterable[Quote]) -> tuple[str, str]:
    """Some quotes in both languages, each between the marks of its language, the stretches one after the other."""
    source, target = [], []
    for quote in quotes:
        source.append(f"«\u00a0{flatten(quote.span.of(document.source.text))}\u202f»")
        if quote.target is not None:
            target.append(f"“{flatten(quote.target.of(document.target.text))}”")
    return " … ".join(source), " … ".join(target)
