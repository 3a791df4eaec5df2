"""The page that leads to several articles: titles, dates, counts, and a search over titles, authors and speakers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from bilingual.model import BilingualDocument
from bilingual.writers.html import environment, hash_source, list_facts, load_source
from bilingual.writers.layout import name_article
from bilingual.writers.ledger import find_ledger


class Entry(NamedTuple):
    """What the list tells of one article; small, so that a long folder run can keep one for each article."""

    href: str
    title: str
    target_title: str
    source_lang: str
    target_lang: str
    date: str
    facts: tuple[str, ...]
    text: str
    """What is searched."""


def make_entry(document: BilingualDocument, path: str) -> Entry:
    """The entry of an article whose page lies at `path`, relative to the list, with ``/`` between folders."""
    ledger = find_ledger(document)
    title, target_title = name_article(document), document.target.title or ""
    return Entry(
        "./" + quote(path),  # so that no path is taken for a scheme
        title,
        target_title,
        document.source.lang,
        document.target.lang,
        document.source.date or "",
        tuple(list_facts(document, ledger)),
        " ".join([title, target_title, document.source.author or "", *ledger.speakers]),
    )


def render_index(entries: Iterable[Entry]) -> bytes:
    """The list as one HTML page, UTF-8: the newest article first, those without a date last, in the order given."""
    style, script = load_source("page.css"), load_source("index.js")
    context = {
        "entries": sorted(entries, key=lambda entry: entry.date, reverse=True),
        "style": Markup(style),
        "script": Markup(script),
        "style_hash": hash_source(style),
        "script_hash": hash_source(script),
    }
    return environment().get_template("index.html").render(context).encode("utf-8")
