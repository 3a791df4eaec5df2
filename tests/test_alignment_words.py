"""Word links: what must be linked, what must never be, and what holds for any two strings."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.alignment.dictionary import load_dictionary
from bilingual.alignment.terms import cognacy, is_mark, source_terms, target_terms
from bilingual.alignment.words import AGREED, MOST_CELLS, link_words
from bilingual.model import Attention, Span


def linked(source: str, target: str, attention: Attention | None = None) -> set[tuple[str, str]]:
    return {(link.source.of(source), link.target.of(target)) for link in link_words(source, target, attention)}


def test_names_numbers_and_cognates_are_linked_wherever_they_stand() -> None:
    links = linked("La ministre Borel a visité Toulouse en 1998.", "In 1998, minister Borel visited Toulouse.")
    assert {("Borel", "Borel"), ("Toulouse", "Toulouse"), ("1998", "1998"), ("ministre", "minister")} <= links


def test_words_that_are_not_alike_are_linked_by_the_dictionary() -> None:
    links = linked("Le chien noir mange dans la cuisine.", "The black dog eats in the kitchen.")
    assert {("chien", "dog"), ("noir", "black"), ("mange", "eats"), ("cuisine", "kitchen")} <= links


def test_a_rare_inflected_form_borrows_from_its_stem() -> None:
    forms = load_dictionary().forward_of
    assert "mangerions" not in forms
    assert load_dictionary().both("mangerions", "eating")[0] > 5 * load_dictionary().both("mangerions", "river")[0]


def test_elided_words_and_contractions_are_words_of_their_own() -> None:
    links = linked("L’État n’attend pas.", "The State doesn’t wait.")
    assert {("L’", "The"), ("État", "State"), ("attend", "wait")} <= links
    assert ("pas", "n’t") in links or ("n’", "n’t") in links


def test_marks_link_to_marks_and_quotation_marks_to_quotation_marks() -> None:
    links = linked("« Je pars », dit-elle.", '"I am leaving," she said.')
    assert {("«", '"'), ("»", '"'), (".", ".")} <= links
    for source, target in links:
        assert source[0].isalnum() == target[0].isalnum()
        assert (source in "«»") == (target == '"')


def test_a_number_written_with_spaces_is_one_word() -> None:
    assert ("12 500", "12,500") in linked("Il a payé 12 500 euros.", "He paid 12,500 euros.")


def test_a_word_without_counterpart_has_no_link() -> None:
    source, target = "Le médecin est arrivé.", "The doctor, incidentally, arrived."
    assert "incidentally" not in {english for _, english in linked(source, target)}


def test_attention_decides_between_words_the_dictionary_does_not_know() -> None:
    source, target = "Zorb vlim", "Quat drex"
    spans = (Span(0, 4), Span(5, 9)), (Span(0, 4), Span(5, 9))
    straight = Attention(*spans, [[1.0, 0.0], [0.0, 1.0]])
    crossed = Attention(*spans, [[0.0, 1.0], [1.0, 0.0]])
    assert linked(source, target, straight) == {("Zorb", "Quat"), ("vlim", "drex")}
    assert linked(source, target, crossed) == {("Zorb", "drex"), ("vlim", "Quat")}


def test_attention_of_pieces_is_joined_to_words() -> None:
    source, target = "Zorbelin vlim", "Quatador drex"
    pieces = (Span(0, 4), Span(4, 8), Span(8, 13)), (Span(0, 4), Span(4, 8), Span(8, 13))
    attention = Attention(*pieces, [[0.1, 0.1, 0.8], [0.0, 0.1, 0.9], [0.5, 0.4, 0.1]])
    assert linked(source, target, attention) == {("Zorbelin", "drex"), ("vlim", "Quatador")}


def test_pieces_of_attention_may_be_missing() -> None:
    assert linked("Paris", "Paris", Attention((), (), ())) == {("Paris", "Paris")}


@pytest.mark.parametrize(("source", "target"), [("", "word"), ("mot", " "), ("", "")])
def test_nothing_links_to_nothing(source: str, target: str) -> None:
    assert link_words(source, target) == []


def test_what_is_no_sentence_is_not_linked() -> None:
    many = "mot " * (int(MOST_CELLS**0.5) + 1)
    assert link_words(many, many) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_links_are_whole_words_of_both_sides_in_order(source: str, target: str) -> None:
    links = link_words(source, target)
    assert {link.source for link in links} <= {term.span for term in source_terms(source)}
    assert {link.target for link in links} <= {term.span for term in target_terms(target)}
    assert links == sorted(links) and len({(link.source, link.target) for link in links}) == len(links)
    assert all(AGREED <= link.probability <= 1.0 for link in links)
    forms = [(source_terms(link.source.of(source)), target_terms(link.target.of(target))) for link in links]
    assert all(is_mark(left[0].form) == is_mark(right[0].form) for left, right in forms if left and right)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_terms_cover_all_but_white_space(text: str) -> None:
    for terms in (source_terms(text), target_terms(text)):
        covered = {at for term in terms for at in range(*term.span)}
        assert all(at in covered or char.isspace() for at, char in enumerate(text))
        assert all(a.span.end <= b.span.start for a, b in pairwise(terms))


def test_cognacy_is_that_of_the_letters_without_accents() -> None:
    assert cognacy("élection", "election") == 1.0
    assert cognacy("gouvernement", "government") > 0.6
    assert cognacy("fenêtre", "house") < 0.2
    assert cognacy("du", "do") == 0.0
