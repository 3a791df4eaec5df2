"""TEI P5, for corpora: both texts in sentences, who says what, and links between sentences, quotes and words.

A quote that is cut by a sentence or by another quote is several elements, each pointing on to the `next`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from lxml import etree

from bilingual.model import BilingualDocument, Quote
from bilingual.writers.layout import Block, Run, lay_out, name_article
from bilingual.writers.ledger import Ledger, find_ledger
from bilingual.writers.xml import ID, LANG, add, clean, serialise

NAMESPACE = "http://www.tei-c.org/ns/1.0"

LETTERS = {"source": "s", "target": "t"}
"""The letter with which the ids of each side begin."""


def render(document: BilingualDocument) -> bytes:
    """The document as TEI P5, UTF-8."""
    root = etree.Element("TEI", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    ledger, blocks = find_ledger(document), lay_out(document, words=True)
    _add_header(root, document, ledger)
    group = add(add(root, "text"), "group")
    for side in LETTERS:
        text = add(group, "text", facts={LANG: getattr(document, side).lang})
        _add_body(add(text, "body"), blocks, side, ledger)
    _add_links(root, blocks)
    return serialise(root)


def _add_header(root: etree._Element, document: BilingualDocument, ledger: Ledger) -> None:
    header = add(root, "teiHeader")
    file = add(header, "fileDesc")
    add(add(file, "titleStmt"), "title", name_article(document), {LANG: document.source.lang})
    add(add(file, "publicationStmt"), "p", f"Made by {document.made_by or 'bilingual'}.")
    source = add(add(file, "sourceDesc"), "bibl")
    facts = {"title": document.source.title, "author": document.source.author, "date": document.source.date}
    for name, value in facts.items():
        if value:
            add(source, name, value)
    if document.source.url:
        add(source, "ptr", facts={"target": "".join(document.source.url.split())})
    if not len(source):
        source.text = "Unknown"
    profile = add(header, "profileDesc")
    languages = add(profile, "langUsage")
    for side in (document.source, document.target):
        add(languages, "language", side.lang, {"ident": side.lang})
    if ledger.speakers:
        people = add(add(profile, "particDesc"), "listPerson")
        for number, name in enumerate(ledger.speakers, start=1):
            add(add(people, "person", facts={ID: f"p{number}"}), "persName", name)


def _add_body(body: etree._Element, blocks: tuple[Block, ...], side: str, ledger: Ledger) -> None:
    seen: dict[str, etree._Element] = {}
    division = add(body, "div")
    for block in blocks:
        if block.kind in ("title", "subhead"):
            division = add(body, "div") if len(division) else division
            parent = add(division, "head")
        else:
            parent = add(division, "p", facts={"rend": block.kind} if block.kind != "body" else None)
        for row in block.rows:
            sentence = add(parent, "s", facts={ID: f"{LETTERS[side]}{row.number}"})
            sentence.tail = " "
            _add_runs(sentence, getattr(row, side), f"{LETTERS[side]}{row.number}", ledger, seen)
    if not len(division):
        add(division, "p")


def _add_runs(
    sentence: etree._Element, runs: Iterable[Run], prefix: str, ledger: Ledger, seen: dict[str, etree._Element]
) -> None:
    """Runs with the same innermost quote share its element; each linked run is a segment with an id of its own."""
    counter = 0
    for quote, members in groupby(runs, key=lambda run: run.quotes[-1] if run.quotes else None):
        parent = sentence if quote is None else _add_quote(sentence, quote, prefix, ledger, seen)
        for run in members:
            if run.links:
                counter += 1
                add(parent, "seg", run.text, {ID: f"{prefix}.w{counter}"})
            elif len(parent):
                parent[-1].tail = (parent[-1].tail or "") + clean(run.text)
            else:
                parent.text = (parent.text or "") + clean(run.text)


def _add_quote(
    sentence: etree._Element, quote: Quote, prefix: str, ledger: Ledger, seen: dict[str, etree._Element]
) -> etree._Element:
    """`said` for what someone is quoted as saying, `soCalled` for words set apart; parts of one are chained."""
    said = ledger.find(quote)
    name = "soCalled" if said is None else "said"
    facts = {ID: f"{prefix}.q{len(sentence.findall('.//{*}said')) + len(sentence.findall('.//{*}soCalled')) + 1}"}
    if said is not None and said.speaker is not None:
        facts["who"] = f"#p{ledger.speakers.index(said.speaker) + 1}"
    element = add(sentence, name, facts=facts)
    key = quote.group if said is not None else quote.id
    if key in seen and name == "said":
        element.set("prev", f"#{seen[key].get(ID)}")
        seen[key].set("next", f"#{facts[ID]}")
    seen[key] = element
    return element


def _add_links(root: etree._Element, blocks: tuple[Block, ...]) -> None:
    """Links between the texts stand off them: sentences, and words."""
    apart = etree.Element("standOff")
    sentences, words = (add(apart, "linkGrp", facts={"type": kind}) for kind in ("sentence", "word"))
    for row in (row for block in blocks for row in block.rows):
        if row.source and row.target:
            add(sentences, "link", facts={"target": f"#s{row.number} #t{row.number}"})
        source, target = _segments(row.source, f"s{row.number}"), _segments(row.target, f"t{row.number}")
        for number in range(len(row.pair.links)):
            ends = source.get(number, []) + target.get(number, [])
            if len(ends) > 1:
                add(words, "link", facts={"target": " ".join(ends)})
    for group in (sentences, words):
        if not len(group):  # a group holds at least one link
            apart.remove(group)
    if len(apart):
        root.insert(1, apart)


def _segments(runs: tuple[Run, ...], prefix: str) -> dict[int, list[str]]:
    """For each link of a pair the segments of this side that belong to it, as they were numbered in the text."""
    found: dict[int, list[str]] = {}
    for counter, run in enumerate((run for run in runs if run.links), start=1):
        for number in run.links:
            found.setdefault(number, []).append(f"#{prefix}.w{counter}")
    return found
