"""Which words say that a quote is said, and by whom: for each quote of a unit the likeliest cue and its subject."""

from __future__ import annotations

from bilingual.quotes.according import find_according
from bilingual.quotes.ahead import find_agent, find_colon, find_naked, find_noun, find_object, find_subordinate
from bilingual.quotes.behind import find_after, find_incise
from bilingual.quotes.units import Cue, Unit
from bilingual.quotes.words import grammar


def find_cue(unit: Unit, q: int, statement: bool) -> Cue | None:
    """The cue of the quote at token `q`; `statement`: the quote looks like a whole statement.

    The patterns are tried from the surest to the least sure one.
    """
    vague = None
    for pattern in (
        find_after,
        find_colon,
        find_agent,
        find_object,
        _leading,
        find_incise,
        find_according,
        find_noun,
        find_subordinate,
        find_naked,
    ):
        cue = pattern(unit, q, statement)
        if cue is not None and vague is not None:
            if cue.pattern in ("incise", "according") and not _is_vague(cue):
                return cue
        elif cue is not None and not _is_vague(cue):
            return cue
        else:
            vague = vague or cue
    return vague


def _is_vague(cue: Cue) -> bool:
    """Whether a cue before its quote tells nobody: De loin, dit-elle, on croyait « … »."""
    if cue.pattern not in ("object", "that", "noun"):
        return False
    return cue.subject is None or cue.subject.kind == "pronoun" and cue.subject.gender == "o"


def _leading(unit: Unit, q: int, statement: bool) -> Cue | None:
    """« A », a dit X, ajoutant : nothing nearer; and « A » et « B », a dit X: the cue of a later quote serves the earlier."""
    tokens = unit.tokens
    later = [i for i in unit.quotes if i > q]
    if later and all(
        t.low in (",", "et", "ou", "mais", "puis") or t.low in grammar("determiner") for t in tokens[q + 1 : later[0]]
    ):
        return find_cue(unit, later[0], statement)
    return None
