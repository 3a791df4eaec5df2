"""Models of others: Argos packages, folders converted from OPUS-MT, Firefox models; the list of all; safe archives."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from bilingual.engines import EMBEDDED, get_engine
from bilingual.engines.argos import get_argos_engine
from bilingual.engines.firefox import install_firefox
from bilingual.engines.pieces import load_tokenizer
from bilingual.engines.store import install_argos, install_file, list_models
from bilingual.errors import EngineError
from tests.marian import write_marian, write_sentencepiece

SENTENCE = "Le conseil municipal a voté le budget."


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own: nothing of the user's is seen or touched."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def archive(path: Path, folder: Path = EMBEDDED, *, name: str = "translate-fr_en-1_0", **changes: str) -> Path:
    """An .argosmodel file of a package folder, its metadata changed."""
    with zipfile.ZipFile(path, "w") as out:
        for file in folder.rglob("*"):
            if file.is_file():
                data = file.read_bytes()
                if file.name == "metadata.json":
                    data = json.dumps({**json.loads(data), **changes}).encode()
                out.writestr(f"{name}/{file.relative_to(folder).as_posix()}", data)
    return path


def test_an_installed_package_is_found_and_translates_alike(home: Path) -> None:
    model = install_file(archive(home / "fr_en.argosmodel"))
    assert (model.engine, model.source_lang, model.target_lang) == ("argos", "fr", "en")
    assert get_engine("argos").translate([SENTENCE])[0] == get_engine("embedded").translate([SENTENCE])[0]
    assert get_engine("argos").signature.startswith("argos fr-en 1.0")  # type: ignore[attr-defined]


def test_the_real_argos_library_cuts_into_the_same_pieces(home: Path) -> None:
    from argostranslate.package import Package

    model = install_file(archive(home / "fr_en.argosmodel"))
    tokenizer = load_tokenizer(model.folder, "fr", "en")
    theirs = Package(model.folder).tokenizer.encode(SENTENCE)
    ours = tokenizer.encode([SENTENCE])[0].pieces
    assert ours == theirs
    assert tokenizer.decode(theirs)[0] == Package(model.folder).tokenizer.decode(theirs)


def test_an_older_package_is_cut_as_the_argos_library_does(home: Path) -> None:
    from argostranslate.tokenizer import BPETokenizer

    (home / "bpe.model").write_text("#version: 0.2\nl e</w>\nc o\nco n\nu n\nun i</w>\nv o\n", encoding="utf-8")
    theirs, ours = BPETokenizer(home / "bpe.model", "fr", "en"), load_tokenizer(home, "fr", "en")
    text = "« L’élu » a voté le conseil uni, n’est-ce pas ?"
    (pieces,) = ours.encode([text])
    assert pieces.pieces == theirs.encode(text)
    assert ours.decode(pieces.pieces)[0] == theirs.decode(pieces.pieces)
    found = sorted({span for span in pieces.spans if span.start < span.end})
    assert "".join(span.of(text) for span in found) == "L’éluavotéleconseiluni,n’est-cepas?"


def test_without_a_package_the_error_says_how_to_get_one() -> None:
    with pytest.raises(EngineError, match="bilingual models install fr en"):
        get_engine("argos")
    with pytest.raises(EngineError, match="bilingual models install firefox fr en"):
        get_engine("firefox")


def test_two_packages_meet_in_english(home: Path) -> None:
    install_file(archive(home / "a.argosmodel"))
    install_file(archive(home / "b.argosmodel", name="translate-en_de-1_0", from_code="en", to_code="de"))
    engine = get_argos_engine("fr", "de")
    (translation,) = engine.translate([SENTENCE])
    assert (engine.source_lang, engine.target_lang) == ("fr", "de")
    assert translation.text and translation.attention is not None
    assert all(span.of(SENTENCE).strip() for span in translation.attention.source)


def test_the_newest_version_wins(home: Path) -> None:
    for version in ("1.9", "1.10"):
        name = f"translate-fr_en-{version.replace('.', '_')}"
        install_file(archive(home / "p.argosmodel", name=name, package_version=version))
    assert " 1.10 " in get_engine("argos").signature  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["../evil.txt", "p/metadata.json"], "outside"),
        (["/tmp/evil.txt", "p/metadata.json"], "outside"),
        (["p/..\\..\\evil.txt", "p/metadata.json"], "outside"),
        (["C:/evil.txt", "p/metadata.json"], "outside"),
        (["a/metadata.json", "b/metadata.json"], "no Argos package"),
        (["p/readme.txt"], "no Argos package"),
        ([], "no Argos package"),
    ],
)
def test_a_dangerous_archive_is_refused_and_leaves_nothing(home: Path, names: list[str], says: str) -> None:
    with zipfile.ZipFile(home / "x.argosmodel", "w") as out:
        for name in names:
            out.writestr(name, "{}")
    before = sorted(home.rglob("*"))
    with pytest.raises(EngineError, match=says):
        install_file(home / "x.argosmodel")
    assert [path for path in sorted(home.rglob("*")) if path not in before] in ([], [home / "argos"])


def test_an_archive_with_a_link_or_of_giant_size_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(home / "link.argosmodel", "w") as out:
        link = zipfile.ZipInfo("p/link")
        link.external_attr = 0o120777 << 16
        out.writestr(link, "/etc/passwd")
        out.writestr("p/metadata.json", "{}")
    with pytest.raises(EngineError, match="links"):
        install_file(home / "link.argosmodel")
    monkeypatch.setattr("bilingual.engines.store.LARGEST", 1000)
    with pytest.raises(EngineError, match="unpacks to more"):
        install_file(archive(home / "big.argosmodel"))


def test_a_file_that_is_no_archive_or_is_missing(home: Path) -> None:
    (home / "x.argosmodel").write_text("hello")
    with pytest.raises(EngineError, match="not a ZIP archive"):
        install_file(home / "x.argosmodel")
    with pytest.raises(EngineError, match="cannot be installed"):
        install_file(home / "none.argosmodel")


def test_a_failed_download_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from argostranslate import package

    monkeypatch.setattr(package, "update_package_index", lambda: None)
    monkeypatch.setattr(package, "get_available_packages", list)
    with pytest.raises(EngineError, match="no package from fr to xx"):
        install_argos("fr", "xx")


def test_a_download_is_installed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from argostranslate import package

    class Offered:
        from_code, to_code = "fr", "en"

        def download(self) -> Path:
            return archive(home / "downloaded.argosmodel")

    monkeypatch.setattr(package, "update_package_index", lambda: None)
    monkeypatch.setattr(package, "get_available_packages", lambda: [Offered()])
    assert install_argos("fr", "en").folder.parent == home / "argos"
    assert not (home / "downloaded.argosmodel").exists()


def test_a_marian_model_becomes_the_firefox_engine(home: Path) -> None:
    write_marian(home / "marian")
    model = install_firefox("fr", "en", folder=home / "marian")
    assert (model.engine, model.licence) == ("firefox", "MPL-2.0")
    (translation,) = get_engine("firefox").translate([SENTENCE])
    assert translation.text and translation.attention is not None
    assert [m.engine for m in list_models()] == ["embedded", "firefox"]


def test_a_marian_folder_without_model_changes_nothing(home: Path) -> None:
    (home / "empty").mkdir()
    with pytest.raises(EngineError, match="nothing was changed"):
        install_firefox("fr", "en", folder=home / "empty")
    assert [m.engine for m in list_models()] == ["embedded"]


def test_a_folder_converted_from_opus_is_an_engine(home: Path) -> None:
    folder = home / "opus"
    write_marian(home / "marian")
    shutil.copytree(install_firefox("fr", "en", folder=home / "marian").folder / "model", folder)
    write_sentencepiece(folder / "source.spm")
    write_sentencepiece(folder / "target.spm")
    engine = get_engine(folder)
    assert engine.translate([SENTENCE])[0].text
    assert engine.attend([SENTENCE], ["The council voted."])[0].target  # type: ignore[attr-defined]


def test_the_list_says_which_model_a_plain_run_uses() -> None:
    models = list_models()
    assert [m.engine for m in models if m.default] == ["embedded"]
    assert models[0].size > 10_000_000 and models[0].quality and "BLEU" in models[0].quality
