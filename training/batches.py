"""Cuts encoded pairs into batches of a few fixed shapes, in an order that a seed and an epoch decide.

Fixed shapes matter on a CPU: oneDNN compiles each matrix shape once. The last batch of a shape is smaller than the
others, and filled up with empty rows, which teach nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from queue import Queue
from typing import NamedTuple, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from training.encode import LONGEST, Encoded
from training.vocabulary import END, PAD

WIDTHS = np.array([4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 28, 32, 36, 40, 46, 52, 60, 70, 84, 100, LONGEST])
"""The lengths, in pieces, that the sides of a batch may have."""

ROWS = 8
"""The number of rows of a batch is a multiple of this one."""

Item = TypeVar("Item")


class Position(NamedTuple):
    """How far the training has come: batches of that epoch already used."""

    epoch: int = 0
    batch: int = 0


class Batch(NamedTuple):
    """Some pairs as tensors of piece numbers, padded.

    ``source`` (rows, source width) ends each row with END; ``target`` (rows, target width + 1) begins with BEGIN;
    ``links`` (3, number): row, target piece (0 is the first after BEGIN), source piece.
    """

    source: torch.Tensor
    target: torch.Tensor
    links: torch.Tensor

    @property
    def pieces(self) -> int:
        """Target pieces to predict."""
        return int((self.target[:, 1:] != PAD).sum())

    def to(self, device: torch.device) -> Batch:
        """The same on a device."""
        return Batch(*(tensor.to(device) for tensor in self))


def plan_epoch(encoded: Encoded, size: int, seed: int, epoch: int) -> list[NDArray[np.int64]]:
    """The rows of each batch of an epoch: `size` pieces or a little less on the longer side, every pair once."""
    random = np.random.default_rng((seed, epoch))
    widths = np.searchsorted(WIDTHS, encoded.source.lengths), np.searchsorted(WIDTHS, encoded.target.lengths - 1)
    order = random.permutation(len(encoded.source.lengths))
    shape = (widths[0] * len(WIDTHS) + widths[1])[order]
    order = order[np.argsort(shape, kind="stable")]
    ends = np.flatnonzero(np.diff(np.sort(shape))) + 1
    batches = []
    for group in np.split(order, ends):
        width = WIDTHS[max(widths[0][group[0]], widths[1][group[0]])]
        rows = max(ROWS, size // int(width) // ROWS * ROWS)
        batches += [group[start : start + rows] for start in range(0, len(group), rows)]
    return [batches[i] for i in random.permutation(len(batches))]


def make_batch(encoded: Encoded, rows: NDArray[np.int64]) -> Batch:
    """The batch of these rows, which are of one shape."""
    source_width = WIDTHS[np.searchsorted(WIDTHS, encoded.source.lengths[rows[0]])]
    target_width = WIDTHS[np.searchsorted(WIDTHS, encoded.target.lengths[rows[0]] - 1)]
    height = -(-len(rows) // ROWS) * ROWS
    source = np.full((height, source_width), PAD, np.int64)
    target = np.full((height, target_width + 1), PAD, np.int64)
    source[:, 0] = END  # an empty row has something to look at, and nothing to predict
    links = [np.zeros((3, 0), np.int64)]
    for place, row in enumerate(rows):
        pieces, goal, codes = encoded.source.row(row), encoded.target.row(row), encoded.links.row(row).astype(np.int64)
        source[place, : len(pieces)] = pieces
        target[place, : len(goal)] = goal
        links.append(np.stack([np.full(len(codes), place), codes % 256, codes // 256]))
    return Batch(*map(torch.from_numpy, (source, target, np.concatenate(links, 1))))


def iterate(encoded: Encoded, size: int, seed: int, start: Position) -> Iterator[tuple[Position, Batch]]:
    """Batches without end from a position on; with each, the position after it."""
    position = start
    while True:
        plan = plan_epoch(encoded, size, seed, position.epoch)
        for number in range(position.batch, len(plan)):
            last = number + 1 == len(plan)
            after = Position(position.epoch + 1, 0) if last else Position(position.epoch, number + 1)
            yield after, make_batch(encoded, plan[number])
        position = Position(position.epoch + 1, 0)


def look_ahead(items: Iterator[Item], depth: int = 16) -> Iterator[Item]:
    """The same items, made by a thread while the last ones are used."""
    waiting: Queue[Item | Exception] = Queue(depth)

    def produce() -> None:
        try:
            for item in items:
                waiting.put(item)
        except Exception as error:  # noqa: BLE001 - raised again where it can be seen
            waiting.put(error)

    threading.Thread(target=produce, daemon=True).start()
    while True:
        item = waiting.get()
        if isinstance(item, Exception):
            raise item
        yield item
