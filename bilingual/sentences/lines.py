"""Where line ends were lost: headlines, items of lists and sentences without a stop in one endless line of text.

A text copied out of a page often comes as one long line, its headlines run into the sentences after them: "Amélioration
de la sécurité Le maire a invité le conseil …". No stop tells where they end. A small logistic model decides at each
capital, number or dash that follows no stop, by what stands around it; above all by how seldom the word is written with
a capital inside a sentence (`data/capitals.txt`). Its weights (`data/line_ends.txt`) were learnt from press articles
and web pages whose line ends are known.

How often line ends are lost differs from text to text, and the sentences read so far tell: the threshold follows their
running rate (the shift of the prior in Saerens, Latinne and Decaestecker, "Adjusting the outputs of a classifier to new
a priori probabilities", 2002).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import exp, log

from bilingual.lexicon import load_lines, load_table, load_words

TOKEN = re.compile(r"\S+")
"""What stands between two white spaces."""

LETTERS = re.compile(r"[^\W\d_]+['’]?")
"""The first word of a token, an elided article alone: "L'" of "L'avis"."""

OPENING = "«“\"(['‘’"
MARKS = OPENING + "»”)],;:!?"
DASHES = frozenset("-–—•·●▪*")

SIZES = [max(size for size in (0, 1, 2, 3, 4, 6, 9, 13, 20, 35) if size <= number) for number in range(36)]
"""The class of every number of words."""

LEFT_OUT = ("(...)", "[...]", "(…)", "[…]")
"""Words left out; what follows goes on."""

FEWEST_ITEMS = 3
"""As many semicolons before one stop are the line ends of a list: "la mairie ; l'école ; le stade ; la gare."."""

LEARNT_RATE = 0.5
"""The lost line ends for each stop that the threshold 0 of the weights stands for."""

FIRST_RATE, FIRST_WEIGHT = 0.02, 30.0
"""The rate that is expected before anything was read, and how many sentences that expectation counts for."""

MEMORY, TRUST = 0.995, 0.9
"""How much of the count is kept from one stop to the next; how far the threshold follows the rate."""


@dataclass(slots=True)
class Line:
    """What is known of the line that is being read: the tokens of a stretch, read up to `at`."""

    tokens: list[str]
    at: int = 0
    begin: int = 0
    after_lost: bool = False
    verb: bool = False
    depth: int = 0
    quoted: bool = False

    def read(self, until: int) -> None:
        """Take in the tokens before `until`."""
        tokens = self.tokens[self.at : until]
        self.at = until
        self.verb = self.verb or not load_clause_words().isdisjoint(tokens)
        text = " ".join(tokens)
        self.depth += sum(map(text.count, "(«“[")) - sum(map(text.count, ")»”]"))
        self.quoted ^= text.count('"') % 2 == 1

    def end(self) -> None:
        """Begin a new line after a lost line end."""
        self.begin, self.after_lost, self.verb, self.depth, self.quoted = self.at, True, False, 0, False


def find_lost(text: str, start: int, ends: Iterable[int]) -> Iterator[int]:
    """The positions where a line end was lost, in `text` from `start` on; `ends` are the ends its stops tell."""
    weights = load_weights()
    lost, stops = FIRST_RATE * FIRST_WEIGHT, FIRST_WEIGHT
    for end in ends:
        lost, stops = lost * MEMORY, stops * MEMORY + 1
        line = Line(text[start:end].split())
        places: list[int] = []
        for at, cues in find_places(line):
            score = sum([weights.get(cue, 0.0) for cue in cues]) - TRUST * log(LEARNT_RATE * stops / lost)
            if score > -4:
                lost += 1 / (1 + exp(-min(score, 50.0)))
            if score > 0:
                places.append(at)
                line.end()
        if text.count(";", start, end) >= FEWEST_ITEMS:
            ended = [at + 1 for at, token in enumerate(line.tokens[:-1]) if token[-1] == ";"]
            places = sorted({*places, *ended}) if len(ended) >= FEWEST_ITEMS else places
        if places:
            positions = [token.start() for token in TOKEN.finditer(text, start, end)]
            yield from (positions[at] for at in places)
        start = end


def find_places(line: Line) -> Iterator[tuple[int, list[str]]]:
    """The tokens before which a line may have ended, and the cues for and against it. Calls `line.read`."""
    tokens = line.tokens
    capitals = [at for at, token in enumerate(tokens) if not token[0].islower()]
    dashes = sum(tokens[at] in DASHES for at in capitals)
    for at in capitals:
        dashes -= tokens[at] in DASHES
        if at and may_begin(tokens, at):
            line.read(at)
            yield at, find_cues(line, at, dashes)


def may_begin(tokens: list[str], at: int) -> bool:
    """Whether a line may begin with this token: a capital, a number or a dash, after no small word and no stop."""
    token, before = tokens[at], tokens[at - 1]
    first = token[0]
    if first in OPENING and len(token) > 1:
        inner = token.lstrip(OPENING)
        if not inner or not inner[0].isupper():
            return False
    elif not (first.isupper() or first.isdigit() or token in DASHES):
        return False
    if before[-1] in ".!?…" or before in LEFT_OUT:
        return False
    return before.lower() not in load_words("unfinished.txt")


def find_cues(line: Line, at: int, dashes: int) -> list[str]:
    """What tells for or against a line end before the token at `at`; `dashes` stand alone after it."""
    tokens = line.tokens
    token, before = tokens[at], tokens[at - 1]
    ending = _ending(before)
    dash = "d" if token in DASHES else ""
    head = at + 1 if dash else at
    inner = tokens[head].lstrip(OPENING) if head < len(tokens) else ""
    found = LETTERS.match(inner)
    word = found.group().replace("’", "'") if found else ""
    rank = _rank(word, inner)
    after = _after(tokens, head, inner, word)
    begin = dash + (token[0] if token[0] in OPENING else "") + rank
    length, rest = _size(at - line.begin), _size(len(tokens) - at)
    last = before.strip(MARKS)
    known = _rank(last, last) if ending in ("c", "A", "C") else ending
    earlier = _shape(tokens[at - 2]) if at > 1 else "-"
    frequent = word if word in load_words("starters.txt") or word.endswith("'") else "*"
    cues = [
        f"ending,begin {ending},{begin}",
        f"begin,after {begin},{after}",
        f"length,rest {length},{rest}",
        f"length,verb {length},{line.verb:d}",
        f"lost,length {line.after_lost:d},{length}",
        f"earlier,ending {earlier},{ending}",
        f"nested {min(max(line.depth, 0), 1)},{line.quoted:d}",
        f"ending,after {ending},{dash}{after}",
        f"word,after {frequent},{after}",
        f"last,begin {known},{begin}",
    ]
    if rank == "u":
        cues.append(f"suffix {word[-4:]}")
    if ending == "l":
        cues.append(f"last suffix {last[-3:].lower()}")
    if dash:
        cues.append(f"dashes {min(dashes, 2)},{after}")
    return cues


def _ending(token: str) -> str:
    """The class of what a token ends with: l small letter (c in a word with a capital), A C U capitals, 0 digit, a mark."""
    last = token[-1]
    if last.islower():
        return "c" if token[0].isupper() else "l"
    if last.isupper():
        return "A" if len(token) > 1 and token.isupper() else "C" if token[0].isupper() else "U"
    return "0" if last.isdigit() else last if last in MARKS or last in "-%" else "x"


def _shape(token: str) -> str:
    """The class of what a token begins with: A all capitals, C capital, I one capital, l small letter, 0 digit, x mark."""
    if token[:1].isupper():
        return "I" if len(token) == 1 else "A" if token.isupper() else "C"
    return "l" if token[:1].islower() else "0" if token[:1].isdigit() else "x" if token else "-"


def _rank(word: str, token: str) -> str:
    """How seldom a word is written with a capital inside a sentence, 1 to 6; u unknown; else its shape."""
    shape = _shape(token)
    return load_ranks().get(word) or ("u" if shape == "C" else shape)


def _after(tokens: list[str], head: int, inner: str, word: str) -> str:
    """The shape of the word after the first one, which may stand in the same token after an elision."""
    if word.endswith("'"):
        return _shape(inner[len(word) :]) + "'"
    return _shape(tokens[head + 1].lstrip(OPENING)) if head + 1 < len(tokens) else "-"


def _size(number: int) -> int:
    """A number of words, in classes."""
    return SIZES[min(number, 35)]


@cache
def load_clause_words() -> frozenset[str]:
    """The words of `data/clause_words.txt`, also with a capital and with a typographic apostrophe."""
    words = load_words("clause_words.txt")
    words |= {word.replace("'", "’") for word in words}
    return words | {word.capitalize() for word in words}


@cache
def load_ranks() -> dict[str, str]:
    """The words of `data/capitals.txt` and their ranks."""
    ranks = {}
    for line in load_lines("capitals.txt"):
        rank, *words = line.split()
        ranks.update(dict.fromkeys(words, rank))
    return ranks


@cache
def load_weights() -> dict[str, float]:
    """The cues of `data/line_ends.txt` and their weights."""
    return {cue: float(weight) for cue, weight in load_table("line_ends.txt").items()}
