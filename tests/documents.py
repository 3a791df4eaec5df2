"""Documents made by hand for the tests of the writers: every case a page must show, in a few sentences."""

from __future__ import annotations

from bilingual.model import BilingualDocument, LeftOut, Link, Pair, Quote, Side, Span

PAIRS = (
    # kind, paragraph, French, English, flags, word links as "French=English" (found in order)
    (
        "title",
        0,
        "Le port veut retrouver ses couleurs",
        "The port wants its colours back",
        (),
        "Le=The port=port veut=wants ses=its couleurs=colours",
    ),
    (
        "lede",
        1,
        "À Port-Marais, la mairie promet 3 000 arbres avant 2031 ; les pêcheurs attendent de voir.",
        "In Port-Marais, the town hall promises 3,000 trees before 2031; the fishermen are waiting to see.",
        (),
        (
            "À=In Port-Marais=Port-Marais la=the mairie=town_hall promet=promises 3 000=3,000 arbres=trees avant=before "
            "2031=2031 les=the pêcheurs=fishermen attendent=waiting voir=see"
        ),
    ),
    (
        "body",
        2,
        "« Nous planterons tout, a lancé la maire, Anne Le Goff, mais pas en un jour. »",
        "“We will plant it all,” said the mayor, Anne Le Goff, “but not in one day.”",
        (),
        (
            "Nous=We planterons=plant tout=all lancé=said la=the maire=mayor Anne=Anne Le=Le Goff=Goff mais=but pas=not "
            "en=in un=one jour=day"
        ),
    ),
    (
        "body",
        2,
        "Elle parle d’un « chantier de mères » et vise 12 rues.",
        "She speaks of a “building site of mothers” and aims for 21 streets.",
        ("numbers", "score"),
        "Elle=She parle=speaks un=a chantier=building_site de=of mères=mothers vise=aims rues=streets",
    ),
    ("body", 3, "La place, elle, reste vide.", "", ("unpaired",), ""),
    (
        "body",
        3,
        "« Le port, c’est nos mains », répond Malik Sadi.",
        "“The port is our hands,” answers Malik Sadi.",
        (),
        "Le=The port=port est=is nos=our mains=hands répond=answers Malik=Malik Sadi=Sadi",
    ),
    ("body", 3, "", "The square is quiet.", ("unpaired",), ""),
    (
        "body",
        4,
        'Les « Mains vertes » balaient <la> place & ses "ruelles" : 5 > 3.',
        'The “Mains vertes” sweep <the> square & its "lanes": 5 > 3.',
        (),
        "Les=The balaient=sweep la=the place=square ses=its ruelles=lanes",
    ),
)

QUOTES = (
    # id, kind, French, English, group, speaker, mention, cue
    ("q1", "direct", "Nous planterons tout", "We will plant it all", "g1", "Anne Le Goff", "Anne Le Goff", "a lancé"),
    ("q2", "direct", "mais pas en un jour.", "but not in one day.", "g1", "Anne Le Goff", "Anne Le Goff", "a lancé"),
    ("q3", "mixed", "chantier de mères", "building site of mothers", "g2", "Anne Le Goff", "Elle", "parle"),
    ("q4", "direct", "Le port, c’est nos mains", "The port is our hands,", "g3", "Malik Sadi", "Malik Sadi", "répond"),
    ("q5", "term", "Mains vertes", "Mains vertes", "g4", None, None, None),
)


def make_document() -> BilingualDocument:
    """A title, a lede and three paragraphs; an incise, a mixed quote, a term, flags, text left out, pairs without
    a counterpart on either side, and characters that mean something in HTML and XML."""
    source, target, pairs = "", "", []
    for index, (kind, paragraph, french, english, flags, words) in enumerate(PAIRS):
        gap = "" if index == 0 else "\n\n" if paragraph != PAIRS[index - 1][1] else " "
        source, target = source + gap, target + gap
        starts = len(source), len(target)
        source, target = source + french, target + english
        pairs.append(
            Pair(
                f"s{index + 1}",
                kind,
                paragraph,
                Span(starts[0], len(source)),
                Span(starts[1], len(target)),
                None if not french or not english else -0.25 * (1 + 3 * len(flags)),
                flags,
                _links(french, english, words, starts),
            )
        )
    source_side = Side(
        source, "fr", "Le port veut retrouver ses couleurs", "2026-03-14", "Jeanne Morvan", "https://example.org/port"
    )
    return BilingualDocument(
        source_side,
        Side(target, "en"),
        tuple(pairs),
        tuple(_quote(source, target, *quote) for quote in QUOTES),
        (LeftOut("Source link", "page furniture"), LeftOut("READ  <b>Dix jardins</b>", "link to another article")),
        "fake fr-en 1 | bilingual 0.1",
    )


def _links(french: str, english: str, words: str, starts: tuple[int, int]) -> tuple[Link, ...]:
    links, at = [], [0, 0]
    for word in words.replace("3 000", "3_000").split():
        source, target = (side.replace("_", " ") for side in word.split("="))
        left, right = french.index(source, at[0]), english.find(target, at[1])
        if right < 0:
            right = english.index(target)
        at = [left + len(source), right + len(target)]
        link = Link(Span(left, left + len(source)), Span(right, right + len(target)), 0.9)
        links.append(link.shift(*starts))
    return tuple(links)


def _quote(source: str, target: str, id: str, kind: str, french: str, english: str, *facts: str | None) -> Quote:
    group, speaker, mention, cue = facts
    start, start_target = source.index(french), target.index(english)
    span = Span(start, start + len(french))

    def near(words: str | None) -> Span | None:
        if words is None:
            return None
        found = source.find(words, start)
        found = found if 0 <= found < span.end + 80 else source.rindex(words, 0, start)
        return Span(found, found + len(words))

    target_span = Span(start_target, start_target + len(english))
    known = speaker is not None
    return Quote(id, kind, span, str(group), target_span, speaker, near(mention), near(cue), 0.9 if known else None)
