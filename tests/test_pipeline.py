"""The whole path with the fake engine: every span of the document points at what it says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import bilingual
from bilingual import Article, Paragraph, Span, Translation
from bilingual.pipeline import attempt_many

TEXT = """Grève au port

Les dockers ont voté la grève. « Nous tiendrons », a affirmé leur délégué, Yves Morvan. « Nous avons le temps.

« Et nous avons des vivres », a-t-il ajouté.

Une reprise ?

Le préfet parle d’un « geste » inutile."""


def make_article(text: str = TEXT, **more: object) -> Article:
    kinds = {"Grève au port": "title", "Une reprise ?": "subhead"}
    paragraphs, at = [], 0
    for block in text.split("\n\n"):
        at = text.index(block, at)
        paragraphs.append(Paragraph(Span(at, at + len(block)), kinds.get(block, "body")))
    return Article(text, tuple(paragraphs), title="Grève au port", **more)


def test_pairs_cover_the_article_and_keep_its_paragraphs() -> None:
    document = bilingual.translate(make_article(), engine="fake")
    sentences = [pair.source.of(document.source.text) for pair in document.pairs]
    assert sentences[:3] == [
        "Grève au port",
        "Les dockers ont voté la grève.",
        "« Nous tiendrons », a affirmé leur délégué, Yves Morvan.",
    ]
    assert "".join("".join(sentences).split()) == "".join(TEXT.split())
    assert [p.paragraph for p in document.pairs] == [0, 1, 1, 1, 2, 3, 4]
    assert [p.kind for p in document.pairs] == ["title", "body", "body", "body", "body", "title", "body"]
    assert document.target.text.count("\n\n") == TEXT.count("\n\n")
    assert document.target.title == "Grève au port"
    assert document.made_by == f"fake fr-en 1 | bilingual {bilingual.__version__}"


def test_links_point_at_the_words_they_join() -> None:
    document = bilingual.translate(make_article(), engine="fake")
    links = {
        link.source.of(document.source.text): link.target.of(document.target.text)
        for pair in document.pairs
        for link in pair.links
    }
    assert links["dockers"] == "dockers"
    assert links["Les"] == "The"


def test_quotes_stand_in_both_texts() -> None:
    document = bilingual.translate(make_article(), engine="fake")
    found = [(q.span.of(document.source.text), q.target.of(document.target.text)) for q in document.quotes]
    assert found == [
        ("Nous tiendrons", "Nous tiendrons"),
        ("Nous avons le temps.", "Nous avons the temps."),
        ("Et nous avons des vivres", "And nous avons des vivres"),
        ("geste", "geste"),
    ]
    assert {q.speaker for q in document.quotes[:3]} == {"Yves Morvan"}
    assert document.quotes[1].group == document.quotes[2].group != document.quotes[0].group


def test_english_marks_are_well_formed_where_the_french_ones_were_broken() -> None:
    text = "« Nous tiendrons « , a affirmé Yves Morvan."
    document = bilingual.translate(make_article(text), engine="fake")
    (quote,) = document.quotes
    around = document.target.text[quote.target.start - 1 : quote.target.end + 1]
    assert around[0] == "“" and around[-1] == "”"
    assert document.target.text.count("“") == document.target.text.count("”") == 1


def test_many_articles_share_the_engine_and_keep_their_order() -> None:
    calls = []

    class Counting:
        def translate(self, sentences: Sequence[str]) -> list[Translation]:
            calls.append(len(sentences))
            return [Translation(s) for s in sentences]

    articles = [make_article(f"Phrase numéro {n}.") for n in range(40)]
    documents = list(bilingual.translate_many(articles, engine=Counting()))
    assert [d.source.text for d in documents] == [a.text for a in articles]
    assert len(calls) < 10 and sum(calls) == 40


def test_an_article_that_fails_does_not_stop_the_others() -> None:
    articles = [make_article(), make_article("Not French.", lang="en"), make_article()]
    results = list(attempt_many(articles, engine="fake"))
    assert isinstance(results[1], bilingual.LanguageError) and "lang='fr'" in str(results[1])
    assert results[0] == results[2]
    with pytest.raises(bilingual.LanguageError):
        list(bilingual.translate_many(articles, engine="fake"))


@pytest.mark.parametrize(
    ("result", "message"),
    [([], "0 translations for 7 sentences"), (["a"] * 7, "gave a str")],
)
def test_an_engine_is_held_to_its_contract(result: list[object], message: str) -> None:
    class Wrong:
        def translate(self, sentences: Sequence[str]) -> list[object]:
            return result

    with pytest.raises(bilingual.EngineError, match=message):
        bilingual.translate(make_article(), engine=Wrong())


def test_a_path_is_not_an_article() -> None:
    for call in (bilingual.translate, lambda path: bilingual.align(path, path)):
        with pytest.raises(bilingual.DocumentError, match=r"'a.txt': make one with bilingual.read"):
            call("a.txt")


def test_align_pairs_an_existing_translation() -> None:
    source = make_article("Le maire a signé. « Enfin », a dit Luc Barre. Puis il est parti.")
    target = make_article("The mayor signed. “At last,” said Luc Barre. Then he left.", lang="en")
    document = bilingual.align(source, target, engine=None)
    assert [p.target.of(document.target.text) for p in document.pairs] == [
        "The mayor signed.",
        "“At last,” said Luc Barre.",
        "Then he left.",
    ]
    assert document.source.text == source.text and document.target.text == target.text


def test_texts_that_do_not_belong_together_are_refused_in_words() -> None:
    source = make_article("Le maire a signé le décret hier à Lyon. " * 3 + "Il pleut sur la côte. " * 12)
    target = make_article("Protein folding remains an open question in 2021. " * 2, lang="en")
    with pytest.raises(bilingual.AlignmentError, match="do not seem to be translations"):
        bilingual.align(source, target, engine=None)
    assert bilingual.align(source, target, engine=None, check=False).pairs


def test_the_embedded_engine_translates_and_links() -> None:
    document = bilingual.translate(make_article("Le chat noir dort sur la table."))
    assert "cat" in document.target.text.lower() and "table" in document.target.text.lower()
    span = Span(3, 7)
    assert document.project(span).of(document.target.text).lower() == "cat"
    assert document.pairs[0].score < 0


def test_words_of_any_pair_are_linked() -> None:
    source, target = "La maison est grande.", "The house is big."
    links = {(link.source.of(source), link.target.of(target)) for link in bilingual.link_words(source, target)}
    assert ("maison", "house") in links and ("grande", "big") in links
