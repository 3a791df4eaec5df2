"""Runs made ready for the templates of the pages: text, classes, who begins to speak, which quote ends here."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from bilingual.model import Quote
from bilingual.writers.layout import Run
from bilingual.writers.ledger import Ledger, Utterance

INKS = ("1d5a9e", "a33a17", "2b6a3a", "6c3f9f", "7d5600", "0b6670", "9a2350", "575c16")
"""The colours of speakers on white paper; the ninth speaker has the first again. Style sheets call them k1 to k8."""


class Piece(NamedTuple):
    """A run ready for the template; `name` is who begins to speak here, `ended` are the utterances numbered here."""

    text: str
    classes: str
    name: str | None
    ended: tuple[Utterance, ...]


def make_pieces(runs: tuple[Run, ...], ledger: Ledger, side: str) -> list[Piece]:
    """Runs with the same quotes around them become one piece; the first stretch of an utterance bears its number."""
    pieces: list[Piece] = []
    for quotes, members in groupby(runs, key=lambda run: run.quotes):
        group = list(members)
        start, end = group[0].span.start, group[-1].span.end
        spoken = [(quote, said) for quote in quotes if (said := ledger.find(quote)) is not None]
        first = [(getattr(quote, side), said) for quote, said in spoken if quote is said.quotes[0]]
        name = next((said.speaker for span, said in first if span.start == start), None)
        pieces.append(
            Piece(
                "".join(run.text for run in group),
                _classes(quotes, spoken[-1][1] if spoken else None, ledger),
                name and capitalise(name),
                tuple(said for span, said in first if span.end == end),
            )
        )
    return _space(pieces)


def _space(pieces: list[Piece]) -> list[Piece]:
    """Guillemets that stand close to their quote are marked, so that a page can set them off."""
    spaced = []
    for before, piece, after in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
        close = ["open"] if before and before.text.endswith("«") else []
        close += ["close"] if after and after.text.startswith("»") else []
        spaced.append(piece._replace(classes=" ".join([piece.classes, *close])) if piece.classes else piece)
    return spaced


def capitalise(name: str) -> str:
    """A name as it stands by itself: "source du renseignement" begins with a capital there."""
    return name[:1].upper() + name[1:]


def name_once(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Who goes on speaking within a paragraph is not named in the margin again."""
    last, named = None, []
    for row in rows:
        named.append([piece._replace(name=None) if piece.name == last else piece for piece in row])
        last = next((piece.name for piece in reversed(row) if piece.name), last)
    return named


def _classes(quotes: tuple[Quote, ...], utterance: Utterance | None, ledger: Ledger) -> str:
    names = ["q", *name_classes(utterance.speaker, ledger)] if utterance else []
    return " ".join(names + ["term"] * any(quote.kind == "term" for quote in quotes))


def name_classes(speaker: str | None, ledger: Ledger) -> list[str]:
    """The classes of a speaker: the colour, and who it is (there are more speakers than colours)."""
    if speaker is None:
        return ["anyone"]
    number = ledger.speakers.index(speaker)
    return [f"k{number % len(INKS) + 1}", f"p{number + 1}"]
