"""A trained network as a CTranslate2 model, its weights laid out as `TransformerSpec` wants them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import sentencepiece
from numpy.typing import NDArray

from bilingual.errors import ReadError
from training.network import Network

Weights = Mapping[str, NDArray[np.float32]]


def export(network: Network, vocabulary: Path, folder: Path, quantization: str = "int8") -> None:
    """Write the model into `folder`, in place of what is there.

    The guided head is recorded, so that `return_attention` gives its attention; so is that sources end with END, which
    the callers of an Argos package do not add.

    Args:
        quantization: what the matrices are stored in; "int8", or "float32" to lose nothing.

    Raises:
        ReadError: the vocabulary is not the one the network was trained with.
    """
    pieces = _read_pieces(vocabulary)
    if len(pieces) != network.shape.pieces:
        raise ReadError(
            f"The network knows {network.shape.pieces} pieces, but {vocabulary} has {len(pieces)}: it is another."
        )
    shape = network.shape
    spec = ctranslate2.specs.TransformerSpec.from_config(
        (shape.encoder, shape.decoder), shape.heads, pre_norm=True, alignment_layer=-1, alignment_heads=1
    )
    weights = {
        name: weight.float().numpy().copy() for name, weight in network.state_dict().items()
    }  # optimize changes them
    _fill(spec, weights, network.positions.numpy())
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    spec.optimize(quantization=quantization)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    spec.save(str(folder))


def _read_pieces(vocabulary: Path) -> list[str]:
    processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def _fill(spec: Any, weights: Weights, positions: NDArray[np.float32]) -> None:
    spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = weights["table.weight"]
    spec.decoder.projection.weight = weights["table.weight"]
    for part, name in ((spec.encoder, "encoder"), (spec.decoder, "decoder")):
        part.position_encodings.encodings = positions
        _fill_norm(part.layer_norm, weights, f"{name}_norm")
        for number, layer in enumerate(part.layer):
            _fill_layer(layer, weights, f"{name}.{number}", decoder=name == "decoder")


def _fill_layer(layer: Any, weights: Weights, name: str, decoder: bool) -> None:
    _fill_norm(layer.self_attention.layer_norm, weights, f"{name}.self_norm")
    joined, out = layer.self_attention.linear
    _fill_linear(joined, weights, *(f"{name}.self_attention.{part}" for part in ("query", "key", "value")))
    _fill_linear(out, weights, f"{name}.self_attention.out")
    if decoder:
        _fill_norm(layer.attention.layer_norm, weights, f"{name}.cross_norm")
        query, joined, out = layer.attention.linear
        _fill_linear(query, weights, f"{name}.cross_attention.query")
        _fill_linear(joined, weights, *(f"{name}.cross_attention.{part}" for part in ("key", "value")))
        _fill_linear(out, weights, f"{name}.cross_attention.out")
    _fill_norm(layer.ffn.layer_norm, weights, f"{name}.inner_norm")
    _fill_linear(layer.ffn.linear_0, weights, f"{name}.widen")
    _fill_linear(layer.ffn.linear_1, weights, f"{name}.narrow")


def _fill_linear(part: Any, weights: Weights, *names: str) -> None:
    """One projection, or several that are made in one go."""
    part.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
    part.bias = np.concatenate([weights[f"{name}.bias"] for name in names])


def _fill_norm(part: Any, weights: Weights, name: str) -> None:
    part.gamma, part.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]
