"""Documents whose lost line ends are known: press articles and pages with headlines, labels and lists strewn in."""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Iterator
from pathlib import Path

from bilingual.lexicon import load_words

STOPPED = re.compile(r"[.!?…][\"»”)\]'\s\u00a0]*$")
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
        while words and words[-1].lower() in load_words("unfinished.txt"):
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
