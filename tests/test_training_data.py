"""Sentence pairs on their way to arrays: cleaned, varied, mixed, linked, normalised, scored."""

from __future__ import annotations

import lzma
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.engines.fake import FakeEngine
from bilingual.errors import ReadError
from bilingual.model import Translation
from tests.toy import list_plurals, make_pairs
from training import vary
from training.__main__ import STEPS
from training.__main__ import main as run_step
from training.clean import Cleaner, clean
from training.links import join_directions, link_pieces
from training.mix import Entry, find_entry, load_recipe, mix
from training.pairs import TextPair, read_pairs, tidy, write_pairs, writing
from training.press import translate_press
from training.score import score
from training.vocabulary import learn_vocabulary

RECIPES = Path(__file__).parent.parent / "training" / "recipes"


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vocabulary") / "toy.model"
    learn_vocabulary([*list_plurals(), *(side for pair in make_pairs() for side in pair[:2])], 330, path)
    return path


# Pairs


def test_read_pairs_of_either_kind_of_file(tmp_path: Path) -> None:
    (tmp_path / "news.tsv.xz").write_bytes(lzma.compress("Oui.\tYes.\n\u2028a\tb\n".encode()))
    (tmp_path / "mixed.tsv").write_text("Oui.\tYes.\tnews\n", encoding="utf-8")
    assert [pair.origin for pair in read_pairs(tmp_path / "news.tsv.xz")] == ["news", "news"]
    assert list(read_pairs(tmp_path / "mixed.tsv")) == [TextPair("Oui.", "Yes.", "news")]


def test_a_line_of_one_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_text("Oui.\tYes.\nNon.\n", encoding="utf-8")
    with pytest.raises(ReadError, match="Line 2 of .*bad.tsv has 1 columns"):
        list(read_pairs(tmp_path / "bad.tsv"))


def test_writing_leaves_the_old_file_when_it_fails(tmp_path: Path) -> None:
    path = tmp_path / "state"
    path.write_text("old")
    with pytest.raises(KeyError), writing(path) as temporary:
        temporary.write_text("half")
        raise KeyError
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


# Cleaning

LONG = "Le conseil municipal de la petite ville a voté hier soir la construction d'un pont sur la rivière"
LONG_ENGLISH = "The council of the small town voted last night for the building of a bridge over the river"


@pytest.mark.parametrize(
    ("source", "target", "fault"),
    [
        (LONG + ".", LONG_ENGLISH + ".", None),
        ("Oui.", "Yes, of course, that is so.", None),
        (LONG, "The council voted.", "lengths differ"),
        (LONG_ENGLISH, LONG_ENGLISH, "wrong language"),
        (LONG, LONG, "wrong language"),
        ("…", "Yes.", "empty"),
        ("mot " * 101, "word " * 101, "too long"),
        ("En 1997, rien.", "In 2004, nothing.", "numbers differ"),
        ("À 20 h 30, rien.", "At 8:30 p.m., nothing.", None),
        ("Il y a 1,5 million de pages.", "There are 1.5 million pages.", None),
    ],
)
def test_find_fault(source: str, target: str, fault: str | None) -> None:
    assert Cleaner().find_fault(TextPair(source, target, "x")) == fault


def test_what_is_kept_apart_is_found_on_either_side_and_inside_longer_text() -> None:
    cleaner = Cleaner([LONG + ".", "The mayor resigned on Monday."])
    assert cleaner.find_fault(TextPair(f"« {LONG} », dit-on.", LONG_ENGLISH, "x")) == "kept apart"
    assert cleaner.find_fault(TextPair("La maire démissionne.", "the mayor resigned, on Monday", "x")) == "kept apart"
    assert cleaner.find_fault(TextPair("La maire démissionne.", "The mayor resigned on Tuesday.", "x")) is None


def test_clean_counts_reasons_and_keeps_the_first_of_two(tmp_path: Path) -> None:
    write_pairs(
        tmp_path / "a.tsv", [TextPair("Oui\u00a0!", "Yes!", "a"), TextPair("oui", "yes", "a"), TextPair("", "x", "a")]
    )
    faults: Counter[str] = Counter()
    kept = list(clean(tmp_path / "a.tsv", Cleaner(), faults))
    assert kept == [TextPair("Oui !", "Yes!", "a")] and faults == {"seen before": 1, "empty": 1}


def test_a_file_named_twice_is_cleaned_once(tmp_path: Path) -> None:
    path = write_collection(tmp_path, "toy", make_pairs())
    assert run_step(["clean", str(path), str(path), "-o", str(tmp_path / "clean")]) == 0
    assert len(list(read_pairs(tmp_path / "clean" / "toy.tsv"))) == 80


# Variation

PAIR = TextPair(
    "Le général Milley a dit à Kirby : « Où est Milley ? »", "General Milley told Kirby: “Where is Milley?”", "x"
)


def test_rename_gives_both_sides_the_same_new_name() -> None:
    new = vary.rename(PAIR, [], Random(1))
    assert new is not None
    names = vary.find_names(new)
    assert len(names) == 2 and not {"Milley", "Kirby"} & set(names)
    assert new.source.count(names[0]) == new.target.count(names[0]) == 2
    assert vary.rename(TextPair("Le chat dort.", "The cat sleeps.", "x"), ["Bern"], Random(1)) is None


@pytest.mark.parametrize(
    ("name", "source", "target", "new"),
    [
        ("_without_accents", "L’été à Noël.", "Summer.", ("L’ete a Noel.", "Summer.")),
        ("_without_stop", "Il part.", "He leaves.", ("Il part", "He leaves")),
        ("_without_stop", "Il part…", "He leaves.", None),
        ("_without_spaces", "Quoi\u202f? Oui !", "What? Yes!", ("Quoi? Oui!", "What? Yes!")),
        ("_with_capital_words", "La paix est là", "Peace is here", ("La Paix Est Là", "Peace is here")),
        ("_with_doubled_stop", "Il part.", "He leaves.", ("Il part. .", "He leaves.")),
        ("_with_other_marks", "Rien à dire.", "Nothing to say.", None),
    ],
)
def test_variations(name: str, source: str, target: str, new: tuple[str, str] | None) -> None:
    found = getattr(vary, name)(TextPair(source, target, "x"), Random(3))
    assert found == (TextPair(*new, "x") if new else None)


def test_capitals_change_both_sides() -> None:
    found = vary._in_capitals(TextPair("La grève est finie", "The strike is over", "x"), Random(1))
    assert found is not None and found.target == "THE STRIKE IS OVER" and found.source.startswith("LA GR")


def test_every_kind_of_mark_means_the_same_to_the_vocabulary(vocabulary: Path) -> None:
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    wanted = processor.encode('Un chat voit "le feu".')
    for marks in ("« {} »", "«\u202f{}\u202f»", "«{}»", "“{}”", "„{}“", "‹ {} ›", "''{}''"):
        assert processor.encode(f"Un chat\u00a0voit {marks.format('le feu')}.") == wanted, marks
    assert processor.normalize("L’e\u0301te\u0301 — ﬁn…") == "▁L'été▁-▁fin..."


@given(st.integers(0, 10_000))
def test_roughen_keeps_quotes_and_words(seed: int) -> None:
    rough = vary.roughen(PAIR, Random(seed))
    assert rough.origin == "x"
    assert len(rough.source.split()) >= 8 and "KIRBY" in rough.source.upper()


# Mixing


def write_collection(folder: Path, name: str, pairs: Sequence[TextPair]) -> Path:
    write_pairs(folder / f"{name}.tsv", [pair._replace(origin=name) for pair in pairs])
    return folder / f"{name}.tsv"


def test_mix_follows_the_recipe(tmp_path: Path) -> None:
    toy = make_pairs()
    paths = [write_collection(tmp_path, name, toy) for name in ("press_a", "speech", "left")]
    paths.append(write_collection(tmp_path, "named", [PAIR]))
    recipe = [
        Entry("press_.*", copies=2, quoted=3),
        Entry("speech", most=10),
        Entry("named", renamed=1.0),
    ]
    mixed = mix(paths, recipe)
    quoted = sum(vary.has_quotes(pair) for pair in toy)
    counts = Counter(pair.origin for pair in mixed)
    assert counts == {"press_a": 2 * (80 - quoted) + 6 * quoted, "speech": 10, "named": 2}
    assert mixed == mix(list(reversed(paths)), recipe) != mix(paths, recipe, seed=8)


@pytest.mark.parametrize("name", ["broad.json", "press.json"])
def test_the_recipes_load_and_prefer_the_press(name: str) -> None:
    recipe = load_recipe(RECIPES / name)
    press, speech = find_entry(recipe, "press_translated"), find_entry(recipe, "europarl")
    assert press and speech and press.copies > speech.copies and press.renamed > speech.renamed


def test_a_recipe_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text('[{"origins": "x", "weight": 3}]')
    with pytest.raises(ReadError, match="r.json"):
        load_recipe(tmp_path / "r.json")


# Links


def test_join_directions_grows_only_to_free_neighbours() -> None:
    forward, reverse = {(0, 0), (1, 1), (4, 4)}, {(0, 0), (1, 1), (1, 2), (7, 0)}
    assert join_directions(forward, reverse) == [(0, 0), (1, 1), (1, 2)]


def test_words_that_are_translations_are_linked() -> None:
    pairs = make_pairs()[::2]
    words = [[side.rstrip(".").split() for side in pair[:2]] for pair in pairs]
    found = link_pieces([source for source, _ in words], [target for _, target in words])
    wanted = {"roi": "king", "mer": "sea", "chat": "cat", "île": "isle"}
    right = [
        (s, t) in links
        for (source, target), links in zip(words, found, strict=True)
        for s, word in enumerate(source)
        for t, other in enumerate(target)
        if wanted.get(word) == other
    ]
    assert len(right) == 40 and sum(right) >= 36


# Self-training and scores


class Moody(FakeEngine):
    """Sure of short sentences only."""

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        return [Translation(f"It {len(s)}", -0.1 if len(s) < 8 else -0.9) for s in sentences]


def test_press_keeps_what_is_sound_and_sure() -> None:
    faults: Counter[str] = Counter()
    pairs = list(
        translate_press(["Il va 8", "Il est 25", "Il\u00a0va 7", "Il vit ici 13"], Moody(), "self", -0.5, faults)
    )
    assert [pair.source for pair in pairs] == ["Il va 7"]
    assert faults["numbers"] >= 1 and faults["unsure"] >= 1


def test_score_prints_signatures_and_ignores_the_kind_of_marks() -> None:
    result, found = score(FakeEngine(), ["le chat est « le chat » ."] * 3, ['the chat is "the chat".'] * 3)
    assert found[0] == 'the chat is "the chat".'
    assert result.bleu == pytest.approx(100) and result.chrf == pytest.approx(100)
    assert "tok:13a" in result.bleu_signature and "version:" in result.chrf_signature
    with pytest.raises(ReadError, match="3 sources but 1"):
        score(FakeEngine(), ["a"] * 3, ["a"])


# The command


def test_a_vocabulary_larger_than_its_texts_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="do not give a vocabulary of 5000 pieces"):
        learn_vocabulary(["Oui.", "Non."], 5000, tmp_path / "v.model")
    assert list(tmp_path.iterdir()) == []


def test_usage_lists_the_steps_and_errors_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_step([]) == 2
    listed = capsys.readouterr().err
    assert all(step in listed for step in STEPS)
    assert run_step(["mix", str(tmp_path), str(tmp_path / "none.json"), "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_tidy_takes_out_what_does_not_show() -> None:
    assert tidy("Non\u00adsens\u200b\u202f: e\u0301té\t!") == "Nonsens : été !"
