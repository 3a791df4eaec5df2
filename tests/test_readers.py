"""Reading a file: what comes out of a good one, and the one clear sentence that a bad one gets."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilingual
from bilingual.errors import FormatError, ReadError
from bilingual.readers import SUFFIXES, parse, read, read_all
from bilingual.readers.blocks import LONGEST
from bilingual.readers.decoding import repair
from bilingual.readers.language import find_language

ARTICLE = (
    "Le bac de Royan reprend du service\n\n« L’été sera long », a prévenu la maire à 7 h 30.\n\n"
    "Les camions, eux, attendront : c’est décidé.\n"
)


def write(folder: Path, data: bytes | str, name: str = "article.txt") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def complaint(path: Path | str) -> str:
    with pytest.raises(ReadError) as caught:
        read(path)
    message = str(caught.value)
    assert "\n" not in message and message.endswith(".") and len(message) < 300
    return message


def test_text_is_the_file(tmp_path: Path) -> None:
    article = read(write(tmp_path, ARTICLE))
    assert article.text == ARTICLE
    assert [p.kind for p in article.paragraphs] == ["title", "lede", "body"]
    assert (article.title, article.lang, article.left_out) == ("Le bac de Royan reprend du service", "fr", ())
    assert bilingual.read(str(tmp_path / "article.txt")) == article == read_all(tmp_path / "article.txt")[0]


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman", "iso8859_15"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_encodings(tmp_path: Path, encoding: str, newline: str) -> None:
    text = ARTICLE if encoding != "iso8859_15" else ARTICLE.replace("’", "'")
    assert read(write(tmp_path, text.replace("\n", newline).encode(encoding))).text == text


def test_other_alphabets(tmp_path: Path) -> None:
    russian = "Паром через реку снова ходит по расписанию, сообщил в понедельник капитан порта. " * 3
    article = read(write(tmp_path, russian.encode("cp1251")))
    assert article.text == russian and article.lang == "ru"


def test_composed_letters(tmp_path: Path) -> None:
    assert read(write(tmp_path, "L'e\u0301te\u0301 finit.")).text == "L'été finit."


def test_invisible_characters_are_dropped(tmp_path: Path) -> None:
    assert read(write(tmp_path, "Le gouver\u00adne\u200bment se tait.")).text == "Le gouvernement se tait."


def test_utf8_cut_in_the_middle_of_a_letter(tmp_path: Path) -> None:
    text = read(write(tmp_path, ("L'été a été gâché à Sète. " * 4 + "Fermé").encode()[:-1])).text
    assert text.startswith("L'été a été gâché à Sète.") and text.endswith("Ferm\ufffd")


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("La dÃ©fense nâ€™a pas parlÃ©.", "La défense n’a pas parlé."),
        ("Il a ditÂ : Â« NonÂ Â».", "Il a dit : « Non »."),
        ("L’État, « l’été », “oui”, 1\u202f000\u00a0€, SÃO PAULO, œuvre…", None),
        ("&eacute; reste tel quel, <b>ceci</b> aussi, ﬁn.", None),
    ],
)
def test_encoding_damage(damaged: str, right: str | None) -> None:
    fixed = repair(damaged)
    assert fixed.replace("\u00a0", " ") == right if right else fixed == damaged


def test_controls_are_dropped(tmp_path: Path) -> None:
    data = "Le \u202ebac\u202c repart lundi\u0000, dit la maire de Royan à la presse.\n".encode()
    assert read(write(tmp_path, data + b"\xed\xa0\x80Fin.")).text.startswith("Le bac repart lundi, dit la maire")


WRAPPED = """\
Le bac de Royan reprend du service

Après dix jours d'arrêt, le bac a repris lundi matin ses traver-
sées vers le Verdon. La capitainerie parle d'un vrai soulage-
ment pour les deux rives, et peut-être pour l'été, celui-
ci étant décisif pour les hôteliers de la côte et pour tous
ceux qui vivent du passage.

Les camions attendront encore une semaine, a-t-elle précisé à
la presse, sans dire si le vent d'ouest y est pour quelque
chose.
"""


def test_soft_hyphens_at_line_ends_are_hyphens(tmp_path: Path) -> None:
    soft = WRAPPED.replace("traver-\n", "traver\u00ad\n")
    assert soft != WRAPPED and read(write(tmp_path, soft)) == read(write(tmp_path, WRAPPED, "hard.txt"))


def test_broken_lines_are_joined(tmp_path: Path) -> None:
    article = read(write(tmp_path, WRAPPED))
    shown = [p.span.of(article.text) for p in article.paragraphs]
    assert len(shown) == 3 and "\n" not in shown[1] and "\n" not in shown[2]
    assert "ses traversées vers" in shown[1] and "vrai soulagement pour" in shown[1]
    assert "peut-être pour l'été, celui-ci étant" in shown[1]
    at = WRAPPED.index("Les camions")
    assert article.text[at - 5 :].startswith("Les camions"), "only the hyphens and line ends of cut words are gone"


@pytest.mark.parametrize(
    "text",
    [
        "Le bac repart.\nLes camions attendent.\nLe vent tourne à l'ouest.\nLa maire se tait.\nOn verra bien.\n",
        "– Vous partez ?\n– Demain.\n– Et les autres, ceux qui attendent ?\n– Ils attendront.\n– Ah bon.\n",
        "Royan\nBlaye\nBordeaux\nPauillac\nMeschers\nTalmont\nMortagne\n",
    ],
)
def test_meant_lines_stay(tmp_path: Path, text: str) -> None:
    assert read(write(tmp_path, text)).text == text


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The ferry sailed again on Monday, and the trucks will have to wait for another week, she said.", "en"),
        (
            "El barco volvió a salir el lunes y los camiones tendrán que esperar una semana más, dijo la alcaldesa.",
            "es",
        ),
        (
            "Die Fähre fährt seit Montag wieder, und die Lastwagen müssen noch eine Woche warten, sagte der Hafenmeister.",
            "de",
        ),
        ("Bonjour.", "fr"),
        ("Non", "fr"),
        ("", "fr"),
        ("The end of the day.", "en"),
    ],
)
def test_languages(text: str, lang: str) -> None:
    assert find_language(text) == lang


def test_language_may_be_given(tmp_path: Path) -> None:
    path = write(tmp_path, "The ferry sailed again on Monday, and the trucks will have to wait for the wind.")
    assert read(path).lang == "en"
    assert read(path, lang="fr").lang == "fr" == read_all(path, lang="fr")[0].lang


def test_missing_file(tmp_path: Path) -> None:
    assert "no file" in complaint(tmp_path / "absent.txt")


def test_folder(tmp_path: Path) -> None:
    assert "folder" in complaint(tmp_path)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff\u00a0\n".encode(), b"Source link\nFacebook Twitter\n"])
def test_nothing_to_read(tmp_path: Path, data: bytes) -> None:
    assert "no article in it" in (m := complaint(write(tmp_path, data))) or "no text of an article" in m


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x00" * 5000, "binary"),
    ],
)
def test_binary_file(tmp_path: Path, data: bytes, what: str) -> None:
    assert what in complaint(write(tmp_path, data))


def test_unknown_suffix(tmp_path: Path) -> None:
    message = complaint(write(tmp_path, "Le bac repart.", "article.xyz"))
    assert all(suffix in message for suffix in SUFFIXES)


def test_no_suffix_is_told_by_the_start(tmp_path: Path) -> None:
    assert read(write(tmp_path, ARTICLE, "article")).title == "Le bac de Royan reprend du service"
    page = "<!DOCTYPE html><html><body><h1>Le bac</h1><p>Le bac repart lundi, dit-on au port.</p></body></html>"
    assert read(write(tmp_path, page, "page")).title == "Le bac"
    assert parse(page.encode(), "", "standard input")[0].title == "Le bac"


def test_unknown_format() -> None:
    with pytest.raises(FormatError, match="markdown"):
        parse(b"Le bac.", "docbook", "article")


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, ARTICLE)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # the user who runs the tests may be allowed everything
    assert "permission" in complaint(path)


def test_name_that_cannot_exist() -> None:
    assert "cannot be read" in complaint("a\0b.txt")


def test_endless_input_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bilingual.readers.LARGEST", 1000)
    assert "larger than" in complaint(write(tmp_path, "Le bac repart. " * 100))


def test_twenty_megabytes_in_one_line(tmp_path: Path) -> None:
    path = write(tmp_path, "Le bac repart lundi. " * 1_000_000)
    start = time.perf_counter()
    assert f"{LONGEST}" not in (message := complaint(path)) and "paragraph" in message
    assert time.perf_counter() - start < 10


def test_many_lines_take_little_time(tmp_path: Path) -> None:
    path = write(tmp_path, "Le bac de Royan repart lundi matin, a dit la maire à la presse.\n\n" * 20_000)
    start = time.perf_counter()
    assert len(read(path).paragraphs) == 20_000
    assert time.perf_counter() - start < 15


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for format in ("text", "markdown"):
        try:
            articles = parse(data, format, "bytes", lang="fr")
        except ReadError as error:
            assert str(error).endswith(".")
        else:
            assert all(article.paragraphs for article in articles)


def test_reading_text_loads_nothing_heavy(tmp_path: Path) -> None:
    path = write(tmp_path, ARTICLE)
    code = f"""
import sys
before = set(sys.modules)
import bilingual.readers
light = {{m.split('.')[0] for m in set(sys.modules) - before}} - set(sys.stdlib_module_names)
assert light == {{'bilingual'}}, light
bilingual.readers.read({str(path)!r})
heavy = {{'trafilatura', 'lxml', 'py3langid', 'charset_normalizer', 'ftfy', 'markdown_it', 'numpy'}} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True)
