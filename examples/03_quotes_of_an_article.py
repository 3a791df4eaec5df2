"""Who said what, in both languages: python examples/03_quotes_of_an_article.py [ARTICLE]"""

import sys
from pathlib import Path

import bilingual

CORPUS = Path(__file__).parent.parent / "corpus" / "articles"

document = bilingual.translate(bilingual.read(sys.argv[1] if len(sys.argv) > 1 else CORPUS / "radar-djibouti.txt"))
for quote in document.quotes:
    if quote.kind == "term":
        continue  # a title, a nickname, a distanced word: nobody is quoted as saying it
    print(quote.speaker or "?", f"({quote.cue.of(document.source.text)})" if quote.cue else "")
    print("   fr:", quote.span.of(document.source.text))
    print("   en:", quote.target.of(document.target.text) if quote.target else "–")
