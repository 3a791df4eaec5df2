"""What an engine is given of a sentence: cut where it is too long, without what would mislead it.

Capitals are lowered, marks that have no partner get one, addresses and code get a stand-in; every part remembers how to
find the characters of the sentence again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bilingual.engines.draft import Edit, rewrite, undo
from bilingual.engines.marks import Marked, pair_marks
from bilingual.model import Span

LONGEST = 320
"""Characters of a sentence that are given at once: beyond, engines of this kind drop clauses."""

BOUNDARIES = (
    re.compile(r"[;:]\s | [.!?…][»”\"]?\s | \s[–—]\s", re.VERBOSE),
    re.compile(r",\s(?=(?:et|mais|ou|car|donc|or|puis|qui|que|dont|où|alors|tandis|lorsque|quand|si|ce)\b)"),
    re.compile(r",\s"),
    re.compile(r"\s(?=(?:et|mais|ou|car|puis|qui|dont|alors|tandis|parce|afin|pour)\b)"),
    re.compile(r"\s"),
)
"""Where a long sentence may be cut, best first; the second part begins after the match: "vite ; |il"."""

VERBATIM = re.compile(
    r"""
      (?:https?://|www\.)[^\s»”"]*[^\s»”".,;:!?)]                 # https://exemple.fr/a?b=1
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                 # prenom@exemple.fr
    | (?<!\w)[@\#]\w+                                              # @compte  #motcle
    | \S{60,}                                                      # no word of any language
    | `[^`]+`                                                      # `code`
    | (?<![\w/])(?:/[\w.-]+){2,}/?                                 # /usr/lib
    | \b[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|net|eu|info|io|html?|pdf)\b(?!\.\w)   # exemple.fr
    """,
    re.VERBOSE,
)
"""What has no translation: "https://exemple.fr", "@compte", "`rm -r`"; not "etc." nor "3.5"."""

LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]")
"""A letter French is written with; a text without any has nothing to be translated."""

CODE = re.compile(r"^\s*(?:<[^>]*>|[{}\[\]();]|[\w.]+\(.*\)\s*[;{:]?|.*[;{}])\s*$")
"""A line of code: "print(x)", "</div>", "int a = 1;"; not "Non (pas encore)." Only with `CODE_SIGNS`."""

CODE_SIGNS = re.compile(r"[={}<>\\]|\w\(|\w_\w")
"""Signs that prose does not have: "a = b", "f(x)", "a_b"."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence, and what the engine is given for it.

    `start` is its place in the sentence; `given` is "" where nothing is to be translated; `back` are the edits that
    lead from `given` to `source`; `edge` is the pair of marks around all of it; `stand_ins` lead to what they stand for.
    """

    start: int
    source: str
    given: str
    back: tuple[Edit, ...] = ()
    pairs: tuple[Marked, ...] = ()
    edge: Marked | None = None
    stand_ins: tuple[tuple[str, str], ...] = ()
    shouted: bool = False

    def spans_in_source(self, spans: Sequence[Span]) -> list[Span]:
        """Where spans of `given` stand in `source`."""
        return rewrite(self.given, spans, self.back)[1]


def cut(sentence: str, longest: int = LONGEST) -> list[Part]:
    """The parts of a sentence, in order; each at most `longest` characters, cut at clauses where that can be.

    >>> [part.given for part in cut("Il est parti ; elle est restée.", 20)]
    ['Il est parti ;', 'elle est restée.']
    """
    parts = []
    for start, end in _cuts(sentence, longest):
        source = sentence[start:end]
        indent = len(source) - len(source.lstrip())
        parts.append(_prepare(start + indent, source.strip()))
    return [part for part in parts if part.source]


def _cuts(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """Where the parts begin and end: as few as can be, of about the same length."""
    start = 0
    while len(text) - start > longest:
        left = len(text) - start
        wanted = start + left // -(-left // longest)
        low, high = start + max(1, (wanted - start) // 2), min(start + longest, len(text))
        end = _boundary(text, low, high, wanted) or high
        yield start, end
        start = end
    yield start, len(text)


def _boundary(text: str, low: int, high: int, wanted: int) -> int | None:
    for pattern in BOUNDARIES:
        ends = [match.end() for match in pattern.finditer(text, low, high)]
        if ends:
            return min(ends, key=lambda end: abs(end - wanted))
    return None


def _prepare(start: int, source: str) -> Part:
    rest = VERBATIM.sub("", source)
    if not LATIN.search(rest) or (CODE.match(source) and CODE_SIGNS.search(source)):
        return Part(start, source, "")
    shouted = is_shouted(rest)
    text = lower(source) if shouted else source
    pairs = pair_marks(source)
    edge = next((pair for pair in pairs if _surrounds(pair, source)), None)
    inner = [pair for pair in pairs if pair is not edge]
    edits: list[Edit] = []
    stand_ins = []
    for number, match in enumerate(VERBATIM.finditer(source), 1):
        stand_in = f"{_free_letter(source)}{number}"
        stand_ins.append((stand_in, match.group()))
        edits.append((*match.span(), stand_in))
    if edge is not None:
        edits += _without(edge, source)
    edits += [(0, 0, '"') for pair in inner if pair.opening is None]
    edits += [(len(source), len(source), '"') for pair in inner if pair.closing is None]
    edits.sort(key=lambda edit: (edit[0], edit[1]))
    given, back = rewrite(text, (), edits)[0], undo(source, edits)
    return Part(start, source, given, back, tuple(inner), edge, tuple(stand_ins), shouted)


def is_shouted(text: str) -> bool:
    """Whether a line is set in capitals: two words or more, no small letter."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    return len(words) > 1 and text.upper() == text and any(len(word) > 4 for word in words)


def lower(text: str) -> str:
    """A line in capitals as a sentence: the same length, its first letter a capital."""
    lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    first = next((place for place, c in enumerate(lowered) if c.isalpha()), 0)
    return text[: first + 1] + lowered[first + 1 :]


def _surrounds(pair: Marked, source: str) -> bool:
    """Whether nothing but a final stop is outside the pair."""
    before = "" if pair.opening is None else source[: pair.opening]
    after = "" if pair.closing is None else source[pair.closing + 1 :]
    return not before.strip() and not after.strip(" \u00a0\u202f.!?…")


def _without(pair: Marked, source: str) -> list[Edit]:
    """The edits that take the marks of a pair out, with the space inside them."""
    edits: list[Edit] = []
    if pair.opening is not None:
        inside = source[pair.opening + 1 :]
        edits.append((0, pair.opening + 1 + len(inside) - len(inside.lstrip()), ""))
    if pair.closing is not None:
        edits.append((len(source[: pair.closing].rstrip()), pair.closing + 1, ""))
    return edits


def _free_letter(text: str) -> str:
    return next((letter for letter in "XYZQW" if not re.search(rf"{letter}\d", text)), "XX")
