"""What the XML formats share: text that XML can hold, elements, bytes."""

from __future__ import annotations

import re

from lxml import etree

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters XML 1.0 has no way to write: "\\x00", "\\x1b", "\\uffff"; not "é" nor "😀"."""

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ID = "{http://www.w3.org/XML/1998/namespace}id"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def clean(text: str) -> str:
    """`text` with what XML cannot hold replaced by U+FFFD.

    >>> clean("a\\x00b")
    'a\\ufffdb'
    """
    return NOT_XML.sub("\ufffd", text)


def add(
    parent: etree._Element, name: str, text: str | None = None, facts: dict[str, str] | None = None
) -> etree._Element:
    """A new last child of `parent`; `facts` are its attributes."""
    element = etree.SubElement(parent, name, {key: clean(value) for key, value in (facts or {}).items()})
    if text is not None:
        element.text = clean(text)
    return element


def serialise(root: etree._Element, doctype: str = "") -> bytes:
    """The document as UTF-8 with its declaration, ended by a line end."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        *filter(None, [doctype]),
        etree.tostring(root, encoding="unicode"),
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")
