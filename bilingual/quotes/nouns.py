"""A noun with its article, adjectives, complements and name: le ministre de l’Intérieur Jean Petit."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.lexicon import load_words
from bilingual.quotes.names import Names, Phrase, is_function, is_small, load_bodies, parse_name, take_run, text_of
from bilingual.quotes.verbs import load_forms
from bilingual.quotes.words import Token, grammar, load_roles, load_titles, names_first

OF = frozenset(("de", "d'", "du", "des"))


AT = frozenset(("à", "au", "aux", "en", "chez", "sur", "pour", "près", "contre"))


PORTFOLIOS = frozenset(
    [
        "éducation",
        "education",
        "intérieur",
        "interieur",
        "santé",
        "sante",
        "justice",
        "défense",
        "defense",
        "économie",
        "economie",
        "culture",
        "agriculture",
        "environnement",
        "transition",
        "travail",
        "logement",
        "écologie",
        "ecologie",
        "énergie",
        "energie",
        "budget",
        "industrie",
        "commerce",
        "outre-mer",
        "finances",
        "transports",
        "sports",
        "armées",
        "armees",
        "communication",
        "immigration",
        "numérique",
        "tourisme",
        "recherche",
        "famille",
    ]
)
"""What ministers are ministers of, as far as it is one word."""

REACH = 24
"""A phrase has no more tokens than this."""


def parse_noun(tokens: Sequence[Token], i: int, names: Names) -> Phrase | None:
    """A noun with its article and what belongs to it."""
    n = min(len(tokens), i + REACH)
    article = tokens[i].low
    j = i + 1
    while j < n and (
        tokens[j].low in grammar("determiner") or tokens[j].kind == "number" or tokens[j].low in grammar("adjective")
    ):
        j += 1
    if j < n and tokens[j].text in load_titles() and tokens[j].kind == "name":
        return _with_article(parse_name(tokens, j, names), i, article)
    institution = j + 1 < n and tokens[j].low in load_bodies() and tokens[j].text not in load_titles()
    if institution and tokens[j + 1].kind == "word":
        return _finish_noun(tokens, i, j, n, names)  # l'Agence régionale de santé
    if j < n and tokens[j].kind == "name":
        named = parse_name(tokens, j, names)
        start = named.name[0] if named.name else j
        if (
            tokens[i].text[:1].isupper()
            and i > 0
            and (tokens[i - 1].kind in ("word", "name") or tokens[i - 1].low == ",")
        ):
            start = i  # Le Parisien: the article belongs to the name
        gender = named.gender or {"le": "m", "la": "f"}.get(article, "")
        return named._replace(start=i, name=(start, named.end), gender=gender, article=article)
    if j < n and article in ("ce", "cette", "ces") and tokens[j].low in grammar("alias"):
        return _finish_noun(tokens, i, j, n, names)
    if j >= n or tokens[j].kind != "word" or is_small(tokens[j].low):
        if (
            j - 1 > i
            and tokens[j - 1].low in grammar("adjective") | grammar("determiner")
            and tokens[j - 1].kind == "word"
        ):
            j -= 1  # le jeune a dit; les deux ont dit
        elif article in ("celui", "celle", "ceux", "celles", "certains", "certaines", "plusieurs"):
            j -= 1
        else:
            return None
    return _finish_noun(tokens, i, j, n, names)


def _with_article(phrase: Phrase, i: int, article: str) -> Phrase:
    return phrase._replace(start=i, article=article)


def _finish_noun(tokens: Sequence[Token], i: int, head_at: int, n: int, names: Names) -> Phrase:
    """Take in the adjectives, complements and name that follow the head."""
    article, head = tokens[i].low, tokens[head_at].low
    kind = "role" if head in load_roles() else "body" if head in load_bodies() else "noun"
    name, j, inside = None, head_at + 1, False
    while j < n and name is None:
        token = tokens[j]
        if token.text in load_titles() and j + 1 < n and tokens[j + 1].text[:1].isupper():
            titled = parse_name(tokens, j, names)
            if kind == "role" and not (inside and tokens[j - 1].low in OF):
                name = titled.name
            elif inside and tokens[j - 1].low in OF:
                j = titled.end  # le cabinet de M. Petit
            break
        if token.kind == "name":
            end = take_run(tokens, j)
            before = tokens[j - 1].low
            directly = before in OF or before in AT or before in grammar("determiner")
            directly = directly or before in load_roles() and tokens[j - 2].kind != "name"  # not: du Parti socialiste
            split = _find_person(tokens, j, end, inside, directly, kind, names)
            name = (split, end) if split is not None else None
            j = end
            continue
        step = _step_over(tokens, j, n, inside, kind)
        if step == j:
            break
        inside = inside or token.low in OF or token.low in AT
        j = step
    j = name[1] if name is not None else j
    while j > head_at + 1 and tokens[j - 1].low in OF | AT | {"et"}:
        j -= 1
    plural = article in grammar("plural") and name is None
    return Phrase(i, j, "person" if name else kind, head, _gender_of(head, article), plural, name, article)


def _gender_of(head: str, article: str) -> str:
    """The gender of a noun, by itself or by its article; "" where neither tells."""
    told = load_roles().get(head, ("", ""))[1]
    if told in ("m", "f"):
        return told
    by_article = "m" if article in grammar("masculine") else "f" if article in grammar("feminine") else ""
    return load_bodies().get(head) or by_article


def _step_over(tokens: Sequence[Token], j: int, n: int, inside: bool, kind: str) -> int:
    """The token after what goes on the noun at `j`: an adjective, a preposition with its noun, brackets; `j` if nothing."""
    token = tokens[j]
    if token.low in OF or token.low in AT and _takes_place(tokens, j, kind):
        follow = j + 1
        while follow < n and tokens[follow].low in grammar("inner"):
            follow += 1
        if follow + 1 < n and tokens[follow].kind == "number" and tokens[follow].text[-1].isalpha():
            follow += 1  # la maire du 7e arrondissement
        if follow >= n or tokens[follow].kind not in ("word", "name") or is_function(tokens[follow].low):
            return j
        form = load_forms().get(tokens[follow].low)
        if tokens[follow].low in ("avoir", "être") or form is not None and form.kinds == "i":
            return j  # accuse l'opposant d'avoir menti
        return follow if tokens[follow].kind == "name" else follow + 1
    if token.low == "par" and tokens[j + 1 : j + 2] and tokens[j + 1].low == "intérim":
        return j + 2
    if token.low == "et" and inside and j + 1 < n and tokens[j + 1].low in OF | {"aux"}:
        return j + 1
    if token.low == "(":
        close = next((k for k in range(j, min(n, j + 7)) if tokens[k].low == ")"), None)
        return j if close is None else close + 1
    return j + 1 if token.kind == "word" and not is_small(token.low) and not is_verb(tokens, j) else j


def _find_person(
    tokens: Sequence[Token], start: int, end: int, inside: bool, directly: bool, kind: str, names: Names
) -> int | None:
    """Where in a run of names the person's name begins: at Anne in "(le maire de) Paris Anne Hidalgo"; None: nowhere.

    `inside`: the run stands in a complement; `directly`: right after its preposition.
    """
    for k in range(start, end - 1):
        if names_first(tokens[k].low) and (k > start or not (inside and directly)):
            twice = k > start and k + 2 < end and names_first(tokens[k + 1].low)  # Maison Blanche Peter Petit
            return k + 1 if twice else k
    first = tokens[start]
    if end - start > 2 and first.text.isupper() and len(first.text) > 1 and not tokens[start + 1].text.isupper():
        return start + 1
    if inside and directly and first.low in PORTFOLIOS and end - start > 2:
        return start + 1  # la ministre de l'Éducation Yu Min-ha
    if inside and directly:
        for k in range(start + 1, 0 if names_first(first.low) else end):
            if names.is_person(text_of(tokens, k, end)):
                return k
        return None
    if names.is_person(text_of(tokens, start, end)):
        return start
    body = tokens[start - 1].low in load_bodies() or first.low in load_bodies()
    if kind != "role" or body or tokens[start - 1].low in load_words("naming_nouns.txt"):
        return None
    if inside:  # le porte-parole des rebelles Ilo Banu
        return start if 1 < end - start < 4 and tokens[start - 1].kind == "word" else None
    return start if end - start > 1 or not first.text.isupper() else None


def _takes_place(tokens: Sequence[Token], j: int, kind: str) -> bool:
    """Whether "à …" belongs to a title (secrétaire d’État aux Transports) and is not to whom one speaks (à la presse)."""
    if kind != "role":
        return False
    if tokens[j].low == "en" and any(t.low.endswith("ant") for t in tokens[j + 1 : j + 2]):
        return False
    for token in tokens[j + 1 : j + 3]:
        if token.low in load_words("media.txt") or token.kind == "number":
            return False
    return not any(
        t.low in grammar("time") or t.low in ("son", "sa", "ses", "un", "une", "des") for t in tokens[j + 1 : j + 3]
    )


def is_verb(tokens: Sequence[Token], j: int) -> bool:
    """Whether a word after a noun is its verb or a participle that leads on (interrogé par …)."""
    low = tokens[j].low
    form = load_forms().get(low)
    if form is not None and ("f" in form.kinds or "g" in form.kinds):
        return True
    if (
        low.endswith(("aient", "èrent"))
        or low.endswith("ait")
        and low not in ("parfait", "imparfait", "distrait", "abstrait", "satisfait")
    ):
        return True
    if low.endswith("ent") and tokens[j - 1].low.endswith(("s", "x")):
        return True  # les policiers utilisent
    following = tokens[j + 1].low if j + 1 < len(tokens) else ""
    led = low.endswith(("é", "ée", "és", "ées", "u", "ue", "i", "ie")) and following in (
        "par",
        "dans",
        "sur",
        "à",
        "en",
        "comme",
        "lors",
        "à",
        "au",
        "«»",
    )
    return led or low.endswith("ant") and following in ("que", "qu'", "à", "un", "une", "le", "la", "les", "«»", "des")
