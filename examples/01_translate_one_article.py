"""Translate one article into a page to read: python examples/01_translate_one_article.py [ARTICLE] [OUT.html]"""

import sys
from pathlib import Path

import bilingual

CORPUS = Path(__file__).parent.parent / "corpus" / "articles"

source = sys.argv[1] if len(sys.argv) > 1 else CORPUS / "radar-djibouti.txt"
out = sys.argv[2] if len(sys.argv) > 2 else "radar-djibouti.html"

article = bilingual.read(source)
document = bilingual.translate(article)
for pair in document.pairs[:5]:
    print(pair.source.of(document.source.text), "|", pair.target.of(document.target.text))
bilingual.write(document, out)
print(f"{len(document.pairs)} sentences and {len(document.quotes)} quotes in {out}")
