"""find_quotes on labelled cases, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.model import QUOTE_KINDS, Span
from bilingual.quotes import find_quotes
from bilingual.text import normalise

CASES = Path(__file__).parent / "cases" / "quotes.txt"


class Case(NamedTuple):
    name: str
    text: str
    expected: list[list[str]]


def read_cases() -> list[Case]:
    cases: list[Case] = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            cases.append(Case(line[3:].split(":")[0], "", []))
        elif line.startswith("= "):
            cases[-1].expected.append([part.strip() for part in line[2:].split(" | ")])
        elif line.strip() and not line.startswith("#"):
            cases[-1] = cases[-1]._replace(text=cases[-1].text + line + "\n")
    return cases


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    text = case.text.strip()
    found = [
        [q.span.of(text), q.kind, q.speaker or "-", q.cue.of(text) if q.cue else "-", q.group]
        for q in find_quotes(text)
    ]
    masked = [
        ["*" if want == "*" else got for got, want in zip(row, wanted, strict=True)]
        for row, wanted in zip(found, case.expected, strict=False)
    ]
    assert masked == case.expected
    assert len(found) == len(case.expected)


PIECES = st.sampled_from(
    ["« ", " »", "“", "”", '"', "'", "’", "Le maire", " a dit ", "Jean Petit", ", ", ". ", " : ", "\n", "— ", "il ", "que ", "l’", "5' 30\" ", "a-t-il ajouté", "M. ", "?", "…", "(", ")"]
)  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200)))
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    """Any input ends, and what is found points into it, trimmed, in order, under its own id."""
    text = normalise(text)
    quotes = find_quotes(text)
    assert len({q.id for q in quotes}) == len(quotes)
    assert [q.span.start for q in quotes] == sorted(q.span.start for q in quotes)
    for quote in quotes:
        words = quote.span.of(text)
        assert words and words == words.strip()
        assert quote.kind in QUOTE_KINDS
        assert (quote.speaker is None) == (quote.confidence is None)
        assert all(s is None or s.end <= len(text) for s in (quote.mention, quote.cue))


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=60, deadline=None)
def test_same_input_same_quotes(text: str) -> None:
    """Nothing depends on what was read before."""
    text = normalise(text)
    assert find_quotes(text) == find_quotes(text)


def test_one_broken_mark_costs_one_quote() -> None:
    """Paragraphs around a broken one are read as if nothing had happened."""
    good = "« Le quai {n} est sec », a dit Luc Ferrand.\n"
    text = good.format(n=1) + "« Le quai deux est mouillé, a dit Luc Ferrand.\n" + good.format(n=3) + good.format(n=4)
    assert [q.span.of(text) for q in find_quotes(text)] == [
        "Le quai 1 est sec", "Le quai deux est mouillé", "Le quai 3 est sec", "Le quai 4 est sec"
    ]  # fmt: skip


def test_paragraphs_are_taken_as_given() -> None:
    """Text outside the paragraphs (page furniture) is not searched."""
    text = "« Pub » en haut.\n« Le quai est sec », a dit Luc Ferrand."
    article = Span(text.index("\n") + 1, len(text))
    assert [q.span.of(text) for q in find_quotes(text, [article])] == ["Le quai est sec"]


def test_one_name_over_the_article() -> None:
    """Spellings of one person lead to one name."""
    text = (
        "Andreï Volkov est arrivé. « Il fait froid », a dit Andrey Volkov. "
        "« Je repars », a ajouté Volkov. « Bientôt », a précisé M. Volkov."
    )
    assert {q.speaker for q in find_quotes(text)} == {"Andreï Volkov"}


def test_indirect_only_when_asked() -> None:
    text = "Luc Ferrand a affirmé que le quai serait sec. Il pleut."
    assert find_quotes(text) == []
    (quote,) = find_quotes(text, indirect=True)
    assert (quote.kind, quote.speaker, quote.span.of(text)) == ("indirect", "Luc Ferrand", "le quai serait sec")


def test_unsure_is_less_sure() -> None:
    """A full name beside its verb is surer than a pronoun far away."""
    near = find_quotes("« Non », a dit Luc Ferrand.")[0]
    far = find_quotes("Luc Ferrand et Paul Morel sont là. Il pleut. Le vent est fort. « Non », a-t-il dit.")[0]
    assert near.confidence is not None and near.confidence >= 0.9
    assert far.confidence is None or far.confidence < 0.9


def test_long_broken_text_ends_soon() -> None:
    """No backtracking trap: many marks that never pair."""
    text = ("« a “ b \" c ' d, dit " * 4000) + "\n"
    assert isinstance(find_quotes(text), list)
