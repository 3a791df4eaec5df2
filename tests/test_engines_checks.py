"""What is seen to be wrong with a translation, and that a second attempt is made."""

from __future__ import annotations

import pytest

from bilingual.engines import get_engine
from bilingual.engines.attempts import translate_all
from bilingual.engines.checks import FAULTS, find_faults, is_repetitive
from bilingual.engines.compose import Reading
from bilingual.lexicon import load_table
from bilingual.model import Attention, Span

CASES = [
    ("Le maire parle.", "The mayor is talking.", ()),
    ("Il y a 12 blessés.", "There are 13 injured.", ("numbers",)),
    ("Il y a 12 blessés.", "There are twelve injured.", ()),
    ("Il dit « non » et part.", "He says “no” and leaves.", ()),
    ("Il dit « non » et part.", "He says no and leaves.", ("quotes",)),
    ("« Il part.", "“He leaves.", ()),
    ("Paul Durand est parti.", "Paul Dupont has left.", ("names",)),
    ("Paul Durand est à Moscou.", "Paul Durand is in Moscow.", ()),
    ("Une lecture surveillée.", "A closely closely closely watched reading.", ("repetition",)),
    ("Il part, il part et il part.", "He leaves, he leaves and he leaves.", ()),
    ("Le prix de la navette augmente.", "The price of the navette rises.", ("words",)),
    ("Le maire est arrivé avec ses amis hier soir.", "Le maire est arrivé avec ses amis hier.", ("untranslated", "words")),
    ("Le conseil a voté le budget de la commune et la hausse des impôts pour cette année.", "Yes.", ("length",)),
    ("", "", ()),
    ("https://exemple.fr", "https://exemple.fr", ()),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "faults"), CASES)
def test_faults(source: str, target: str, faults: tuple[str, ...]) -> None:
    assert find_faults(source, target) == faults


def test_a_clause_nobody_read_is_dropped() -> None:
    source, target = "Il part, car son vieil ami malade appelle.", "He leaves."
    words = [Span(0, 2), Span(3, 7), Span(9, 12), Span(13, 16), Span(17, 23), Span(24, 27), Span(28, 34), Span(35, 42)]
    rows = [[1.0] + [0.0] * 7, [0.0, 1.0] + [0.0] * 6]
    attention = Attention(tuple(words), (Span(0, 2), Span(3, 10)), rows)
    assert "dropped" in find_faults(source, target, attention=attention)
    everything = Attention(tuple(words), (Span(0, 2), Span(3, 10)), [[0.5] * 8, [0.5] * 8])
    assert "dropped" not in find_faults(source, target, attention=everything)


def test_an_unsure_engine() -> None:
    assert find_faults("Le chat.", "The cat.", score=-2.0) == ("score",)
    assert find_faults("Le chat.", "The cat.", score=-0.2) == ()


@pytest.mark.parametrize(
    ("text", "loops"),
    [("very, very good", False), ("the the the", True), ("on the one hand on the one hand", True), ("nananananana", True),
     ("a man, a plan, a canal", False), ("", False), ("he said that that was it", False)],
)  # fmt: skip
def test_loops(text: str, loops: bool) -> None:
    assert is_repetitive(text) is loops


def test_every_fault_has_words_for_the_reader() -> None:
    assert set(FAULTS) <= set(load_table("flags.txt"))


class Slow:
    """A runtime with answers made up: one reading a rank, others when it is careful."""

    def __init__(self, *ranks: str, careful: str = "") -> None:
        self.ranks, self.careful, self.calls = ranks, careful, []  # type: ignore[var-annotated]

    def length(self, text: str) -> int:
        return len(text.split())

    def read(self, texts: list[str], *, careful: bool = False) -> list[object]:
        self.calls.append((list(texts), careful))
        return [_Readings([self.careful] if careful else list(self.ranks)) for _ in texts]


class _Readings:
    def __init__(self, texts: list[str]) -> None:
        self.texts = texts

    def __len__(self) -> int:
        return len(self.texts)

    def get(self, rank: int) -> Reading:
        text = self.texts[min(rank, len(self.texts) - 1)]
        return Reading(text, [Span(0, 1)], [Span(0, len(text))], [[1.0]], -0.3)


def test_a_second_best_reading_without_fault_is_kept() -> None:
    runtime = Slow("The navette, a boat, left.", "The boat left.")
    (translation,) = translate_all(runtime, ["La navette est partie."])  # type: ignore[arg-type]
    assert translation.text == "The boat left."


def test_a_loop_is_read_again_with_care() -> None:
    runtime = Slow("The mayor of the town hall said that, " * 3 + "yes.", careful="The mayor spoke.")
    (translation,) = translate_all(runtime, ["Le maire a parlé."])  # type: ignore[arg-type]
    assert translation.text == "The mayor spoke."
    assert [careful for _, careful in runtime.calls] == [False, False, True]


def test_an_attempt_that_gives_nothing_is_not_the_best() -> None:
    runtime = Slow("There are 13 injured, Sir.", careful="")
    (translation,) = translate_all(runtime, ["Il y a 12 blessés, Monsieur."])  # type: ignore[arg-type]
    assert translation.text == "There are 12 injured, Sir."


def test_what_shows_no_fault_is_read_once() -> None:
    runtime = Slow("The mayor spoke.")
    translate_all(runtime, ["Le maire a parlé."])  # type: ignore[arg-type]
    assert len(runtime.calls) == 1


def test_the_real_engine_does_not_loop() -> None:
    sentences = ["la la la la la la la la la", "Non, non, non et non !", "ha " * 60, "oui " * 100]
    for sentence, translation in zip(sentences, get_engine().translate(sentences)):
        assert translation.text and len(translation.text) < 3 * len(sentence) + 20
