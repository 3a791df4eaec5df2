"""One block of a page on its way to the article or out of it: what it looks like, and what is glued to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bilingual.lexicon import load_words
from bilingual.model import Span
from bilingual.readers.blocks import Block
from bilingual.readers.furniture import find_reason

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

DATELINE = re.compile(
    r"""(?P<place>[A-ZÀ-Ý][\w'.-]*(?:\ [\w'.-]+){0,3})
        (?:,\ [A-ZÀ-Ý][\w'.-]*(?:\ [A-ZÀ-Ý][\w'.-]*)?)?                # KIEV, Ukraine
        (?:\ *,?\ \((?P<agency>[^()]{2,40})\))?                        # LYON (correspondance)
        (?P<day>,?\ (?:le\ )?\d{1,2}(?:er)?\ \w{3,9}\.?(?:\ (?:19|20)\d\d)?)?   # , 4 mars
        (?:\ \((?P<after>[^()]{2,40})\))?                             # (AFP)
        \.?\ *(?:[–—]|--?(?=\ ))\ *(?=["«“A-ZÀ-Ý])""",
    re.VERBOSE,
)
"""Where and when an agency wrote: "LYON (correspondance), 4 mars – Le …", "PARIS – Le …"; "VOL – Une …" is none."""

CORRESPONDENT = re.compile(r"correspond|envoyée? spécial|de notre|from our|special to|d'après", re.IGNORECASE)
"""Who wrote, in the brackets of a dateline that names no agency."""

LONGEST_HEADLINE = 200
"""No headline has more characters."""

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
        if not self.kept or len(self.line.split(maxsplit=5)) < 5:
            return False
        if FULL_STOP.search(self.line[-8:]):
            return True
        return bool(OTHER_STOP.search(self.line[-8:])) and (len(self.line) > 160 or bool(INNER_END.search(self.line)))

    @property
    def is_headline(self) -> bool:
        """Whether it may be a headline: short, and neither ended by a stop nor going on."""
        return (
            len(self.line) <= LONGEST_HEADLINE
            and not FULL_STOP.search(self.line[-8:])
            and not UNFINISHED.search(self.line)
        )

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

    def cut_off(self, start: int, end: int, reason: str) -> None:
        """Leave out a stretch at the beginning or the end of the line, or all of it."""
        head, tail = self.line[:start].rstrip(), self.line[end:].lstrip()
        span = self.block.span
        if not head and not tail:
            self.reason = reason
            return
        gone = self.line[start:end]
        left = start + len(gone) - len(gone.lstrip())
        self.cut.append((Span(span.start + left, span.start + start + len(gone.rstrip())), reason))
        kept = Span(span.end - len(tail), span.end) if tail else Span(span.start, span.start + len(head))
        self.block, self.line = replace(self.block, span=kept), tail or head


def find_dateline(line: str) -> int:
    """Where the dateline of an agency ends; 0 where there is none.

    It has a day, an agency, a place in capitals with its region ("GAILLAC (Tarn) –"), or a city of the list.
    """
    match = DATELINE.match(line)
    if not match:
        return 0
    who = match["agency"] or match["after"] or ""
    known = match["place"].lower() in load_words("dateline_cities.txt") or CORRESPONDENT.match(who)
    placed = match["place"].isupper() and who and not who.isupper()
    return match.end() if known or placed or match["day"] or find_reason(who, "agency") else 0
