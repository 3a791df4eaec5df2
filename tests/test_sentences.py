"""Sentences: the labelled cases, the property that nothing is lost, linear time, lost line ends."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual import Span, segment
from bilingual.sentences import ENDLESS

CASES = Path(__file__).parent / "cases" / "sentences.txt"
LOST_LINES = Path(__file__).parent / "cases" / "lost_lines.txt"


def cut(text: str, paragraphs: list[Span] | None = None) -> list[str]:
    return [sentence.span.of(text) for sentence in segment(text, paragraphs)]


def load_cases() -> list[object]:
    label, cases = "", []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            label = line.strip("# ")
        elif line:
            cases.append(pytest.param(line, id=f"{label}: {line[:40]}"))
    return cases


@pytest.mark.parametrize("case", load_cases())
def test_case(case: str) -> None:
    assert cut(case.replace("|", "")) == [sentence.strip() for sentence in case.split("|")]


@pytest.mark.parametrize("case", load_cases())
def test_case_with_no_break_spaces(case: str) -> None:
    for plain, fixed in ((" »", "\u202f»"), ("« ", "«\u00a0"), (" !", "\u202f!"), (" ?", "\u202f?")):
        case = case.replace(plain, fixed)
    assert cut(case.replace("|", "")) == [sentence.strip() for sentence in case.split("|")]


def test_every_line_is_a_paragraph() -> None:
    text = "Un titre sans point\n\n  Le texte suit. Il est court.\r\n \t\nFin"
    sentences = segment(text)
    assert [s.span.of(text) for s in sentences] == ["Un titre sans point", "Le texte suit.", "Il est court.", "Fin"]
    assert [s.paragraph for s in sentences] == [0, 1, 1, 2]


def test_given_paragraphs_alone_are_cut() -> None:
    text = "Menu\nLa route est\ncoupée. On passe\nau nord.\nPartager"
    assert cut(text, [Span(5, 44)]) == ["La route est\ncoupée.", "On passe\nau nord."]
    assert segment(text, [Span(0, 4), Span(5, 25)])[1].paragraph == 1
    assert segment(text, []) == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\u202f\n", "\x85\u2028"])
def test_nothing_gives_nothing(text: str) -> None:
    assert segment(text) == []


MARKS = ". ... … ! ? ; : , « » “ ” \" ' ’ ( ) [ ] – - • \n \r\n \u00a0 \u2028 \x1c"
WORDS = "A à 1 M. J.-C. etc. Il le U.S.A. 3.5 maire dit-il (...) http://a.b/C.D \ud800 İ 🙂 \u202e"
PIECES = st.sampled_from([*MARKS.split(" "), *WORDS.split(" "), " ", "  "])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)), st.booleans())
def test_nothing_but_white_space_is_lost_and_nothing_is_taken_twice(text: str, endless: bool) -> None:
    if endless:
        text = text * (ENDLESS // max(1, len(text)) + 2)
    sentences = segment(text)
    inside = [False] * len(text)
    for sentence in sentences:
        assert sentence.span.of(text).strip() == sentence.span.of(text) != ""
        inside[sentence.span.start : sentence.span.end] = [True] * (sentence.span.end - sentence.span.start)
    assert all(a.span.end <= b.span.start and a.paragraph <= b.paragraph for a, b in pairwise(sentences))
    assert all(held or char.isspace() for held, char in zip(inside, text, strict=True))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=20).map("".join), max_size=5))
def test_a_line_is_cut_the_same_way_wherever_it_stands(lines: list[str]) -> None:
    lines = [line for line in (" ".join(line.split()) for line in lines) if line]
    assert cut("\n".join(lines)) == [sentence for line in lines for sentence in cut(line)]


@pytest.mark.parametrize(
    "unit",
    [". ", ".", "... ", "… ", "! » ", '. " ', "« ", "» ", "(", "(...) ", "A. ", "M. ", "a. B ", "U.S.", " ", "- ", ". - ",
     "A ", "1. ", "Le maire ", "x", "\u00a0.", "'", ".'", ". »A", "; ", "etc. ", '"', "J.-", "A.\u00a0\u00a0"],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = "Il" + unit * (size // len(unit))
        best = float("inf")
        for _ in range(3):  # the best of three: other work on the machine must not count
            start = time.process_time()
            segment(text)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(40_000) < 0.1 + 8 * max(seconds(10_000), 0.01)  # a square would be 16 times as long


def load_pages() -> list[list[str]]:
    text = LOST_LINES.read_text(encoding="utf-8")
    return [[line for line in page.splitlines() if line and line[0] != "#"] for page in text.split("\n===\n")]


def test_lost_line_ends_are_found_in_an_endless_line() -> None:
    lines = [line for page in load_pages() for line in page]
    text = " ".join(lines)
    assert len(text) > ENDLESS
    found = cut(text)
    hits = len(set(found) & set(lines))
    assert hits / len(found) > 0.9
    assert hits / len(lines) > 0.9


def test_a_paragraph_of_usual_length_keeps_its_capitals() -> None:
    text = "CNN mentionné Il y a eu une réunion. Le quotidien d'abord a signalé Les tentatives de la mairie."
    assert len(cut(text)) == 2
