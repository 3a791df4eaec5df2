"""The forms of the verbs that introduce quotes, made from `data/cue_verbs.txt` by the rules of French conjugation."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bilingual.lexicon import load_lines

IR_ENDINGS = ["it", "issent", "issait", "issaient", "ira", "iront", "irait", "iraient", "irent"]
RE_ENDINGS = ["", "ent", "ait", "aient", "ra", "ront", "rait", "raient", "it", "irent"]
"""Third-person endings of the verbs in -ir (il réagit) and -re (il répond)."""


class Form(NamedTuple):
    """A verb form: its verb, the verb's classes, and what it may be: f finite, p past participle, g -ant, i infinitive."""

    lemma: str
    classes: str
    kinds: str
    plural: bool = False


@cache
def load_forms() -> dict[str, Form]:
    """Every form of every cue verb.

    >>> load_forms()["souligna"].lemma, load_forms()["rappellent"].plural, load_forms()["dit"].kinds
    ('souligner', True, 'fp')
    """
    forms: dict[str, Form] = {}
    for line in load_lines("cue_verbs.txt"):
        lemma, classes, *columns = line.split("\t")
        listed = columns[0].split() if columns else []
        for form, kind in _conjugate(lemma, listed):
            known = forms.get(form)
            kinds = kind if known is None else known.kinds + (kind if kind not in known.kinds else "")
            joined = classes if known is None else known.classes + classes
            plural = kind == "f" and form.endswith(("ent", "ont")) and form not in listed[:1]
            forms[form] = Form(lemma if known is None else known.lemma, joined, kinds, plural)
    return forms


def _conjugate(lemma: str, listed: list[str]) -> list[tuple[str, str]]:
    """The third-person, participle and infinitive forms of a verb, with their kinds; those of an odd verb are listed."""
    if listed:
        slash = listed.index("/")
        made = [(form, "f") for form in listed[:slash]]
        return [*made, *((form, "g" if form.endswith("ant") else "p") for form in listed[slash + 1 :]), (lemma, "i")]
    stem, rule = lemma[:-2], lemma[-2:]
    if rule == "ir":
        return _join(stem, IR_ENDINGS, ["i", "ie", "is", "ies"], "issant", lemma)
    if rule == "re":
        return _join(stem, RE_ENDINGS, ["u", "ue", "us", "ues"], "ant", lemma)
    soft = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
    finite = [(open_stem(stem) + end, "f") for end in ("e", "ent", "era", "eront", "erait", "eraient")]
    finite += [(stem + "è" + "rent", "f"), (soft + "ait", "f"), (soft + "aient", "f"), (soft + "a", "f")]
    finite += [(stem + end, "f") for end in ("era", "erait")]
    return [*finite, *((stem + end, "p") for end in ("é", "ée", "és", "ées")), (soft + "ant", "g"), (lemma, "i")]


def _join(stem: str, finite: list[str], past: list[str], present: str, lemma: str) -> list[tuple[str, str]]:
    made = [(stem + end, "f") for end in finite] + [(stem + end, "p") for end in past]
    return [*made, (stem + present, "g"), (lemma, "i")]


def open_stem(stem: str) -> str:
    """The stem before a mute e: achev- → achèv-, révél- → révèl-, rappel- → rappell-, appuy- → appui-.

    >>> [open_stem(s) for s in ("rappel", "achev", "révél", "appuy", "déclar", "préconis")]
    ['rappell', 'achèv', 'révèl', 'appui', 'déclar', 'préconis']
    """
    if stem.endswith(("appel", "jet")):
        return stem + stem[-1]
    if stem.endswith(("oy", "uy", "ay")):
        return stem[:-1] + "i"
    if len(stem) > 2 and stem[-2] in "eé" and stem[-1] not in "aeiouyérx" or stem.endswith(("ér", "sper")):
        return stem[:-2] + "è" + stem[-1]
    return stem
