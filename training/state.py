"""What a run keeps on disk: one file that is whole at any time, with all that is needed to go on as if never stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor

from bilingual.errors import ReadError
from training.batches import Position
from training.network import Network, Shape
from training.pairs import writing

FILE = "state.pt"


class Progress(NamedTuple):
    """How far a run has come: updates made, target pieces seen, batches used."""

    steps: int = 0
    pieces: int = 0
    position: Position = Position()


class State(NamedTuple):
    """A run at one moment. ``mean`` are the weights to use; ``weights`` and ``optimiser`` are there to go on."""

    shape: Shape
    weights: dict[str, Tensor]
    mean: dict[str, Tensor]
    optimiser: list[dict[str, Any]]
    progress: Progress

    def save(self, run: Path) -> None:
        """Replace the state of the run in that folder, all at once."""
        steps, pieces, position = self.progress
        kept = self._asdict() | {"shape": tuple(self.shape), "progress": (steps, pieces, *position)}
        with writing(run / FILE) as temporary:
            torch.save(kept, temporary)

    @classmethod
    def load(cls, run: Path) -> State:
        """The state of the run in that folder.

        Raises:
            ReadError: there is none, or it is damaged.
        """
        path = run / FILE
        try:
            kept = torch.load(path, map_location="cpu", weights_only=True)
            steps, pieces, *position = kept["progress"]
            progress = Progress(steps, pieces, Position(*position))
            return cls(Shape(*kept["shape"]), kept["weights"], kept["mean"], kept["optimiser"], progress)
        except FileNotFoundError as error:
            raise ReadError(f"There is no trained network in {run}: {path} is missing.") from error
        except Exception as error:  # torch and pickle raise whatever they meet in a damaged file
            raise ReadError(f"The file {path} is damaged or no state of a run: {error}.") from error

    def make_network(self) -> Network:
        """The network with its mean weights, in fp32."""
        network = Network(self.shape)
        network.load_state_dict({name: weight.float() for name, weight in self.mean.items()})
        return network.eval()
