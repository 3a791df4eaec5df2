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

TRAIL = re.compile(r".*(?:[|›»•·/>].*){2}|.*›.*")
"""A path of rubrics ("Accueil › Marais › Sel") or a row of tags ("Sel • Vendée • Marais")."""

MANY_LETTERS = 12
"""A headline with fewer letters may return by chance."""

SITE_AFTER = re.compile(r" *[|–—•·-] *\S| {2,}\S")
PATH_BEFORE = re.compile(r"\w *(?:[|»›>/•·–—-] *| {2,})\Z")
"""What stands between a title and the name of the site, or between the rubrics above it and the title."""

PERSON = re.compile(r"[A-ZÀ-Ý][\w'.-]+(?: (?:d[eu]|van|von|el|al|[A-ZÀ-Ý][\w'.-]*)){1,3}")
"""A name with nothing around it: "Lucie Brenac", "LUCIE BRENAC"."""

COMMENTER = re.compile(r".{2,40} (?:a dit|dit|says|said) ?:|r[ée]pondre|reply|répondre à .{2,40}", re.IGNORECASE)
"""What a page puts above or under a reader's comment: "Jean dit :", "Répondre"."""

LIST_ITEM = re.compile(r"[-–—•*]\ |\d{1,2}[.)]\ ")
"""The start of a list item or of a turn of dialogue."""


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
    title = _find_title(pieces)
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
        if not piece.reason and count_pieces(piece.line, "stamp"):
            piece.reason = "date or byline"
        if piece.reason or not piece.outside:
            continue
        if count_pieces(piece.line, "button"):
            piece.reason = "share buttons"
        elif (headlines > 1 or piece.before) and (count_pieces(piece.line, "rubric") or _is_trail(piece.line)):
            piece.reason = "rubric or tags"


def _take_names(pieces: Sequence[Piece]) -> None:
    """A person's name alone beside a line of dates, under the title, is the byline."""
    first = next((p for p in pieces if p.kept and p.is_headline), None)
    for number, piece in enumerate(pieces):
        beside = [*pieces[max(0, number - 1) : number], *pieces[number + 1 : number + 2]]
        if (
            piece.kept
            and piece.before <= SENTENCES_BEFORE
            and piece is not first
            and PERSON.fullmatch(piece.line)
            and any(p.reason == "date or byline" and find_date(p.line) for p in beside)
        ):
            piece.reason = "date or byline"


def _take_comments(pieces: Sequence[Piece]) -> None:
    """What readers wrote, after the heading of the comments: all of it, if the page's own words among it prove it."""
    start = next((n for n, p in enumerate(pieces) if p.reason == "comments" and p.before), len(pieces))
    if any(COMMENTER.fullmatch(p.line) for p in pieces[start:]):
        for piece in pieces[start:]:
            piece.reason = piece.reason or "comments"


def _is_trail(line: str) -> bool:
    items = [item.strip() for item in re.split(r"[|›»•·/>]", line) if item.strip()]
    return bool(TRAIL.fullmatch(line)) and len(items) > 1 and all(len(item.split()) <= 5 for item in items)


def _trim(pieces: Sequence[Piece]) -> None:
    """Take off what is glued to the beginning or the end of a line: dates, rubrics, datelines, credits."""
    dated = sum(bool(p.kept and (found := find_prefix(p.line)) and found[1] == "date") for p in pieces)
    for piece in pieces:
        while piece.kept and (found := find_prefix(piece.line)):
            if found[1] == "date" and dated > 1 and piece.before:
                break  # a chronology
            piece.cut_off(0, found[0], found[1])
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
            if piece.is_sentence or not piece.kept or not piece.is_headline:
                break
            found.append(piece)
        if len(found) > 1 and found[-1].after and len(found[-1].line) <= 60:
            found.pop()
        for piece in found:
            piece.reason = pieces[number].reason


def _find_title(pieces: Sequence[Piece]) -> Piece | None:
    """The title, once; what repeats it, and what stands above a title that is repeated, is left out."""
    head = [p for p in pieces if p.kept and p.before <= 1][:12]
    marked = next((p for p in head if p.block.kind == "title"), None)
    title = marked or _find_repeated(head) or _find_first(pieces)
    if not title:
        return None
    for piece in pieces:
        if piece is title or not piece.kept or piece.is_sentence or not (piece.before <= 1 or not piece.after):
            continue
        if _repeats(piece, title):
            piece.reason = "title repeated"
    return title


def _find_repeated(head: Sequence[Piece]) -> Piece | None:
    """The first of two equal headlines at the top; whatever stands above it or between them is the head of the site.

    Of a headline with the site's name and one without, the one without is the title.
    """
    for number, piece in enumerate(head):
        if piece.before or not piece.is_headline or len(piece.key) < MANY_LETTERS:
            continue
        for again in range(number + 1, len(head)):
            if not _repeats(piece, head[again]) and not _repeats(head[again], piece):
                continue
            for other in [*head[:number], *head[number + 1 : again]]:
                if other.is_headline:
                    other.reason = "site name and tagline"
            return head[again] if len(head[again].key) < len(piece.key) and _has_more(piece, head[again]) else piece
    return None


def _repeats(piece: Piece, title: Piece) -> bool:
    """Whether a line is the title again, perhaps shortened ("…"), or with a path before it or the site's name after it."""
    if len(title.key) < MANY_LETTERS:
        return piece.key == title.key
    shortened = piece.line.endswith(("…", "...")) and len(piece.key) >= MANY_LETTERS and title.key.startswith(piece.key)
    return shortened or piece.key == title.key or _has_more(piece, title)


def _has_more(piece: Piece, title: Piece) -> bool:
    """Whether a line is the title with a path before it ("Accueil  Mer  Titre") or the site's name after it."""
    line, wanted = piece.line.lower(), title.line.lower()
    after = line[len(wanted) :] if line.startswith(wanted) else ""
    before = line[: -len(wanted)] if line.endswith(wanted) else ""
    return len((after + before).split()) <= 8 and bool(SITE_AFTER.match(after) or PATH_BEFORE.search(before))


def _find_first(pieces: Sequence[Piece]) -> Piece | None:
    """The first line, if it may be a headline; a site's name and its tagline above it are left out."""
    head = [p for p in pieces if p.kept]
    top = [p for p in head if not p.before and p.is_headline]
    names = _find_site_names(pieces)
    while len(top) > 1 and head[0] is top[0]:
        if len(top) > 2 and len(top[0].line.split()) <= 5 and find_reason(top[1].line, "tagline"):
            top[0].reason = top[1].reason = "site name and tagline"
            top, head = top[2:], head[2:]
        elif any(re.match(re.escape(name) + r"(?:\Z| *[|–—•·:-] )", top[0].line, re.IGNORECASE) for name in names):
            top[0].reason = "site name and tagline"
            top, head = top[1:], head[1:]
        else:
            break
    if top and head[0] is top[0] and len(head) > 1 and not LIST_ITEM.match(top[0].line):
        return top[0]
    return None


def _find_site_names(pieces: Sequence[Piece]) -> list[str]:
    """The names in the copyright lines: "© La Marée 2024 – Tous droits réservés"."""
    names = []
    for piece in pieces:
        if piece.reason == "copyright":
            for part in re.split(
                r"©|\(c\)|copyright|tous droits|all rights|[,|–—.:-]|\b(?:19|20)\d\d\b", piece.line, flags=re.IGNORECASE
            ):
                if 3 <= len(part.strip()) <= 40 and part.strip()[0].isupper():
                    names.append(part.strip())
    return names
