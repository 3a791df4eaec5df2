"""A gold corpus: articles as they were found, and what people say is in them, in files a linguist can edit.

```
manifest.json                 {"articles": {NAME: {"split": "dev" | "test", "style": …, counts, digests}}}
articles/NAME.txt             the article as it was found, furniture included
gold/NAME.sentences           one sentence a line, an empty line between paragraphs
gold/NAME.english             its English, line for line
gold/NAME.quotes.tsv          text, kind, speaker, cue, group; a header line; "-" for unknown
gold/NAME.furniture           what is not part of the article, one stretch a line, in order
```
Texts in the gold files are found in the article one after the other, so no offsets are written by hand.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.model import Span
from bilingual.text import normalise

QUOTE_COLUMNS = ("text", "kind", "speaker", "cue", "group")
"""The columns of a quotes file. `speaker` may hold several names that are right, joined by ``|``."""


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A quote as annotated: `speakers` are the names that are right, empty where nobody is quoted or nobody knows."""

    span: Span
    kind: str
    speakers: tuple[str, ...]
    cue: str | None
    group: str


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article of the corpus; all spans point into `text`, the normalised content of `path`."""

    name: str
    path: Path
    split: str
    text: str
    paragraphs: tuple[tuple[Span, ...], ...]
    english: tuple[tuple[str, ...], ...]
    quotes: tuple[GoldQuote, ...]
    furniture: tuple[Span, ...]

    @property
    def sentences(self) -> list[Span]:
        """All sentences, in order."""
        return [span for paragraph in self.paragraphs for span in paragraph]


def load_gold(folder: Path | str, split: str | None = None) -> list[GoldArticle]:
    """The articles of a gold corpus, sorted by name; with `split`, those of that split only.

    Raises:
        ReadError: the folder is no gold corpus, or a gold file does not agree with its article; it says where.
    """
    folder = Path(folder)
    try:
        entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["articles"]
    except (OSError, ValueError, KeyError) as error:
        raise ReadError(f"{folder} is no gold corpus: its manifest.json cannot be read ({error}).") from error
    return [
        _load_article(folder, name, entry["split"])
        for name, entry in sorted(entries.items())
        if split is None or entry["split"] == split
    ]


def renew_manifest(folder: Path) -> int:
    """Check every gold file against its article, renew counts and digests, and return the number of articles."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for article in load_gold(folder):
        manifest["articles"][article.name].update(describe(article))
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return len(manifest["articles"])


def describe(article: GoldArticle) -> dict[str, object]:
    """What the manifest says of an article: counts, and the SHA-256 of the article and of its gold files."""
    gold = article.path.parent.parent / "gold"
    digest = hashlib.sha256()
    for suffix in ("sentences", "english", "quotes.tsv", "furniture"):
        digest.update((gold / f"{article.name}.{suffix}").read_bytes())
    return {
        "words": len(article.text.split()),
        "sentences": len(article.sentences),
        "quotes": len(article.quotes),
        "furniture": len(article.furniture),
        "article_sha256": hashlib.sha256(article.path.read_bytes()).hexdigest(),
        "gold_sha256": digest.hexdigest(),
    }


def _load_article(folder: Path, name: str, split: str) -> GoldArticle:
    path = folder / "articles" / f"{name}.txt"
    text = normalise(_read(path))

    def lines(suffix: str) -> list[str]:
        return normalise(_read(folder / "gold" / f"{name}.{suffix}")).rstrip("\n").split("\n")

    blocks = _blocks(lines("sentences"))
    english = _blocks(lines("english"))
    if [len(b) for b in blocks] != [len(b) for b in english]:
        raise ReadError(f"{name}.english does not have the same lines and paragraphs as {name}.sentences.")
    flat = _locate(text, [s for block in blocks for s in block], f"{name}.sentences")
    paragraphs, at = [], 0
    for block in blocks:
        paragraphs.append(tuple(flat[at : at + len(block)]))
        at += len(block)
    furniture = _locate(text, [line for line in lines("furniture") if line.strip()], f"{name}.furniture")
    return GoldArticle(
        name,
        path,
        split,
        text,
        tuple(paragraphs),
        tuple(map(tuple, english)),
        _quotes(text, lines("quotes.tsv"), name),
        tuple(furniture),
    )


def _quotes(text: str, lines: list[str], name: str) -> tuple[GoldQuote, ...]:
    rows = [line.split("\t") for line in lines if line.strip()]
    if not rows or tuple(rows[0]) != QUOTE_COLUMNS:
        raise ReadError(f"{name}.quotes.tsv must begin with the header {' '.join(QUOTE_COLUMNS)} (tabs between them).")
    bad = next((row for row in rows if len(row) != len(QUOTE_COLUMNS)), None)
    if bad:
        raise ReadError(
            f"{name}.quotes.tsv: the row {' | '.join(bad)[:60]!r} does not have {len(QUOTE_COLUMNS)} columns."
        )
    spans = _locate(text, [row[0] for row in rows[1:]], f"{name}.quotes.tsv", nested=True)
    return tuple(
        GoldQuote(
            span, row[1], () if row[2] == "-" else tuple(row[2].split("|")), None if row[3] == "-" else row[3], row[4]
        )
        for span, row in zip(spans, rows[1:], strict=True)
    )


def _locate(text: str, pieces: list[str], where: str, nested: bool = False) -> list[Span]:
    """Find the pieces one after the other; nested pieces may begin inside the piece before."""
    spans, at = [], 0
    for piece in pieces:
        start = text.find(piece, at)
        if start < 0:
            raise ReadError(f"{where}: {piece[:60]!r} is not in the article after position {at}.")
        spans.append(Span(start, start + len(piece)))
        at = start + 1 if nested else start + len(piece)
    return spans


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ReadError(f"The gold corpus lacks {path.name}, or it is not UTF-8 ({error}).") from error


if __name__ == "__main__":
    print(f"{renew_manifest(Path(sys.argv[1]))} articles agree with their gold; the manifest is renewed.")
