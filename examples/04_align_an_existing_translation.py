"""Pair an article with a translation somebody made: python examples/04_align_an_existing_translation.py [FR EN]"""

import sys
import tempfile
from pathlib import Path

import bilingual

CORPUS = Path(__file__).parent.parent / "corpus"

if len(sys.argv) > 2:
    french, english = sys.argv[1:3]
else:  # the reference translation of one of our own articles
    french, english = CORPUS / "articles" / "radar-djibouti.txt", Path(tempfile.mkdtemp()) / "radar-djibouti.en.txt"
    english.write_text((CORPUS / "gold" / "radar-djibouti.english").read_text(encoding="utf-8"), encoding="utf-8")

document = bilingual.align(bilingual.read(french), bilingual.read(english))
for pair in document.pairs:
    print(pair.source.of(document.source.text) or "–", "|", pair.target.of(document.target.text) or "–")
