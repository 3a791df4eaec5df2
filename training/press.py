"""Self-training: a package translates French press text, and what the library's own checks find sound becomes pairs.

Only press text teaches press names and turns of phrase, and no English is needed for it. The checks keep the network
from learning its own faults: a translation with any fault, or of which the network was not sure, is left out. The step
`clean` then leaves out what is kept apart for measuring, as for any other collection.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from bilingual.engines import Engine, get_engine
from bilingual.engines.checks import find_faults
from training.pairs import TextPair, read_lines, tidy, write_pairs

LEAST = -0.5
"""The mean log-probability a translation needs: below, the network guessed."""

PART = 512
"""Sentences given to the engine at a time."""


def translate_press(
    sentences: Iterable[str], engine: Engine, origin: str, least: float, faults: Counter[str]
) -> Iterator[TextPair]:
    """The sound pairs of the sentences and their translations; what was wrong with the others is counted in `faults`."""
    waiting = iter(sentences)
    while part := [tidy(sentence) for sentence in islice(waiting, PART)]:
        yield from _keep_sound(part, engine, origin, least, faults)


def _keep_sound(
    part: Sequence[str], engine: Engine, origin: str, least: float, faults: Counter[str]
) -> Iterator[TextPair]:
    for source, translation in zip(part, engine.translate(part), strict=True):
        score = translation.score
        found = find_faults(source, translation.text, score=score, attention=translation.attention)
        if found:
            faults[found[0]] += 1
        elif score is None or score < least:
            faults["unsure"] += 1
        else:
            yield TextPair(source, translation.text, origin)


def main(argv: list[str]) -> None:
    """``press SENTENCES PACKAGE -o PAIRS.tsv``; a long text is done in parts with ``--skip`` and ``--most``."""
    parser = argparse.ArgumentParser(prog="python -m training press", description=__doc__.split("\n")[0])
    parser.add_argument("sentences", type=Path, help="French, one sentence a line")
    parser.add_argument("package", help="a package folder, or the name of an engine such as `embedded`")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--least", type=float, default=LEAST, help="mean log-probability a translation needs")
    parser.add_argument("--skip", type=int, default=0, help="sentences to skip at the beginning")
    parser.add_argument("--most", type=int, help="sentences to translate")
    options = parser.parse_args(argv)
    lines = read_lines(options.sentences)[options.skip :][: options.most]
    faults: Counter[str] = Counter()
    pairs = translate_press(lines, get_engine(options.package), options.out.stem, options.least, faults)
    kept = write_pairs(options.out, pairs)
    left = ", ".join(f"{count} {fault}" for fault, count in faults.most_common())
    print(f"{kept} of {len(lines)} sentences kept in {options.out}; left out: {left or 'none'}")
