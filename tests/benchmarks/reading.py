"""How well page furniture is told from the article, on a gold corpus and on the real press.

Counted in characters that are no white space: of those left out, how many are furniture (precision); of the furniture, how
much is left out (recall). Lost are gold sentences of which anything was left out, the worse error of the two. On a file of real press
sentences (one a line) nothing at all should be left out; what is, is counted a million lines at a time.
"""

from __future__ import annotations

import argparse
import lzma
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bilingual.gold import GoldArticle, load_gold
from bilingual.model import Span
from bilingual.readers import parse


@dataclass(slots=True)
class Score:
    """Sums over articles: characters left out, of furniture, and both; sentences lost; titles that are right."""

    left_out: int = 0
    furniture: int = 0
    both: int = 0
    sentences: int = 0
    lost: int = 0
    paragraphs: int = 0
    whole: int = 0

    @property
    def precision(self) -> float:
        """Of what was left out, the share that is furniture."""
        return self.both / self.left_out if self.left_out else 1.0

    @property
    def recall(self) -> float:
        """Of the furniture, the share that was left out."""
        return self.both / self.furniture if self.furniture else 1.0


def score(articles: Sequence[GoldArticle], verbose: bool = False) -> Score:
    """Read the articles as files and compare with their gold."""
    total = Score()
    for gold in articles:
        article = parse(gold.path.read_bytes(), "text", gold.name)[0]
        ink = {i for i, c in enumerate(article.text) if not c.isspace()}
        kept = _positions([p.span for p in article.paragraphs])
        gone, furniture = ink - kept, _positions(gold.furniture) & ink
        if gold.text != article.text:
            raise ValueError(f"{gold.name}: the reader changed the text")
        total.left_out += len(gone)
        total.furniture += len(furniture)
        total.both += len(gone & furniture)
        lost = [s for s in gold.sentences if any(i in gone for i in range(s.start, s.end))]
        total.sentences += len(gold.sentences)
        total.lost += len(lost)
        paragraphs = [Span(p[0].start, p[-1].end) for p in gold.paragraphs]
        total.paragraphs += len(paragraphs)
        total.whole += sum(not (set(range(p.start, p.end)) & kept) for p in paragraphs)
        if verbose:
            _tell(gold, lost, furniture - gone)
    return total


def count_false_alarms(path: Path, limit: int) -> tuple[int, int, float]:
    """Lines read (at most `limit`), lines of which something was left out, seconds; whole articles, as they stand."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        texts = file.read(limit * 200).split("\n\n")[:-1]
    start, lines, touched = time.perf_counter(), 0, 0
    for text in texts:
        article = parse(text.encode(), "text", "press", lang="fr")[0]
        lines += sum(1 for line in text.split("\n") if line.strip())
        touched += len(article.left_out)
    return lines, touched, time.perf_counter() - start


def _positions(spans: Sequence[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


def _tell(gold: GoldArticle, lost: Sequence[Span], missed: set[int]) -> None:
    for span in lost:
        print(f"  lost    {gold.name}: {span.of(gold.text)[:100]}")
    for span in gold.furniture:
        if missed & set(range(span.start, span.end)):
            print(f"  missed  {gold.name}: {span.of(gold.text)[:100]}")


def main(argv: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="reading", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--split", help="dev or test; both when not given")
    parser.add_argument("--press", type=Path, default=Path("../shared/press/orangesum.txt.xz"))
    parser.add_argument("--lines", type=int, default=50_000, help="how many press sentences to read")
    parser.add_argument("--verbose", action="store_true", help="name what was lost or missed (do not use on test)")
    options = parser.parse_args(argv)
    print(
        f"{'split':8}{'articles':>9}{'precision':>11}{'recall':>9}{'sentences':>11}{'lost':>6}{'paragraphs lost':>17}"
    )
    for split in [options.split] if options.split else ["dev", "test"]:
        articles = load_gold(options.corpus, split)
        found = score(articles, options.verbose)
        print(
            f"{split:8}{len(articles):9}{found.precision:11.4f}{found.recall:9.4f}"
            f"{found.sentences:11}{found.lost:6}{found.whole:10} of {found.paragraphs}"
        )
    if options.press.exists():
        lines, touched, seconds = count_false_alarms(options.press, options.lines)
        print(f"press   {lines} lines of real articles: {touched} stretches left out, {seconds:.1f} s")
    return 0
