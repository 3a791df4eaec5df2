"""Trains the network on encoded pairs; stops and goes on at will, and the result is the same as without the stop.

Two phases. ``flat``: the rate warms up and stays; a run of any length, to be gone on with whenever there is time.
``fall``: from the mean weights of a flat run the rate falls to nothing over a given number of target pieces, on better
data. Only fallen networks can be compared: most of what a flat run has learnt shows when the rate falls.
"""

from __future__ import annotations

import argparse
import math
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import torch

from training.batches import Batch, iterate, look_ahead
from training.encode import Encoded
from training.loss import SmoothedCrossEntropy, guide
from training.network import SIZES, Network
from training.optimiser import Optimiser, find_precision
from training.state import FILE, Progress, State

SMOOTHING = 0.1
MEAN_EVERY = 4
"""Updates between two that the mean takes in."""
MEAN_KEEPS = 0.99
SAVE_EVERY = 600.0
"""Seconds."""


class Course(NamedTuple):
    """How to train. Pieces are target pieces, padding not counted.

    Attributes:
        phase: "flat" or "fall".
        pieces: when the phase ends; the rate falls to nothing there.
        rate: the highest learning rate.
        warm: updates until it is reached.
        step: pieces an update is made from, or a few more.
        batch: pieces in a batch, padding counted.
        guidance: weight of the guided head's loss.
        dropout: share of the states dropped; 0 where there is more text than time.
        seed: decides the order of the pairs and the dropout.
    """

    phase: str
    pieces: int
    rate: float = 1e-3
    warm: int = 200
    step: int = 12_000
    batch: int = 6_000
    guidance: float = 0.05
    dropout: float = 0.0
    seed: int = 1

    def get_rate(self, progress: Progress) -> float:
        """The learning rate of the update after these.

        >>> Course("fall", 1000, warm=1).get_rate(Progress(steps=5, pieces=750))
        0.00025
        """
        rate = self.rate * min(1.0, (progress.steps + 1) / self.warm)
        return rate * max(0.0, 1 - progress.pieces / self.pieces) if self.phase == "fall" else rate


GPU = {"step": 60_000, "batch": 60_000, "dropout": 0.1}
"""What is different there: large batches keep it busy, and it sees the text many times."""


class Losses(NamedTuple):
    """Sums over some pieces: cross entropy, that of the guided head, and the pieces."""

    plain: float = 0.0
    guided: float = 0.0
    pieces: int = 0

    def __add__(self, other: object) -> Losses:
        assert isinstance(other, Losses)
        return Losses(self.plain + other.plain, self.guided + other.guided, self.pieces + other.pieces)


class Trainer:
    """A network in training: makes one update after the other.

    Args:
        network: fresh, or with the weights to start from.
        encoded: the pairs.
        state: of a run to go on with.
    """

    def __init__(self, network: Network, encoded: Encoded, course: Course, state: State | None = None) -> None:
        self.device = network.table.weight.device
        self.course, self.network, self.progress = course, network.train(), Progress()
        if state:
            network.load_state_dict(state.weights)
            self.progress = state.progress
        self.optimiser = Optimiser(network, find_precision(self.device))
        self.mean = {name: w.detach().clone() for name, w in self.optimiser.weights.items()}
        if state:
            self.mean = {name: w.to(self.device) for name, w in state.mean.items()}
            self.optimiser.set_state(state.optimiser)
        self._batches = look_ahead(iterate(encoded, course.batch, course.seed, self.progress.position))

    @property
    def done(self) -> bool:
        """Whether the phase is at its end."""
        return self.progress.pieces >= self.course.pieces

    def update(self) -> Losses:
        """Make one update; the losses before it."""
        torch.manual_seed(self.course.seed * 1_000_003 + self.progress.steps)  # the same dropout after a stop
        losses = Losses()
        while losses.pieces < self.course.step:
            position, batch = next(self._batches)
            losses += self._learn(batch)
        rate = self.course.get_rate(self.progress)
        self.optimiser.step(rate, losses.pieces)
        self.progress = Progress(self.progress.steps + 1, self.progress.pieces + losses.pieces, position)
        self._take_mean()
        return losses

    def _learn(self, batch: Batch) -> Losses:
        """Gather the gradients of a batch."""
        pieces, guided = batch.pieces, self.course.guidance > 0 and batch.links.size(1) > 0
        batch = batch.to(self.device)
        states, scores = self.network(batch.source, batch.target[:, :-1], guided)
        table, goal = self.network.table.weight, batch.target[:, 1:].flatten()
        loss, plain = SmoothedCrossEntropy.apply(states.flatten(0, 1), table, goal, SMOOTHING)
        guidance = guide(scores, batch.links) if scores is not None else torch.zeros((), device=self.device)
        (loss + self.course.guidance * guidance * pieces).backward()
        self.optimiser.gather()
        return Losses(plain.item(), guidance.item() * pieces, pieces)

    @torch.no_grad()
    def _take_mean(self) -> None:
        """In a flat phase the mean smooths what the rate keeps shaking; in a fall the weights come to rest by themselves."""
        if self.course.phase == "fall":
            torch._foreach_copy_(list(self.mean.values()), list(self.optimiser.weights.values()))
        elif self.progress.steps % MEAN_EVERY == 0:
            taken = self.progress.steps / MEAN_EVERY
            keeps = min(MEAN_KEEPS, taken / (taken + 9))  # at first only the last few, for the weights move fast
            torch._foreach_lerp_(list(self.mean.values()), list(self.optimiser.weights.values()), 1 - keeps)

    def get_state(self) -> State:
        """All that is needed to go on."""
        weights = {name: weight.detach() for name, weight in self.optimiser.weights.items()}
        return State(self.network.shape, weights, self.mean, self.optimiser.get_state(), self.progress)


def run(trainer: Trainer, folder: Path, minutes: float = math.inf) -> None:
    """Update until the phase ends, the time is over or the process is asked to stop; save now and then and at the end."""
    begin = saved = time.monotonic()
    with _asked_to_stop() as asked:
        for line in _log(trainer):
            if line:
                print(line, flush=True)
            now = time.monotonic()
            if asked or trainer.done or now - begin > minutes * 60:
                break
            if now - saved > SAVE_EVERY:
                trainer.get_state().save(folder)
                saved = now
        trainer.get_state().save(folder)


@contextmanager
def _asked_to_stop() -> Iterator[list[int]]:
    """A list that is empty until the process is told to end (Ctrl-C, kill); an update is not left half made."""
    asked: list[int] = []
    signals = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda number, _: asked.append(number)) for number in signals]
    try:
        yield asked
    finally:
        for number, handler in zip(signals, before):
            signal.signal(number, handler)


def _log(trainer: Trainer, every: int = 50) -> Iterator[str]:
    """Make updates; after `every` of them a line about them, else ""."""
    while not trainer.done:
        losses, begin, line = Losses(), time.monotonic(), ""
        for number in range(every):
            losses += trainer.update()
            if number + 1 == every or trainer.done:
                line = (
                    f"step {trainer.progress.steps}  {trainer.progress.pieces / 1e6:.2f} M pieces"
                    f"  loss {losses.plain / losses.pieces:.3f}  guided {losses.guided / losses.pieces:.3f}"
                    f"  rate {trainer.course.get_rate(trainer.progress):.1e}"
                    f"  {losses.pieces / (time.monotonic() - begin):.0f} pieces/s"
                )
            yield line
            if trainer.done:
                return


def main(argv: list[str]) -> None:
    """``train PAIRS.npz RUN --phase flat|fall --pieces N [--start OTHER_RUN]``."""
    parser = argparse.ArgumentParser(prog="python -m training train", description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("run", type=Path, help="folder of the run; one that has a state is gone on with")
    parser.add_argument("--phase", choices=("flat", "fall"), default="flat")
    parser.add_argument("--pieces", type=float, required=True, help="target pieces of the phase, such as 2e8")
    parser.add_argument("--size", choices=list(SIZES), default="small")
    parser.add_argument("--vocabulary", type=int, default=16_000, help="pieces of the vocabulary")
    parser.add_argument("--start", type=Path, help="a run whose mean weights a new run starts from")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--warm", type=int, default=200, help="updates until the rate is reached")
    parser.add_argument("--step", type=int, help="target pieces an update")
    parser.add_argument("--batch", type=int, help="pieces a batch: as many as the memory holds")
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop and save after so long")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args(argv)
    torch.set_num_threads(os.cpu_count() or 1)
    chosen = {name: getattr(options, name) for name in ("step", "batch") if getattr(options, name)}
    fixed = {"phase": options.phase, "pieces": int(options.pieces), "rate": options.rate, "warm": options.warm}
    course = Course(**fixed, **({**GPU, **chosen} if options.device.startswith("cuda") else chosen))
    state = State.load(options.run) if (options.run / FILE).exists() else None
    torch.manual_seed(course.seed)
    network = Network(SIZES[options.size]._replace(pieces=options.vocabulary), course.dropout)
    if options.start and not state:
        network.load_state_dict(State.load(options.start).make_network().state_dict())
    trainer = Trainer(network.to(options.device), Encoded.load(options.pairs), course, state)
    run(trainer, options.run, options.minutes)
