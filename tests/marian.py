"""A small Marian model with random weights, as the converters find it: it translates into nonsense."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import yaml

WIDTH, PIECES = 16, 60
OPTIONS = {
    "type": "transformer", "enc-depth": 1, "dec-depth": 1, "transformer-heads": 2, "transformer-ffn-activation": "relu",
    "transformer-preprocess": "", "transformer-postprocess": "dan", "transformer-postprocess-emb": "d",
    "transformer-decoder-autoreg": "self-attention", "transformer-no-projection": False,
    "transformer-guided-alignment-layer": "last", "transformer-postprocess-top": "",
}  # fmt: skip


def write_marian(folder: Path) -> None:
    """Write ``model.npz`` and ``vocab.spm`` into a new folder."""
    folder.mkdir(parents=True)
    write_sentencepiece(folder / "vocab.spm")
    random = np.random.default_rng(1)

    def matrix(rows: int, columns: int) -> np.ndarray:
        return random.normal(0, 0.3, (rows, columns)).astype(np.float32)

    weights = {"Wemb": matrix(PIECES, WIDTH), "decoder_ff_logit_out_b": matrix(1, PIECES)}
    for side, kinds in (("encoder", ["self"]), ("decoder", ["self", "context"])):
        for kind in kinds:
            for part in "qkvo":
                weights[f"{side}_l1_{kind}_W{part}"] = matrix(WIDTH, WIDTH)
                weights[f"{side}_l1_{kind}_b{part}"] = matrix(1, WIDTH)
            weights |= _norm(f"{side}_l1_{kind}_Wo")
        weights |= _norm(f"{side}_l1_ffn_ffn")
        weights |= {f"{side}_l1_ffn_W1": matrix(WIDTH, 32), f"{side}_l1_ffn_b1": matrix(1, 32)}
        weights |= {f"{side}_l1_ffn_W2": matrix(32, WIDTH), f"{side}_l1_ffn_b2": matrix(1, WIDTH)}
    config = np.frombuffer(yaml.safe_dump(OPTIONS).encode() + b"\0", dtype=np.int8)
    np.savez(folder / "model.npz", **weights, **{"special:model.yml": config})


def _norm(scope: str) -> dict[str, np.ndarray]:
    return {f"{scope}_ln_scale": np.ones((1, WIDTH), "f"), f"{scope}_ln_bias": np.zeros((1, WIDTH), "f")}


def write_sentencepiece(path: Path) -> None:
    """Write a small SentencePiece model."""
    path.write_bytes(_sentencepiece())


@cache
def _sentencepiece() -> bytes:
    import sentencepiece

    sentences = ["le conseil municipal a voté le budget", "the council voted the budget of the town", "un mot de plus"]
    with TemporaryDirectory() as folder:
        prefix = str(Path(folder) / "m")
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences * 20), model_prefix=prefix, vocab_size=PIECES, minloglevel=2,
            hard_vocab_limit=True, model_type="bpe", character_coverage=1.0,
        )  # fmt: skip
        return Path(prefix + ".model").read_bytes()
