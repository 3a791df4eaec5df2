from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.model import BilingualDocument, Pair, Quote, Side, Span
from bilingual.writers.layout import find_overlaps, flatten, lay_out, set_french
from bilingual.writers.ledger import find_ledger, quotes_by_pair
from tests.documents import make_document

spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda pair: Span(pair[0], sum(pair))), max_size=8
)


@st.composite
def stretches(draw: st.DrawFn) -> list[Span]:
    """Stretches in order, without overlap, some of them empty."""
    edges = sorted(draw(st.lists(st.integers(0, 50), min_size=2, max_size=14)))
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]


@settings(max_examples=200, deadline=None)
@given(stretches(), spans)
def test_overlaps_are_those_found_by_looking_at_all(stretches: list[Span], spans: list[Span]) -> None:
    expected = [[n for n, span in enumerate(spans) if span.overlaps(stretch)] for stretch in stretches]
    assert find_overlaps(stretches, spans) == expected
    backwards = find_overlaps(stretches[::-1], spans)  # targets need not stand in the order of the sources
    assert backwards == expected[::-1]


@settings(max_examples=100, deadline=None)
@given(stretches(), spans)
def test_runs_make_up_the_pair_and_nothing_begins_or_ends_inside_one(stretches: list[Span], spans: list[Span]) -> None:
    text = "".join(chr(97 + n % 26) for n in range(60))
    pairs = tuple(Pair(f"s{n}", "body", n, span, span) for n, span in enumerate(stretches))
    quotes = tuple(Quote(f"q{n}", "direct", span, f"g{n}", span) for n, span in enumerate(spans))
    document = BilingualDocument(Side(text, "fr"), Side(text, "en"), pairs, quotes)
    rows = [row for block in lay_out(document) for row in block.rows]
    for row, pair in zip(rows, pairs, strict=True):
        assert row.source == row.target
        assert "".join(run.text for run in row.source) == pair.source.of(text)
        for run in row.source:
            assert set(run.quotes) == {quote for quote in quotes if quote.span.overlaps(run.span)}
            assert all(quote.span.holds(run.span) for quote in run.quotes)


def test_an_inner_quote_comes_after_the_one_around_it() -> None:
    quotes = (Quote("q1", "direct", Span(2, 4), "g1"), Quote("q2", "direct", Span(0, 6), "g2"))
    document = BilingualDocument(
        Side("abcdef", "fr"), Side("", "en"), (Pair("s1", "body", 0, Span(0, 6), Span(0, 0)),), quotes
    )
    [block] = lay_out(document)
    assert [(run.text, [quote.id for quote in run.quotes]) for run in block.rows[0].source] == [
        ("ab", ["q2"]),
        ("cd", ["q2", "q1"]),
        ("ef", ["q2"]),
    ]
    assert block.rows[0].target == ()


def test_a_title_inside_the_article_is_a_subhead() -> None:
    kinds = ("title", "lede", "body", "title", "body")
    pairs = tuple(Pair(f"s{n}", kind, n, Span(n, n + 1), Span(n, n + 1)) for n, kind in enumerate(kinds))
    document = BilingualDocument(Side("abcde", "fr"), Side("abcde", "en"), pairs)
    assert [block.kind for block in lay_out(document)] == ["title", "lede", "body", "subhead", "body"]


def test_words_are_cut_only_where_they_are_asked_for() -> None:
    document = make_document()
    [plain], [cut] = lay_out(document)[0].rows[0:1], lay_out(document, words=True)[0].rows[0:1]
    assert len(plain.source) == 1
    assert [(run.text, run.links) for run in cut.source if run.links] == [
        ("Le", (0,)),
        ("port", (1,)),
        ("veut", (2,)),
        ("ses", (3,)),
        ("couleurs", (4,)),
    ]


def test_the_ledger_gathers_utterances_speakers_and_terms() -> None:
    ledger = find_ledger(make_document())
    assert [(said.number, said.row, said.speaker, len(said.quotes)) for said in ledger.utterances] == [
        (1, 3, "Anne Le Goff", 2),
        (2, 4, "Anne Le Goff", 1),
        (3, 6, "Malik Sadi", 1),
    ]
    assert ledger.speakers == ("Anne Le Goff", "Malik Sadi")
    assert [term.quotes[0].id for term in ledger.terms] == ["q5"]
    assert ledger.find(ledger.terms[0].quotes[0]) is None


def test_quotes_are_told_by_pair() -> None:
    found = quotes_by_pair(make_document())
    assert [[quote.id for quote in quotes] for quotes in found] == [
        [],
        [],
        ["q1", "q2"],
        ["q3"],
        [],
        ["q4"],
        [],
        ["q5"],
    ]


@pytest.mark.parametrize(
    ("plain", "set_well"),
    [
        ("Quoi ?", "Quoi\u202f?"),
        ("Quoi?", "Quoi?"),  # a space is mended, never made: every span stays where it is
        ("dit : « Oui ; non »", "dit\u00a0: «\u00a0Oui\u202f; non\u202f»"),
        ("12 500 000 habitants", "12\u202f500\u202f000 habitants"),
        ("le 3 1234", "le 3 1234"),
        ("20 % de 5 €", "20\u202f% de 5\u202f€"),
        ("aujourd'hui l'été", "aujourd’hui l’été"),
        ("dit 'oui' et 5' 3", "dit 'oui' et 5' 3"),
        ("en 2024 100 personnes", "en 2024 100 personnes"),
    ],
)
def test_french_is_spaced_as_in_print(plain: str, set_well: str) -> None:
    assert set_french(plain) == set_well


@given(st.text(" \u00a0\u202f0123a!?;:«»%€\n"))
def test_spacing_keeps_every_span(text: str) -> None:
    assert len(set_french(text)) == len(text)
    assert flatten(set_french(text)).split() == flatten(text).split()
