"""A pre-norm Transformer (Vaswani et al. 2017) of exactly the parts that CTranslate2's TransformerSpec has.

The first head of the last decoder layer's attention to the source can be trained on word alignments (Garg et al. 2019);
CTranslate2 returns that head's attention with a translation, and so the links of its words cost nothing.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.vocabulary import PAD

POSITIONS = 512
"""The longest sentence, in pieces, that a network can place."""

FUSED = {"cuda"}
"""Where PyTorch's fused attention is used. Its backward pass is slow on the short sentences of a CPU batch."""

FAR = -1e4
"""Added to the score of what may not be looked at; finite, so that bf16 and a row without anything stay well."""


class Shape(NamedTuple):
    """The measures of a network: pieces, width of the states, width inside the feed-forward parts, heads, layers."""

    pieces: int
    width: int = 384
    inner: int = 1536
    heads: int = 6
    encoder: int = 6
    decoder: int = 2


SIZES = {
    "toy": Shape(0, width=32, inner=64, heads=2, encoder=1, decoder=1),
    "small": Shape(0),
    "large": Shape(0, width=512, inner=2048, heads=8, encoder=6, decoder=3),
}
"""Networks with a name: for tests; 21 million parameters, for two CPU cores; 41 million, for a GPU."""


class Attention(nn.Module):
    """Heads that look from some states at others."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))

    def forward(self, states: Tensor, memory: Tensor, mask: Tensor, causal: bool = False) -> Tensor:
        """What each of `states` finds in `memory`; `mask` is added to the scores (`causal` says that it is that mask)."""
        query, key, value = (
            self._split(self.query(states)),
            self._split(self.key(memory)),
            self._split(self.value(memory)),
        )
        if states.device.type in FUSED:
            shown = None if causal else mask  # without a mask the fastest kernel is used
            found = functional.scaled_dot_product_attention(query, key, value, attn_mask=shown, is_causal=causal)
        else:
            found = (self._score(query, key) + mask).softmax(-1) @ value
        return self.out(found.transpose(1, 2).flatten(2))

    def score_first_head(self, states: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """The scores of the first head before the softmax: (rows, states, memory)."""
        part = self.query.out_features // self.heads
        query = functional.linear(states, self.query.weight[:part], self.query.bias[:part])
        key = functional.linear(memory, self.key.weight[:part], self.key.bias[:part])
        return self._score(query, key) + mask[:, 0]

    def _split(self, states: Tensor) -> Tensor:
        return states.unflatten(2, (self.heads, -1)).transpose(1, 2)

    @staticmethod
    def _score(query: Tensor, key: Tensor) -> Tensor:
        return (query / math.sqrt(query.size(-1))) @ key.transpose(-2, -1)


class Layer(nn.Module):
    """Attention to oneself, in a decoder also to the source, and a feed-forward part; each adds to the states."""

    def __init__(self, shape: Shape, decoder: bool, dropout: float) -> None:
        super().__init__()
        self.self_norm, self.self_attention = nn.LayerNorm(shape.width), Attention(shape.width, shape.heads)
        if decoder:
            self.cross_norm, self.cross_attention = nn.LayerNorm(shape.width), Attention(shape.width, shape.heads)
        self.inner_norm = nn.LayerNorm(shape.width)
        self.widen, self.narrow = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)
        self.dropout = nn.Dropout(dropout)

    def encode(self, states: Tensor, mask: Tensor) -> Tensor:
        """One layer of the encoder."""
        return self._feed(self._look_at_oneself(states, mask, causal=False))

    def decode(
        self, states: Tensor, causal: Tensor, memory: Tensor, mask: Tensor, guided: bool
    ) -> tuple[Tensor, Tensor | None]:
        """One layer of the decoder, and if it is guided the scores of its first head."""
        states = self._look_at_oneself(states, causal, causal=True)
        normed = self.cross_norm(states)
        scores = self.cross_attention.score_first_head(normed, memory, mask) if guided else None
        return self._feed(states + self.dropout(self.cross_attention(normed, memory, mask))), scores

    def _look_at_oneself(self, states: Tensor, mask: Tensor, causal: bool) -> Tensor:
        normed = self.self_norm(states)
        return states + self.dropout(self.self_attention(normed, normed, mask, causal))

    def _feed(self, states: Tensor) -> Tensor:
        return states + self.dropout(self.narrow(functional.relu(self.widen(self.inner_norm(states)))))


class Network(nn.Module):
    """The whole of it. One table of pieces serves the source, the target and the prediction."""

    positions: Tensor
    causal: Tensor

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.table = nn.Embedding(shape.pieces, shape.width)
        self.encoder = nn.ModuleList(Layer(shape, False, dropout) for _ in range(shape.encoder))
        self.decoder = nn.ModuleList(Layer(shape, True, dropout) for _ in range(shape.decoder))
        self.encoder_norm, self.decoder_norm = nn.LayerNorm(shape.width), nn.LayerNorm(shape.width)
        self.dropout = nn.Dropout(dropout)
        self.register_buffer("positions", place(POSITIONS, shape.width), persistent=False)
        self.register_buffer("causal", torch.full((POSITIONS, POSITIONS), FAR).triu(1), persistent=False)
        for name, weight in self.named_parameters():
            if is_matrix(name, weight):
                nn.init.xavier_uniform_(weight)
        nn.init.normal_(self.table.weight, std=shape.width**-0.5)

    def forward(self, source: Tensor, target: Tensor, guided: bool = False) -> tuple[Tensor, Tensor | None]:
        """The states (rows, target, width) that predict the piece after each of `target`, and if guided the first head's scores.

        Args:
            source: piece numbers (rows, pieces), each row with END, padded with PAD.
            target: piece numbers from BEGIN on.
            guided: whether the scores (rows, target, source) of the guided head are wanted.
        """
        mask = torch.zeros_like(source, dtype=self.table.weight.dtype).masked_fill(source == PAD, FAR)[:, None, None]
        states = self._embed(source)
        for layer in self.encoder:
            states = layer.encode(states, mask)
        memory = self.encoder_norm(states)
        length = target.size(1)
        causal = self.causal[:length, :length].to(mask.dtype)
        states, scores = self._embed(target), None
        for layer in self.decoder:
            states, scores = layer.decode(states, causal, memory, mask, guided and layer is self.decoder[-1])
        return self.decoder_norm(states), scores

    def _embed(self, pieces: Tensor) -> Tensor:
        places = self.positions[: pieces.size(1)].to(self.table.weight.dtype)
        return self.dropout(self.table(pieces) * math.sqrt(self.shape.width) + places)


def is_matrix(name: str, weight: Tensor) -> bool:
    """Whether a weight multiplies states, unlike the table of pieces, the biases and the norms."""
    return weight.dim() == 2 and not name.startswith("table")


def place(positions: int, width: int) -> Tensor:
    """Sinusoidal encodings of the positions from 0: the sines, then the cosines."""
    rates = torch.exp(torch.arange(width // 2) * (-math.log(10_000) / (width // 2 - 1)))
    angles = torch.arange(positions)[:, None] * rates
    return torch.cat([angles.sin(), angles.cos()], 1)
