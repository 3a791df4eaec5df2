"""The English side of quotes: clean marks for the engine, well-formed marks in its answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.model import Link, Span
from bilingual.quotes import find_quotes
from bilingual.quotes.carry import Carried, carry_quotes, repair_marks
from bilingual.text import normalise


def words(text: str) -> list[Span]:
    spans, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        spans.append(Span(start, at))
    return spans


def carry(source: str, target: str, order: list[tuple[int, int]] | None = None) -> Carried:
    """Carry the quotes of one sentence; `order` links word numbers, by default one to one."""
    left, right = words(source), words(target)
    pairs = order if order is not None else [(i, i) for i in range(min(len(left), len(right)))]
    links = [Link(left[i], right[j], 0.9) for i, j in pairs]
    parts = [(q.id, q.span, True, True, q.group) for q in find_quotes(source)]
    return carry_quotes(source, target, parts, links)


@pytest.mark.parametrize(
    ("source", "repaired"),
    [
        ("« Le même « , a dit Luc", "« Le même » , a dit Luc"),
        ("“Le même”, a dit Luc", "«Le même», a dit Luc"),
        ('Il mesure 5\' 30" de "long"', "Il mesure 5' 30\" de «long»"),
        ("« Il a dit “non” », dit Luc", "« Il a dit “non” », dit Luc"),
        ("« « Oui » », dit Luc", "  « Oui »  , dit Luc"),
        ("L’« eau » d’ici", "L’« eau » d’ici"),
        ("« Oui, a-t-il dit, demain »", "« Oui» a-t-il dit «demain »"),
    ],
)
def test_repair(source: str, repaired: str) -> None:
    assert repair_marks(source, find_quotes(source)) == repaired


def test_marks_of_the_engine_are_taken() -> None:
    carried = carry("« Oui », a dit Luc", '"Yes," said Luc')
    assert carried.text == "“Yes,” said Luc"
    assert carried.spans["q1"].of(carried.text) == "Yes"


def test_an_incise_stands_between_commas() -> None:
    carried = carry("« Oui, dit Luc, demain »", "“Yes” said Luc “tomorrow”")
    assert carried.text == "“Yes,” said Luc, “tomorrow”"
    assert [span.of(carried.text) for span in carried.spans.values()] == ["Yes", "tomorrow"]


def test_a_quote_that_goes_on_reaches_to_the_end() -> None:
    source, target = "« Luc a dit : “Non.”", "“Luc said: ‘No.’"
    parts = [("q1", Span(2, len(source)), True, False), ("q2", Span(15, 19), True, True)]
    carried = carry_quotes(source, target, parts, [Link(Span(15, 18), Span(12, 14), 0.9)])
    assert carried.text == "“Luc said: ‘No.’"
    assert carried.spans["q1"].of(carried.text) == "Luc said: ‘No.’"


def test_lost_marks_come_back_where_the_words_went() -> None:
    carried = carry("Luc parle d’une « honte »", "Luc speaks of shame", [(0, 0), (1, 1), (4, 3)])
    assert carried.text == "Luc speaks of “shame”"


def test_words_that_moved() -> None:
    carried = carry("une « grande » maison bleue", "a blue house, a big one", [(2, 4), (4, 2), (5, 1)])
    assert carried.text == "a blue house, a “big” one"


def test_nested_quotes() -> None:
    carried = carry("« Il a dit “non” hier », dit Luc", "“He said ‘no’ yesterday,” says Luc")
    assert carried.text == "“He said ‘no’ yesterday,” says Luc"
    assert [s.of(carried.text) for s in carried.spans.values()] == ["He said ‘no’ yesterday", "no"]


def test_marks_nobody_asked_for_go() -> None:
    assert carry("Rien ici", 'Nothing "here"').text == "Nothing here"


def test_inches_stay() -> None:
    assert carry("un écran de 55 pouces", 'a 55" screen').text == 'a 55" screen'


def test_quote_that_goes_on_in_the_next_sentence() -> None:
    source, target = "« La mer monte.", "The sea is rising."
    carried = carry_quotes(source, target, [("q1", Span(2, 15), True, False)], [])
    assert carried.text == "“The sea is rising."
    assert carried.spans["q1"].of(carried.text) == "The sea is rising."


def test_sentence_inside_a_quote_gets_no_marks() -> None:
    carried = carry_quotes("Elle monte.", "It rises.", [("q1", Span(0, 11), False, False)], [])
    assert (carried.text, carried.spans["q1"]) == ("It rises.", Span(0, 9))


def test_links_move_with_their_words() -> None:
    source, target = "Une « honte » ici", "A shame here"
    links = [Link(Span(6, 11), Span(2, 7)), Link(Span(14, 17), Span(8, 12))]
    carried = carry_quotes(source, target, [("q1", Span(6, 11), True, True)], links)
    assert carried.text == "A “shame” here"
    assert [link.target.of(carried.text) for link in carried.links] == ["shame", "here"]


def test_empty_translation() -> None:
    assert carry_quotes("« Oui »", "", [("q1", Span(2, 5), True, True)], []).text == ""


WORDS = st.lists(st.sampled_from(["yes", "no", '"', "“", "”", "«", "’s", "it's", ",", ".", "5'", '30"']), max_size=14)


@given(st.lists(st.sampled_from(["oui", "« non »", "“si”", "« ah “b” c »", "dit Luc,", "."]), max_size=6), WORDS)
@settings(max_examples=150, deadline=None)
def test_always_well_formed(source_words: list[str], target_words: list[str]) -> None:
    """Whatever the engine says, the marks close, and every quote has its words."""
    source, target = normalise(" ".join(source_words)), " ".join(target_words)
    carried = carry(source, target)
    depth = 0
    for character in carried.text:
        depth += (character == "“") - (character == "”")
        assert depth >= 0
    assert depth == 0
    for span in carried.spans.values():
        assert span.end <= len(carried.text)
    for link in carried.links:
        assert link.target.end <= len(carried.text)
