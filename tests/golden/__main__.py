"""Renew the golden files: what each format makes of the test document. Look at the difference before keeping it."""

from __future__ import annotations

from pathlib import Path

from bilingual.writers import render
from tests.documents import make_document
from tests.test_writers_formats import GOLDEN_FORMATS, without_version

for format in GOLDEN_FORMATS:
    path = Path(__file__).parent / f"document{format.suffixes[0]}"
    path.write_bytes(without_version(render(make_document(), format.name)))
