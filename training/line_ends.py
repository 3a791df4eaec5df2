"""Learn where line ends were lost: makes `bilingual/data/capitals.txt` and `bilingual/data/line_ends.txt`.

    python -m training.line_ends PRESS.txt.xz PARALLEL_FOLDER

PRESS has one sentence a line in document order, an empty line between articles, the headline first; PARALLEL_FOLDER
holds ``French<TAB>English`` files. Headlines, labels and lists are strewn into the articles, all lines are joined by
spaces, and a logistic model learns at which capital, number or dash a line end was lost (AdaGrad, a fixed seed).
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bilingual.sentences import lines
from bilingual.sentences.stops import find_ends
from training.pages import Mixer, read_articles, read_french

WORD = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_]))?")
DATA = Path(lines.__file__).parent.parent / "data"
FEWEST, ROUNDS = 20, 4
"""A word rarer than this has no rank, a cue rarer than this no weight."""


def rank_capitals(sentences: Iterator[str]) -> dict[str, int]:
    """How seldom each word has a capital inside a sentence: 1 often, 6 never; names have no rank."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for sentence in sentences:
        if not sentence.endswith((".", "!", "?", "…", '"', "»", ";")):
            continue  # headlines may have capitals of their own
        for found in list(WORD.finditer(sentence))[1:]:
            word = found.group().replace("’", "'")
            before = sentence[max(0, found.start() - 2) : found.start()].rstrip()
            if word[0].islower():
                small[word[0].upper() + word[1:]] += 1
            elif not before or before[-1] not in '"«“(.!?:…-–[•':
                large[word] += 1
    ranks = {}
    for word in sorted(small):
        odds = math.log((small[word] + 0.5) / (large[word] + 0.5))
        if small[word] + large[word] >= FEWEST and odds > -1:
            ranks[word] = 1 + sum(odds > least for least in (0.7, 2, 3, 4, 5.5))
    return ranks


def read_examples(document: list[str]) -> Iterator[tuple[list[str], bool]]:
    """The cues of every place where a line end may be lost in the joined lines, and whether it is."""
    text = " ".join(document)
    begins, at = set(), 0
    for sentence in document:
        at += len(sentence) + 1
        begins.add(at)
    start = 0
    for end in [*find_ends(text, 0, len(text)), len(text)]:
        positions = [token.start() for token in lines.TOKEN.finditer(text, start, end)]
        line = lines.Line(text[start:end].split())
        for at, cues in lines.find_places(line):
            lost = positions[at] in begins
            yield cues, lost
            if lost:
                line.end()
        start = end


def fit(examples: list[tuple[list[str], bool]]) -> dict[str, float]:
    """The weights of the cues: logistic regression, AdaGrad in batches of 512, averaged from the second round on."""
    count = Counter(cue for cues, _ in examples for cue in cues)
    numbers = {cue: at + 1 for at, cue in enumerate(sorted(c for c, n in count.items() if n >= FEWEST))}  # 0: no cue
    width = max(len(cues) for cues, _ in examples)
    table = np.zeros((len(examples), width), dtype=np.int32)
    for row, (cues, _) in enumerate(examples):
        table[row, : len(cues)] = [numbers.get(cue, 0) for cue in cues]
    truth = np.array([lost for _, lost in examples], dtype=float)
    weights, squares = np.zeros(len(numbers) + 1), np.full(len(numbers) + 1, 1e-6)
    order, generator = np.arange(len(examples)), np.random.default_rng(0)
    total = np.zeros(len(weights))
    for turn in range(ROUNDS):
        generator.shuffle(order)
        for at in range(0, len(order), 512):
            rows = table[order[at : at + 512]]
            error = 1 / (1 + np.exp(-weights[rows].sum(1))) - truth[order[at : at + 512]]
            cues, where = np.unique(rows.ravel(), return_inverse=True)
            slope = np.bincount(where.ravel(), np.repeat(error, width)) + 5e-4 * weights[cues]
            squares[cues] += slope * slope
            weights[cues] -= 0.15 * slope / np.sqrt(squares[cues])
            weights[0] = 0.0
            total += weights if turn else 0.0
    weights = total / ((ROUNDS - 1) * math.ceil(len(order) / 512))
    return {cue: float(weights[at]) for cue, at in numbers.items() if abs(weights[at]) >= 0.02}


def main() -> None:
    """Read, count, mix, fit, write."""
    parser = argparse.ArgumentParser(description="Learn where line ends were lost.")
    parser.add_argument("press", type=Path)
    parser.add_argument("parallel", type=Path)
    parser.add_argument("--articles", type=int, default=14000)
    arguments = parser.parse_args()
    articles = list(read_articles(arguments.press))
    names = sorted(p.name.split(".")[0] for p in arguments.parallel.glob("*.tsv.xz"))
    names = [n for n in names if n not in ("lexicon_names", "lexicon_words", "opensubs_contrapro", "suttas")]
    sentences = (s for a in articles for s in a)
    ranks = rank_capitals(
        s for source in (sentences, *(read_french(arguments.parallel, n, 100000) for n in names)) for s in source
    )
    write_ranks(DATA / "capitals.txt", ranks)
    lines.load_ranks.cache_clear()
    lines.load_lines.cache_clear()
    examples = [e for d in Mixer(articles, arguments.parallel).documents(arguments.articles) for e in read_examples(d)]
    write_weights(DATA / "line_ends.txt", fit(examples))


def write_ranks(path: Path, ranks: dict[str, int]) -> None:
    """One line for each rank and first letters, the words after it."""
    rows: dict[tuple[int, str], list[str]] = {}
    for word, rank in ranks.items():
        rows.setdefault((rank, word[:2]), []).append(word)
    head = (
        "# How seldom a word is written with a capital inside a sentence, counted in press and web French: 1 often (odds\n"
        "# of small to large above 0.4), 2 above 2, 3 above 7, 4 above 20, 5 above 55, 6 above 245. The rank, its words.\n"
        "# Made by training/line_ends.py.\n"
    )
    path.write_text(head + "".join(f"{r} {' '.join(w)}\n" for (r, _), w in sorted(rows.items())), encoding="utf-8")


def write_weights(path: Path, weights: dict[str, float]) -> None:
    """One cue a line, a tab, its weight."""
    head = (
        "# Cues of a lost line end and their weights (log-odds), see bilingual/sentences/lines.py. Made by\n"
        "# training/line_ends.py.\n"
    )
    rows = (f"{cue}\t{weight:.2f}\n" for cue, weight in sorted(weights.items()))
    path.write_text(head + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
