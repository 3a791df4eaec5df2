"""Joins cleaned collections by a recipe: how many pairs of each, how often, with which variations; shuffled, reproducible.

A recipe is a JSON list; the first entry whose ``origins`` (a regular expression) fits a collection's name counts, a
collection without an entry is left out::

    [{"origins": "press_.*", "copies": 3, "quoted": 2, "renamed": 0.25}, {"origins": "europarl", "most": 60000}, {"origins": ".*"}]

``most`` pairs at most, drawn at random; ``copies`` of each (1); pairs with quotes on both sides ``quoted`` times as often
(1); a share ``renamed`` (0) gets one more copy with its names replaced.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from bilingual.errors import ReadError
from training.pairs import TextPair, read_pairs, write_pairs
from training.vary import collect_names, has_quotes, rename, roughen


class Entry(NamedTuple):
    """What a recipe says about some collections."""

    origins: str
    most: int | None = None
    copies: int = 1
    quoted: int = 1
    renamed: float = 0.0


def load_recipe(path: Path) -> list[Entry]:
    """The entries of a recipe.

    Raises:
        ReadError: it is no JSON list of entries with known keys.
    """
    try:
        return [Entry(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    except (TypeError, ValueError) as error:
        raise ReadError(
            f"The recipe {path} is no JSON list of entries with {', '.join(Entry._fields)}: {error}."
        ) from error


def find_entry(recipe: Sequence[Entry], origin: str) -> Entry | None:
    """The first entry that fits the collection."""
    return next((entry for entry in recipe if re.fullmatch(entry.origins, origin)), None)


def weigh(pairs: list[TextPair], entry: Entry, random: Random) -> list[TextPair]:
    """The pairs of one collection, as many and as often as the entry says, then those that get other names twice."""
    if entry.most is not None and len(pairs) > entry.most:
        pairs = random.sample(pairs, entry.most)
    weighed = [pair for pair in pairs for _ in range(entry.copies * (entry.quoted if has_quotes(pair) else 1))]
    names = collect_names(pairs) if entry.renamed else []
    new = [rename(pair, names, random) for pair in weighed if random.random() < entry.renamed]
    return weighed + [pair for pair in new if pair]


def mix(paths: Sequence[Path], recipe: Sequence[Entry], seed: int = 7) -> list[TextPair]:
    """The training pairs: every collection by its entry, roughened, shuffled. The same seed gives the same list."""
    random = Random(seed)
    mixed: list[TextPair] = []
    for path in sorted(paths):
        pairs = list(read_pairs(path))
        entry = find_entry(recipe, pairs[0].origin) if pairs else None
        if entry:
            mixed += weigh(pairs, entry, random)
    mixed = [roughen(pair, random) for pair in mixed]
    random.shuffle(mixed)
    return mixed


def main(argv: list[str]) -> None:
    """``mix FOLDER RECIPE.json -o PAIRS.tsv``."""
    parser = argparse.ArgumentParser(prog="python -m training mix", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="the folder of cleaned NAME.tsv")
    parser.add_argument("recipe", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(argv)
    pairs = mix(list(options.folder.glob("*.tsv")), load_recipe(options.recipe), options.seed)
    print(f"{write_pairs(options.out, pairs)} pairs in {options.out}")
