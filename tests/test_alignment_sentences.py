"""Sentence alignment: beads of all kinds, gaps, long texts, and what holds for any two texts."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.alignment.corridor import SMALL, find_corridor
from bilingual.alignment.scores import Evidence
from bilingual.alignment.sentences import Paragraphs, align_sentences, seem_parallel
from bilingual.model import Bead

FRENCH = [
    "Le maire a ouvert la séance à neuf heures.",
    "Le vieux pont a été fermé hier parce que la rivière montait, et personne n’est venu travailler.",
    "Les enfants de l’école ont chanté.",
    "Ils avaient appris trois chansons.",
    "Une enquête sur la qualité de l’eau commence lundi.",
    "Le docteur Arnal conseille de ne pas la boire.",
]
ENGLISH = [
    "The mayor opened the session at nine o'clock.",
    "The old bridge was closed yesterday because the river was rising.",
    "Nobody came to work.",
    "The children of the school sang, as they had learnt three songs.",
    "An investigation into the quality of the water begins on Monday.",
    "Doctor Arnal advises against drinking it.",
]
BEADS = [((0, 1), (0, 1)), ((1, 2), (1, 3)), ((2, 4), (3, 4)), ((4, 5), (4, 5)), ((5, 6), (5, 6))]
OTHER = [
    "Shares of the steel company fell sharply in early trading.",
    "My grandmother kept her letters in a wooden box.",
    "Rain is expected in the northern hills tonight.",
    "The second violin entered half a bar too late.",
    "Nineteen sailors refused to board the ship.",
    "Nothing grows well under these pines.",
]


def numbers(beads: list[Bead]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [bead[:2] for bead in beads]


def test_split_and_joined_sentences_are_one_bead_each() -> None:
    assert numbers(align_sentences(FRENCH, ENGLISH)) == BEADS


def test_what_only_one_side_has_stands_alone() -> None:
    target = [*ENGLISH[:4], *OTHER[:3], *ENGLISH[4:]]
    assert ((4, 4), (4, 7)) in numbers(align_sentences(FRENCH, target))
    advert = ["Abonnez-vous pour lire nos grands reportages.", "Téléchargez gratuitement notre application mobile."]
    assert ((4, 6), (4, 4)) in numbers(align_sentences([*FRENCH[:4], *advert, *FRENCH[4:]], ENGLISH))


def test_gaps_stand_at_both_ends() -> None:
    beads = numbers(align_sentences(FRENCH[4:], [*OTHER[:2], *ENGLISH[4:], *OTHER[2:]]))
    assert beads == [((0, 0), (0, 2)), ((0, 1), (2, 3)), ((1, 2), (3, 4)), ((2, 2), (4, 8))]


def test_large_beads() -> None:
    whole = " ".join(s.removesuffix(".") + "," for s in ENGLISH[3:5])
    pieces = ["Les enfants ont chanté.", "C’était à l’école.", "Ils avaient appris trois chansons.", *FRENCH[4:5]]
    source, target = [FRENCH[0], *pieces, FRENCH[5]], [ENGLISH[0], whole, ENGLISH[5]]
    assert numbers(align_sentences(source, target)) == [((0, 1), (0, 1)), ((1, 5), (1, 2)), ((5, 6), (2, 3))]


def test_translations_help_where_the_words_are_unknown() -> None:
    source = ["Zorb vlim quat drex mulon.", "Pilt vorn sast gruk."]
    target = ["Heavy storms flooded villages.", "Nine sailors refused orders.", "Grandmother laughed loudly."]
    early = ["Heavy storms flooded villages. Nine sailors refused orders.", "Grandmother laughed loudly."]
    late = ["Heavy storms flooded villages.", "Nine sailors refused orders. Grandmother laughed loudly."]
    found = [numbers(align_sentences(source, target, translations=translations)) for translations in (early, late)]
    assert found == [[((0, 1), (0, 2)), ((1, 2), (2, 3))], [((0, 1), (0, 1)), ((1, 2), (1, 3))]]


def test_a_bead_does_not_like_to_cross_paragraphs() -> None:
    source, target = (
        ["Zorb vlim quat drex.", "Pilt vorn sast gruk."],
        ["Storms.", "Nine sailors.", "Grandmother laughed."],
    )
    early = align_sentences(source, target, paragraphs=Paragraphs([0, 1], [0, 0, 1]))
    late = align_sentences(source, target, paragraphs=Paragraphs([0, 1], [0, 1, 1]))
    assert numbers(early) == [((0, 1), (0, 2)), ((1, 2), (2, 3))]
    assert numbers(late) == [((0, 1), (0, 1)), ((1, 2), (1, 3))]


@pytest.mark.parametrize(
    ("source", "target", "beads"),
    [([], [], []), (["Un.", "Deux."], [], [((0, 2), (0, 0))]), ([], ["One."], [((0, 0), (0, 1))])],
)
def test_an_empty_side_leaves_the_other_alone(source: list[str], target: list[str], beads: list[object]) -> None:
    assert numbers(align_sentences(source, target)) == beads


def test_confidence_is_greater_where_the_words_agree() -> None:
    agreeing = align_sentences(FRENCH, ENGLISH)
    assert all(bead.confidence > 0.8 for bead in agreeing)
    forced = align_sentences([FRENCH[0]], [OTHER[0]])
    assert all(bead.confidence <= 0.5 for bead in forced)


def test_translations_seem_parallel_and_other_texts_do_not() -> None:
    assert seem_parallel(FRENCH, ENGLISH, align_sentences(FRENCH, ENGLISH))
    assert seem_parallel(FRENCH, ENGLISH[:4], align_sentences(FRENCH, ENGLISH[:4]))
    assert not seem_parallel(FRENCH, OTHER, align_sentences(FRENCH, OTHER))
    assert not seem_parallel(FRENCH, [], align_sentences(FRENCH, []))


def make_long(size: int) -> tuple[list[str], list[str]]:
    """Two texts of invented names and numbers; the target begins with a foreword as long as a third of it."""
    chance = random.Random(7)
    names = ["".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(4)) for _ in range(400)]
    picks = [(*chance.sample(names, 2), chance.randrange(10, 99)) for _ in range(size)]
    source = [f"Ce jour-là, {a.title()} a vendu {n} chevaux à {b.title()}." for a, b, n in picks]
    target = [f"That day {a.title()} sold {n} horses to {b.title()}." for a, b, n in picks]
    foreword = [f"{' '.join(chance.choice(OTHER).split()[:5])} and so on." for _ in range(size // 3)]
    return source, [*foreword, *target]


def test_a_long_foreword_does_not_lead_astray() -> None:
    source, target = make_long(300)
    beads = numbers(align_sentences(source, target))
    right = sum(((i, i + 1), (i + 100, i + 101)) in beads for i in range(300))
    assert right >= 297
    assert len(source) * len(target) > SMALL
    corridor = find_corridor(Evidence(source, target, None))
    cells = sum(high - low for low, high in zip(*corridor, strict=True))
    assert cells < 0.25 * len(source) * len(target)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([*FRENCH, "", " ", "42.", "…"]), max_size=12),
    st.lists(st.sampled_from([*ENGLISH, *OTHER, "", "«"]), max_size=12),
)
def test_every_sentence_is_in_exactly_one_bead(source: list[str], target: list[str]) -> None:
    beads = align_sentences(source, target)
    assert [n for bead in beads for n in range(*bead.source)] == list(range(len(source)))
    assert [n for bead in beads for n in range(*bead.target)] == list(range(len(target)))
    assert all(0.0 <= bead.confidence <= 1.0 and bead[:2] != ((0, 0), (0, 0)) for bead in beads)
    assert beads == align_sentences(source, target)
