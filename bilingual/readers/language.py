"""Which language a text is in: by its little words, and where those leave a doubt, by py3langid. Never by the network."""

from __future__ import annotations

from collections import Counter

from bilingual.lexicon import load_table
from bilingual.tokens import find_tokens

SAMPLE = 20_000
"""Characters looked at; more do not change the answer."""

FEW = 12
"""With fewer words than this, nothing can be known."""

CLEAR = 0.25
"""Of the words of ordinary French prose, four in ten are little words; above this share there is no doubt, if the
next language has not half as many."""


def find_language(text: str, stated: str | None = None) -> str:
    """The ISO 639-1 code of the language of `text`; `stated` (what the file says) counts where the text is too short.

    A text of a few words without a sign of another language is taken for French.

    >>> find_language("Le maire a dit que la salle serait ouverte dans un an.")
    'fr'
    >>> find_language("The mayor said that the hall would be open in a year.")
    'en'
    """
    words = [span.of(text).lower().replace("’", "'") for span in find_tokens(text[:SAMPLE])]
    words = [word for word in words if word[0].isalpha()]
    counts = Counter(language for word in words for language in load_table("little_words.txt").get(word, "").split())
    ranked = counts.most_common(2)
    runner_up = ranked[1][1] if len(ranked) > 1 else 0
    if ranked and ranked[0][1] > CLEAR * len(words) and ranked[0][1] > 2 * runner_up:
        return ranked[0][0]
    if stated:
        return stated
    if len(words) < FEW:
        return ranked[0][0] if ranked and ranked[0][1] > 1 and not counts["fr"] else "fr"
    from py3langid import classify  # type: ignore[import-untyped]

    return str(classify(text[:SAMPLE])[0])
