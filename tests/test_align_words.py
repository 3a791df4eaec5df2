from __future__ import annotations

from bilingual.align.words import link_words


def linked(source: str, target: str) -> set[tuple[str, str]]:
    return {(link.source.of(source), link.target.of(target)) for link in link_words(source, target)}


def test_names_numbers_and_cognates_are_linked() -> None:
    links = linked("La ministre Borel a visité Toulouse en 1998.", "In 1998, minister Borel visited Toulouse.")
    assert {("Borel", "Borel"), ("Toulouse", "Toulouse"), ("1998", "1998"), ("ministre", "minister")} <= links


def test_nothing_links_to_nothing() -> None:
    assert link_words("", "word") == []
    assert link_words("mot", " ") == []
