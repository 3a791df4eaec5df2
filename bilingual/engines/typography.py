"""English as it is printed: ’ for ', no space before ? ! : ;, … and –, and the stop at the end that the source has."""

from __future__ import annotations

import re
from dataclasses import replace

from bilingual.engines.draft import Draft

APOSTROPHE = re.compile(
    r"(?<=\w)\ ?'\ ?(?=(?:s|t|re|ve|ll|d|m)\b) | (?<=\w)'(?=\w) | (?<=s)'(?=\s) | '(?=\d\ds\b)", re.VERBOSE
)
"""An apostrophe, perhaps with spaces: "don't", "it 's", "ministers' pay", "'90s"; not "'a quote'"."""

SINGLE_OPENING = re.compile(r"(?:(?<=[\s(\[“\"])|^)'(?=\w)")
"""A single mark that opens: "said 'yes", not "don't"."""

SINGLE = re.compile(r"'")
"""Any straight single mark."""

SPACE_BEFORE = re.compile(r"(?<=\S)[ \u00a0\u202f\u2009]+(?=[?!:;,](?:\s|$|[\"”’»])|\.(?:\s|$)|[%)\]])")
"""A French space before a mark: "what ?" has one, "what?" and "at .5" have none."""

NO_BREAK = re.compile(r"[\u00a0\u202f\u2009\u2002\u2003\u200a\t]")
"""A space of French typography; English has plain ones."""

DOTS = re.compile(r"\.\s?\.\s?\.(?!\.)")
"""Three full stops."""

DASH = re.compile(r"(?<=\s)(?:-|—)(?=\s)")
"""A hyphen or long dash with spaces, used as a dash: "so - it"; not "so-so"."""

SPACES = re.compile(r"(?<=\s)\s+")
"""Spaces after a space."""

END = re.compile(r"([.!?…:;,]+)[\s»”\"’)\]]*$")
"""What ends a sentence, marks after it aside: "vite ! »", "vite"."""

AGAIN = re.compile(r"\b(\w+(?:[ ,]+\w+){0,3}?)(?:[ ,]+\1\b)+", re.IGNORECASE)
"""Words said again at once: "closely closely", "of the of the"; not "anti-missile missile"."""


def typeset(draft: Draft) -> Draft:
    """The draft, an English sentence with straight marks and perhaps French spaces, as it is printed.

    Double marks are left to `bilingual.engines.marks`.
    """
    draft = draft.sub(NO_BREAK, " ").sub(SPACES, "").sub(SPACE_BEFORE, "")
    draft = draft.sub(APOSTROPHE, "’").sub(SINGLE_OPENING, "‘").sub(SINGLE, "’")
    return draft.sub(DOTS, "…").sub(DASH, "–")


def end_alike(draft: Draft) -> Draft:
    """The draft with the stop at its end that the source has: an engine adds one to a title, or forgets one."""
    source, target = END.search(draft.source), END.search(draft.text)
    wanted, found = source.group(1) if source else "", target.group(1) if target else ""
    if not draft.text or wanted[:1] == found[:1] or (wanted and found and wanted[0] in ".!?…" and found[0] in ".!?…"):
        return draft
    end = target.start(1) if target else len(re.sub(r"[\s»”\"’)\]]+$", "", draft.text))
    if wanted and wanted[0] in ".!?…:;,":
        return draft.edit([(end, end + len(found), wanted[0])])
    return draft.edit([(end, end + len(found), "")]) if found == "." else draft


def begin_alike(draft: Draft) -> Draft:
    """The draft with a capital at its start where the source has one."""
    source, target = re.search(r"\w", draft.source), re.search(r"\w", draft.text)
    if source is None or target is None or not source.group().isupper() or not target.group().islower():
        return draft
    return draft.edit([(target.start(), target.end(), target.group().upper())])


def say_once(draft: Draft) -> Draft:
    """The draft without words that an engine says again at once, where the source does not."""
    edits = []
    for match in AGAIN.finditer(draft.text):
        if match.group(1).lower() in ("that", "had", "very") or AGAIN.search(draft.source):
            continue
        edits.append((match.end(1), match.end(), ""))
    return draft.edit(edits)


def shout(draft: Draft) -> Draft:
    """The draft in capitals."""
    return replace(draft, text="".join(up if len(up := c.upper()) == 1 else c for c in draft.text))
