"""BLEU and chrF of a package, each with the signature that says how it was counted (Post 2018), and its speed."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bilingual.engines import Engine, get_engine
from bilingual.errors import ReadError
from training.normalisation import APOSTROPHES, DOUBLE_MARKS
from training.pairs import read_lines

STRAIGHT = str.maketrans(dict.fromkeys(DOUBLE_MARKS, '"') | dict.fromkeys(APOSTROPHES, "'"))
"""Typographic marks as straight ones: what kind of marks a text prints is no matter of translation."""


class Result(NamedTuple):
    """The figures of a package on a set."""

    bleu: float
    bleu_signature: str
    chrf: float
    chrf_signature: str
    speed: float
    """Sentences a second, the first one's loading time not counted."""


def score(engine: Engine, sources: Sequence[str], references: Sequence[str]) -> tuple[Result, list[str]]:
    """Translate the sources and compare with the references; also the translations, with straight marks.

    Raises:
        ReadError: there are not as many references as sources.
    """
    from sacrebleu.metrics import BLEU, CHRF

    if len(sources) != len(references):
        raise ReadError(
            f"There are {len(sources)} sources but {len(references)} references: they have to go line by line."
        )
    engine.translate(sources[:1])
    begin = time.perf_counter()
    found = [translation.text.translate(STRAIGHT) for translation in engine.translate(sources)]
    speed = len(sources) / (time.perf_counter() - begin)
    straight = [[reference.translate(STRAIGHT) for reference in references]]
    bleu, chrf = BLEU(), CHRF()
    scores = bleu.corpus_score(found, straight).score, chrf.corpus_score(found, straight).score
    return Result(scores[0], str(bleu.get_signature()), scores[1], str(chrf.get_signature()), speed), found


def main(argv: list[str]) -> None:
    """``score PACKAGE SOURCES REFERENCES [-o TRANSLATIONS]``; PACKAGE is a folder or the name of an engine."""
    parser = argparse.ArgumentParser(prog="python -m training score", description=__doc__)
    parser.add_argument("package", help="a package folder, or the name of an engine such as `embedded`")
    parser.add_argument("sources", type=Path)
    parser.add_argument("references", type=Path)
    parser.add_argument("-o", "--out", type=Path, help="write the translations, one a line")
    options = parser.parse_args(argv)
    engine = get_engine(options.package)
    result, found = score(engine, read_lines(options.sources), read_lines(options.references))
    print(f"{getattr(engine, 'signature', options.package)} on {options.sources.name}")
    print(f"BLEU  {result.bleu:.1f}  {result.bleu_signature}")
    print(f"chrF  {result.chrf:.1f}  {result.chrf_signature}")
    print(f"speed {result.speed:.1f} sentences/s")
    if options.out:
        options.out.write_text("".join(line + "\n" for line in found), encoding="utf-8")
