"""The translation memory and the glossary: engines around an engine."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from bilingual.engines import get_engine
from bilingual.engines.fake import FakeEngine
from bilingual.engines.glossary import Glossary, GlossaryEngine
from bilingual.engines.memory import RememberingEngine, default_path, pack, unpack
from bilingual.errors import EngineError
from bilingual.model import Translation

SENTENCES = ["Le chat « noir » dort.", "", "Le maire parle.", "Le maire parle."]


class Counting(FakeEngine):
    """The fake engine, counting what reaches it."""

    def __init__(self, signature: str = "counting 1") -> None:
        self.asked: list[str] = []
        self.signature = signature

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        self.asked += sentences
        return super().translate(sentences)


def test_a_second_run_asks_the_engine_nothing(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    told = RememberingEngine(first, tmp_path / "m.sqlite").translate(SENTENCES)
    again = RememberingEngine(second, tmp_path / "m.sqlite").translate(SENTENCES)
    assert [t.text for t in told] == [t.text for t in again] == [t.text for t in FakeEngine().translate(SENTENCES)]
    assert again[0].attention is not None and told[0].attention is not None
    assert again[0].attention.target == told[0].attention.target
    assert len(first.asked) == 3 and second.asked == [""]


def test_another_engine_is_not_answered_from_this_one(tmp_path: Path) -> None:
    RememberingEngine(Counting("one"), tmp_path / "m.sqlite").translate(SENTENCES)
    other = Counting("two")
    RememberingEngine(other, tmp_path / "m.sqlite").translate(SENTENCES)
    assert len(other.asked) == 3


def test_packing_keeps_a_translation() -> None:
    (translation,) = get_engine().translate(["« L’œuvre » coûte 1 000,50 €."])
    back = unpack(pack(translation))
    assert (back.text, back.score) == (translation.text, translation.score)
    assert translation.attention is not None and back.attention is not None
    assert back.attention.source == translation.attention.source
    for row, other in zip(back.attention.weights, translation.attention.weights):
        assert max(abs(a - b) for a, b in zip(row, other)) < 0.003
    assert unpack(pack(Translation("x"))) == Translation("x")


@pytest.mark.parametrize("damage", ["garbage", "values"])
def test_a_damaged_memory_is_set_aside(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "m.sqlite"
    engine = Counting()
    if damage == "garbage":
        path.write_bytes(b"this is no database" * 100)
    else:
        RememberingEngine(engine, path).translate(SENTENCES)
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE memory SET value = x'0011'")
    with pytest.warns(UserWarning, match="damaged"):
        texts = [t.text for t in RememberingEngine(Counting(), path).translate(SENTENCES)]
    assert texts == [t.text for t in FakeEngine().translate(SENTENCES)]
    assert any("damaged" in file.name for file in tmp_path.iterdir())
    fresh = Counting()
    RememberingEngine(fresh, path).translate(SENTENCES[2:])
    RememberingEngine(fresh, path).translate(SENTENCES[2:])
    assert len(fresh.asked) <= 1


def test_a_memory_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.warns(UserWarning, match="not used"):
        assert RememberingEngine(Counting(), tmp_path / "file" / "m.sqlite").translate(["Le chat."])[0].text


def test_a_memory_is_bounded(tmp_path: Path) -> None:
    engine = RememberingEngine(Counting(), tmp_path / "m.sqlite", most=50)
    for start in range(0, 200, 20):
        engine.translate([f"Le chat {number}." for number in range(start, start + 20)])
    with sqlite3.connect(tmp_path / "m.sqlite") as connection:
        (count,) = connection.execute("SELECT count(*) FROM memory").fetchone()
        newest = connection.execute("SELECT count(*) FROM memory").fetchone()
    assert 20 <= count <= 50 and newest
    last = Counting()
    RememberingEngine(last, tmp_path / "m.sqlite", most=50).translate(["Le chat 199."])
    assert last.asked == []


def test_threads_and_processes_share_a_memory(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from bilingual.engines.fake import FakeEngine; "
        "from bilingual.engines.memory import RememberingEngine; e = RememberingEngine(FakeEngine(), Path(sys.argv[1]))\n"
        "for n in range(40): assert e.translate([f'Le chat {n}.'])[0].text == f'The chat {n}.'"
    )
    run = [sys.executable, "-W", "error", "-c", code, str(tmp_path / "m.sqlite")]
    others = [subprocess.Popen(run) for _ in range(2)]
    engine = RememberingEngine(FakeEngine(), tmp_path / "m.sqlite")
    threads = [
        threading.Thread(target=engine.translate, args=([f"La ville {n}." for n in range(50)],)) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [other.wait() for other in others] == [0, 0]


def test_the_memory_lies_in_the_users_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_path().name == "memory.sqlite" and "bilingual" in str(default_path())


def test_what_surrounds_an_engine_keeps_its_face(tmp_path: Path) -> None:
    inner = get_engine()
    engine = RememberingEngine(GlossaryEngine(inner, Glossary({"barrage": "dam"})), tmp_path / "m.sqlite")
    assert "glossary" in engine.signature and engine.source_lang == "fr"
    assert engine.attend(["Oui."], ["Yes."])[0].target


TERMS = Glossary({"dette publique": "sovereign debt", "Conseil régional": "Regional Council", "barrage": "weir"})


@pytest.mark.parametrize(
    ("sentence", "terms"),
    [
        ("La dette publique augmente.", ["sovereign debt"]),
        ("LA DETTE PUBLIQUE AUGMENTE.", ["sovereign debt"]),
        ("Les dettes publiques augmentent.", ["sovereign debt"]),
        ("Les conseils régionaux ont voté.", ["Regional Council"]),
        ("Deux barrages et un embarras.", ["weir"]),
        ("La dette du public augmente.", []),
    ],
)
def test_terms_are_found_in_any_form(sentence: str, terms: list[str]) -> None:
    assert [term for _, term in TERMS.find(sentence)] == terms


def test_the_printed_sentence_holds_every_term() -> None:
    engine = GlossaryEngine(get_engine(), TERMS)
    sentences = ["La dette publique de la région augmente.", "Le Conseil régional refuse le barrage.", "Il pleut."]
    for sentence, translation in zip(sentences, engine.translate(sentences)):
        assert TERMS.missing(sentence, translation.text) == []
        assert translation.attention is not None
        assert all(span.end <= len(sentence) for span in translation.attention.source)
        assert all(span.of(translation.text) for span in translation.attention.target)


def test_a_term_the_engine_changes_is_put_back() -> None:
    class Stubborn(FakeEngine):
        def translate(self, sentences: Sequence[str]) -> list[Translation]:
            return super().translate([sentence.replace("weir", "dam") for sentence in sentences])

    (translation,) = GlossaryEngine(Stubborn(), TERMS).translate(["Le barrage est fermé."])
    assert translation.text == "The weir is fermé."


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_glossary_is_a_file_with_two_columns(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(f"# source{mark}target\nbarrage{mark}weir\n\nmaire{mark}mayor\n", encoding="utf-8-sig")
    assert [term for _, term in Glossary.load(path).find("Le maire du barrage")] == ["mayor", "weir"]


@pytest.mark.parametrize(("content", "says"), [("barrage", "Line 1"), ("", "no terms"), ("a,b\n,c", "Line 2")])
def test_a_bad_glossary_is_one_clear_error(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "terms.csv").write_text(content)
    with pytest.raises(EngineError, match=says):
        Glossary.load(tmp_path / "terms.csv")
    with pytest.raises(EngineError, match="cannot be read"):
        Glossary.load(tmp_path / "none.csv")
