"""The gold corpus agrees with its articles and with its manifest, and mistakes in it are named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bilingual.errors import ReadError
from bilingual.gold import describe, load_gold

CORPUS = Path(__file__).parent.parent / "corpus"


def test_the_manifest_says_what_is_there() -> None:
    entries = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))["articles"]
    articles = load_gold(CORPUS)
    assert [a.name for a in articles] == sorted(p.stem for p in (CORPUS / "articles").iterdir())
    for article in articles:
        entry = entries[article.name]
        assert {key: entry[key] for key in describe(article)} == describe(article), article.name


def test_sentences_and_furniture_cover_every_article() -> None:
    for article in load_gold(CORPUS):
        covered = sorted([*article.sentences, *article.furniture])
        at = 0
        for span in covered:
            assert not article.text[at : span.start].strip(), (article.name, article.text[at : span.start])
            at = span.end
        assert not article.text[at:].strip(), article.name


def test_quotes_are_within_marks() -> None:
    for article in load_gold(CORPUS):
        for quote in article.quotes:
            assert quote.kind in {"direct", "mixed", "term"}
            assert quote.span.of(article.text) == quote.span.of(article.text).strip()
            assert bool(quote.speakers) or quote.cue is None or quote.kind != "term"


@pytest.mark.parametrize(
    ("suffix", "text", "message"),
    [
        ("furniture", "Une ligne qui n’y est pas.\n", "is not in the article"),
        ("english", "Only one line.\n", "same lines and paragraphs"),
        ("quotes.tsv", "text\tkind\n", "must begin with the header"),
        ("quotes.tsv", "text\tkind\tspeaker\tcue\tgroup\nun\tdirect\n", "does not have 5 columns"),
    ],
)
def test_a_wrong_gold_file_is_named(tmp_path: Path, suffix: str, text: str, message: str) -> None:
    shutil.copytree(CORPUS, tmp_path / "corpus")
    name = load_gold(CORPUS)[0].name
    (tmp_path / "corpus" / "gold" / f"{name}.{suffix}").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        load_gold(tmp_path / "corpus")
