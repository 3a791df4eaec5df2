"""Which blocks of a page are the article: what the rules say of each line, and what its place among the others says.

Precision comes first: a line is left out only where a rule or the page itself gives a reason, and every piece that is left
out is reported with its reason. Inside an article, where a short line may be a subhead, fewer rules apply than at its edges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from bilingual.lexicon import load_words
from bilingual.model import Span
from bilingual.readers.blocks import Block
from bilingual.readers.furniture import (
    count_pieces,
    find_prefix,
    find_reason,
    find_suffix,
    find_words,
    flatten,
)

SENTENCES_BEFORE, SENTENCES_AFTER = 2, 1
"""The edge of an article: no more paragraphs of sentences than these stand before (a lede in two parts above the byline)
or after (who the author is)."""

INNER_END = re.compile(r"[.!?…][\ »”\"’)]*\ [«“\"(]?\ ?[A-ZÀ-Ý]")
"""A sentence that ends inside a line: "Il pleut. On rentre"."""

FULL_STOP = re.compile(r"\.[\ »”\"’)]*\Z")
"""A line that ends as sentences do and headlines do not: "Il pleut.", "« Il pleut. »"."""

OTHER_STOP = re.compile(r"[!?…»”\"][\ )]*\Z")
"""A line that ends as both may: "Faut-il rentrer ?", "Le maire parle de « gâchis »"."""

UNFINISHED = re.compile(r"[:;,]\Z")
"""A line that announces the next, or is an item of a list."""

TRAIL = re.compile(r".*(?:[|›»•·/>].*){2}|.*›.*")
"""A path of rubrics ("Accueil › Marais › Sel") or a row of tags ("Sel • Vendée • Marais")."""

DATELINE = re.compile(
    r"""(?P<place>[A-ZÀ-Ý][\w'.-]*(?:\ [\w'.-]+){0,3})
        (?:,\ [A-ZÀ-Ý][\w'.-]*(?:\ [A-ZÀ-Ý][\w'.-]*)?)?                # KIEV, Ukraine
        (?:\ *,?\ \((?P<agency>[^()]{2,40})\))?                        # LYON (correspondance)
        (?P<day>,?\ (?:le\ )?\d{1,2}(?:er)?\ \w{3,9}\.?(?:\ (?:19|20)\d\d)?)?   # , 4 mars
        (?:\ \((?P<after>[^()]{2,40})\))?                             # (AFP)
        \ *(?:[–—]|--?(?=\ ))\ *(?=["«“A-ZÀ-Ý])""",
    re.VERBOSE,
)
"""Where and when an agency wrote: "LYON (correspondance), 4 mars – Le …", "PARIS – Le …"; "VOL – Une …" is none."""

CORRESPONDENT = re.compile(r"correspond|envoyée? spécial|de notre|from our|special to|d'après", re.IGNORECASE)
"""Who wrote, in the brackets of a dateline that names no agency."""

LIST_ITEM = re.compile(r"[-–—•*]\ |\d{1,2}[.)]\ ")
"""The start of a list item or of a turn of dialogue."""

WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Piece:
    """One block on its way: what is left of it, why the rest went, and what stands around it."""

    block: Block
    line: str
    reason: str | None = None
    before: int = 0
    after: int = 0
    cut: list[tuple[Span, str]] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        """Whether it still belongs to the article."""
        return self.reason is None

    @property
    def is_sentence(self) -> bool:
        """Whether it looks like a paragraph of sentences, not like a headline."""
        if not self.kept or len(WORD.findall(self.line)) < 5:
            return False
        if FULL_STOP.search(self.line):
            return True
        return bool(OTHER_STOP.search(self.line)) and (len(self.line) > 160 or bool(INNER_END.search(self.line)))

    @property
    def is_headline(self) -> bool:
        """Whether it may be a headline: short, and neither ended by a stop nor going on."""
        return len(self.line) <= 250 and not FULL_STOP.search(self.line) and not UNFINISHED.search(self.line)

    @property
    def key(self) -> str:
        """Its letters and digits, for comparing headlines."""
        return "".join(WORD.findall(self.line.lower()))

    @property
    def at_edge(self) -> bool:
        """Whether it stands near the beginning or the end."""
        return self.before <= SENTENCES_BEFORE or self.after <= SENTENCES_AFTER

    @property
    def outside(self) -> bool:
        """Whether no paragraph of sentences stands before it, or none after it."""
        return not self.before or not self.after


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
            _cut(piece, 0, found[0], found[1])
        while piece.kept and (found := find_suffix(piece.line)):
            _cut(piece, found[0], len(piece.line), found[1])
            if found[1] == "picture credit" and piece.kept and len(piece.line) <= 300:
                piece.block = replace(piece.block, kind="caption")
    first = next((p for p in pieces if p.is_sentence), None)
    end = _find_dateline(first.line) if first else 0
    if first and end:
        _cut(first, 0, end, "dateline")


def _find_dateline(line: str) -> int:
    """Where the dateline of an agency ends; 0 where there is none. It has a day, an agency, or a city of the list."""
    match = DATELINE.match(line)
    if not match:
        return 0
    who = match["agency"] or match["after"] or ""
    known = match["place"].lower() in load_words("dateline_cities.txt") or CORRESPONDENT.match(who)
    return match.end() if known or match["day"] or find_reason(who, "agency") else 0


def _cut(piece: Piece, start: int, end: int, reason: str) -> None:
    """Leave out a stretch at the beginning or the end of a piece; of nothing else, nothing is left."""
    head, tail = piece.line[:start].rstrip(), piece.line[end:].lstrip()
    span = piece.block.span
    if not head and not tail:
        piece.reason = reason
        return
    gone = piece.line[start:end]
    left = start + len(gone) - len(gone.lstrip())
    piece.cut.append((Span(span.start + left, span.start + start + len(gone.rstrip())), reason))
    kept = Span(span.end - len(tail), span.end) if tail else Span(span.start, span.start + len(head))
    piece.block, piece.line = replace(piece.block, span=kept), tail or head


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
    """The first of two equal headlines at the top: whatever stands above it or between them is the head of the site."""
    for number, piece in enumerate(head):
        again = next((n for n in range(number + 1, len(head)) if _repeats(head[n], piece)), None)
        if again is None or piece.before or not piece.is_headline or len(piece.key) < 12:
            continue
        for other in [*head[:number], *head[number + 1 : again]]:
            if other.is_headline:
                other.reason = "site name and tagline"
        return piece
    return None


def _repeats(piece: Piece, title: Piece) -> bool:
    """Whether a line is the title again, perhaps shortened ("…") or with the name of the site after it."""
    if piece.key == title.key:
        return True
    shortened = piece.line.endswith(("…", "...")) and len(piece.key) >= 20 and title.key.startswith(piece.key)
    rest = piece.line[len(title.line) :] if piece.line.lower().startswith(title.line.lower()) else ""
    return shortened or bool(re.match(r" *[|–—•·-] *\S", rest)) and len(rest.split()) <= 6


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
