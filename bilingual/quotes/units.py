"""A unit, the sentence-like stretch cues are looked for in, and what a cue is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bilingual.model import Span
from bilingual.quotes.clauses import Chunk, find_chunks
from bilingual.quotes.names import Names, Phrase
from bilingual.quotes.saying import Verb, find_verbs
from bilingual.quotes.words import Token, tokenise


class Cue(NamedTuple):
    """What introduces a quote: `pattern` names the shape it was found by, `place` its tokens, `subject` who speaks."""

    pattern: str
    place: tuple[int, int]
    subject: Phrase | None
    form: str = ""
    verb: Verb | None = None


class Unit:
    """A sentence-like stretch of tokens with its noun phrases and verbs of saying, worked out when asked for."""

    def __init__(self, text: str, span: Span, quotes: Sequence[tuple[int, Span]], names: Names) -> None:
        self.text = text
        self.span = span
        self.holes = quotes
        self.names = names
        self._tokens: list[Token] | None = None
        self._chunks: list[Chunk] | None = None
        self._verbs: list[Verb] | None = None

    @property
    def tokens(self) -> list[Token]:
        """The words and marks of the unit; each quote is one token."""
        if self._tokens is None:
            self._tokens = tokenise(self.text, self.span, self.holes)
        return self._tokens

    @property
    def chunks(self) -> list[Chunk]:
        """The noun phrases, left to right."""
        if self._chunks is None:
            self._chunks = find_chunks(self.tokens, self.names)
        return self._chunks

    @property
    def verbs(self) -> list[Verb]:
        """The verbs of saying, left to right."""
        if self._verbs is None:
            self._verbs = find_verbs(self.tokens)
        return self._verbs

    @property
    def quotes(self) -> list[int]:
        """The token numbers of the quotes."""
        return [i for i, t in enumerate(self.tokens) if t.kind == "quote"]


def place_of(unit: Unit, place: tuple[int, int]) -> Span | None:
    """Where tokens stand in the text; None for no token."""
    start, end = place
    return Span(unit.tokens[start].start, unit.tokens[end - 1].end) if start < end else None
