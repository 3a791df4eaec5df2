from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
import zlib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from bilingual import __version__
from bilingual.errors import FormatError
from bilingual.model import BilingualDocument, Pair, Quote, Side, Span
from bilingual.writers import FORMATS, render
from bilingual.writers.pieces import INKS
from tests.documents import make_document

GOLDEN = Path(__file__).parent / "golden"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
XLIFF = {"x": "urn:oasis:names:tc:xliff:document:2.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

TMX_DTD = """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #REQUIRED>
<!ELEMENT header (note|prop|ude)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block|paragraph|sentence|phrase) #REQUIRED o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED
  srclang CDATA #REQUIRED datatype CDATA #REQUIRED o-encoding CDATA #IMPLIED creationdate CDATA #IMPLIED>
<!ELEMENT body (tu*)>
<!ELEMENT tu ((note|prop)*, tuv+)> <!ATTLIST tu tuid CDATA #IMPLIED>
<!ELEMENT tuv ((note|prop)*, seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)> <!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED xml:lang CDATA #IMPLIED>
<!ELEMENT note (#PCDATA)> <!ELEMENT ude EMPTY>
"""
"""The rules of TMX 1.4b for the elements that are used."""

HOSTILE = "=SUM(A1) <b>&amp; \"']]>\x00\x1b\ufffe | *a* _b_ `c` [d](http://e.example) \\ # \n1. x\n- y\t\u2028😀"
"""What means something in one of the formats, or cannot be in it."""


def hostile_document() -> BilingualDocument:
    whole = Span(0, len(HOSTILE))
    pairs = (Pair(HOSTILE, "body", 0, whole, whole, None, (HOSTILE,)),)
    quotes = (Quote("q1", "direct", Span(0, 8), "g1", Span(0, 8), HOSTILE),)
    side = Side(HOSTILE, "fr", HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    return BilingualDocument(side, replace(side, lang="en"), pairs, quotes, (), HOSTILE)


def texts(document: BilingualDocument) -> list[tuple[str, str]]:
    return [
        (pair.source.of(document.source.text), pair.target.of(document.target.text))
        for pair in document.pairs
        if pair.source.start < pair.source.end and pair.target.start < pair.target.end
    ]


def need(name: str) -> None:
    """Formats of an extra are tested where the extra is installed."""
    library = {"pdf": "weasyprint", "parquet": "pyarrow"}.get(name)
    if library:
        pytest.importorskip(library, reason=f"{name} needs {library} (pip install .[dev])")


def without_version(data: bytes) -> bytes:
    """The version of the library changes; what it writes does not."""
    return data.replace(f'toolversion="{__version__}"'.encode(), b'toolversion="X"')


def same(shown: str, text: str) -> bool:
    """Whether two texts differ in white space only."""
    return re.sub(r"\s+", " ", shown) == re.sub(r"\s+", " ", text)


GOLDEN_FORMATS = [
    format
    for format in FORMATS
    if format.name not in ("html", "moses", "docx", "epub", "epub-reveal", "pdf", "parquet")
]


@pytest.mark.parametrize("format", GOLDEN_FORMATS, ids=lambda format: format.name)
def test_golden(format: object) -> None:
    """To renew them: python -m tests.golden."""
    name, suffixes, *_ = format  # type: ignore[misc]
    expected = (GOLDEN / f"document{suffixes[0]}").read_bytes()
    assert without_version(render(make_document(), name)).decode() == expected.decode()


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_every_format_takes_an_empty_and_a_hostile_document(format: object) -> None:
    name = format[0]  # type: ignore[index]
    need(name)
    empty = BilingualDocument(Side("", "fr"), Side("", "en"))
    for document in (empty, hostile_document()):
        data = render(document, name)
        assert data == render(document, name)
        if name in ("tmx", "tei", "xliff"):
            etree.fromstring(data)


def test_csv_is_read_back() -> None:
    rows = list(csv.DictReader(io.StringIO(render(make_document(), "csv").decode(), newline="")))
    assert [(row["source"], row["target"]) for row in rows if row["source"] and row["target"]] == texts(make_document())
    assert rows[3]["flags"] == "numbers;score"
    assert rows[3]["speakers"] == "Anne Le Goff"
    assert float(rows[3]["score"]) == -1.75


def test_a_cell_is_no_formula() -> None:
    [row] = csv.DictReader(io.StringIO(render(hostile_document(), "csv").decode(), newline=""))
    assert row["source"].startswith("'=SUM(A1)")


@pytest.mark.parametrize(("text", "shown"), [("- Oui, dit-il.", "- Oui, dit-il."), ("-2+3", "'-2+3"), ("-2", "-2")])
def test_a_dash_is_a_formula_only_before_a_sum(text: str, shown: str) -> None:
    whole = Span(0, len(text))
    document = BilingualDocument(Side(text, "fr"), Side(text, "en"), (Pair("s1", "body", 0, whole, whole),))
    [row] = csv.DictReader(io.StringIO(render(document, "csv").decode(), newline=""))
    assert row["source"] == shown


def test_tsv_has_a_pair_a_line() -> None:
    for document, count in ((make_document(), 8), (hostile_document(), 1)):
        lines = render(document, "tsv").decode().split("\n")
        assert len(lines) == count + 2
        assert {line.count("\t") for line in lines[:-1]} == {7}


def test_json_lines_are_whole_in_themselves() -> None:
    lines = [json.loads(line) for line in render(make_document(), "jsonl").decode().splitlines()]
    assert [(line["source"], line["target"]) for line in lines if line["source"] and line["target"]] == texts(
        make_document()
    )
    third = lines[2]
    start, end = third["quotes"][1]["source"]
    assert third["source"][start:end] == "mais pas en un jour."
    start, end = third["quotes"][1]["target"]
    assert third["target"][start:end] == "but not in one day."
    a, b, c, d, _ = third["links"][1]
    assert (third["source"][a:b], third["target"][c:d]) == ("planterons", "plant")


def markdown_text(data: bytes) -> str:
    """What CommonMark makes of the inline text of the blocks, joined by line ends."""
    parts = []
    for token in MarkdownIt("commonmark").enable("table").parse(data.decode()):
        if token.type == "inline":
            parts.append("".join(child.content or "\n" for child in token.children or [] if child.type != "em_open"))
    return "\n".join(parts)


@pytest.mark.parametrize("name", ["markdown", "markdown-table"])
def test_markdown_shows_every_sentence_as_it_is(name: str) -> None:
    shown = re.sub(r"\s+", " ", markdown_text(render(make_document(), name)))
    for pair in texts(make_document()):
        for text in pair:
            assert re.sub(r"\s+", " ", text) in shown


@settings(max_examples=100, deadline=None)
@given(st.text("ab *_`[]()<>#|\\~&!.-+=1:/@\n\u00a0«é", min_size=1))
def test_markdown_cannot_be_made_by_an_article(text: str) -> None:
    whole = Span(0, len(text))
    document = BilingualDocument(Side(text, "fr"), Side("", "en"), (Pair("s1", "body", 0, whole, Span(0, 0)),))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(render(document, "markdown").decode())
    kinds = {token.type for token in tokens}
    assert kinds <= {"paragraph_open", "inline", "paragraph_close"}
    assert {child.type for token in tokens for child in token.children or []} <= {"text", "text_special"}
    assert same("".join(token.content for t in tokens for token in t.children or []).strip(), text.strip())


def test_text_is_stacked() -> None:
    shown = render(make_document(), "text").decode()
    assert shown.startswith("Le port veut retrouver ses couleurs\nThe port wants its colours back\n\n")
    assert "[a number is missing or changed, the engine itself was unsure]" in shown
    assert "3. Malik Sadi\n   «\u00a0Le port, c’est nos mains\u202f»\n   “The port is our hands,”" in shown


def test_parallel_files_are_parallel() -> None:
    source, target, links = (
        render(make_document(), name).decode().splitlines() for name in ("moses-source", "moses-target", "pharaoh")
    )
    assert len(source) == len(target) == len(links) == len(texts(make_document()))
    words = [
        (source[1].split()[int(i)], target[1].split()[int(j)]) for i, j in (x.split("-") for x in links[1].split())
    ]
    assert ("pêcheurs", "fishermen") in words
    assert {("mairie", "town"), ("mairie", "hall"), ("3", "3,000"), ("000", "3,000")} <= set(words)


def test_the_archive_holds_the_three_files() -> None:
    with zipfile.ZipFile(io.BytesIO(render(make_document(), "moses"))) as archive:
        assert archive.namelist() == ["article.fr", "article.en", "article.align"]
        assert archive.read("article.en") == render(make_document(), "moses-target")


def test_tmx_follows_its_rules_and_is_read_back() -> None:
    data = render(make_document(), "tmx")
    root = etree.fromstring(data)
    etree.DTD(io.StringIO(TMX_DTD)).assertValid(root)
    units = [
        tuple(unit.xpath(f"string(tuv[@xml:lang='{lang}']/seg)") for lang in ("fr", "en")) for unit in root.iter("tu")
    ]
    assert units == texts(make_document())
    [unit] = root.xpath("//tu[@tuid='s4']")
    assert unit.xpath("prop[@type='x-speaker']/text()") == ["Anne Le Goff"]
    assert unit.xpath("prop[@type='x-quote']/text()") == ["mixed: chantier de mères"]
    etree.DTD(io.StringIO(TMX_DTD)).assertValid(etree.fromstring(render(hostile_document(), "tmx")))


def test_xliff_has_a_unit_for_every_pair() -> None:
    root = etree.fromstring(render(make_document(), "xliff"))
    assert (root.get("srcLang"), root.get("trgLang"), root.get("version")) == ("fr", "en", "2.1")
    units = root.findall(".//x:unit", XLIFF)
    assert len({unit.get("id") for unit in units}) == len(units) == 8
    shown = [tuple(unit.findtext(f".//x:{side}", "", XLIFF) for side in ("source", "target")) for unit in units]
    assert [pair for pair in shown if all(pair)] == texts(make_document())
    states = [unit.find("x:segment", XLIFF).get("state") for unit in units]
    assert states[2:5] == ["translated", "initial", "initial"]


@pytest.mark.parametrize(("name", "module", "reader"), [("tmx", "tmx", "tmxfile"), ("xliff", "xliff2", "Xliff2File")])
def test_translators_tools_read_it(name: str, module: str, reader: str, tmp_path: Path) -> None:
    storage = pytest.importorskip(f"translate.storage.{module}", reason="pip install translate-toolkit")
    path = tmp_path / "document"
    path.write_bytes(render(make_document(), name))
    units = getattr(storage, reader).parsefile(str(path)).units
    assert [(str(unit.source), str(unit.target)) for unit in units if unit.source and unit.target] == texts(
        make_document()
    )


def test_parquet_is_the_json_lines_in_columns() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pip install pyarrow")
    rows = parquet.read_table(io.BytesIO(render(make_document(), "parquet"))).to_pylist()
    assert rows == [json.loads(line) for line in render(make_document(), "jsonl").decode().splitlines()]


def test_pdf_is_a_tagged_document() -> None:
    need("pdf")
    data = render(make_document(), "pdf")
    assert data.startswith(b"%PDF-1.7")
    objects = b"".join(
        zlib.decompress(stream) for stream in re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", data, re.DOTALL)
    )
    assert b"/StructTreeRoot" in objects


@pytest.mark.parametrize(("name", "library"), [("pdf", "weasyprint"), ("parquet", "pyarrow")])
def test_a_missing_extra_is_named(name: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(FormatError, match=r"pip install 'bilingual-reader\["):
        render(make_document(), name)


def test_word_is_read_back() -> None:
    docx = pytest.importorskip("docx", reason="pip install python-docx")
    book = docx.Document(io.BytesIO(render(make_document(), "docx")))
    article, ledger = book.tables
    rows = [[re.sub(r"[\u00a0\u202f]", " ", cell.paragraphs[0].text) for cell in row.cells] for row in article.rows]
    assert rows[0] == ["Le port veut retrouver ses couleurs", "The port wants its colours back"]
    assert all(any(text in cell for row in rows for cell in row) for pair in texts(make_document()) for text in pair)
    assert article.rows[0].cells[0].paragraphs[0].style.name == "Heading 1"
    inks = {
        run.text: str(run.font.color.rgb) for run in article.rows[2].cells[1].paragraphs[0].runs if run.font.color.rgb
    }
    assert inks["We will plant it all"] == INKS[0].upper()
    assert [row.cells[0].paragraphs[0].text for row in ledger.rows] == [
        "1. Anne Le Goff",
        "2. Anne Le Goff",
        "3. Malik Sadi",
    ]
    assert book.core_properties.title == "Le port veut retrouver ses couleurs"


def test_all_pages_have_the_same_inks() -> None:
    for sheet in ("html/page.css", "epub/style.css"):
        style = (files("bilingual") / "data" / sheet).read_text(encoding="utf-8")
        assert re.findall(r"\.?k[1-8](?::| \{ color:) (?:light-dark\()?#(\w{6})", style)[:8] == list(INKS), sheet


def test_tei_has_both_texts_who_says_what_and_links() -> None:
    root = etree.fromstring(render(make_document(), "tei"))
    ids = root.xpath("//@xml:id")
    assert len(set(ids)) == len(ids)
    for attribute in ("who", "next", "prev", "target"):
        for value in root.xpath(f"//t:*[not(self::t:ptr)]/@{attribute}", namespaces=TEI):
            assert all(pointer[1:] in ids for pointer in value.split())
    sentences = {element.get(XML_ID): "".join(element.itertext()) for element in root.iter("{*}s")}
    links = root.xpath("//t:linkGrp[@type='sentence']/t:link/@target", namespaces=TEI)
    shown = [tuple(sentences[pointer[1:]] for pointer in link.split()) for link in links]
    assert all(
        same(one, other)
        for pair, text in zip(shown, texts(make_document()), strict=True)
        for one, other in zip(pair, text)
    )
    said = root.xpath("//t:text[@xml:lang='fr' and t:body]//t:said", namespaces=TEI)
    assert [("".join(e.itertext()), e.get("who")) for e in said[:2]] == [
        ("Nous planterons tout", "#p1"),
        ("mais pas en un jour.", "#p1"),
    ]
    assert said[0].get("next") == "#" + said[1].get(XML_ID)
    words = {element.get(XML_ID): element.text for element in root.iter("{*}seg")}
    pairs = [link.split() for link in root.xpath("//t:linkGrp[@type='word']/t:link/@target", namespaces=TEI)]
    assert ("planterons", "plant") in [(words[a[1:]], words[b[1:]]) for a, b in pairs]
