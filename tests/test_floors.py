"""The figures on the gold corpus do not fall below what was reached: `floors.json`, pinned to the corpus it was measured on.

A floor is lowered by hand and with a reason; after a change of the corpus all of them are measured anew.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from bilingual.evaluation import evaluate

CORPUS = Path(__file__).parent.parent / "corpus"
PINNED = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


def test_the_floors_are_those_of_this_corpus() -> None:
    digest = hashlib.sha256((CORPUS / "manifest.json").read_bytes()).hexdigest()
    assert digest == PINNED["manifest_sha256"], "the corpus has changed: measure the floors anew"


@pytest.mark.parametrize("split", ["dev", "test"])
def test_no_figure_falls_below_its_floor(split: str) -> None:
    figures = evaluate(CORPUS, split=split, engine="fake")  # what no translation decides
    below = {
        name: round(getattr(figures, name).f1, 1)
        for name, floor in PINNED[split].items()
        if getattr(figures, name).f1 < floor
    }
    assert not below
