"""Sentence pairs as arrays of piece numbers: small, quick to load, ready to be cut into batches."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bilingual.errors import ReadError
from training.links import PieceLink, parse_links
from training.pairs import TextPair, read_lines, read_pairs, writing
from training.vocabulary import BEGIN, END

LONGEST = 120
"""Pieces a side may have, its end included. Less than 256, so that a link fits into two bytes."""

Numbers = NDArray[np.uint16]
Starts = NDArray[np.int64]


class Ragged(NamedTuple):
    """Rows of different lengths, one after the other: row ``i`` is ``values[starts[i]:starts[i + 1]]``."""

    values: Numbers
    starts: Starts

    @classmethod
    def of(cls, rows: Sequence[Numbers]) -> Ragged:
        """The rows, joined."""
        starts = np.cumsum([0, *map(len, rows)], dtype=np.int64)
        return cls(np.concatenate(rows) if rows else np.zeros(0, np.uint16), starts)

    def row(self, number: int) -> Numbers:
        """The values of one row."""
        return self.values[self.starts[number] : self.starts[number + 1]]

    @property
    def lengths(self) -> Starts:
        """The length of each row."""
        return np.diff(self.starts)


class Encoded(NamedTuple):
    """The pairs in pieces: sources with their end, targets with beginning and end, links as source * 256 + target."""

    source: Ragged
    target: Ragged
    links: Ragged

    def save(self, path: Path) -> None:
        """Write all of it to one file."""
        arrays = {
            f"{name}_{part}": array
            for name, ragged in self._asdict().items()
            for part, array in ragged._asdict().items()
        }
        with writing(path) as temporary, open(temporary, "wb") as stream:
            np.savez(stream, **arrays)

    @classmethod
    def load(cls, path: Path) -> Encoded:
        """Read what `save` wrote.

        Raises:
            ReadError: the file is not there or is none of these.
        """
        try:
            with np.load(path) as arrays:
                return cls(*(Ragged(arrays[f"{name}_values"], arrays[f"{name}_starts"]) for name in cls._fields))
        except (OSError, ValueError, KeyError) as error:
            raise ReadError(
                f"The file {path} holds no encoded pairs; make them with `python -m training encode`."
            ) from error


def encode(pairs: Iterable[TextPair], vocabulary: Path, links: Sequence[Sequence[PieceLink]] = ()) -> Encoded:
    """The pairs in pieces, without those that have no piece or too many on a side; the first pairs have the links."""
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    sides = list(zip(*pairs))
    source = [np.array([*pieces, END], np.uint16) for pieces in processor.encode(list(sides[0]))]
    target = [np.array([BEGIN, *pieces, END], np.uint16) for pieces in processor.encode(list(sides[1]))]
    kept = [i for i, (s, t) in enumerate(zip(source, target)) if 1 < len(s) <= LONGEST and 2 < len(t) <= LONGEST]
    codes = [np.array([s * 256 + t for s, t in links[i]] if i < len(links) else [], np.uint16) for i in kept]
    return Encoded(Ragged.of([source[i] for i in kept]), Ragged.of([target[i] for i in kept]), Ragged.of(codes))


def main(argv: list[str]) -> None:
    """``encode PAIRS.tsv VOCABULARY.model -o PAIRS.npz [--links LINKS]``."""
    parser = argparse.ArgumentParser(prog="python -m training encode", description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--links", type=Path, help="what the step `links` wrote for the same pairs")
    options = parser.parse_args(argv)
    links = [parse_links(line) for line in read_lines(options.links)] if options.links else []
    encoded = encode(read_pairs(options.pairs), options.vocabulary, links)
    encoded.save(options.out)
    print(f"{len(encoded.source.lengths)} pairs, {len(encoded.target.values)} target pieces in {options.out}")
