"""Who is who in an article: every person under one name, found again by surname, title, role or pronoun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from bilingual.lexicon import load_words
from bilingual.quotes.names import load_bodies
from bilingual.quotes.roles import ROLE_AFTER, are_kin, find_roles
from bilingual.quotes.spelling import are_alike, fold_name, may_be_same, split_name
from bilingual.quotes.verbs import load_forms
from bilingual.quotes.words import load_roles, load_titles, names_first, small_words

CAPITAL = r"(?:[DOLN]['’])?[A-ZÀ-Þ](?:\w|['’‑-](?=\w))*"

FULL = re.compile(
    rf"""
    \b(?:[A-ZÀ-Þ]\.|{CAPITAL})(?:[ \u00a0-](?:(?:de|du|d['’]|van|von|der|ben|bin|al|el|da|dos)[ \u00a0]|(?:al|el|as|ash|an|ar|at|ad|ed|es)-)?(?:[A-ZÀ-Þ]\.|{CAPITAL}))+
    """,
    re.VERBOSE,
)
"""A run of capitalised words: "Charles de Gaulle", "Marine Le Pen", "Claude M. Petit"; not "le maire", not "Moscou"."""

TITLED = re.compile(
    rf"\b(MM?\.|Mr\.?|M(?=[ \u00a0][A-Z])|Mmes?|Mlle|Me|Monsieur|Madame|Maître)[ \u00a0]({CAPITAL})(?![ \u00a0][A-Z])"
)
"""A title and one name: "Mme Petit"."""

FEMININE = re.compile(r"(?:a|elle|ette|enne|anne|ine|ée|ise|otte|ène|ie|ille|iane|ande)$")
"""Endings of women's first names, where a name is in no list: Anaëlle, Ninette, Oksana."""

ACTING = re.compile(
    r"""
      ,\s (?:\d{1,3}\sans\b | âgée?\b | l['’]un | qui\s)      # Ilo Banu, 34 ans
    | \s (?:a|s['’]est|est|avait|n['’]a|a-t-|ne\s|se\s|lui\s)\b   # Ilo Banu a dit
    | \s \( (?:\d{2}\sans|[A-Z]{2,})
    """,
    re.VERBOSE,
)
"""What stands behind the name of somebody who is or does something."""

NEAR = 6000
"""Characters after an unknown name in which its surname alone proves it a person's."""

MUCH = 60_000
"""Characters in which a capitalised word is looked for inside a sentence: more than an article has."""

FAR = 6000
"""Characters after which nobody means a person by a role alone."""


class Person:
    """One person of an article: the fullest name, the gender if it is told, and where the full name stands."""

    def __init__(self, name: str, gender: str) -> None:
        self.name = name
        self.gender = gender
        self.places: list[tuple[int, int]] = []

    def learn(self, gender: str) -> None:
        """Take over a gender, where none was known."""
        if gender in ("m", "f") and self.gender not in ("m", "f"):
            self.gender = gender

    @property
    def last(self) -> str:
        """The surname, as written."""
        return self.name.split(" ", 1)[-1]


class People:
    """The people of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.by_last: dict[str, list[Person]] = {}
        self.by_first: dict[str, list[Person]] = {}
        self._names: dict[str, bool] = {}
        self._seen: set[str] = set()
        for match in FULL.finditer(text):
            self._read_run(match[0], match.start())
        for match in TITLED.finditer(text):
            self._read_titled(match[2], load_titles().get(match[1], ""))

    def _read_run(self, run: str, start: int) -> None:
        words = run.split()
        small = words[0].lower() in small_words() and not names_first(words[0].lower())
        if (small or words[0] in load_titles()) and len(words) > 1:
            start += len(words[0]) + 1
            run = run[len(words[0]) + 1 :]
            words = words[1:]
            if len(words) == 1:
                return
        for k in range(len(words) - 1):
            gender = names_first(words[k].lower())
            if gender and k and k + 2 < len(words) and names_first(words[k + 1].lower()):
                continue  # Maison Blanche Peter Petit
            if gender:
                if len(words) - k <= 5:
                    self.add(" ".join(words[k:]), gender, start + run.index(words[k]))
                return
        before = self.text[max(0, start - 24) : start].split()[-1:]
        if len(words) > 3 or any(w.isupper() and len(w) > 2 for w in words) or run.lower() in load_words("media.txt"):
            return
        word = before[0].lower() if before else ""
        form = load_forms().get(word)
        titled = bool(before) and before[0] in load_titles()
        told = titled or word in load_roles() or form is not None and "s" in form.classes
        after = ROLE_AFTER.match(self.text, start + len(run), start + len(run) + 60)
        institution = any(w.lower() in load_bodies() for w in words)
        acts = not institution and ACTING.match(self.text, start + len(run)) is not None
        closed = after is not None and (not after[1] or self.text[after.end() : after.end() + 1] in (",", ".", ")"))
        if told or acts or closed and after is not None and after[2].lower() in load_roles():
            self.add(run, "f" if FEMININE.search(words[0]) else "", start)
        elif run not in self._seen:
            self._seen.add(run)
            near = self.text[start : start + NEAR]
            if near.count(words[-1]) > near.count(run):  # the surname stands alone too
                self.add(run, "f" if FEMININE.search(words[0]) else "", start)

    def _read_titled(self, last: str, title: str) -> None:
        folded = fold_name(last)
        for known in self.by_last.get(folded, ()):
            known.learn(title)
        if folded not in self.by_last:
            self.by_last[folded] = [Person(last, title)]

    def add(self, name: str, gender: str, start: int) -> Person:
        """The person of that full name, known from now on."""
        first, last = split_name(name)
        known = next((p for p in self.by_last.get(last, ()) if may_be_same(split_name(p.name)[0], first)), None)
        if known is None:
            known = Person(name, gender)
            for key in {last, last.split()[-1]}:
                self.by_last.setdefault(key, []).append(known)
            self.by_first.setdefault(first, []).append(known)
        known.learn(gender)
        known.places.append((start, start + len(name)))
        return known

    def last_mention(self, person: Person, at: int) -> int:
        """Where a person is named last before `at`; a negative number where only later."""
        found = self.text.rfind(person.last, max(0, at - FAR), at)
        if found >= 0:
            return found
        return -person.places[0][0] - 1 if person.places else -FAR * 9

    def find(self, name: str, at: int) -> Person | None:
        """The person a name (full, surname or first name) means at `at`: of several, the one named last before it."""
        folded = fold_name(name)
        known = self.by_last.get(folded)
        if known is None and " " in folded:
            first, last = split_name(name)
            near = self.by_last.get(last, [])
            known = [p for p in near if may_be_same(split_name(p.name)[0], first)]
        if not known and " " not in folded:
            known = self.by_first.get(folded) or self._find_alike(folded)
        if not known:
            return None
        return max(known, key=lambda p: self.last_mention(p, at)) if len(known) > 1 else known[0]

    def _find_alike(self, folded: str) -> list[Person]:
        """Surnames written otherwise: Belousov, Beloussov."""
        if len(folded) < 6:
            return []
        return [p for last, people in self._by_initial.get(folded[:2], ()) if are_alike(last, folded) for p in people]

    @property
    def _by_initial(self) -> dict[str, list[tuple[str, list[Person]]]]:
        size = len(self.by_last)
        if getattr(self, "_initial_size", -1) != size:
            self._initials: dict[str, list[tuple[str, list[Person]]]] = {}
            for last, people in self.by_last.items():
                self._initials.setdefault(last[:2], []).append((last, people))
            self._initial_size = size
        return self._initials

    def is_person(self, name: str) -> bool:
        """Whether a name is that of a person of this text."""
        folded = fold_name(name)
        return folded in self.by_last or " " in folded and self.find(name, 0) is not None

    def is_name(self, word: str) -> bool:
        """Whether a capitalised word stands inside a sentence somewhere: it is a name, not the head of a sentence."""
        known = self._names.get(word)
        if known is None:
            known = re.search(rf"[\w,]['’\s]\s?{re.escape(word)}\b", self.text[:MUCH]) is not None
            self._names[word] = known
        return known

    @property
    def everybody(self) -> list[Person]:
        """All people whose full name stands somewhere, each once."""
        return list({id(p): p for near in self.by_last.values() for p in near if p.places}.values())

    @cached_property
    def by_role(self) -> dict[str, list[tuple[int, Person, str]]]:
        """Role → (place, person, words around the role), in text order."""
        table: dict[str, list[tuple[int, Person, str]]] = {}
        for person in self.everybody:
            for start, end in person.places[:4]:
                for role, context, gender in find_roles(self.text, start, end):
                    table.setdefault(role, []).append((start, person, context))
                    person.learn(gender)
        for entries in table.values():
            entries.sort(key=lambda e: e[0])
        return table

    def find_kin(self, role: str, gender: str, at: int) -> Person | None:
        """The only person near `at` whose role may be this one too: the maire for "l'édile"; None where several are."""
        fits: dict[str, Person] = {}
        for other, entries in self.by_role.items():
            if other == role or are_kin(role, other):
                first = bisect_left(entries, at - FAR, key=lambda entry: entry[0])
                last = bisect_left(entries, at, key=lambda entry: entry[0])
                fits |= {p.name: p for _, p, _ in entries[first:last] if {p.gender, gender} != {"m", "f"}}
        return next(iter(fits.values())) if len(fits) == 1 else None

    def roles_of(self, name: str) -> frozenset[str]:
        """The roles (masculine forms) the text gives a person."""
        return self._roles_by_name.get(name, frozenset())

    @cached_property
    def _roles_by_name(self) -> dict[str, frozenset[str]]:
        table: dict[str, set[str]] = {}
        for role, entries in self.by_role.items():
            for _, person, _ in entries:
                table.setdefault(person.name, set()).add(role)
        return {name: frozenset(roles) for name, roles in table.items()}

    def learn_roles(self) -> None:
        """Learn what the roles of all persons tell of their gender."""
        _ = self.by_role

    def find_by_role(self, role: str, gender: str, words: Sequence[str], at: int) -> Person | None:
        """The person named last before `at` (else first after it) whose role this is; `words`: what the phrase adds to it."""
        base, told = load_roles().get(role, (role, ""))
        fits = []
        entries = self.by_role.get(base, [])
        first = bisect_left(entries, at - FAR, key=lambda entry: entry[0])
        last = bisect_left(entries, at + FAR, key=lambda entry: entry[0])
        for _, person, context in entries[first:last]:
            wrong = {person.gender, told if told != "b" else gender} == {"m", "f"}
            missing = [w for w in words if w not in context.lower()]
            if not wrong and not missing:
                fits.append((person, self.last_mention(person, at)))
        return max(fits, key=lambda f: f[1])[0] if fits else None
