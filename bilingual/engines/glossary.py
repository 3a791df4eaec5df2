"""A user's terms: wherever a source term stands, its English term is what is printed."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bilingual.engines import Engine
from bilingual.engines.draft import Draft, Edit, rewrite, undo
from bilingual.errors import EngineError
from bilingual.model import Span, Translation
from bilingual.text import fold

INFLECTED = re.compile(r"(?:e?s|x|e|aux|al|ale|ales)?$")
"""The ending of a French noun or adjective: "s" of "barrages", "aux" of "régionaux"; the stem is before it."""

TARGET_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
"""A word of the English text: "people’s", "state-owned"."""


class Glossary:
    """Terms of a source language and their English, from a CSV file with two columns.

    Terms are found in any case and in plural or feminine form.
    """

    def __init__(self, terms: dict[str, str]) -> None:
        self._terms = {fold(source): target for source, target in terms.items()}
        inflected = sorted(self._terms, key=len, reverse=True)
        self._pattern = re.compile(r"(?<!\w)(?:" + "|".join(f"({_any_form(term)})" for term in inflected) + r")(?!\w)")
        self._targets = [self._terms[term] for term in inflected]
        self.digest = hashlib.blake2b(repr(sorted(self._terms.items())).encode(), digest_size=4).hexdigest()

    @classmethod
    def load(cls, path: Path | str) -> Glossary:
        """The glossary in a CSV file: source term, target term; a comma, semicolon or tab between them.

        Raises:
            EngineError: the file cannot be read or a line has not two terms; the message names the line.
        """
        try:
            lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise EngineError(f"The glossary {path} cannot be read: {error}.") from error
        delimiter = max("\t;,", key=lambda mark: sum(mark in line for line in lines))
        terms = {}
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter), 1):
            cells = [cell.strip() for cell in row]
            if not any(cells) or cells[0].startswith("#"):
                continue
            if len(cells) < 2 or not cells[0] or not cells[1]:
                raise EngineError(f"Line {number} of the glossary {path} needs a source term and a target term.")
            terms[cells[0]] = cells[1]
        if not terms:
            raise EngineError(f"The glossary {path} holds no terms.")
        return cls(terms)

    def find(self, source: str) -> list[tuple[Span, str]]:
        """The terms in `source`: where each stands, and its English."""
        return [
            (Span(*match.span()), self._targets[(match.lastindex or 1) - 1])
            for match in self._pattern.finditer(fold(source))
        ]

    def missing(self, source: str, target: str) -> list[str]:
        """The English terms that `target` should hold and does not."""
        return [term for _, term in self.find(source) if fold(term) not in fold(target)]


class GlossaryEngine:
    """An engine that prints the terms of a glossary.

    The engine is given the English term in place of the source term, which most engines copy; where it does not, the
    words that read the term are replaced.
    """

    def __init__(self, engine: Engine, glossary: Glossary) -> None:
        self._engine, self._glossary = engine, glossary

    def __getattr__(self, name: str) -> Any:
        """Whatever else the engine offers: its languages, its fingerprint, `attend`."""
        return getattr(self._engine, name)

    @property
    def signature(self) -> str:
        """The engine's signature and which glossary was used."""
        name = getattr(self._engine, "signature", type(self._engine).__qualname__)
        return f"{name} | glossary {self._glossary.digest}"

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """One translation for each sentence, every term in it as the glossary says.

        Raises:
            EngineError: the engine fails.
        """
        edits = [[(*span, term) for span, term in self._glossary.find(sentence)] for sentence in sentences]
        given = [rewrite(sentence, (), some)[0] for sentence, some in zip(sentences, edits)]
        translations = self._engine.translate(given)
        return [_with_terms(*one) for one in zip(sentences, given, edits, translations)]


def _with_terms(sentence: str, given: str, edits: Sequence[Edit], translation: Translation) -> Translation:
    """The translation of `given`, its attention pointing into `sentence`, with every term in it."""
    if not edits or translation.attention is None:
        return translation
    attention = translation.attention
    sources = tuple(rewrite(given, attention.source, undo(sentence, edits))[1])
    score = 0.0 if translation.score is None else translation.score
    draft = Draft(sentence, translation.text, sources, attention.target, attention.weights, score)
    for start, end, term in edits:
        if fold(term) not in fold(draft.text):
            draft = _forced(draft, Span(start, end), term)
    return replace(draft.finish(), score=translation.score)


def _forced(draft: Draft, source: Span, term: str) -> Draft:
    """The draft with `term` in place of the words that read `source` most."""
    words = [Span(*match.span()) for match in TARGET_WORD.finditer(draft.text)]
    shares = [draft.share(source, word) for word in words]
    if not words:
        return draft
    best = max(range(len(words)), key=shares.__getitem__)
    first = last = best
    while first > 0 and shares[first - 1] > 0.5:
        first -= 1
    while last + 1 < len(words) and shares[last + 1] > 0.5:
        last += 1
    return draft.edit([(words[first].start, words[last].end, term)])


def _any_form(term: str) -> str:
    """A pattern for a term in singular and plural, masculine and feminine."""
    words = []
    for word in term.split():
        stem = INFLECTED.sub("", word) if len(word) > 4 else word
        words.append(re.escape(stem) + (r"(?:e?s?|x|aux|al|ales?)" if len(word) > 2 else ""))
    return r"\s+".join(words)
