"""Gold quotes in one shape, whatever they come from, and the plain regular expressions every finder must beat."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bilingual.gold import load_gold
from bilingual.model import Quote, Span
from bilingual.readers import read
from bilingual.text import normalise


@dataclass(frozen=True)
class Annotated:
    """A quote as annotated; `kind`, `speakers` and `mention` are empty or None where the gold does not tell them."""

    span: Span
    kind: str = ""
    speakers: tuple[str, ...] = ()
    cue: str | None = None
    mention: Span | None = None


@dataclass(frozen=True)
class Text:
    """A text with its gold: the paragraphs to search in, the quotes in them, what the gold tells (kinds, speakers …)."""

    name: str
    text: str
    paragraphs: tuple[Span, ...] | None
    quotes: tuple[Annotated, ...]
    tells: frozenset[str]


def load_corpus(folder: Path, split: str) -> Iterator[Text]:
    """The articles of our own corpus, cut into paragraphs by the reader of the library."""
    for article in load_gold(folder, split):
        found = read(article.path)
        quotes = tuple(Annotated(q.span, q.kind, q.speakers, q.cue) for q in article.quotes)
        paragraphs = tuple(p.span for p in found.paragraphs) if found.text == article.text else None
        yield Text(article.name, article.text, paragraphs, quotes, frozenset(("kind", "speaker", "cue")))


def load_seeds(folder: Path) -> Iterator[Text]:
    """The real pages the library was asked for."""
    for name, entry in sorted(json.loads((folder / "quotes.json").read_text(encoding="utf-8")).items()):
        path = folder / name
        text = normalise(path.read_text(encoding="utf-8"))
        quotes = tuple(
            Annotated(
                Span(q["start"], q["end"]), q["kind"], tuple(q["speaker"].split("|")) if q["speaker"] else (), q["cue"]
            )
            for q in entry["quotes"]
        )
        found = read(path)
        paragraphs = tuple(p.span for p in found.paragraphs) if found.text == text else None
        yield Text(name, text, paragraphs, quotes, frozenset(("kind", "speaker", "cue")))


def load_fiction(folder: Path) -> Iterator[Text]:
    """French prose in brat's format; the marks and dashes that the gold takes in are left out, as in our spans."""
    for path in sorted(folder.glob("*.ann")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        spans, sources = _read_brat(path)
        quotes = []
        for key, (label, start, end) in spans.items():
            if label != "Citation":
                continue
            inner = re.sub(r"^[\s«»“”\"–—-]+", lambda m: "\0" * len(m[0]), text[start:end])
            left = len(inner) - len(inner.lstrip("\0"))
            right = len(text[start:end].rstrip(' \u00a0\u202f\n»”"'))
            mention = spans.get(sources.get(key, ""))
            quotes.append(
                Annotated(
                    Span(start + left, max(start + left, start + right)),
                    mention=Span(*mention[1:]) if mention else None,
                )
            )
        yield Text(path.stem, text, None, tuple(sorted(quotes, key=lambda q: q.span)), frozenset(("mention",)))


def _read_brat(path: Path) -> tuple[dict[str, tuple[str, int, int]], dict[str, str]]:
    spans: dict[str, tuple[str, int, int]] = {}
    sources: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        key, body, *_ = line.split("\t")
        if key.startswith("T"):
            label, rest = body.split(" ", 1)
            numbers = [int(n) for n in re.findall(r"\d+", rest)]
            spans[key] = (label, min(numbers), max(numbers))
        elif key.startswith("R") and body.startswith("Source"):
            speaker, quote = (part.split(":")[1] for part in body.split()[1:3])
            sources[quote] = speaker
    return spans, sources


PLAIN_MARKS = re.compile(r"«\s*([^«»]+?)\s*»|“([^“”]+)”|\"([^\"\n]+)\"")
"""« oui », “oui”, "oui"; nothing broken."""

PLAIN_DASH = re.compile(r"^[–—]\s*(.+)$", re.MULTILINE)
"""– Oui, at the beginning of a line."""

PLAIN_CUE = re.compile(
    r"[»”\"]?,?\s*((?:a|ont|avait)(?:-t-(?:il|elle))?\s(?:déclaré|dit|expliqué|indiqué|ajouté|affirmé|estimé|précisé|assuré)"
    r"|(?:explique|déclare|dit|ajoute|affirme|estime|précise|assure|selon))\s?"
    r"((?:[A-Z][\w-]+\s?){2,3}|(?:le|la|un|une)\s\w+)?"
)
"""The cue and speaker right after a quote: a déclaré Jean Petit."""


def find_plainly(text: str) -> list[Quote]:
    """What plain regular expressions find: the baseline."""
    quotes = []
    for match in [*PLAIN_MARKS.finditer(text), *PLAIN_DASH.finditer(text)]:
        group = match.lastindex or 0
        start, end = match.span(group)
        cue = PLAIN_CUE.match(text, match.end() - 1)
        speaker = cue[2].strip() if cue and cue[2] else None
        kind = "direct" if text[start : start + 1].isupper() else "mixed" if cue else "term"
        quotes.append(
            Quote(
                f"q{len(quotes)}", kind, Span(start, end), f"g{len(quotes)}", None, speaker,
                Span(*cue.span(2)) if cue and speaker else None, Span(*cue.span(1)) if cue else None,
            )
        )  # fmt: skip
    return sorted(quotes, key=lambda q: q.span)
