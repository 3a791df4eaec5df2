from __future__ import annotations

from bilingual.align.sentences import align_sentences


def test_a_split_sentence_is_one_bead() -> None:
    source = ["Bonjour.", "Le vieux pont a été fermé hier parce que la rivière montait, et personne n’est venu."]
    target = ["Hello.", "The old bridge was closed yesterday because the river rose.", "Nobody came at all."]
    assert [bead[:2] for bead in align_sentences(source, target)] == [((0, 1), (0, 1)), ((1, 2), (1, 3))]


def test_an_empty_side_leaves_the_other_alone() -> None:
    assert [bead[:2] for bead in align_sentences(["Un.", "Deux."], [])] == [((0, 2), (0, 0))]
    assert align_sentences([], []) == []
