"""Sentence alignment: strict and lax F1 of beads on five novels, beside NLTK's Gale–Church in the same run."""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from nltk.translate.gale_church import align_blocks

from bilingual.alignment.sentences import align_sentences, seem_parallel
from bilingual.engines import get_engine
from bilingual.model import Bead

Sides = tuple[tuple[int, ...], tuple[int, ...]]
"""The sentence numbers of a bead on both sides."""


class Book(NamedTuple):
    """A novel and its translation, with the beads annotated by hand."""

    name: str
    source: list[str]
    target: list[str]
    gold: list[Sides]


def main(argv: list[str]) -> int:
    """Print one table; with --long the time and memory of a text as long as a long novel."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks sentence_alignment", description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--engine", default="embedded", help="translates the source; 'none' leaves that out")
    parser.add_argument("--long", type=int, default=0, metavar="N", help="also align N sentences with N, no engine")
    options = parser.parse_args(argv)
    books = load_books(options.gold / "sentence-links")
    report(books, "Gale–Church (NLTK)", gale_church)
    report(books, "words and lengths", lambda book: sides(align_sentences(book.source, book.target)))
    if options.engine != "none":
        report(books, f"with translations ({options.engine})", lambda book: with_engine(book, options.engine))
    mixed = [seem_parallel(a.source, b.target, align_sentences(a.source, b.target)) for a, b in pairwise(books)]
    print(f"novel beside the translation of another taken for a translation: {sum(mixed)} of {len(mixed)}")
    if options.long:
        report_long(books, options.long)
    return 0


def load_books(folder: Path) -> list[Book]:
    """The books of the gold, by name."""

    def lines(path: Path) -> list[str]:
        return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")

    def numbers(side: str) -> tuple[int, ...]:
        return tuple(map(int, side.split()))

    books = []
    for path in sorted(p for p in folder.iterdir() if p.is_dir()):
        beads = [line.split("\t") for line in lines(path / "beads.tsv")]
        gold = [(numbers(left), numbers(right)) for left, right in beads]
        books.append(Book(path.name, lines(path / "fr.txt"), lines(path / "en.txt"), gold))
    return books


def report(books: Sequence[Book], name: str, align: Callable[[Book], list[Sides]]) -> None:
    """One row: strict and lax F1 of each book and of all together."""
    total: Counter[str] = Counter()
    cells = []
    started = time.perf_counter()
    for book in books:
        counts = count(book.gold, align(book))
        total += counts
        cells.append(f"{book.name[:8]} {100 * f1(counts, 'strict'):.1f}/{100 * f1(counts, 'lax'):.1f}")
    seconds = time.perf_counter() - started
    sentences = sum(len(book.source) for book in books)
    print(
        f"{name:34} strict/lax F1 {100 * f1(total, 'strict'):5.1f}/{100 * f1(total, 'lax'):5.1f}   "
        f"{'  '.join(cells)}   {sentences / seconds:.0f} sentences/s"
    )


def count(gold: Iterable[Sides], found: Iterable[Sides]) -> Counter[str]:
    """Hits as the scorer of vecalign counts them: precision over all beads, recall over those with two sides."""
    gold, found = set(gold), set(found)
    both_gold, both_found = ({bead for bead in beads if all(bead)} for beads in (gold, found))
    return Counter(
        {
            "found": len(found),
            "gold": len(both_gold),
            "strict precise": len(found & gold),
            "strict recalled": len(both_found & both_gold),
            "lax precise": _touching(found, gold),
            "lax recalled": _touching(both_gold, both_found),
        }
    )


def f1(counts: Counter[str], kind: str) -> float:
    """The harmonic mean of precision and recall."""
    precision = counts[f"{kind} precise"] / max(1, counts["found"])
    recall = counts[f"{kind} recalled"] / max(1, counts["gold"])
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _touching(beads: Iterable[Sides], others: Iterable[Sides]) -> int:
    """How many beads are among the others or share a sentence with one of them on both sides."""
    others = set(others)
    partners: dict[int, set[int]] = defaultdict(set)
    for left, right in others:
        for number in left:
            partners[number].update(right)
    return sum(
        (left, right) in others or any(partners[number] & set(right) for number in left) for left, right in beads
    )


def gale_church(book: Book) -> list[Sides]:
    """NLTK's aligner; its links are joined to beads."""
    links = align_blocks([len(s) for s in book.source], [len(s) for s in book.target])
    left: dict[int, set[int]] = {i: set() for i in range(len(book.source))}
    right: dict[int, set[int]] = {j: set() for j in range(len(book.target))}
    for i, j in links:
        left[i].add(j)
        right[j].add(i)
    beads = set()
    for i, linked in left.items():
        sources, targets = {i}, linked
        while (wider := {k for j in targets for k in right[j]} | sources) != sources:
            sources, targets = wider, {j for k in wider for j in left[k]}
        beads.add((tuple(sorted(sources)), tuple(sorted(targets))))
    return sorted(beads | {((), (j,)) for j in right if not right[j]})


def sides(beads: Iterable[Bead]) -> list[Sides]:
    """Beads as the numbers they cover."""
    return [(tuple(range(*bead.source)), tuple(range(*bead.target))) for bead in beads]


def with_engine(book: Book, name: str) -> list[Sides]:
    """Align with translations of the source, kept in a temporary file from one run to the next."""
    engine = get_engine(name)
    text = "\n".join([getattr(engine, "signature", name), *book.source])
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    kept = Path(tempfile.gettempdir()) / f"bilingual-benchmark-{digest}.json"
    if not kept.exists():
        kept.write_text(json.dumps([t.text for t in engine.translate(book.source)]), encoding="utf-8")
    translations = json.loads(kept.read_text(encoding="utf-8"))
    return sides(align_sentences(book.source, book.target, translations=translations))


def report_long(books: Sequence[Book], size: int) -> None:
    """Seconds and peak memory of two long texts: the books one after the other, again and again."""
    source = [s for book in books for s in book.source]
    target = [s for book in books for s in book.target]
    source = (source * (size // len(source) + 1))[:size]
    target = (target * (size // len(target) + 1))[:size]
    started = time.perf_counter()
    align_sentences(source, target)
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size} × {size} sentences, words and lengths: {seconds:.0f} s, peak memory of the run {memory:.0f} MB")
