"""What a quote is: a whole statement, words inside the writer's sentence, or a mere name."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.lexicon import load_words
from bilingual.quotes.behind import DASHES
from bilingual.quotes.saying import NOUN_TOO
from bilingual.quotes.units import Cue
from bilingual.quotes.verbs import load_forms
from bilingual.quotes.words import STOPS, Token, grammar

NAMING = frozenset(["appeler", "nommer", "surnommer", "baptiser", "intituler", "dénommer", "prénommer"])
"""Verbs that give a name."""

STEMS = ("baptis", "surnomm", "intitul", "rebaptis", "sous-titr", "dénomm")
"""How words that give a name begin."""

TO_A_TITLE = frozenset(["de", "du", "d'", "dans", "à", "sur", "chez", "avec", "le", "la", "les", "des"])
"""What stands before a name in capitals: dans « Le Monde », l'auteur de « Vents »."""

WITHOUT_RANK = frozenset(["et", "mais", "puis", "ou", "car", "or", "donc", "alors", "enfin", "non", "oui", ":"])


def is_statement(text: str) -> bool:
    """Whether words between marks look like a whole statement: a capital and some length, a stop, or a long stretch."""
    words = text.split()
    if not words:
        return False
    capital = text.lstrip("…. ([\u00a0")[:1].isupper()
    if text[-1] in STOPS and len(words) > 1:
        return capital or text[-1] != "."
    if capital:
        return len(words) >= 4 and _has_lower_words(words)
    return len(words) >= 9


def _has_lower_words(words: Sequence[str]) -> bool:
    """Whether more than a title's share of the words is in lower case."""
    return sum(w[:1].islower() for w in words) >= 2


def choose_kind(text: str, tokens: Sequence[Token], q: int, cue: Cue | None, floating: bool) -> str:
    """The kind of the quote at token `q`, whose words are `text`."""
    if floating:
        return "direct"
    if is_name(text, tokens, q, cue):
        return "term"
    if cue is None:
        said = len(text.split()) > 4 and not text.istitle()
        return "mixed" if said or q > 0 and _begins_with_verb(text) else "term"
    before = [t for t in tokens[:q] if t.kind != "mark" and t.low not in WITHOUT_RANK]
    opens = not before or all(t.kind == "quote" for t in before)
    after_colon = q > 0 and tokens[q - 1].low == ":"
    capital = text.lstrip("…. ([\u00a0")[:1].isupper()
    if after_colon:
        return "direct" if capital or len(text.split()) > 3 else "mixed"
    if opens and cue.pattern in ("after", "incise", "according") and (capital or cue.pattern == "after"):
        return "direct"
    if capital and cue.pattern == "object" and cue.place[1] == q and text[-1] in STOPS:
        return "direct"
    if capital and is_statement(text) and cue.pattern in ("after", "incise", "naked", "colon-none", "noun"):
        return "direct"
    return "mixed"


def _begins_with_verb(text: str) -> bool:
    """Whether the quoted words are what the writer's subject does: il « ne regrette rien », Lille « prend note »."""
    words = text.lower().replace("’", "'").split()
    if len(words) < 2:
        return False
    form = load_forms().get(words[0])
    verb = words[0] in grammar("having") or words[0] in grammar("being") or form is not None and "f" in form.kinds
    return verb and words[0] not in NOUN_TOO or words[0] == "ne" or words[0].startswith("n'")


def _renames(tokens: Sequence[Token], k: int, cue: Cue | None) -> bool:
    """Whether dit gives a nickname: Paul Petit, dit « … »; le protocole dit « … »; not il a dit « … »."""
    if tokens[k - 1].low == ",":
        return True
    return (
        cue is not None
        and cue.verb is not None
        and cue.verb.kind == "f"
        and cue.subject is not None
        and cue.subject.kind == "noun"
    )


def is_name(text: str, tokens: Sequence[Token], q: int, cue: Cue | None) -> bool:
    """Whether the quote names something, whoever speaks: le film « … », les « gilets … »."""
    words = text.split()
    if cue is not None and cue.pattern in ("after", "colon", "agent") and (q == 0 or tokens[q - 1].low == ":"):
        return False
    k = q - 1
    while k >= 0 and tokens[k].kind == "mark" and tokens[k].low in DASHES:
        k -= 1
    before = tokens[k].low if k >= 0 else ""
    if before == "," and k and tokens[k - 1].low in load_words("naming_nouns.txt") and len(words) < 6:
        return cue is None or cue.subject is None or cue.subject.kind == "noun"
    if before in ("dit", "dite", "dits", "dites") and k and _renames(tokens, k, cue):
        return True
    if cue is not None and cue.form in NAMING and cue.pattern in ("object", "agent", "that"):
        return len(words) < 6 and all(
            t.low in grammar("determiner") or t.low in ("ça", "cela") for t in tokens[cue.place[1] : q]
        )
    if before in load_words("naming_nouns.txt") and len(words) <= 9 and text[-1] not in ".!":
        said = text[:1].islower() and cue is not None and cue.pattern in ("after", "object", "agent")
        adjacent = said or cue is not None and cue.pattern in ("object", "agent") and cue.place[1] == q
        return not adjacent
    if any(t.low.startswith(STEMS) for t in tokens[max(0, q - 4) : q]):
        return len(words) < 9
    titled = all(w[:1].isupper() for w in words) and len(words) < 5 and text[-1] not in STOPS
    if titled and before in TO_A_TITLE:
        return True
    if (
        len(words) < 6
        and any(t.low in load_words("naming_nouns.txt") for t in tokens[max(0, k - 2) : k])
        and (tokens[k - 1].low in ("de", "d'") and tokens[k].kind == "word")
    ):
        return True  # l'émission de télévision « … »
    if cue is None or len(words) > 2:
        return False
    if cue.pattern == "according" and cue.subject is not None and cue.subject.end == q:
        return True  # selon le magazine « … »
    if cue.pattern == "according" and len(words) < 3 and abs(cue.place[0] - q) > 10:
        return True
    definite = before in (
        "le",
        "la",
        "les",
        "l'",
        "du",
        "des",
        "au",
        "aux",
        "ce",
        "cette",
        "ces",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
    )
    if cue.pattern == "that":
        return before in ("les", "des", "aux")
    far = cue.pattern in ("incise", "according", "for", "naked") and cue.place[0] not in (q + 1, q + 2)
    return definite and far and before in grammar("determiner") | {"du", "au", "aux"}
