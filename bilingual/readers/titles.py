"""Which line is the title of the article, and what repeats it or stands above it as the head of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.readers.furniture import count_pieces, find_reason
from bilingual.readers.pieces import Piece

MANY_LETTERS = 12
"""A headline with fewer letters may return by chance."""

ENOUGH_LETTERS = 20
"""A headline with fewer letters may be a rubric that begins another ("Conseil municipal – La halle attendra")."""

SITE_AFTER = re.compile(r" *[|–—•·-] *\S| {2,}\S")
PATH_BEFORE = re.compile(r"\w *(?:[|»›>/•·–—-] *| {2,})\Z")
"""What stands between a title and the name of the site, or between the rubrics above it and the title."""

TAIL = re.compile(r"(?<=\w{2}[\w»”!?\"]) +(?P<bar>[|–—-]) +(?P<site>[^|–—]{2,40})\Z")
RUBRIC_BEFORE = re.compile(r"(?P<rubric>[^|]{2,30}?) *\| *(?=\S)")
"""The site's name behind a title ("Le bac repart | Le Phare"), the rubric before it ("Mer | Le bac repart")."""

LONGEST_NAME = 5
"""No name of a site has more words."""

LIST_ITEM = re.compile(r"[-–—•*]\ |\d{1,2}[.)]\ ")
"""The start of a list item or of a turn of dialogue."""


def find_title(pieces: Sequence[Piece]) -> Piece | None:
    """The title, once; what repeats it, and what stands above a title that is repeated, is left out."""
    head = [p for p in pieces if p.kept and p.before <= 1][:12]
    marked = next((p for p in head if p.block.kind == "title"), None)
    title = marked or _find_repeated(head) or _find_returning(pieces) or _find_first(pieces)
    if not title:
        return None
    for piece in pieces:
        if piece is title or not piece.kept or piece.is_sentence or not (piece.before <= 1 or not piece.after):
            continue
        if _repeats(piece, title):
            piece.reason = "title repeated"
    _trim_title(title)
    return title


def _trim_title(title: Piece) -> None:
    """Take off the name of the site behind the title, and the rubric before it."""
    tail = TAIL.search(title.line)
    if tail and (tail["bar"] == "|" or find_reason(tail["site"], "agency")) and len(tail["site"].split()) <= 5:
        title.cut_off(tail.start(), len(title.line), "site name and tagline")
    rubric = RUBRIC_BEFORE.match(title.line)
    if rubric and count_pieces(rubric["rubric"], "rubric"):
        title.cut_off(0, rubric.end(), "rubric or tags")


def _find_repeated(head: Sequence[Piece]) -> Piece | None:
    """The first of two equal headlines at the top; whatever stands above it or between them is the head of the site.

    If the first has more than the second (a path before it, the site's name after it), that is taken off.
    """
    for number, piece in enumerate(head):
        if piece.before or not piece.is_headline or len(piece.key) < MANY_LETTERS:
            continue
        for again in range(number + 1, len(head)):
            if not _repeats(piece, head[again]) and not _repeats(head[again], piece):
                continue
            between = head[number + 1 : again]
            named = bool(between) and len(between[0].line.split()) <= LONGEST_NAME  # the site; a long line is a lede
            for other in [*head[:number], *(between if named else [])]:
                if other.is_headline:
                    other.reason = "site name and tagline"
            if len(piece.key) > len(head[again].key):
                _cut_to(piece, head[again].line)
            return piece
    return None


def _find_returning(pieces: Sequence[Piece]) -> Piece | None:
    """A headline at the top, longer than a name, that returns after all the text; above it stands the head of the site."""
    top = [p for p in pieces if p.kept and not p.before]
    foot = {p.key for p in pieces if p.kept and p.before and not p.after}
    for number, piece in enumerate(top):
        if not piece.is_headline:
            return None
        if piece.key in foot and len(piece.line.split()) > LONGEST_NAME:
            for other in top[:number]:
                other.reason = "site name and tagline"
            return piece
    return None


def _cut_to(piece: Piece, title: str) -> None:
    """Take off what a line has more than the title."""
    if piece.line.lower().startswith(title.lower()):
        piece.cut_off(len(title), len(piece.line), "site name and tagline")
    elif piece.line.lower().endswith(title.lower()):
        piece.cut_off(0, len(piece.line) - len(title), "navigation")


def _repeats(piece: Piece, title: Piece) -> bool:
    """Whether a line is the title again, perhaps shortened ("…"), or with a path before it or the site's name after it."""
    if len(title.key) < MANY_LETTERS:
        return piece.key == title.key
    shortened = piece.line.endswith(("…", "...")) and len(piece.key) >= MANY_LETTERS and title.key.startswith(piece.key)
    return shortened or piece.key == title.key or _has_more(piece, title)


def _has_more(piece: Piece, title: Piece) -> bool:
    """Whether a line is the title with a path before it ("Accueil  Mer  Titre") or the site's name after it."""
    if len(title.key) < ENOUGH_LETTERS:
        return False
    line, wanted = piece.line.lower(), title.line.lower()
    after = line[len(wanted) :] if line.startswith(wanted) else ""
    before = line[: -len(wanted)] if line.endswith(wanted) else ""
    return len((after + before).split()) <= 6 and bool(SITE_AFTER.match(after) or PATH_BEFORE.search(before))


def _find_first(pieces: Sequence[Piece]) -> Piece | None:
    """The first line, if it may be a headline; a site's name and its tagline above it are left out."""
    head = [p for p in pieces if p.kept]
    top = [p for p in head if not p.before and p.is_headline]
    names = _find_site_names(pieces)
    while len(top) > 1 and head[0] is top[0] and (above := _count_above(top, names)):
        for piece in top[:above]:
            piece.reason = "site name and tagline"
        top, head = top[above:], head[above:]
    if top and head[0] is top[0] and len(head) > 1 and not LIST_ITEM.match(top[0].line):
        return top[0]
    return None


def _count_above(top: Sequence[Piece], names: Sequence[str]) -> int:
    """How many of the headlines at the top are not the title but the name of the site, or its name and tagline."""
    first, second = top[0].line, top[1].line
    if len(top) > 2 and len(first.split()) <= LONGEST_NAME and find_reason(second, "tagline"):
        return 2
    if any(re.match(re.escape(name) + r"(?:\Z| *[|–—•·:-] )", first, re.IGNORECASE) for name in names):
        return 1
    name = re.split(r" [|·–—-] ", first, maxsplit=1)[0]  # without its tagline
    return int(len(second.split()) > len(name.split()) and find_reason(first, "site") is not None)


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
