"""The contract of engines, kept by the real one and by the fake one alike; what happens when a package is broken."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.engines import EMBEDDED, ENGINES, Engine, get_engine
from bilingual.errors import EngineError
from bilingual.model import Translation

SENTENCES = [
    "« L’œuvre d’Élise coûte 1\u202f000,50\u00a0€ », a-t-elle dit.",
    "",
    "Le maire de Moscou n’a pas répondu.",
    "   ",
    "Le maire de Moscou n’a pas répondu.",
    "Un gâteau ½ prix 😀 ?",
]


@pytest.fixture(params=["embedded", "fake"], scope="module")
def engine(request: pytest.FixtureRequest) -> Engine:
    return get_engine(request.param)


def test_one_translation_for_each_sentence_in_order(engine: Engine) -> None:
    translations = engine.translate(SENTENCES)
    assert len(translations) == len(SENTENCES)
    assert all(isinstance(translation, Translation) for translation in translations)
    assert translations[1].text == translations[3].text == ""
    assert translations[2] == translations[4]
    assert engine.translate([]) == []


def test_the_same_sentence_gives_the_same_translation_alone_and_in_company(engine: Engine) -> None:
    alone = [engine.translate([sentence])[0].text for sentence in SENTENCES]
    assert alone == [translation.text for translation in engine.translate(SENTENCES)]


def test_attention_points_at_characters_of_both_sides(engine: Engine) -> None:
    for sentence, translation in zip(SENTENCES, engine.translate(SENTENCES)):
        attention = translation.attention
        if not sentence.strip():
            continue
        assert attention is not None
        for text, spans in ((sentence, attention.source), (translation.text, attention.target)):
            assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
            covered = {place for start, end in spans for place in range(start, end)}
            assert all(c in " \u00a0\u202f“”«»" for place, c in enumerate(text) if place not in covered)
        assert all(0.0 <= share <= 1.001 for row in attention.weights for share in row)


def test_attend_reads_a_given_target(engine: Engine) -> None:
    attention = engine.attend(["Le maire est parti.", ""], ["The mayor has left.", "x"])  # type: ignore[attr-defined]
    assert len(attention) == 2
    rows = dict(zip((span.of("The mayor has left.") for span in attention[0].target), attention[0].weights))
    best = max(range(len(rows["mayor"])), key=rows["mayor"].__getitem__)
    assert attention[0].source[best].of("Le maire est parti.") == "maire"


def test_engines_say_what_they_are(engine: Engine) -> None:
    assert "fr-en" in engine.signature  # type: ignore[attr-defined]
    assert (engine.source_lang, engine.target_lang) == ("fr", "en")  # type: ignore[attr-defined]


def test_attend_agrees_with_the_attention_of_translation() -> None:
    engine = get_engine()
    sentence = "Le ministre a présenté son plan aux syndicats."
    translation = engine.translate([sentence])[0]
    forced = engine.attend([sentence], [translation.text])[0]  # type: ignore[attr-defined]
    assert translation.attention is not None and forced.target == translation.attention.target
    for row, other in zip(forced.weights[1:], translation.attention.weights[1:]):
        assert max(abs(a - b) for a, b in zip(row, other)) < 0.05


def test_threads_share_one_model() -> None:
    engine = get_engine()
    sentences = [f"Il y a {number} personnes dans la salle." for number in range(20, 32)]
    with ThreadPoolExecutor(4) as pool:
        texts = [t.text for some in pool.map(lambda s: engine.translate([s]), sentences) for t in some]
    assert texts == [t.text for t in get_engine().translate(sentences)]


def test_an_object_with_translate_is_an_engine() -> None:
    class Mine:
        def translate(self, sentences: list[str]) -> list[Translation]:
            return [Translation(s.upper()) for s in sentences]

    mine = Mine()
    assert get_engine(mine) is mine
    with pytest.raises(EngineError, match="method translate"):
        get_engine(12)


def test_a_wrong_name_lists_the_right_ones() -> None:
    with pytest.raises(EngineError) as caught:
        get_engine("embeded")
    assert all(name in str(caught.value) for name in ENGINES)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    shutil.copytree(EMBEDDED, tmp_path / "package")
    return tmp_path / "package"


def test_a_package_folder_is_an_engine(package: Path) -> None:
    sentence = "Le conseil se réunit demain matin."
    assert get_engine(package).translate([sentence])[0].text == get_engine().translate([sentence])[0].text
    assert get_engine(str(package)).signature.startswith("package fr-en")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda p: (p / "metadata.json").unlink(), "no model package"),
        (lambda p: (p / "metadata.json").write_text("{"), "damaged"),
        (lambda p: (p / "metadata.json").write_text("[1]"), "damaged"),
        (lambda p: (p / "sentencepiece.model").unlink(), "sentencepiece.model"),
        (lambda p: (p / "sentencepiece.model").write_bytes(b"nonsense"), "no SentencePiece model"),
        (lambda p: (p / "model" / "model.bin").unlink(), "cannot be loaded"),
        (lambda p: (p / "model" / "model.bin").write_bytes(b"x" * 1000), "cannot be loaded"),
        (lambda p: (p / "model" / "shared_vocabulary.json").unlink(), "cannot be loaded"),
    ],
)
def test_a_broken_package_is_one_clear_error(package: Path, damage: object, says: str) -> None:
    damage(package)  # type: ignore[operator]
    with pytest.raises(EngineError, match=says) as caught:
        get_engine(package).translate(["Bonjour."])
    assert "\n" not in str(caught.value) and str(package) in str(caught.value)


def test_nothing_depends_on_the_metadata_beyond_the_languages(package: Path) -> None:
    (package / "metadata.json").write_text(json.dumps({"from_code": "fr", "to_code": "en"}))
    assert get_engine(package).translate(["Bonjour à tous."])[0].text


ODD = st.text(
    st.sampled_from(list("aeéœ bcd«»“”\"'’.,;:!?()[]{}<>/@#\\0123456789€%-—…\u00a0\u202f\n\t😀中א\u0301")), max_size=60
)


@settings(max_examples=40, deadline=None)
@given(ODD)
def test_odd_input_never_breaks_the_fake_engine(text: str) -> None:
    assert bool(get_engine("fake").translate([text])[0].text) == bool(text.strip())


def test_odd_input_gives_text_and_balanced_marks() -> None:
    odd = [
        "« « « »", "”", "((((", "a" * 700, "😀" * 150, "中文字" * 60, "\u0301\u0301", "« »", "...", "1" * 300, "\\ / \\",
        "la " * 200, "“mot", "mot »", "A B C D", "https://a.fr/" + "x" * 400, "é" * 5, "X1 et X2 sur www.a.fr",
    ]  # fmt: skip
    for text, translation in zip(odd, get_engine().translate(odd)):
        assert translation.text.strip(), text
        assert len(translation.text) < 4 * len(text) + 60


def test_one_string_is_not_a_list_of_sentences() -> None:
    with pytest.raises(EngineError, match="needs a list of sentences"):
        get_engine("embedded").translate("abc")
