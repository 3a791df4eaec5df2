"""Learn where line ends were lost: makes `bilingual/data/capitals.txt` and `bilingual/data/line_ends.txt`.

    python -m training.line_ends PRESS.txt.xz PARALLEL_FOLDER [--out bilingual/data]

PRESS has one sentence a line in document order, an empty line between articles, the headline first; PARALLEL_FOLDER
holds ``French<TAB>English`` files. Headlines, labels and lists are strewn into the articles, all lines are joined by
spaces, and a logistic model learns at which capital, number or dash a line end was lost (AdaGrad, a fixed seed).
"""

from __future__ import annotations

import argparse
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterator
from math import log
from pathlib import Path

import numpy as np

from bilingual.sentences import lines
from bilingual.sentences.stops import find_ends

STOPPED = re.compile(r"[.!?…][\"»”)\]'\s\u00a0]*$")
WORD = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_]))?")
PAGES = [
    "gc_web",
    "ngo_misc",
    "europarl",
    "programminghistorian",
    "tails",
    "debianweb",
    "geneval",
    "canlaws_acts",
    "docs_misc_h3",
    "tech_desktop",
    "newsdev2008_2012",
    "tico19_tm",
    "privacyguides",
    "tech_django",
]
LABELS = [
    "gc_web",
    "ngo_misc",
    "docs_misc_h3",
    "tech_desktop",
    "europarl",
    "programminghistorian",
    "privacyguides",
    "tech_django",
    "tails",
]
NAMED_LISTS = ("Voir aussi", "Références", "Notes", "Liens externes", "Sources", "Bibliographie")
SOURCES = ("Le Monde", "Libération", "AFP", "Le Figaro", "Gallimard", "Grasset", "Paris")
DATES = ("12 mai 2006", "3 juin 2002", "1997", "octobre 2004", "1er mars 2011")
FEWEST = 20
"""A word rarer than this has no rank; a cue rarer than 8 no weight."""


def read_articles(path: Path) -> Iterator[list[str]]:
    """The articles of the press file, each a list of lines."""
    article: list[str] = []
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in [*file, ""]:
            if line.strip():
                article.append(re.sub(r"\s*: actualité automobile.*", "", line.strip()))
            elif article:
                yield article
                article = []


def read_french(folder: Path, name: str, most: int) -> list[str]:
    """The French side of the first `most` pairs of a file."""
    with lzma.open(folder / f"{name}.tsv.xz", "rt", encoding="utf-8") as file:
        sides = (" ".join(line.split("\t")[0].split()) for line, _ in zip(file, range(most), strict=False))
        return [side for side in sides if side]


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
        odds = log((small[word] + 0.5) / (large[word] + 0.5))
        if small[word] + large[word] >= FEWEST and odds > -1:
            ranks[word] = 1 + sum(odds > least for least in (0.7, 2, 3, 4, 5.5))
    return ranks


class Mixer:
    """Makes documents of sentences, headlines, labels and lists."""

    def __init__(self, articles: list[list[str]], folder: Path) -> None:
        self.random = random.Random(1)
        self.articles = [a for a in articles if len(a) > 1]
        self.random.shuffle(self.articles)
        self.pages = {
            name: [s for s in read_french(folder, name, 30000) if not re.search("[%{|]", s)] for name in PAGES
        }
        labels = [s for name in LABELS for s in self.pages[name] if 4 < len(s) < 110]
        self.labels = [s for s in labels if s[0].isupper() and not STOPPED.search(s)]
        self.terms = read_french(folder, "lexicon_terms", 30000)
        self.titles = [a[0] for a in self.articles if not STOPPED.search(a[0])]

    def head(self) -> str:
        """A headline or a label, sometimes shortened or in capitals."""
        draw, chance = self.random.random(), self.random.random
        head = self.random.choice(self.labels if draw < 0.6 else self.terms if draw < 0.8 else self.titles)
        if " : " in head and chance() < 0.5:
            head = head.split(" : ")[-1]
            head = head[:1].upper() + head[1:]
        if chance() < 0.4:
            head = " ".join(head.split()[: self.random.randint(1, 6)])
        words = head.split()
        while words and lines.load_words("unfinished.txt") & {words[-1].lower()}:
            words.pop()
        head = " ".join(words).rstrip(' ,;:«"(') or "Espoir"
        draw = chance()
        return head.upper() if draw < 0.12 else head + " :" if draw < 0.19 else head

    def items(self, around: list[str], named: bool) -> Iterator[str]:
        """The items of a list, with a dash or a bullet; `named`: a list of references."""
        chance, choice = self.random.random, self.random.choice
        dash = choice("---–•" if named else "--–•")
        for _ in range(self.random.randint(1 if named else 2, 7)):
            item = self.head() if chance() < 0.55 else choice(around)
            if chance() < 0.6:
                item = item.rstrip(".")
            if named and chance() < 0.3:
                item = item[:60].rsplit(" ", 1)[0].rstrip(" ,:;") + f", {choice(SOURCES)}, {choice(DATES)}"
            if not named and chance() < 0.4:
                item = item[:1].lower() + item[1:]
            yield f"{dash} ^ {item}" if named and chance() < 0.1 else f"{dash} {item}"

    def mix(self, sentences: list[str], rate: float) -> list[str]:
        """The sentences with headlines, lists and lost stops strewn in at `rate`."""
        chance, mixed = self.random.random, []
        for sentence in sentences:
            if chance() < rate * 0.25:
                mixed += [self.head() for _ in range(1 if chance() < 0.7 else self.random.randint(2, 9))]
            if chance() < rate * 0.01:
                mixed.append(self.random.choice(NAMED_LISTS) if chance() < 0.75 else self.head())
                mixed += self.items(sentences, named=True)
            if chance() < rate * 0.03:
                if mixed and mixed[-1].endswith(".") and chance() < 0.5:
                    mixed[-1] = mixed[-1][:-1] + " :"
                mixed += self.items(sentences, named=False)
            if re.search(r"\w\.$", sentence):
                draw = chance() / rate
                sentence = sentence[:-1] + (
                    "" if draw < 0.03 else " ;" if draw < 0.045 else " :" if draw < 0.05 else "."
                )
            mixed.append(sentence)
        return mixed

    def documents(self, size: int) -> list[list[str]]:
        """`size` articles with many lost line ends, half as many with few, and pages."""
        documents = [self.mix(a, 1.0) for a in self.articles[:size]]
        documents += [self.mix(a, 0.2) for a in self.articles[size : size + size // 2]]
        for page in self.pages.values():
            chunks = [page[at : at + 25] for at in range(0, len(page), 25)]
            self.random.shuffle(chunks)
            documents += [self.mix(chunk, 0.5) for chunk in chunks[:400]]
        return documents


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
    """The weights of the cues: logistic regression, AdaGrad, four rounds in batches of 512."""
    count = Counter(cue for cues, _ in examples for cue in cues)
    numbers = {cue: at + 1 for at, cue in enumerate(sorted(c for c, n in count.items() if n >= 8))}  # 0: no cue
    width = max(len(cues) for cues, _ in examples)
    table = np.zeros((len(examples), width), dtype=np.int32)
    for row, (cues, _) in enumerate(examples):
        table[row, : len(cues)] = [numbers.get(cue, 0) for cue in cues]
    truth = np.array([lost for _, lost in examples], dtype=float)
    weights, squares = np.zeros(len(numbers) + 1), np.full(len(numbers) + 1, 1e-6)
    order, generator = np.arange(len(examples)), np.random.default_rng(0)
    for _ in range(4):
        generator.shuffle(order)
        for at in range(0, len(order), 512):
            rows = table[order[at : at + 512]]
            error = 1 / (1 + np.exp(-weights[rows].sum(1))) - truth[order[at : at + 512]]
            cues, where = np.unique(rows.ravel(), return_inverse=True)
            slope = np.bincount(where.ravel(), np.repeat(error, width)) + 5e-4 * weights[cues]
            squares[cues] += slope * slope
            weights[cues] -= 0.15 * slope / np.sqrt(squares[cues])
            weights[0] = 0.0
    return {cue: float(weights[at]) for cue, at in numbers.items() if abs(weights[at]) >= 0.02}


def main() -> None:
    """Read, count, mix, fit, write."""
    parser = argparse.ArgumentParser(description="Learn where line ends were lost.")
    parser.add_argument("press", type=Path)
    parser.add_argument("parallel", type=Path)
    parser.add_argument("--out", type=Path, default=Path("bilingual/data"))
    parser.add_argument("--articles", type=int, default=7000)
    arguments = parser.parse_args()
    articles = list(read_articles(arguments.press))
    names = sorted(p.name.split(".")[0] for p in arguments.parallel.glob("*.tsv.xz"))
    names = [n for n in names if n not in ("lexicon_names", "lexicon_words", "opensubs_contrapro", "suttas")]
    sentences = (s for a in articles for s in a)
    ranks = rank_capitals(
        s for source in (sentences, *(read_french(arguments.parallel, n, 100000) for n in names)) for s in source
    )
    write_ranks(arguments.out / "capitals.txt", ranks)
    lines.load_ranks.cache_clear()
    lines.load_lines.cache_clear()
    examples = [e for d in Mixer(articles, arguments.parallel).documents(arguments.articles) for e in read_examples(d)]
    write_weights(arguments.out / "line_ends.txt", fit(examples))


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
