"""Which blocks of a page are the article: what the rules say of each line, and what its place among the others says.

Precision comes first: a line is left out only where a rule or the page itself gives a reason, and every piece that is left
out is reported with its reason. Inside an article, where a short line may be a subhead, fewer rules apply than at its edges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from bilingual.model import Span
from bilingual.readers.blocks import Block
from bilingual.readers.dates import find_date
from bilingual.readers.furniture import (
    count_pieces,
    find_prefix,
    find_reason,
    find_suffix,
    find_words,
    flatten,
)
from bilingual.readers.pieces import SENTENCES_BEFORE, Piece, find_dateline
from bilingual.readers.titles import find_title

PARTS = re.compile(r" *[|›•·] *| [/>»] ")
DASHES = re.compile(r" [–—-] ")
"""What stands between the rubrics of a path ("Accueil › Marais › Sel"), between tags ("Sel • Vendée • Marais"), and between
the parts of a byline ("Lucie Brenac · 3 juin 2021"); a dash between rubrics only in a line of capitals ("MER – SOCIÉTÉ")."""

PERSON = re.compile(r"[A-ZÀ-Ý][\w'.-]+(?: (?:d[eu]|van|von|el|al|[A-ZÀ-Ý][\w'.-]*)){1,3}")
"""A name with nothing around it: "Lucie Brenac", "LUCIE BRENAC"."""

PROGRAMME = re.compile(
    r"""(?!.*\b(?:19|20)\d\d\b)(?:le\ )?
        (?:(?:lun|mar|mercre|jeu|vendre|same)di\b|dimanche\b|\d{1,2}\ ?h\b
          |\d{1,2}(?:er)?\ (?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)).*""",
    re.IGNORECASE | re.VERBOSE,
)
"""What is to come, as an article may end: "Samedi 3 juin à 20 h"; the date of the page has its year or "Publié"."""

COMMENTER = re.compile(r".{2,40} (?:a dit|dit|says|said) ?:|r[ée]pondre|reply|répondre à .{2,40}", re.IGNORECASE)
"""What a page puts above or under a reader's comment: "Jean dit :", "Répondre"."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """What was found: the blocks of the article, its title among them, and what was left out, in order."""

    blocks: tuple[Block, ...]
    title: Block | None
    left_out: tuple[tuple[Span, str], ...]


def sweep(text: str, blocks: Sequence[Block]) -> Sweep:
    """Tell the blocks of an article from page furniture."""
    pieces = [Piece(block, flatten(block.span.of(text))) for block in blocks]
    openers = [_apply_rules(piece) for piece in pieces]
    _count_around(pieces)
    _apply_edges(pieces)
    _take_names(pieces)
    _take_comments(pieces)
    _trim(pieces)
    _count_around(pieces)
    _take_followers(pieces, openers)
    title = find_title(pieces)
    left_out = [(p.block.span, p.reason) for p in pieces if p.reason]
    left_out += [cut for p in pieces for cut in p.cut]
    return Sweep(tuple(p.block for p in pieces if p.kept), title.block if title else None, tuple(sorted(left_out)))


def _apply_rules(piece: Piece) -> bool:
    """The rules for lines wherever they stand; whether the line announces headlines."""
    opener = find_reason(piece.line, "opener")
    bar = "share buttons" if count_pieces(piece.line, "button") == 2 else None
    piece.reason = opener or find_reason(piece.line, "line") or find_words(piece.line) or bar
    return opener is not None


def _count_around(pieces: Sequence[Piece]) -> None:
    flags = [piece.is_sentence for piece in pieces]
    total = sum(flags)
    for piece, flag, so_far in zip(pieces, flags, accumulate(flags), strict=True):
        piece.before, piece.after = so_far - flag, total - so_far


def _apply_edges(pieces: Sequence[Piece]) -> None:
    """The rules for lines near the beginning or the end, where no subhead stands."""
    headlines = sum(p.is_headline for p in pieces if p.kept and not p.before)
    for piece in pieces:
        if not piece.kept or piece.is_sentence or not piece.at_edge:
            continue
        piece.reason = find_reason(piece.line, "edge")
        ends = piece.before and not piece.after
        near_text = (piece.before <= SENTENCES_BEFORE or ends) and not (ends and PROGRAMME.fullmatch(piece.line))
        if not piece.reason and near_text and _is_byline(piece.line):
            piece.reason = "date or byline"
        if piece.reason or not piece.outside:
            continue
        if count_pieces(piece.line, "button"):
            piece.reason = "share buttons"
        elif (headlines > 1 or piece.before) and (count_pieces(piece.line, "rubric") or _is_trail(piece.line)):
            piece.reason = "rubric or tags"


def _is_byline(line: str) -> bool:
    """Whether a line is made of dates, bylines and reading times; names count where dates stand beside them."""
    if count_pieces(line, "stamp"):
        return True
    parts = [part.strip() for part in re.split(f"{PARTS.pattern}|{DASHES.pattern}", line)]
    stamps = [bool(count_pieces(part, "stamp")) for part in parts]
    return any(stamps) and all(stamp or PERSON.fullmatch(part) for stamp, part in zip(stamps, parts, strict=True))


def _take_names(pieces: Sequence[Piece]) -> None:
    """A person's name alone is the byline beside a line of dates under the title, and the signature after all the text."""
    first = next((p for p in pieces if p.kept and p.is_headline), None)
    for number, piece in enumerate(pieces):
        if not piece.kept or piece is first or not PERSON.fullmatch(piece.line):
            continue
        beside = [*pieces[max(0, number - 1) : number], *pieces[number + 1 : number + 2]]
        dated = any(p.reason == "date or byline" and find_date(p.line) for p in beside)
        signs = piece.before and not piece.after and pieces[number - 1].is_sentence
        if (dated and piece.before <= SENTENCES_BEFORE) or signs:
            piece.reason = "date or byline"


def _take_comments(pieces: Sequence[Piece]) -> None:
    """What readers wrote, after the heading of the comments: all of it, if the page's own words among it prove it."""
    start = next((n for n, p in enumerate(pieces) if p.reason == "comments" and p.before), len(pieces))
    if any(COMMENTER.fullmatch(p.line) for p in pieces[start:]):
        for piece in pieces[start:]:
            piece.reason = piece.reason or "comments"


def _is_trail(line: str) -> bool:
    """Whether a line is a path of rubrics or a row of tags: short items, and one of them a rubric if dashes part them."""
    if "«" in line or any(c.isdigit() for c in line):  # quotation marks; a score, a price, a programme
        return False
    items = [item for item in PARTS.split(line) if item]
    if len(items) > 2 or (len(items) == 2 and "›" in line):
        return all(len(item.split()) <= 5 for item in items)
    if len(items) == 2 and "|" in line and all(len(item.split()) <= 2 for item in items):
        return any(count_pieces(item, "rubric") for item in items)
    items = [item.strip() for item in DASHES.split(line)]
    return line.isupper() and len(items) > 1 and any(count_pieces(item, "rubric") for item in items)


def _trim(pieces: Sequence[Piece]) -> None:
    """Take off what is glued to the beginning or the end of a line: dates, rubrics, datelines, credits."""
    dated = sum(bool(p.kept and (found := find_prefix(p.line)) and found[1] == "date") for p in pieces)
    for piece in pieces:
        while piece.kept and (found := find_prefix(piece.line)):
            if found[1] == "date" and dated > 1 and piece.before:
                break  # a chronology
            piece.cut_off(0, found[0], found[1])
            if found[1] == "picture credit":
                piece.block = replace(piece.block, kind="caption")
        while piece.kept and (found := find_suffix(piece.line)):
            piece.cut_off(found[0], len(piece.line), found[1])
            if found[1] == "picture credit" and len(piece.line) <= 300 and piece.line[0] not in '«“"':
                piece.block = replace(piece.block, kind="caption")
    first = next((p for p in pieces if p.is_sentence), None)
    end = find_dateline(first.line) if first else 0
    if first and end:
        first.cut_off(0, end, "dateline")


def _take_followers(pieces: Sequence[Piece], openers: Sequence[bool]) -> None:
    """After « À lire aussi » alone on its line come the headlines of other articles; the last may be a subhead of ours."""
    for number, opener in enumerate(openers):
        if not opener:
            continue
        found = []
        for piece in pieces[number + 1 : number + 9]:
            if piece.is_sentence or not piece.kept or not piece.is_headline or piece.line.startswith(("–", "—")):
                break
            found.append(piece)
        if len(found) > 1 and found[-1].after and (len(found[-1].line) <= 60 or found[-1].line.endswith("?")):
            found.pop()
        for piece in found:
            piece.reason = pieces[number].reason
