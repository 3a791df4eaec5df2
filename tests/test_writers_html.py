from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from importlib.resources import files

import pytest
from lxml import html

from bilingual.engines.checks import FAULTS
from bilingual.lexicon import load_table
from bilingual.model import BilingualDocument, LeftOut, Pair, Quote, Side, Span
from bilingual.writers.html import render
from bilingual.writers.layout import find_doubts
from tests.documents import make_document

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&<b onclick=x>"


def parse(document: BilingualDocument) -> html.HtmlElement:
    return html.document_fromstring(render(document).decode())


def text_of(page: html.HtmlElement, id: str) -> str:
    """The text of an element as a reader reads it, without the numbers of the quotes."""
    [element] = page.xpath(f"//*[@id='{id}']")
    return "".join(element.xpath(".//text()[not(ancestor::a[@class='ref'])]"))


def hostile_document() -> BilingualDocument:
    """Every text of a document that an article, an engine or a file can fill is an attack."""
    whole = Span(0, len(HOSTILE))
    pair = Pair("s1", "body", 0, whole, whole, None, (HOSTILE,))
    quotes = (Quote("q1", "direct", whole, "g1", whole, HOSTILE, whole, whole), Quote("q2", "term", whole, "g2", whole))
    side = Side(HOSTILE, "fr", HOSTILE, HOSTILE, HOSTILE, f"javascript:{HOSTILE}")
    return BilingualDocument(side, replace(side, lang="en"), (pair,), quotes, (LeftOut(HOSTILE, HOSTILE),), HOSTILE)


def test_every_sentence_is_on_the_page_in_its_language() -> None:
    document = make_document()
    page = parse(document)
    for number, pair in enumerate(document.pairs, start=1):
        for letter, side, span in (("s", document.source, pair.source), ("t", document.target, pair.target)):
            if span.start < span.end:
                shown = text_of(page, f"{letter}{number}")
                assert re.sub(r"[\u00a0\u202f]", " ", shown) == re.sub(r"[\u00a0\u202f]", " ", span.of(side.text))
                [element] = page.xpath(f"//*[@id='{letter}{number}']/ancestor::*[@lang][1]")
                assert element.get("lang") == side.lang


def test_french_has_the_spaces_of_good_printing() -> None:
    page = parse(make_document())
    assert "«\u00a0Nous planterons" in text_of(page, "s3")
    assert "2031\u202f; les" in text_of(page, "s2")
    assert "\u202f" not in text_of(page, "t2")


def test_quotes_have_the_colour_of_their_speaker_in_both_languages() -> None:
    page = parse(make_document())
    colours = {
        name: {
            element.get("class")
            for element in page.xpath(f"//span[starts-with(@class,'q ') and contains(., '{name}')]")
        }
        for name in ("Nous planterons tout", "We will plant it all", "Le port, c’est", "The port is our")
    }
    assert colours["Nous planterons tout"] == colours["We will plant it all"] == {"q k1 p1"}
    assert colours["Le port, c’est"] == colours["The port is our"] == {"q k2 p2"}
    assert page.xpath("//span[@class='term']/text()") == ["Mains vertes", "Mains vertes"]


def test_the_ledger_says_who_what_and_how() -> None:
    page = parse(make_document())
    entries = page.xpath("//li[contains(@class,'u ')]")
    assert [entry.xpath("string(.//b)") for entry in entries] == ["Anne Le Goff", "Anne Le Goff", "Malik Sadi"]
    assert entries[0].xpath(".//q[@lang='fr']/text()") == ["Nous planterons tout", "mais pas en un jour."]
    assert entries[0].xpath(".//q[@lang='en']/text()") == ["We will plant it all", "but not in one day."]
    assert entries[2].xpath("string(.//i)") == "répond"
    assert not page.xpath("//q[contains(., '«') or contains(., '»') or contains(., '“')]")


def test_every_jump_lands() -> None:
    page = parse(make_document())
    jumps = page.xpath("//a[starts-with(@href,'#')]/@href")
    assert len(jumps) > 10
    assert all(page.xpath(f"//*[@id='{jump[1:]}']") for jump in jumps)


def test_ids_are_unique() -> None:
    ids = parse(make_document()).xpath("//@id")
    assert len(set(ids)) == len(ids)


def test_doubtful_sentences_say_why() -> None:
    page = parse(make_document())
    [note] = page.xpath("//p[@class='note' and *[@id='d4']]")
    assert "a number is missing or changed, the engine itself was unsure" in note.text_content()
    assert page.xpath("//*[@id='t4']/@class") == ["t doubt"]
    assert page.xpath("//*[@id='t3']/@class") == ["t"]
    assert page.xpath("string(//p[*[@id='d5']])").endswith("Nothing here: no counterpart in the other text.")


def test_sentences_with_the_same_doubt_share_a_note() -> None:
    document = make_document()
    pairs = [replace(pair, flags=("names",)) if pair.id in ("s3", "s4") else pair for pair in document.pairs]
    [note] = parse(replace(document, pairs=tuple(pairs))).xpath("//p[@class='note' and contains(., 'name')]")
    assert note.text_content() == "† ‡ Be careful here: a name is missing."


def test_every_flag_has_its_words() -> None:
    assert find_doubts(replace(make_document().pairs[0], flags=("numbers", "odd_flag"))) == (
        "a number is missing or changed",
        "odd flag",
    )
    assert set(FAULTS) < set(load_table("flags.txt"))


def test_what_was_left_out_and_what_made_the_page_are_told() -> None:
    page = parse(make_document())
    assert "READ  <b>Dix jardins</b>" in page.xpath("string(//details[@class='left-out'])")
    assert "page furniture" in page.xpath("string(//details[@class='left-out'])")
    assert "fake fr-en 1 | bilingual 0.1" in page.xpath("string(//footer)")


def test_linked_data_names_the_article_and_its_quotations() -> None:
    value = json.loads(parse(make_document()).xpath("string(//script[@type='application/ld+json'])"))
    assert (value["@type"], value["headline"], value["inLanguage"]) == (
        "Article",
        "Le port veut retrouver ses couleurs",
        "fr",
    )
    assert value["datePublished"] == "2026-03-14"
    first = value["hasPart"][0]
    assert (first["@type"], first["text"]) == ("Quotation", "Nous planterons tout")
    assert first["spokenByCharacter"]["name"] == "Anne Le Goff"
    assert first["workTranslation"]["text"] == "We will plant it all"
    assert len(value["hasPart"]) == 4  # a term is no quotation


def test_nothing_is_fetched_and_only_its_own_script_may_run() -> None:
    text = render(make_document()).decode()
    page = html.document_fromstring(text)
    assert not page.xpath("//@src | //link | //*[@style] | //@*[starts-with(name(), 'on')]")
    assert "url(" not in text
    assert "@import" not in text
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; ")
    for kind, content in (("style", "//style"), ("script", "//script[not(@type)]")):
        digest = base64.b64encode(hashlib.sha256(page.xpath(f"string({content})").encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_hostile_text_stays_text() -> None:
    page = parse(hostile_document())
    assert text_of(page, "s1") == HOSTILE
    assert len(page.xpath("//script")) == 3
    assert not page.xpath("//img | //*[@onerror or @onclick] | //a[starts-with(@href, 'javascript')]")
    assert json.loads(page.xpath("string(//script[@type='application/ld+json'])"))["headline"] == HOSTILE
    assert HOSTILE in page.xpath("string(//title)")


def test_a_page_needs_no_pairs_quotes_or_title() -> None:
    page = parse(BilingualDocument(Side("", "fr"), Side("", "en")))
    assert page.xpath("string(//title)") == "Article"
    assert not page.xpath("//*[@id='quotes']")


def test_a_quote_across_sentences_and_overlapping_quotes() -> None:
    source, target = "Oui. Non. Peut-être.", "Yes. No. Maybe."
    pairs = (
        Pair("s1", "body", 0, Span(0, 4), Span(0, 4)),
        Pair("s2", "body", 0, Span(5, 9), Span(5, 8)),
        Pair("s3", "body", 0, Span(10, 20), Span(9, 15)),
    )
    quotes = (
        Quote("q1", "direct", Span(0, 14), "g1", Span(0, 8), "A"),
        Quote("q2", "direct", Span(10, 20), "g2", None, "B"),
    )
    page = parse(BilingualDocument(Side(source, "fr"), Side(target, "en"), pairs, quotes))
    assert [text_of(page, f"s{n}") for n in (1, 2, 3)] == ["Oui.", "Non.", "Peut-être."]
    assert page.xpath("//*[@id='s3']//span/@class") == ["q k2 p2", "q k2 p2"]  # the inner one's colour
    assert page.xpath("//a[@class='ref']/@href") == ["#u1", "#u2", "#u1"]


COLOUR = re.compile(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)")
"""A colour of the page, light and dark: "--ink: light-dark(#221f1a, #e5e1d9)"."""


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2.2 between two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_inks_can_be_read_on_every_paper(mode: int) -> None:
    style = (files("bilingual") / "data" / "html" / "page.css").read_text(encoding="utf-8")
    colours = {name: pair[mode] for name, *pair in COLOUR.findall(style)}
    assert len({colours[f"k{number}"] for number in range(1, 9)}) == 8
    for ink in ("ink", "second", "soft", "accent", *(f"k{number}" for number in range(1, 9))):
        for paper in ("paper", "tint") + (("lit",) if ink == "ink" else ()):
            assert contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper)


def test_size() -> None:
    assert len(render(make_document())) < 60_000
