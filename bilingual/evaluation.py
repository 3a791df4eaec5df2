"""How good the results are: scores as functions on plain lists, and all of them over a gold corpus.

The quote scores follow the published evaluations of quote extraction: a found quote matches a gold quote when their
spans are equal (exact), or when they share at least a part of the longer one (overlap; Asr et al. 2021 use .3 and .8).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bilingual.gold import GoldArticle, GoldQuote, load_gold
from bilingual.model import BilingualDocument, Quote, Span
from bilingual.pipeline import translate
from bilingual.readers import read


class Score(NamedTuple):
    """Counts of what was right, found and wanted; precision, recall and F1 as percentages."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return 100.0 * self.right / self.found if self.found else 100.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found."""
        return 100.0 * self.right / self.wanted if self.wanted else 100.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def plus(self, other: Score) -> Score:
        """The counts of both."""
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)


def score_spans(found: Sequence[Span], wanted: Sequence[Span]) -> Score:
    """Exact spans.

    >>> score_spans([Span(0, 4), Span(5, 9)], [Span(0, 4), Span(5, 8)]).f1
    50.0
    """
    return Score((Counter(found) & Counter(wanted)).total(), len(found), len(wanted))


def match_spans(found: Sequence[Span], wanted: Sequence[Span], least: float) -> list[tuple[int, int]]:
    """One-to-one matches (number in `found`, number in `wanted`), the best overlaps first.

    The overlap of two spans is what they share, as a share of the longer one; those below `least` do not match.
    """
    overlaps = []
    for i, a in enumerate(found):
        for j, b in enumerate(wanted):
            shared = min(a.end, b.end) - max(a.start, b.start)
            if shared > 0 and shared >= least * max(a.end - a.start, b.end - b.start):
                overlaps.append((-shared / max(a.end - a.start, b.end - b.start), i, j))
    matches: list[tuple[int, int]] = []
    taken_found: set[int] = set()
    taken_wanted: set[int] = set()
    for _, i, j in sorted(overlaps):
        if i not in taken_found and j not in taken_wanted:
            taken_found.add(i)
            taken_wanted.add(j)
            matches.append((i, j))
    return sorted(matches)


def score_overlap(found: Sequence[Span], wanted: Sequence[Span], least: float) -> Score:
    """Spans that share at least `least` of the longer one."""
    return Score(len(match_spans(found, wanted, least)), len(found), len(wanted))


def same_speaker(found: str | None, right: Sequence[str]) -> bool:
    """Whether a resolved name is one of the names that are right: the same, or one made of whole words of the other.

    >>> same_speaker("le colonel Dave Butler", ["Dave Butler"]), same_speaker("Kirby", ["John Kirby"])
    (True, True)
    """
    if not right or found is None:
        return not right and found is None
    name = _words(found)
    return any(name and (name <= _words(other) or _words(other) <= name) for other in right)


def score_chrf(hypotheses: Sequence[str], references: Sequence[str]) -> float:
    """Corpus chrF2 with character 1- to 6-grams, white space left out (Popović 2015), between 0 and 100.

    >>> score_chrf(["the same"], ["the same"])
    100.0
    """
    totals = [[0, 0, 0] for _ in range(6)]
    for hypothesis, reference in zip(hypotheses, references, strict=True):
        left, right = "".join(hypothesis.split()), "".join(reference.split())
        for n, total in enumerate(totals, start=1):
            a = Counter(left[i : i + n] for i in range(len(left) - n + 1))
            b = Counter(right[i : i + n] for i in range(len(right) - n + 1))
            for k, count in enumerate(((a & b).total(), a.total(), b.total())):
                total[k] += count
    used = [(shared / a, shared / b) for shared, a, b in totals if a and b]
    if not used:
        return 0.0
    precision = sum(p for p, _ in used) / len(used)
    recall = sum(r for _, r in used) / len(used)
    return 100.0 * 5 * precision * recall / (4 * precision + recall) if precision + recall else 0.0


class Figures(NamedTuple):
    """The figures of a gold corpus. Shares of matched quotes are (right, of)."""

    articles: int
    sentences: Score
    furniture: Score
    quotes_exact: Score
    quotes_overlap_8: Score
    quotes_overlap_3: Score
    kinds: Score
    speakers: Score
    cues: Score
    chrf: float


def evaluate(folder: str | Path, *, split: str | None = None, engine: object = "embedded") -> Figures:
    """Read, cut, translate and search every article of a gold corpus, and compare with the gold.

    Args:
        folder: the corpus (see `bilingual.gold`).
        split: "dev" or "test"; None takes both.
        engine: as for `bilingual.translate`; chrF compares its English with the reference.

    Raises:
        ReadError: the folder is no gold corpus.
    """
    articles = load_gold(folder, split)
    scores = {name: Score(0, 0, 0) for name in Figures._fields[1:-1]}
    hypotheses: list[str] = []
    references: list[str] = []
    for gold in articles:
        document = translate(read(gold.path, lang="fr"), engine=engine)
        for name, score in _score_article(document, gold).items():
            scores[name] = scores[name].plus(score)
        hypotheses.append(" ".join(document.target.text.split()))
        references.append(" ".join(line for block in gold.english for line in block))
    return Figures(articles=len(articles), chrf=score_chrf(hypotheses, references), **scores)


def _score_article(document: BilingualDocument, gold: GoldArticle) -> dict[str, Score]:
    found, wanted = document.quotes, gold.quotes
    spans, gold_spans = [q.span for q in found], [q.span for q in wanted]
    matched = [(found[i], wanted[j]) for i, j in match_spans(spans, gold_spans, 0.8)]
    kept = [p.source for p in document.pairs]
    return {
        "sentences": score_spans(kept, gold.sentences),
        "furniture": _score_furniture(kept, gold),
        "quotes_exact": score_spans(spans, gold_spans),
        "quotes_overlap_8": Score(len(matched), len(found), len(wanted)),
        "quotes_overlap_3": score_overlap(spans, gold_spans, 0.3),
        "kinds": _share([f.kind == w.kind for f, w in matched]),
        "speakers": _share([same_speaker(f.speaker, w.speakers) for f, w in matched]),
        "cues": _share([_same_cue(f, w, document.source.text) for f, w in matched]),
    }


def _score_furniture(kept: Sequence[Span], gold: GoldArticle) -> Score:
    """Characters (white space aside) left out, against those the gold leaves out."""

    def left(spans: Sequence[Span]) -> set[int]:
        inside = {i for span in spans for i in range(span.start, span.end)}
        return {i for i, c in enumerate(gold.text) if not c.isspace() and i not in inside}

    found, wanted = left(kept), left(gold.sentences)
    return Score(len(found & wanted), len(found), len(wanted))


def _same_cue(found: Quote, wanted: GoldQuote, text: str) -> bool:
    cue = found.cue.of(text) if found.cue else None
    if cue is None or wanted.cue is None:
        return cue is None and wanted.cue is None
    return bool(_words(cue) & _words(wanted.cue))


def _share(right: Sequence[bool]) -> Score:
    return Score(sum(right), len(right), len(right))


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFD", name.lower())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return {word for word in letters.split() if word not in ARTICLES}


ARTICLES = frozenset({"le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "au", "aux", "a"})
"""Words that say nothing about who is meant: "porte-parole du ministère" and "le porte-parole, ministère"."""
