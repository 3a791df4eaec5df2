"""Which quotation marks belong together: a cheapest reading of all marks, so that a broken one costs one quote.

Every mark is read as opening, closing or meaning nothing; its glyph and its neighbours give each reading a cost
(a « before a comma more likely closes). Paragraphs whose marks pair off plainly are done at once; elsewhere a beam
search over the stack of open marks finds the cheapest reading (`bilingual.quotes.pairing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bilingual.model import Span

MARK = re.compile(
    r"""
      [«»“”„‟‹›"＂″]
    | << | >> | '' | ``                     # typed twice: <<Oui>>, ``Oui''
    | ['‘’] (?<!\w.) (?=\w)                 # 'oui   but not the apostrophe of l'oui
    | ['’] (?<=[\w.!?…,»].) (?!\w)          # oui'   but not 5' 30 (see _may_quote)
    """,
    re.VERBOSE,
)
"""A character that may be a quotation mark: the two of « Oui », the first of 'oui'; none in l’oui."""

FAMILY = {c: f for f, glyphs in (("«", "« » << >> ‹ ›"), ("“", "“ ” „ ‟"), ('"', '" ＂ ″ \'\' ``'), ("'", "' ‘ ’"))
          for c in glyphs.split()}  # fmt: skip
LEAN = dict.fromkeys(["«", "<<", "‹", "“", "„", "‟", "‘", "``"], "open") | dict.fromkeys(
    ["»", ">>", "›", "”", "’", "''"], "close"
)
ELIDED = re.compile(r"(?:^|[^\w])(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|quoiqu|presqu|aujourd)$", re.IGNORECASE)
"""What stands before the apostrophe of an elision: the "l" of l’« usine », not the "i" of oui’."""

NONE, STRAY = 0.4, 4.0
"""Cost of reading as nothing a mark that is doubled, or a prime (5' 30"), and any other mark."""


class Mark(NamedTuple):
    """A mark and the cost of each way to read it; `first`: nothing but space stands before it in its paragraph."""

    start: int
    end: int
    family: str
    open: float
    close: float
    none: float
    first: bool

    @property
    def plain(self) -> str | None:
        """`open` or `close` where there is no doubt, else None."""
        if self.none >= STRAY:
            if self.open < 0.5 and self.close >= 2.0:
                return "open"
            if self.close < 0.5 and self.open >= 2.0:
                return "close"
        return None


class Stretch(NamedTuple):
    """What stands between two marks in one paragraph: `outer` with its marks, `inner` without, trimmed.

    `run` numbers utterances: the stretches of one that runs on over several paragraphs share it. `opened` and `closed` say
    whether the mark was there.
    """

    inner: Span
    outer: Span
    depth: int
    run: int
    opened: bool = True
    closed: bool = True


def find_marks(text: str, paragraph: Span) -> list[Mark]:
    """All marks of a paragraph, in order, with the costs of their readings."""
    found = [m.span() for m in MARK.finditer(text, paragraph.start, paragraph.end)]
    marks = []
    for i, (start, end) in enumerate(found):
        glyph = text[start:end]
        before = text[paragraph.start : start] if start - paragraph.start < 12 else text[start - 12 : start]
        after = text[end : min(end + 4, paragraph.end)]
        if glyph in "'‘’" and not _may_quote(glyph, before, after):
            continue
        opening, closing = _costs(glyph, before, after)
        twins = [
            j
            for j in (i - 1, i + 1)
            if 0 <= j < len(found)
            and text[found[j][0] : found[j][1]] == glyph
            and not text[min(end, found[j][1]) : max(start, found[j][0])].strip()
        ]
        outside = twins and (twins[-1] > i if opening < closing else twins[0] < i)  # of a doubled mark the outer goes
        prime = glyph in "\"''″＂" and before[-1:].isdigit()
        nothing = NONE / 2 if outside else NONE if twins or prime else STRAY
        marks.append(Mark(start, end, FAMILY[glyph], opening, closing, nothing, not before.strip()))
    return marks if any(m.family != "'" for m in marks) or _balanced(marks) else []


def _may_quote(glyph: str, before: str, after: str) -> bool:
    """Whether a single mark may quote: it opens a word, or closes one that is no elision and no number of feet."""
    if after[:1].isalpha() and not (before and before[-1].isalnum()):
        return True
    return not ELIDED.search(before) and not (before[-1:].isdigit() and glyph != "’")


def _balanced(marks: Sequence[Mark]) -> bool:
    """Single marks alone are quotes only where they open and close in turn: 'oui', never the apostrophe of les 'tits."""
    return len(marks) % 2 == 0 and all(
        m.open < m.close if i % 2 == 0 else m.close < m.open for i, m in enumerate(marks)
    )


def _costs(glyph: str, before: str, after: str) -> tuple[float, float]:
    """The cost of reading a mark as opening and as closing, by its glyph and its neighbours."""
    lean = LEAN.get(glyph)
    opening, closing = (2.0 if lean == "close" else 0.0), (2.0 if lean == "open" else 0.0)
    left, right = before.rstrip()[-1:], after.lstrip()[:1]
    spaced_left, spaced_right = not before or before[-1].isspace(), not after or after[0].isspace()
    if right and right in ",;:)!?" or right == "." and not after.lstrip().startswith("..") or not right:
        opening += 3.0
        closing -= 0.5 if lean == "open" else 0.0
    if not left or left in "(:;[":
        closing += 3.0
        opening -= 0.5 if lean == "close" else 0.0
    wide = FAMILY[glyph] == "«"  # guillemets stand apart from their words: « oui »
    if not wide:
        opening += 2.0 if spaced_right else 0.0
        closing += 2.0 if spaced_left and not spaced_right else 1.0 if spaced_left else 0.0
        closing += 1.0 if not spaced_right and right.isalnum() else 0.0
        opening += 1.5 if not spaced_left and left.isalnum() else 0.0
    else:
        opening += 0.8 if not spaced_left and spaced_right and left.isalnum() else 0.0
        closing += 0.8 if spaced_left and not spaced_right and right.isalnum() else 0.0
    return max(opening, 0.0), max(closing, 0.0)


def pair_plainly(marks: Sequence[Mark]) -> list[tuple[int, int, int]] | None:
    """(opening mark, closing mark, depth) where nobody could read the marks in another way; else None."""
    pairs: list[tuple[int, int, int]] = []
    stack: list[int] = []
    for i, mark in enumerate(marks):
        reading = mark.plain
        if reading == "open":
            if stack and (len(stack) > 2 or marks[stack[-1]].family == mark.family):
                return None
            stack.append(i)
        elif reading == "close" and stack and marks[stack[-1]].family == mark.family:
            pairs.append((stack.pop(), i, len(stack)))
        else:
            return None
    return None if stack else sorted(pairs)


def trim(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, max(start + left, start + len(piece.rstrip())))


def split_lines(text: str) -> Iterator[Span]:
    """The non-empty lines of a text."""
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        yield Span(*match.span())


FOLLOWING = 40
"""Among how many quotes around one the rest of its utterance, or the words of a headline, are looked for."""


def join_run(text: str, stretches: Sequence[Stretch], number: int) -> str:
    """The words of a quote together with those of the same utterance before and behind it."""
    run = stretches[number].run
    first, end = max(0, number - FOLLOWING), number + FOLLOWING
    return " ".join(s.inner.of(text) for s in stretches[first:end] if s.run == run)


def find_dropped(target: str, stretches: Sequence[Stretch]) -> set[int]:
    """The characters of the engine's own marks, with the space they leave behind."""
    edges = [(s.outer.start, s.inner.start) for s in stretches] + [(s.inner.end, s.outer.end) for s in stretches]
    edges += [m.span() for m in MARK.finditer(target) if m[0] not in "'‘’" and not _is_prime(target, m.start())]
    drop = {i for start, end in edges for i in range(start, end)}
    for i in sorted(drop):
        before, after = target[i - 1 : i], target[i + 1 : i + 2]
        if (
            i + 1 not in drop
            and before.isspace()
            and i - 1 not in drop
            and (not after or after in " ,.;:!?)\u00a0\u202f")
        ):
            drop.add(i - 1)
    return drop


def _is_prime(text: str, at: int) -> bool:
    """Whether the mark at `at` counts feet or inches: 5' 30"."""
    return at > 0 and text[at - 1].isdigit() and text[at] == '"'
