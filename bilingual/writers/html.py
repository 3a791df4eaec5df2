"""The reader's page: one self-contained HTML file, from which no request leaves.

Everything a reader needs stands in the page itself and works without scripts; the script adds what needs one: words
that light up, sentences that open on a tap, reading aloud, keys. The policy of the page lets only its own style
and script run, so that nothing in an article can.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bilingual.model import BilingualDocument, Quote
from bilingual.writers.layout import Block, Row, find_doubts, lay_out, name_article, typeset
from bilingual.writers.ledger import Ledger, Utterance, find_ledger
from bilingual.writers.metadata import describe
from bilingual.writers.pieces import capitalise, make_pieces, name_classes, name_once

UNSURE = 0.6
"""Below this confidence the name of a speaker is marked as uncertain."""

NOTE_MARKS = "†‡§¶"
"""What points from a doubtful sentence to its note, one after the other within a paragraph."""

WEB_ADDRESS = re.compile(r"https?://[^\s]+")
"""An address a page may link to: "https://example.org/a" is one, "javascript:alert(1)" is not."""

LANGUAGES = {"fr": "French", "en": "English"}

KEYS = (
    (("1", "…", "5"), "what to show, from French only to English only"),
    (("j", "k"), "next, previous sentence"),
    (("Enter",), "the English of this sentence"),
    (("←", "→"), "word by word in this sentence"),
    (("l", "L"), "read this sentence aloud, read on from here"),
    (("q", "n", "p"), "the quotes: list, next, previous"),
    (("b",), "from a quote back to the article"),
    (("+", "-", "w"), "text size, line width"),
    (("d",), "light, dark, as the machine"),
    (("Esc",), "stop, close"),
)


def render(document: BilingualDocument) -> bytes:
    """The document as one HTML page, UTF-8."""
    shown = typeset(document)
    ledger = find_ledger(shown)
    blocks = lay_out(shown)
    style, script = load_source("page.css"), load_source("page.js")
    context = {
        "document": document,
        "id": hashlib.sha256(document.source.text.encode()).hexdigest()[:16],
        "title": " — ".join(filter(None, (name_article(document), document.target.title))),
        "heading": "" if blocks and blocks[0].kind == "title" else document.source.title or "Article",
        "source_lang": document.source.lang,
        "target_lang": document.target.lang,
        "facts": list_facts(document, ledger),
        "url": document.source.url if WEB_ADDRESS.fullmatch(document.source.url or "") else None,
        "blocks": [_block(block, ledger) for block in blocks],
        "ledger": [_entry(shown, utterance, ledger) for utterance in ledger.utterances],
        "speakers": [_speaker(ledger, number) for number in range(1, len(ledger.speakers) + 1)],
        "terms": [_term(shown, term) for term in ledger.terms],
        "doubtful": next((row.number for block in blocks for row in block.rows if row.pair.flags), None),
        "json_ld": _json(describe(document)),
        "links": _json([_links(document, row) for block in blocks for row in block.rows]),
        "style": Markup(style),
        "script": Markup(script),
        "style_hash": hash_source(style),
        "script_hash": hash_source(script),
        "keys": KEYS,
        **_choices(document),
    }
    return environment().get_template("page.html").render(context).encode("utf-8")


def _choices(document: BilingualDocument) -> dict[str, tuple[tuple[str, str, str], ...]]:
    source, target = (LANGUAGES.get(side.lang, side.lang) for side in (document.source, document.target))
    return {
        "views": (
            ("source", source, f"{source} only (key 1)"),
            ("tap", "Tap", f"Tap a sentence for its {target} (key 2)"),
            ("veil", "Veil", f"{target} veiled until you point at it (key 3)"),
            ("both", "Both", "Side by side (key 4)"),
            ("target", target, f"{target} only (key 5)"),
        ),
        "sizes": tuple(
            (value, label, "")
            for value, label in zip(("xs", "s", "m", "l", "xl"), ("−2", "−1", "0", "+1", "+2"), strict=True)
        ),
        "widths": (("narrow", "Narrow", ""), ("normal", "Normal", ""), ("wide", "Wide", "")),
        "lights": (("auto", "Auto", ""), ("light", "Light", ""), ("dark", "Dark", "")),
        "rates": (("slow", "Slow", ""), ("normal", "Normal", ""), ("fast", "Fast", "")),
    }


def list_facts(document: BilingualDocument, ledger: Ledger) -> list[str]:
    """What is known of an article in few words: author, date, counts."""
    words = sum(len(pair.source.of(document.source.text).split()) for pair in document.pairs)
    doubtful = sum(1 for pair in document.pairs if pair.flags)
    counts = [
        (words, "word", "words"),
        (len(ledger.utterances), "quote", "quotes"),
        (len(ledger.speakers), "speaker", "speakers"),
        (doubtful, "doubtful sentence", "doubtful sentences"),
    ]
    known = [fact for fact in (document.source.author, document.source.date) if fact]
    return known + [f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count]


def _block(block: Block, ledger: Ledger) -> dict[str, Any]:
    """Doubtful sentences have a mark each; those with the same reason share a note."""
    marks = iter(NOTE_MARKS * len(block.rows))
    sources = name_once([make_pieces(row.source, ledger, "span") for row in block.rows])
    rows: list[dict[str, Any]] = []
    notes: dict[str, list[dict[str, Any]]] = {}
    for row, source in zip(block.rows, sources, strict=True):
        doubts = ", ".join(find_doubts(row.pair))
        target = make_pieces(row.target, ledger, "target")
        entry = {"number": row.number, "source": source, "target": target, "mark": next(marks) if doubts else ""}
        rows.append(entry)
        if doubts:
            notes.setdefault(f"{'Be careful here' if target else 'Nothing here'}: {doubts}.", []).append(entry)
    return {"kind": block.kind, "rows": rows, "notes": notes}


def _speaker(ledger: Ledger, number: int) -> dict[str, Any]:
    name = ledger.speakers[number - 1]
    count = sum(1 for utterance in ledger.utterances if utterance.speaker == name)
    return {"number": number, "name": capitalise(name), "count": count, "classes": name_classes(name, ledger)[0]}


def _entry(document: BilingualDocument, utterance: Utterance, ledger: Ledger) -> dict[str, Any]:
    first, speaker = utterance.quotes[0], utterance.speaker
    cue = next((quote.cue for quote in utterance.quotes if quote.cue), None)
    return {
        "number": utterance.number,
        "speaker": speaker and capitalise(speaker),
        "unsure": speaker is not None and first.confidence is not None and first.confidence < UNSURE,
        "classes": name_classes(speaker, ledger)[0],
        "who": "" if speaker is None else str(ledger.speakers.index(speaker) + 1),
        "cue": cue and cue.of(document.source.text),
        "row": utterance.row,
        "stretches": [_both(document, quote) for quote in utterance.quotes],
    }


def _term(document: BilingualDocument, term: Utterance) -> dict[str, Any]:
    return {"row": term.row, **_both(document, term.quotes[0])}


def _both(document: BilingualDocument, quote: Quote) -> dict[str, str]:
    return {
        "source": quote.span.of(document.source.text),
        "target": quote.target.of(document.target.text) if quote.target else "",
    }


def _links(document: BilingualDocument, row: Row) -> list[int]:
    """The links of a pair, flat: source start, source end, target start, target end, counted as scripts count."""
    source, target = row.pair.source, row.pair.target
    flat = []
    for link in row.pair.links:
        for text, span, base in (
            (document.source.text, link.source, source),
            (document.target.text, link.target, target),
        ):
            flat += [_units(text[base.start : span.start]), _units(text[base.start : span.end])]
    return flat


def _units(text: str) -> int:
    """The length of `text` in UTF-16 units, in which JavaScript counts."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def _json(value: object) -> Markup:
    """JSON that can stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)


def hash_source(text: str) -> str:
    """How a policy names a style or script it lets run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def load_source(name: str) -> str:
    """A style or script of `data/html`."""
    return (files("bilingual") / "data" / "html" / name).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """Where the templates of the pages are filled; all that is put into them is escaped."""
    loader = PackageLoader("bilingual", "data/html")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
