"""Page furniture: single lines and whole pages, as labelled in tests/cases; what is left out is told with its reason."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.gold import load_gold
from bilingual.model import Article
from bilingual.readers import parse
from bilingual.readers.dates import find_date
from bilingual.readers.furniture import count_pieces, find_reason, find_words, flatten
from tests.benchmarks.reading import score

CASES = Path(__file__).parent / "cases"


def read_lines() -> Iterator[tuple[str, str]]:
    for line in (CASES / "furniture.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line[0], line[2:]


@pytest.mark.parametrize(("sign", "line"), list(read_lines()), ids=lambda value: value[:40])
def test_lines(sign: str, line: str) -> None:
    flat = flatten(line)
    anywhere = (
        find_reason(flat, "line")
        or find_words(flat)
        or find_reason(flat, "opener")
        or count_pieces(flat, "button") == 2
    )
    edge = find_reason(flat, "edge") or count_pieces(flat, "stamp") or count_pieces(flat, "button")
    if sign == "-":
        assert not anywhere and not edge, anywhere or edge
    else:
        assert anywhere or (sign == "^" and edge)


def read_pages() -> Iterator[tuple[str, list[tuple[str, str]], dict[str, str]]]:
    for block in (CASES / "pages.txt").read_text(encoding="utf-8").split("\n== ")[1:]:
        name, *lines = block.rstrip().splitlines()
        facts = dict(line.split(": ", 1) for line in lines if re.match(r"(date|author): ", line))
        rows = [tuple(line.split(None, 1)) for line in lines if line and not re.match(r"(date|author): ", line)]
        yield name, rows, facts  # type: ignore[misc]


@pytest.mark.parametrize(("name", "rows", "facts"), list(read_pages()), ids=lambda value: str(value)[:50])
@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["apart", "close"])
def test_pages(name: str, rows: list[tuple[str, str]], facts: dict[str, str], gap: str) -> None:
    page = gap.join(re.sub(r"\[\[|\]\]", "", line) for _, line in rows)
    article = parse(page.encode(), "text", "page")[0]
    found = [(p.kind, p.span.of(article.text)) for p in article.paragraphs]
    assert found == [(kind, re.sub(r"\[\[.*?\]\]", "", line).strip()) for kind, line in rows if kind != "out"]
    expected = [
        part for kind, line in rows for part in ([line] if kind == "out" else re.findall(r"\[\[(.*?)\]\]", line))
    ]
    assert [piece.text for piece in article.left_out] == expected
    assert all(piece.reason for piece in article.left_out)
    assert article.title == next((text for kind, text in found if kind == "title"), None)
    for key, value in facts.items():
        assert getattr(article, key) == (None if value == "none" else value)


def assert_whole(article: Article) -> None:
    """Whatever is in no paragraph is in what was left out, or is white space."""
    rest = list(article.text)
    for paragraph in article.paragraphs:
        rest[paragraph.span.start : paragraph.span.end] = " " * (paragraph.span.end - paragraph.span.start)
    assert "".join("".join(rest).split()) == "".join("".join(piece.text.split()) for piece in article.left_out)


LINES = [line for _, line in read_lines()]
SENTENCES = [
    "Le bac repart lundi, dit-on au port.",
    "– Non.",
    "« Il pleut »",
    "Faut-il un pont ?",
    "12 mai 2021 : rien",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES + SENTENCES), min_size=1, max_size=14))
def test_nothing_is_dropped_silently(lines: list[str]) -> None:
    article = parse("\n".join([*lines, "Le quai restera ouvert cet été."]).encode(), "text", "page", lang="fr")[0]
    assert_whole(article)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("aÀ |>:.–-©«»\n()12h2021 juin"), min_size=1, max_size=200))
def test_any_text_is_accounted_for(text: str) -> None:
    article = parse(f"{text}\nLe quai restera ouvert cet été.".encode(), "text", "page", lang="fr")[0]
    assert_whole(article)


@pytest.mark.parametrize(
    "line",
    [
        "facebook " * 30,
        "a | " * 60,
        "12 mai 2021 " * 20,
        "Par Aa Bb et " * 20,
        "lire aussi " * 25,
        "( " * 150,
        "Aa-" * 90,
        "@aa " * 70,
        "01 23 " * 45,
        "a@b." * 70,
        "inc." * 70,
        "Le Journal " + "Aa de " * 45,
    ],
    ids=lambda line: line[:12],
)
def test_rules_take_no_time(line: str) -> None:
    parse(b"Le bac.", "text", "warm-up", lang="fr")  # the rules are compiled once
    start = time.process_time()
    parse(f"{line}x\n{line}!\nLe quai restera ouvert cet été.".encode(), "text", "page", lang="fr")
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("avril 19, 2024", "2024-04-19"),
        ("Publié le 1er mai 2023 à 7h58", "2023-05-01"),
        ("vendredi 9 février 2024", "2024-02-09"),
        ("Sept. 3, 2022", "2022-09-03"),
        ("date 2022-11", "2022-11"),
        ("2022-11-05", "2022-11-05"),
        ("14/05/2023", "2023-05-14"),
        ("05/14/2023", "2023-05-14"),
        ("le 32 mai 2023", None),
        ("12 mai", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert find_date(text) == date


def test_no_sentence_of_the_corpus_is_lost() -> None:
    found = score(load_gold(Path(__file__).parents[1] / "corpus", "dev"))
    assert found.lost == 0 and found.precision >= 0.99 and found.recall >= 0.95
