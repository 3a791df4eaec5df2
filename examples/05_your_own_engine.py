"""Any object with `translate` is an engine: python examples/05_your_own_engine.py"""

from collections.abc import Sequence

import bilingual


class Capitals:
    """A very poor translator: it says the French aloud."""

    signature = "capitals 1.0"

    def translate(self, sentences: Sequence[str]) -> list[bilingual.Translation]:
        """One translation for each sentence, in order."""
        return [bilingual.Translation(sentence.upper()) for sentence in sentences]


text = "Le maire est parti. « Je reviendrai », a-t-il promis."
article = bilingual.Article(text, (bilingual.Paragraph(bilingual.Span(0, len(text))),))
document = bilingual.translate(article, engine=Capitals())
for pair in document.pairs:
    print(pair.source.of(document.source.text), "|", pair.target.of(document.target.text))
print(document.made_by)
