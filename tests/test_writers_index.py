from __future__ import annotations

from dataclasses import replace

from lxml import html

from bilingual.model import BilingualDocument, Side
from bilingual.writers.index import make_entry, render_index
from tests.documents import make_document
from tests.test_writers_html import HOSTILE, hostile_document


def test_the_newest_article_comes_first() -> None:
    document = make_document()
    old = replace(document, source=replace(document.source, date="2019-01-01", title="Vieux"))
    unknown = BilingualDocument(Side("", "fr"), Side("", "en"))
    entries = [make_entry(unknown, "c.html"), make_entry(old, "b.html"), make_entry(document, "été/a b.html")]
    page = html.document_fromstring(render_index(entries).decode())
    assert page.xpath("//li/a/@href") == ["./%C3%A9t%C3%A9/a%20b.html", "./b.html", "./c.html"]
    assert page.xpath("//li/a/text()") == ["Le port veut retrouver ses couleurs", "Vieux", "Article"]
    assert "3 quotes" in page.xpath("string(//li[1])")
    assert "Malik Sadi" in page.xpath("string(//li[1]/@data-text)")


def test_hostile_text_stays_text() -> None:
    page = html.document_fromstring(render_index([make_entry(hostile_document(), "javascript:alert(1)")]).decode())
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//li/a/text()") == [HOSTILE]
    assert page.xpath("//li/a/@href") == ["./javascript%3Aalert%281%29"]
