"""Learns the SentencePiece model that both languages share, with the normalisation inside it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bilingual.errors import ReadError
from training.normalisation import render_rules
from training.pairs import read_lines, read_pairs, writing

PAD, UNKNOWN, BEGIN, END = range(4)
"""The pieces every vocabulary begins with."""

SENTENCES = 900_000
"""As many sentences are drawn to learn from."""


SETTINGS: dict[str, Any] = {
    "model_type": "unigram",
    "character_coverage": 0.9998,
    "byte_fallback": True,
    "input_sentence_size": SENTENCES,
    "shuffle_input_sentence": True,
    "max_sentence_length": 2000,
    "pad_id": PAD,
    "unk_id": UNKNOWN,
    "bos_id": BEGIN,
    "eos_id": END,
    "pad_piece": "<pad>",
    "minloglevel": 1,
}


def learn_vocabulary(texts: Iterable[str], size: int, path: Path) -> None:
    """Learn `size` pieces (a unigram model) from the texts and write the model.

    Characters too rare for a piece become bytes, so that nothing is unknown.

    Raises:
        ReadError: the texts have not enough in them for so many pieces.
    """
    import sentencepiece

    with TemporaryDirectory() as folder, writing(path) as temporary:
        rules, lines = Path(folder) / "rules.tsv", Path(folder) / "texts"
        rules.write_text(render_rules(), encoding="utf-8")
        with open(lines, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(text + "\n" for text in texts)
        try:
            with open(temporary, "wb") as model:
                sentencepiece.SentencePieceTrainer.train(
                    input=str(lines),
                    normalization_rule_tsv=str(rules),
                    model_writer=model,
                    vocab_size=size,
                    **SETTINGS,
                )
        except RuntimeError as error:
            raise ReadError(f"The texts do not give a vocabulary of {size} pieces: {error}.") from error


def _read_texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        if ".tsv" in path.suffixes:
            for pair in read_pairs(path):
                yield from pair[:2]
        else:
            yield from read_lines(path)


def main(argv: list[str]) -> None:
    """``vocabulary FILE… -o VOCABULARY.model [--size 16000]``."""
    parser = argparse.ArgumentParser(prog="python -m training vocabulary", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="pairs (.tsv) and texts, one sentence a line")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--size", type=int, default=16_000, help="pieces; a multiple of 8 is fastest")
    options = parser.parse_args(argv)
    learn_vocabulary(_read_texts(options.files), options.size, options.out)
    print(f"{options.size} pieces in {options.out}")
