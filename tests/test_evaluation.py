"""Scores on plain lists."""

from __future__ import annotations

import pytest

from bilingual.evaluation import match_spans, same_speaker, score_chrf, score_overlap, score_spans
from bilingual.model import Span


def spans(*pairs: tuple[int, int]) -> list[Span]:
    return [Span(*pair) for pair in pairs]


def test_exact_spans_count_each_once() -> None:
    score = score_spans(spans((0, 4), (0, 4), (5, 9)), spans((0, 4), (5, 8)))
    assert score == (1, 3, 2)
    assert score.precision == pytest.approx(100 / 3)
    assert score.recall == 50.0


def test_nothing_found_where_nothing_is_wanted_is_right() -> None:
    assert score_spans([], []).f1 == 100.0
    assert score_spans([], spans((0, 1))).f1 == 0.0


def test_overlap_is_a_share_of_the_longer_span() -> None:
    assert score_overlap(spans((0, 10)), spans((2, 10)), 0.8).f1 == 100.0
    assert score_overlap(spans((0, 10)), spans((3, 10)), 0.8).f1 == 0.0
    assert score_overlap(spans((0, 10)), spans((3, 10)), 0.3).f1 == 100.0


def test_a_span_matches_once_and_the_best_wins() -> None:
    assert match_spans(spans((0, 10), (0, 8)), spans((0, 8)), 0.3) == [(1, 0)]


@pytest.mark.parametrize(
    ("found", "right", "same"),
    [
        ("Kirby", ("John Kirby",), True),
        ("le porte-parole du ministère", ("porte-parole du ministère", "ministère"), True),
        ("Élodie Brun", ("Elodie Brun",), True),
        ("Jean Kirby", ("John Kirby",), False),
        (None, (), True),
        (None, ("John Kirby",), False),
        ("John Kirby", (), False),
        ("le", ("John Kirby",), False),
    ],
)
def test_same_speaker(found: str | None, right: tuple[str, ...], same: bool) -> None:
    assert same_speaker(found, right) is same


def test_chrf_agrees_with_sacrebleu() -> None:
    sacrebleu = pytest.importorskip("sacrebleu")
    hypotheses = ["The cat sat on the mat.", "Nothing of the kind", "a b"]
    references = ["The cat is sitting on a mat.", "Nothing like that", "A B c"]
    expected = sacrebleu.corpus_chrf(hypotheses, [references]).score
    assert score_chrf(hypotheses, references) == pytest.approx(expected, abs=0.01)
