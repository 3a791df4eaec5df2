"""A real browser for the tests of the page: Debian's Chromium, driven by Playwright.

`BILINGUAL_CHROMIUM` names another executable; `BILINGUAL_AXE` is the folder in which axe.min.js of axe-core lies.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bilingual.model import BilingualDocument, Pair, Quote, Span
from bilingual.writers import write
from tests.documents import make_document

OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (pip install .[dev])")
    executable = os.environ.get("BILINGUAL_CHROMIUM") or shutil.which("chromium")
    if not executable:
        pytest.skip("There is no Chromium; install it (apt install chromium) or name it in BILINGUAL_CHROMIUM")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=executable, args=OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a document as a page; the test fails if the page asks for anything or complains in the console."""
    contexts, complaints = [], []

    def open_document(document: BilingualDocument | None = None, at: str = "", script: str = "", **facts: Any) -> Any:
        path = tmp_path / "page.html"
        write(document or make_document(), path)
        context = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | facts))
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        address = f"file://{path}"
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: request.url.split("#")[0] != address and complaints.append(request.url))
        page.goto(address + at)
        return page

    yield open_document
    for context in contexts:
        context.close()
    assert complaints == []


def repeat(document: BilingualDocument, times: int) -> BilingualDocument:
    """A longer article: the document several times over, each time with speakers of its own."""
    source, target = document.source.text + "\n\n", document.target.text + "\n\n"
    pairs, quotes = [], []
    for turn in range(times):
        left, right = turn * len(source), turn * len(target)

        def move(span: Span | None, by: int) -> Span | None:
            return None if span is None else span.shift(by)

        pairs += [
            Pair(
                f"{pair.id}.{turn}",
                "body" if turn else pair.kind,
                pair.paragraph + 10 * turn,
                pair.source.shift(left),
                pair.target.shift(right),
                pair.score,
                pair.flags,
                tuple(link.shift(left, right) for link in pair.links),
            )
            for pair in document.pairs
        ]
        quotes += [
            Quote(
                f"{quote.id}.{turn}",
                quote.kind,
                quote.span.shift(left),
                f"{quote.group}.{turn}",
                move(quote.target, right),
                quote.speaker and f"{quote.speaker} {turn}",
                move(quote.mention, left),
                move(quote.cue, left),
                quote.confidence,
            )
            for quote in document.quotes
        ]
    return replace(
        document,
        source=replace(document.source, text=source * times),
        target=replace(document.target, text=target * times),
        pairs=tuple(pairs),
        quotes=tuple(quotes),
    )
