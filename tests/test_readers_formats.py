"""Saved pages, Markdown and EPUB: what their markup says, and what a bad one gets."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.errors import ReadError
from bilingual.model import Article
from bilingual.readers import archive, parse, read, read_all

PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>La digue cède en pleine nuit | Le Phare</title>
<meta property="og:title" content="La digue cède en pleine nuit"><meta name="author" content="Lucie Brenac">
<meta property="article:published_time" content="2024-03-05T07:12:00+01:00">
<link rel="canonical" href="https://www.example.org/digue"><script>var x = "<p>Le script parle.</p>";</script></head><body>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/monde">Monde</a></li></ul></nav>
<article><h1>La digue cède en pleine nuit</h1>
<p>Par <a href="/lb">Lucie Brenac</a> - Publié le 5 mars 2024 à 7h12</p>
<p>Une brèche de douze mètres s’est ouverte lundi dans l’ouvrage qui protège le bourg. <b>Aucune victime</b> n’est à déplorer.</p>
<figure><img src="a.jpg" alt="digue"><figcaption>La brèche, vue du clocher. Crédit photo : Le Phare</figcaption></figure>
<p>« On a entendu un bruit sourd, puis plus rien », raconte Hervé Le&nbsp;Goff. Il a réveillé ses voisins un par un, avant
d’appeler les pompiers à 23&nbsp;h&nbsp;40.</p>
<h2>Un chantier repoussé trois fois</h2>
<p>Le maire, lui, parle d’un <q>coup du sort</q>. Les travaux, votés en 2019, attendaient encore la signature de l’État.</p>
<p>– Et maintenant ?</p>
<blockquote><p>Nous avions prévenu tout le monde, et personne n’a bougé.</p></blockquote>
<ul><li>Douze maisons évacuées ;</li><li>Deux routes coupées.</li></ul>
<p>Lire aussi : <a href="/x">Ces digues qui inquiètent</a></p>
<p>La préfecture doit réunir jeudi les riverains, a indiqué son porte-parole, sans dire si les travaux commenceraient bientôt.</p>
<div class="share"><a>Partager sur Facebook</a> <a>Twitter</a></div></article>
<aside><h3>À lire aussi</h3><ul><li><a href="/y">Le port rouvre</a></li></ul></aside>
<footer>© Le Phare 2024 – Tous droits réservés</footer></body></html>"""


def shown(article: Article) -> list[tuple[str, str]]:
    return [(p.kind, p.span.of(article.text)) for p in article.paragraphs]


def test_saved_page() -> None:
    article = parse(PAGE.encode(), "html", "page.html")[0]
    assert (article.title, article.author, article.date) == (
        "La digue cède en pleine nuit",
        "Lucie Brenac",
        "2024-03-05",
    )
    assert (article.lang, article.url) == ("fr", "https://www.example.org/digue")
    kinds, texts = zip(*shown(article), strict=True)
    assert kinds == ("title", "lede", "caption", "body", "subhead", "body", "body", "body", "body", "body", "body")
    assert texts[2] == "La brèche, vue du clocher."
    assert "Le\u00a0Goff. Il a" in texts[3] and "avant d’appeler les pompiers à 23\u00a0h\u00a040." in texts[3]
    assert texts[5].startswith("Le maire, lui, parle d’un «\u00a0coup du sort\u00a0».")
    assert texts[6] == "– Et maintenant ?", "a short answer between two paragraphs is not lost"
    assert "script" not in article.text and "Accueil" not in article.text
    assert [piece.text for piece in article.left_out] == [
        "Par Lucie Brenac - Publié le 5 mars 2024 à 7h12",
        "Crédit photo : Le Phare",
        "Lire aussi : Ces digues qui inquiètent",
    ]


def test_page_in_an_old_encoding() -> None:
    page = PAGE.replace("utf-8", "iso-8859-1").encode("cp1252")
    assert "L’ÉTAT" in parse(page, "html", "page")[0].text.upper().replace("'", "’")
    assert "s’est ouverte" in parse(page, "html", "page")[0].text


def test_page_that_states_nothing() -> None:
    page = "<p>Le bac repart lundi, dit-on au port de Royan.</p><p>Les camions attendront<br><br>Deux par deux.</p>"
    article = parse(page.encode(), "html", "page")[0]
    assert [text for _, text in shown(article)] == [
        "Le bac repart lundi, dit-on au port de Royan.",
        "Les camions attendront",
        "Deux par deux.",
    ]
    assert (article.title, article.author, article.date, article.url) == (None, None, None, None)


def test_quotes_of_an_english_page() -> None:
    page = '<html lang="en"><p>She said <q>the <q>old</q> ferry sails</q>, and it did that day.</p></html>'
    assert "“the “old” ferry sails”" in parse(page.encode(), "html", "page")[0].text


@pytest.mark.parametrize("depth", [200, 1000, 100_000])
def test_deep_pages_end_well(depth: int) -> None:
    page = "<html><body>" + "<div>" * depth + "<p>Le bac repart lundi, dit-on au port de Royan.</p>" + "</div>" * depth
    start = time.perf_counter()
    try:
        assert "Le bac repart" in parse(page.encode(), "html", "page")[0].text
    except ReadError as error:
        assert str(error).endswith(".")
    assert time.perf_counter() - start < 8


@settings(max_examples=40, deadline=None)
@given(st.text("<>/pdivqabr =\"'&;!-h1é", max_size=120))
def test_any_markup_is_read_or_refused(text: str) -> None:
    try:
        parse(f"<html>{text}".encode(), "html", "page", lang="fr")
    except ReadError as error:
        assert str(error).endswith(".")


MARKDOWN = """---
title: "Le bac repart"
author: Maud Le Kervern
date: 2021-06-03
---

# Le bac repart

Le bac a repris *lundi* ses [traversées](https://www.example.org)
vers le **Verdon**, dit la maire.

![La jetée](jetee.jpg)

## Des camions patients

> « Nous attendrons », dit un chauffeur.

- Lundi, douze camions ;
- mardi, quatorze.

Lire aussi : Un dauphin dans la Gironde
"""


def test_markdown(tmp_path: Path) -> None:
    path = tmp_path / "bac.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    article = read(path)
    assert (article.title, article.author, article.date) == ("Le bac repart", "Maud Le Kervern", "2021-06-03")
    assert shown(article) == [
        ("title", "Le bac repart"),
        ("lede", "Le bac a repris lundi ses traversées vers le Verdon, dit la maire."),
        ("subhead", "Des camions patients"),
        ("body", "« Nous attendrons », dit un chauffeur."),
        ("body", "Lundi, douze camions ;"),
        ("body", "mardi, quatorze."),
    ]
    assert [piece.text for piece in article.left_out] == ["Lire aussi : Un dauphin dans la Gironde"]


def test_markdown_title_of_the_front_matter_is_part_of_the_text() -> None:
    article = parse(b"---\ntitle: Le bac\n---\nLe bac repart lundi.\n", "markdown", "bac.md")[0]
    assert shown(article) == [("title", "Le bac"), ("lede", "Le bac repart lundi.")]


CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = """<?xml version="1.0"?><!DOCTYPE package [<!ENTITY e SYSTEM "file:///etc/hostname">]>
<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0"><metadata>
<dc:title>Le fleuve</dc:title><dc:creator>Maud Le Kervern</dc:creator><dc:language>fr-FR</dc:language>
<dc:date>2021-06-03</dc:date><dc:description>&e;</dc:description></metadata><manifest>
<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="b" href="b%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="{first}" media-type="application/xhtml+xml"/><item id="p" href="p.png" media-type="image/png"/>
</manifest><spine><itemref idref="nav"/><itemref idref="p"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
CHAPTER = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>x</title></head><body><section><h1>{title}</h1><p>{text}&nbsp;!</p><p>Fin du chapitre.</p></section></body></html>"""


def make_epub(first: str = "a.xhtml", **more: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        file.writestr("META-INF/container.xml", CONTAINER)
        file.writestr("OEBPS/book.opf", PACKAGE.replace("{first}", first))
        file.writestr("OEBPS/nav.xhtml", CHAPTER.format(title="Sommaire", text="Le bac"))
        file.writestr("OEBPS/b b.xhtml", CHAPTER.format(title="Le retour", text="Le bac revient"))
        file.writestr("OEBPS/a.xhtml", CHAPTER.format(title="Le départ", text="Le bac s'en va"))
        for name, data in more.items():
            file.writestr(name, data)
    return buffer.getvalue()


def test_chapters(tmp_path: Path) -> None:
    path = tmp_path / "fleuve.epub"
    path.write_bytes(make_epub())
    first, second = read_all(path)
    assert shown(first) == [("title", "Le départ"), ("lede", "Le bac s'en va\u00a0!"), ("body", "Fin du chapitre.")]
    assert (second.title, second.author, second.date, second.lang) == (
        "Le retour",
        "Maud Le Kervern",
        "2021-06-03",
        "fr",
    )
    book = read(path)
    assert book.title == "Le fleuve"
    assert [kind for kind, _ in shown(book)] == ["subhead", "body", "body", "subhead", "body", "body"]
    assert [text for _, text in shown(book)] == [text for chapter in (first, second) for _, text in shown(chapter)]
    assert parse(make_epub(), "", "standard input") == [first, second]


def complaint(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        parse(data, "epub", "fleuve.epub")
    message = str(caught.value)
    assert message.startswith("fleuve.epub") and message.endswith(".") and "\n" not in message
    return message


def test_damaged_books() -> None:
    good = make_epub()
    assert "damaged" in complaint(b"Le bac repart.")
    assert "damaged" in complaint(good[: len(good) // 2])
    assert "damaged" in complaint(good.replace(b"OEBPS/a.xhtml", b"OEBPS/z.xhtml"))
    at = good.index(b"OEBPS/a.xhtml") + 40
    assert "damaged" in complaint(good[:at] + b"\x00" * 60 + good[at + 60 :])


@pytest.mark.parametrize(
    "name", ["../../../etc/hostname", "/etc/hostname", "..%2F..%2Fa.xhtml", "https://example.org/a"]
)
def test_names_never_leave_the_archive(name: str) -> None:
    assert "damaged" in complaint(make_epub(first=name))


def test_entities_are_not_resolved() -> None:
    chapter = b'<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/hostname">]><html><body><h1>Un</h1><p>Le bac &e; part.</p></body></html>'
    host = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "?"
    articles = parse(make_epub(first="c.xhtml", **{"OEBPS/c.xhtml": chapter}), "epub", "fleuve.epub")
    assert articles[0].title == "Un" and host not in articles[0].text


def test_bombs_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = make_epub(first="c.xhtml", **{"OEBPS/c.xhtml": b"<p>" + b"Le bac. " * 200_000})
    monkeypatch.setattr(archive, "LARGEST_FILE", 1_000_000)
    assert "not safe" in complaint(bomb)
    monkeypatch.setattr(archive, "LARGEST_FILE", 10_000_000)
    monkeypatch.setattr(archive, "LARGEST_SUM", 1_000_000)
    assert "not safe" in complaint(bomb)


def test_protected_book() -> None:
    locked = b"""<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><e:EncryptedData
        xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:CipherData><e:CipherReference URI="OEBPS/a.xhtml"/></e:CipherData>
        </e:EncryptedData></encryption>"""
    assert "protected" in complaint(make_epub(**{"META-INF/encryption.xml": locked}))


WORD = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:pPr><w:pStyle w:val="Titre"/></w:pPr><w:r><w:t>Le bac repart</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Le bac </w:t></w:r><w:del><w:r><w:delText>coule</w:delText></w:r></w:del><w:r><w:t>repart</w:t>
<w:tab/><w:t>lundi, dit la maire.</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Titre2"/></w:pPr><w:r><w:t>Des camions patients</w:t></w:r></w:p>
<w:p><w:r><w:t>Les camions attendront.</w:t></w:r></w:p><w:p/>
<w:p><w:pPr><w:pStyle w:val="Lgende"/></w:pPr><w:r><w:t>La jetée au matin</w:t></w:r></w:p></w:body></w:document>"""


def test_word_document(tmp_path: Path) -> None:
    path = tmp_path / "bac.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", WORD)
    assert shown(read(path)) == [
        ("title", "Le bac repart"),
        ("lede", "Le bac repart lundi, dit la maire."),
        ("subhead", "Des camions patients"),
        ("body", "Les camions attendront."),
        ("caption", "La jetée au matin"),
    ]
    assert parse(path.read_bytes(), "", "standard input") == read_all(path)
    path.write_bytes(make_epub())
    with pytest.raises(ReadError, match="damaged"):
        read(path)
