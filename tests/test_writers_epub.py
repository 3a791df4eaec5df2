from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from bilingual.model import BilingualDocument, Side
from bilingual.writers.epub import render, render_book, render_reveal
from tests.documents import make_document
from tests.test_writers_formats import hostile_document, texts

XHTML = {"h": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops"}


def open_book(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def chapter(data: bytes, name: str = "article1") -> etree._Element:
    return etree.fromstring(open_book(data)[f"EPUB/{name}.xhtml"])


def shown(element: etree._Element) -> str:
    """What a reader reads, without the numbers of the quotes and with plain spaces."""
    return "".join(
        element.xpath(".//text()[not(ancestor::h:a[@class='ref'] or ancestor::h:p[@class='note'])]", namespaces=XHTML)
    ).translate({0xA0: " ", 0x202F: " "})


def identifier(data: bytes) -> str:
    package = etree.fromstring(open_book(data)["EPUB/package.opf"])
    return str(package.findtext(".//{http://purl.org/dc/elements/1.1/}identifier"))


def test_the_archive_begins_as_it_must() -> None:
    with zipfile.ZipFile(io.BytesIO(render(make_document()))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert archive.read(first) == b"application/epub+zip"


@pytest.mark.parametrize("make", [render, render_reveal])
def test_every_sentence_is_in_the_book_in_its_language(make: object) -> None:
    root = chapter(make(make_document()))  # type: ignore[operator]
    pairs = []
    for number in (1, 2, 3, 4, 6, 8):
        sides = []
        for letter, lang in (("s", "fr"), ("t", "en")):
            [element] = root.xpath(f"//*[@id='{letter}{number}']")
            assert element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") == lang
            assert element.xpath("string(ancestor-or-self::*[@xml:lang][1]/@xml:lang)") == lang
            sides.append(shown(element))
        pairs.append(tuple(sides))
    assert pairs == texts(make_document())


def test_paragraphs_have_the_classes_other_tools_know() -> None:
    root = chapter(render(make_document()))
    classes = [element.get("class") for element in root.iter() if (element.get("class") or "").startswith("cp-")]
    assert classes[:4] == ["cp-original title", "cp-translation title", "cp-original lede", "cp-translation lede"]


def test_quotes_are_told_by_speaker_and_lead_to_the_list_and_back() -> None:
    root = chapter(render(make_document()))
    assert root.xpath("//*[@id='s3']/h:span/@class", namespaces=XHTML) == ["q k1 p1", "q k1 p1"]
    targets = {href[1:] for href in root.xpath("//h:a/@href", namespaces=XHTML)}
    assert targets <= set(root.xpath("//@id"))
    assert {"u1", "u2", "u3", "s3", "s4", "s6"} <= targets
    [entry] = root.xpath("//*[@id='u1']")
    assert shown(entry).split("\n")[1:] == [
        "1 Anne Le Goff",
        "« Nous planterons tout » … « mais pas en un jour. »",
        "“We will plant it all” … “but not in one day.”",
        "",
    ]


def test_a_sentence_opens_its_english_as_a_note() -> None:
    root = chapter(render_reveal(make_document()))
    [link] = root.xpath("//*[@id='s2']/h:a[@e:type='noteref']", namespaces=XHTML)
    [note] = root.xpath(f"//*[@id='{link.get('href')[1:]}']")
    assert note.tag.endswith("aside")
    assert shown(note).startswith("In Port-Marais")
    assert not root.xpath("//*[@id='s5']/h:a", namespaces=XHTML)  # it has no English


def test_a_book_has_a_chapter_for_each_article() -> None:
    other = replace(make_document(), source=replace(make_document().source, title="Autre", url=None))
    data = render_book([make_document(), other])
    navigation = etree.fromstring(open_book(data)["EPUB/nav.xhtml"])
    links = navigation.xpath("//h:nav[1]/h:ol/h:li/h:a", namespaces=XHTML)
    assert [(link.get("href"), link.text) for link in links] == [
        ("article1.xhtml", "Le port veut retrouver ses couleurs"),
        ("article2.xhtml", "Autre"),
    ]
    assert chapter(data, "article2") is not None


def test_the_identifier_survives_a_new_translation() -> None:
    document = make_document()
    other = replace(document, made_by="another engine", pairs=document.pairs[:2], quotes=())
    assert identifier(render(document)) == identifier(render(other))
    assert identifier(render(document)).startswith("urn:uuid:")
    moved = replace(document, source=replace(document.source, url="https://example.org/other"))
    assert identifier(render(document)) != identifier(render(moved))


def test_hostile_text_stays_text() -> None:
    for make in (render, render_reveal):
        files = open_book(make(hostile_document()))
        for name, data in files.items():
            if name.endswith((".xhtml", ".opf", ".svg", ".xml")):
                root = etree.fromstring(data)
                assert not root.xpath("//h:b[not(ancestor::h:p[contains(@class, 'said')])]", namespaces=XHTML), name


@pytest.mark.parametrize("reveal", [False, True], ids=["stacked", "reveal"])
def test_epubcheck_finds_nothing(reveal: bool, tmp_path: Path) -> None:
    empty = BilingualDocument(Side("", "fr"), Side("", "en"))
    checker, java = shutil.which("epubcheck"), shutil.which("java")
    if not checker or not java:
        pytest.skip("EPUBCheck is not installed (apt install epubcheck)")
    path = tmp_path / "book.epub"
    path.write_bytes(render_book([make_document(), hostile_document(), empty], reveal=reveal))
    jar = Path(checker).read_bytes()[:2] == b"PK"  # Debian's command is the Java archive itself
    command = [java, "-jar", checker] if jar else [checker]
    found = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in found.stdout, found.stdout + found.stderr
