"""What an engine is given of a sentence, and how its English is printed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.engines.compose import Reading, compose
from bilingual.engines.draft import rewrite, undo
from bilingual.engines.english import find_strange_words, is_english
from bilingual.engines.marks import pair_marks
from bilingual.engines.names import find_persons, lost_names
from bilingual.engines.numbers import english_dress, french_numbers, missing_numbers
from bilingual.engines.parts import cut
from bilingual.model import Span


def reading(text: str, source: str, links: Sequence[tuple[str, str]] = ()) -> Reading:
    """A reading whose words each read the source word of the same rank, or the one `links` names."""
    sources, targets = _words(source), _words(text)
    named = dict(links)
    rows = []
    for rank, target in enumerate(targets):
        wanted = named.get(target.of(text))
        place = next((i for i, s in enumerate(sources) if s.of(source) == wanted), min(rank, len(sources) - 1))
        rows.append([float(i == place) for i in range(len(sources))])
    return Reading(text, sources, targets, rows, -0.3)


def _words(text: str) -> list[Span]:
    spans, start = [], 0
    for word in text.split():
        start = text.index(word, start)
        spans.append(Span(start, start + len(word)))
        start += len(word)
    return spans


def printed(source: str, *answers: str, links: Sequence[tuple[str, str]] = ()) -> str:
    """What is printed for `source` where an engine gave these answers for its parts."""
    parts = cut(source)
    given = iter(answers)
    return compose(source, parts, [reading(next(given), p.given, links) if p.given else None for p in parts]).text


GIVEN = [
    ("Il pleut.", "Il pleut.", "nothing to do"),
    ("« Il pleut.", "Il pleut.", "a quote that runs on loses its one mark"),
    ("Il pleut. »", "Il pleut.", "so does its end"),
    ("« Il pleut. »", "Il pleut.", "a quote that is the whole sentence"),
    ("« Il pleut ».", "Il pleut.", "the stop behind the mark"),
    ("vite », dit-il.", '"vite », dit-il.', "a closing mark gets a partner"),
    ("Elle dit : « Oui.", 'Elle dit : « Oui."', "an opening mark gets a partner"),
    ("« Oui », dit-il. « Non »", "« Oui », dit-il. « Non »", "two quotes are not one"),
    ("LE MAIRE DE LYON DÉMISSIONNE", "Le maire de lyon démissionne", "a line in capitals"),
    ("L’ONU et l’OTAN", "L’ONU et l’OTAN", "acronyms are no line in capitals"),
    ("OTAN", "OTAN", "one word is no line"),
    ("Voir www.exemple.fr et a@b.fr.", "Voir X1 et X2.", "addresses get a stand-in"),
    ("Le modèle X1 sur www.exemple.fr", "Le modèle X1 sur Y1", "a stand-in the text does not have"),
    ("https://exemple.fr/a?b=c", "", "an address alone is copied"),
    ("1 000,50 €", "", "a sum alone"),
    ("print(bonjour)", "", "code"),
    ("***", "", "no words"),
]


@pytest.mark.parametrize(("source", "wanted", "reason"), GIVEN)
def test_what_the_engine_is_given(source: str, wanted: str, reason: str) -> None:
    (part,) = cut(source)
    assert part.given == wanted, reason


@pytest.mark.parametrize("source", [case[0] for case in GIVEN if case[1]])
def test_the_way_back_leads_to_the_same_words(source: str) -> None:
    (part,) = cut(source)
    whole = part.spans_in_source([Span(0, len(part.given))])[0].of(part.source)
    assert whole.strip('«»“”" \u00a0.') == source.strip('«»“”" \u00a0.')


def test_a_long_sentence_is_cut_at_its_clauses() -> None:
    clauses = "le conseil a voté le budget de la commune, mais les élus de l’opposition ont quitté la salle du conseil"
    parts = cut(f"{clauses} ; {clauses} ; {clauses} ; {clauses}.")
    assert len(parts) > 1 and all(len(part.source) <= 320 for part in parts)
    assert all(part.source.endswith((";", ".")) for part in parts)


PRINTED = [
    ("« Oui », dit-il.", '"Yes", he said.', "“Yes,” he said."),
    ("« Oui », dit-il", "'Yes', he said", "“Yes,” he said"),
    ("« Je pars.", "I am leaving.", "“I am leaving."),
    ("Je pars. »", "I am leaving.", "I am leaving.”"),
    ("vite », dit-il.", '"quickly," he said.', "quickly,” he said."),
    ("Elle dit : « Je pars.", 'She says: "I am leaving."', "She says: “I am leaving."),
    ("« Il m’a dit “non” », dit-elle.", '"He told me "no"," she said.', "“He told me ‘no,’” she said."),
    ("Qui est-ce ?", "Who is it ?", "Who is it?"),
    ("C'est l'ami de Paul.", "It 's Paul' s friend.", "It’s Paul’s friend."),
    ("Un titre", "A title.", "A title"),
    ("Il part.", "he leaves", "He leaves."),
    ("Il part…", "He leaves...", "He leaves…"),
    ("Cela coûte 1 000,50 €.", "It costs 1 000,50 €.", "It costs €1,000.50."),
    ("Le taux est de 3,5 %.", "The rate is 3,5 %.", "The rate is 3.5%."),
    ("À 14 h 30, il part.", "At 2:30 p.m., he leaves.", "At 14:30, he leaves."),
    ("Il part à 20 heures.", "He leaves at 8 p.m.", "He leaves at 20:00."),
    ("Il a fait très très froid.", "It was very, very cold.", "It was very, very cold."),
    ("Une lecture surveillée.", "A closely closely closely watched reading.", "A closely watched reading."),
    ("VIVE LA RÉPUBLIQUE FRANÇAISE", "Long live the French Republic.", "LONG LIVE THE FRENCH REPUBLIC"),
    ("La ville de Moscou.", "The city of Moscou.", "The city of Moscow."),
    ("Il parle de Ben Laden.", "He speaks of Ben Laden.", "He speaks of Bin Laden."),
    ("Le maire va à La Havane.", "The mayor goes to La Havane.", "The mayor goes to Havana."),
    ("Voir www.exemple.fr demain.", "See X1 tomorrow.", "See www.exemple.fr tomorrow."),
    ("Voir www.exemple.fr demain.", "See tomorrow.", "See tomorrow www.exemple.fr."),
]


@pytest.mark.parametrize(("source", "answer", "wanted"), PRINTED)
def test_how_it_is_printed(source: str, answer: str, wanted: str) -> None:
    assert printed(source, answer) == wanted


def test_marks_the_engine_lost_are_placed_around_the_words_that_read_the_quote() -> None:
    text = printed(
        "Il parle de « liberté » ici.", "He speaks of freedom here.", links=[("freedom", "liberté"), ("here.", "ici.")]
    )
    assert text == "He speaks of “freedom” here."


def test_marks_the_engine_invented_are_taken_out() -> None:
    assert printed("Il parle de liberté.", 'He speaks of "freedom.') == "He speaks of freedom."


def test_a_family_name_the_engine_changed_is_put_back() -> None:
    text = printed("Le maire Paul Durand part.", "The mayor Paul Dupont leaves.", links=[("Dupont", "Durand")])
    assert text == "The mayor Paul Durand leaves."


def test_a_number_the_engine_changed_is_put_back() -> None:
    text = printed("Il y a 1 250 élèves.", "There are 12 250 pupils.", links=[("250", "250"), ("12", "1")])
    assert text == "There are 1,250 pupils."


def test_parts_are_joined_without_capitals_and_stops_of_their_own() -> None:
    source = "le conseil a voté le budget, " * 9 + "dit-il ; " + "les élus ont quitté la salle, " * 4 + "dit-elle."
    answers = ["The council voted.", "The members left the room."]
    assert printed(source, *answers) == "The council voted; the members left the room."


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("« Un » et « deux »", [(0, 5), (10, 17)]),
        ("“Un “ et", [(0, 4)]),
        ("le même « , a dit", [(None, 8)]),
        ("« A “b” c »", [(0, 10), (4, 6)]),
        ('"A", dit-il, "b"', [(0, 2), (13, 15)]),
        ("»Oui« dit-il", [(0, 4)]),
        ("un mot seul", []),
    ],
)
def test_marks_are_paired(text: str, pairs: list[tuple[int | None, int | None]]) -> None:
    assert [(pair.opening, pair.closing) for pair in pair_marks(text)] == pairs


@pytest.mark.parametrize(
    ("french", "english"),
    [("1 000", "1,000"), ("12 345,6", "12,345.6"), ("3,5", "3.5"), ("2024", "2024"), ("5.700", "5,700"),
     ("1.234.567", "1,234,567"), ("9h05", "9:05"), ("10H00", "10:00"), ("12/03", "12/03"), ("0,125", "0.125")],
)  # fmt: skip
def test_numbers_get_english_dress(french: str, english: str) -> None:
    assert english_dress(french) == english


@pytest.mark.parametrize(
    ("source", "target", "missing", "extra"),
    [
        ("12 morts", "12 dead", [], []),
        ("12 morts", "twelve dead", [], []),
        ("12 morts", "13 dead", ["12"], ["13"]),
        ("1 000 € en 2024", "€1,000 in 2024", [], []),
        ("deux fois", "twice", [], []),
        ("le 1er mai", "May 1", [], []),
    ],
)
def test_missing_numbers(source: str, target: str, missing: list[str], extra: list[str]) -> None:
    found = missing_numbers(source, target)
    assert [[number.value for number in side] for side in found] == [missing, extra]


def test_numbers_are_found_where_they_stand() -> None:
    text = "De 1\u202f000,50\u00a0€ à 14 h 30"
    assert [number.span.of(text) for number in french_numbers(text)] == ["1\u202f000,50", "14 h 30"]


def test_persons_are_a_known_first_name_and_a_family_name() -> None:
    text = "Jean-Luc Mercier et la Cour des comptes ont écrit à Paul de Gaulle."
    assert [span.of(text) for span in find_persons(text)] == ["Jean-Luc", "Mercier", "Paul", "de Gaulle"]
    assert [span.of(text) for span in lost_names(text, "Jean-Luc Mercer wrote to Paul de Gaulle.")] == ["Mercier"]


@pytest.mark.parametrize(
    ("source", "answer", "expected"),
    [
        (
            "Elle voit Wendell Grimsby hier.",
            "She sees Wendell Curtain yesterday.",
            "She sees Wendell Grimsby yesterday.",
        ),
        (
            "Elle voit Wendell Grimsby hier.",
            "She sees Wendell Grimsbye yesterday.",
            "She sees Wendell Grimsby yesterday.",
        ),
        (
            "Elle gagne contre Bologne hier.",
            "She wins against Bologna yesterday.",
            "She wins against Bologna yesterday.",
        ),
        (
            "Elle gagne contre Noël hier.",
            "She wins against Christmas yesterday.",
            "She wins against Christmas yesterday.",
        ),
        ("Elle va à Tiraspole hier.", "She goes to Tiraspol yesterday.", "She goes to Tiraspol yesterday."),
    ],
)
def test_names_that_are_misread_are_kept_and_those_that_are_english_stay(
    source: str, answer: str, expected: str
) -> None:
    assert printed(source, answer) == expected


@pytest.mark.parametrize("word", ["house", "unfriendly", "stopped", "tried", "relationships", "anti", "the"])
def test_english_words(word: str) -> None:
    assert is_english(word)


def test_words_left_french_or_invented_are_strange() -> None:
    text = "The redevance was blondinet paid by Moscou’s mayor in Saint-Malo on www.exemple.fr."
    assert find_strange_words(text) == ["redevance", "blondinet"]


EDITS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.text("xyz ", max_size=3)), max_size=5)


@settings(max_examples=200, deadline=None)
@given(st.text("abcdefgh ", min_size=34, max_size=40), EDITS, st.integers(0, 30), st.integers(1, 4))
def test_edits_keep_spans_exact_and_can_be_undone(
    text: str, raw: list[tuple[int, int, str]], start: int, length: int
) -> None:
    edits, end = [], 0
    for at, size, new in sorted(raw):
        if at >= end and (size or new):
            edits.append((at, at + size, new))
            end = at + size + 1
    span = Span(start, start + length)
    new_text, (new_span,) = rewrite(text, [span], edits)
    assert rewrite(new_text, [], undo(text, edits))[0] == text
    if not any(a < span.end and span.start < b or span.start < a < span.end for a, b, _ in edits):
        assert new_span.of(new_text) == span.of(text)
    (back,) = rewrite(new_text, [new_span], undo(text, edits))[1]
    assert back.holds(span) or any(b > a and not new for a, b, new in edits)
