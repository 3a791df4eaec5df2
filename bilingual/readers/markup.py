"""The paragraphs of HTML, in reading order: saved pages and the chapters of an EPUB.

The tree is walked without recursion, scripts and hidden parts are never looked into, entities are never resolved from outside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bilingual.errors import ReadError

BLOCKS = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form"
    "|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
"""Elements that begin and end a paragraph."""

HIDDEN = re.compile(
    "script|style|noscript|template|svg|math|iframe|object|embed|video|audio|canvas|map|select|option|textarea|button|input"
    "|label|head|title"
)
"""Elements whose text is no part of the page, or only works the page."""

CHROME = frozenset({"nav", "header", "footer", "aside", "form", "menu", "dialog"})
"""Elements around the article; a header inside an article is part of it."""

ARTICLES = frozenset({"article", "main"})
"""Elements that hold the article."""

KINDS = {f"h{level}": "subhead" for level in range(1, 7)} | {"figcaption": "caption", "caption": "caption"}
"""What the elements say of their text; which heading is the title is told later."""

LINE_BREAKS = re.compile(r"(?:\u2028[ \t\n]*){2,}")
"""Two <br> in a row are a new paragraph; a single one is a space."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One paragraph of markup: its text, kind and tag; `element` and `parent` are the numbers of its element and of the
    one that holds it."""

    text: str
    kind: str | None
    tag: str
    element: int
    parent: int
    chrome: bool


def parse_tree(data: str, name: str) -> Any:
    """The tree of an HTML or XHTML text.

    Raises:
        ReadError: there is no element in it.
    """
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(f"{name} cannot be read as HTML ({error}): save the page again.") from error
    if root is None:
        raise ReadError(f"{name} holds no HTML: save the page again, or as text.")
    return root


def find_marks(root: Any) -> list[Mark]:
    """The paragraphs of a tree, in order; `<q>` becomes quotation marks, which its reader would have seen."""
    from lxml import etree

    state = _Walk(english=get_language(root) == "en")
    walker = etree.iterwalk(root, events=("start", "end"))
    for number, (event, element) in enumerate(walker):
        tag = str(element.tag).rpartition("}")[2].lower()
        hidden = (
            HIDDEN.fullmatch(tag) is not None
            or element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
        )
        if event == "end":
            state.leave(tag, hidden)
            state.text.append(element.tail or "")
        elif hidden:
            walker.skip_subtree()
        else:
            state.enter(tag, number)
            state.text.append("\u2028" if tag == "br" else element.text or "")
    state.flush()
    return state.marks


def get_language(root: Any) -> str | None:
    """The language the tree states, as ISO 639-1; None where it states none."""
    stated = str(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    return stated[:2].lower() or None


@dataclass(slots=True)
class _Walk:
    """Where the walk stands: the open block elements with their numbers, and the text since the last of them."""

    english: bool
    text: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    open_blocks: list[tuple[str, int]] = field(default_factory=list)
    quotes: int = 0

    def enter(self, tag: str, number: int) -> None:
        """An element begins."""
        if BLOCKS.fullmatch(tag):
            self.flush()
            self.open_blocks.append((tag, number))
        elif tag == "q":
            self.text.append("“" if self.quotes or self.english else "«\u00a0")
            self.quotes += 1

    def leave(self, tag: str, hidden: bool) -> None:
        """An element ends."""
        if BLOCKS.fullmatch(tag) and not hidden:
            self.flush()
            self.open_blocks.pop()
        elif tag == "q" and not hidden:
            self.quotes -= 1
            self.text.append("”" if self.quotes or self.english else "\u00a0»")

    def flush(self) -> None:
        """The paragraph so far is whole."""
        tags = [tag for tag, _ in self.open_blocks]
        kind = next((KINDS[tag] for tag in reversed(tags) if tag in KINDS), None)
        element, parent = ([number for _, number in reversed(self.open_blocks)] + [0, 0])[:2]
        chrome = any(tag in CHROME for tag in tags) and not ("header" in tags and ARTICLES & set(tags))
        for part in LINE_BREAKS.split("".join(self.text)):
            text = part.replace("\u2028", " ").strip(" \t\r\n")
            if text:
                self.marks.append(Mark(text, kind, tags[-1] if tags else "body", element, parent, chrome))
        self.text.clear()
