"""Muon for the matrices, AdamW for the rest, on fp32 weights whatever the network computes in.

Muon makes the update of a matrix orthogonal, so that every direction learns alike (Jordan et al. 2024); it needs fewer
pieces than Adam for the same loss. It is written here and not taken from `torch.optim` because that one always computes
in bf16, which a CPU without bf16 instructions does a hundred times more slowly.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn

from training.network import Network, is_matrix

DECAY = 0.01
CLIP = 1.0
"""The gradient of all weights together is no longer than this."""

ROUND = (3.4445, -4.7750, 2.0315)
"""Coefficients of the polynomial that takes singular values near to 1 in five rounds (Jordan et al. 2024)."""


def find_precision(device: torch.device) -> torch.dtype:
    """bf16 where the machine has instructions for it: a GPU, a CPU with AVX-512 bf16 or AMX. Elsewhere fp32 is faster."""
    if device.type == "cuda":
        return torch.bfloat16
    has = torch.cpu.get_capabilities()
    return torch.bfloat16 if has.get("avx512_bf16") or has.get("amx_bf16") else torch.float32


def orthogonalise(matrix: Tensor, precision: torch.dtype, rounds: int = 5) -> Tensor:
    """Roughly the nearest orthogonal matrix (Newton–Schulz iteration); also of each matrix in a stack of them."""
    a, b, c = ROUND
    tall = matrix.size(-2) > matrix.size(-1)
    x = (matrix.mT if tall else matrix).to(precision)
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(rounds):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    return (x.mT if tall else x).to(matrix.dtype)


class Muon(torch.optim.Optimizer):
    """Momentum (Nesterov) whose updates are made orthogonal and as large as an Adam step (Liu et al. 2025).

    Args:
        weights: matrices.
        precision: what the orthogonal matrices are computed in.
    """

    def __init__(self, weights: Iterable[Tensor], precision: torch.dtype, momentum: float = 0.95) -> None:
        super().__init__(weights, {"lr": 0.0, "momentum": momentum})
        self._precision = precision

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """One update; matrices of one form are made orthogonal together, which a GPU does in one go."""
        for group in self.param_groups:
            by_form: dict[torch.Size, list[Tensor]] = {}
            for weight in group["params"]:
                by_form.setdefault(weight.shape, []).append(weight)
            for form, weights in by_form.items():
                moved = torch.stack([self._move(weight, group["momentum"]) for weight in weights])
                size = 0.2 * max(form) ** 0.5
                for weight, update in zip(weights, orthogonalise(moved, self._precision)):
                    weight.mul_(1 - group["lr"] * DECAY).add_(update, alpha=-group["lr"] * size)

    def _move(self, weight: Tensor, momentum: float) -> Tensor:
        state = self.state[weight]
        if not state:
            state["momentum"] = torch.zeros_like(weight)
        state["momentum"].lerp_(weight.grad, 1 - momentum)
        return weight.grad.lerp(state["momentum"], momentum)


class Optimiser:
    """Keeps fp32 weights of a network, adds up its gradients, changes them and gives them back.

    The network itself is converted to the precision it computes in.
    """

    def __init__(self, network: Network, precision: torch.dtype) -> None:
        self.weights = {name: nn.Parameter(w.detach().clone().float()) for name, w in network.named_parameters()}
        for weight in self.weights.values():
            weight.grad = torch.zeros_like(weight)
        self._network = network.to(precision)
        matrices = [w for name, w in self.weights.items() if is_matrix(name, w)]
        vectors = [w for w in self.weights.values() if w.dim() == 1]
        tables = [{"params": [self.weights["table.weight"]], "weight_decay": DECAY}]
        self.parts: tuple[torch.optim.Optimizer, ...] = (
            Muon(matrices, precision),
            torch.optim.AdamW([*tables, {"params": vectors, "weight_decay": 0.0}], betas=(0.9, 0.98), fused=True),
        )

    @torch.no_grad()
    def gather(self) -> None:
        """Add the network's gradients to those of the step, and clear them."""
        for weight, copy in zip(self.weights.values(), self._network.parameters()):
            if copy.grad is not None:
                weight.grad.add_(copy.grad)
                copy.grad = None

    @torch.no_grad()
    def step(self, rate: float, pieces: int) -> None:
        """Change the weights by the gradients gathered over so many pieces, and give them to the network."""
        gradients = [weight.grad for weight in self.weights.values()]
        torch._foreach_div_(gradients, pieces)
        nn.utils.clip_grad_norm_(self.weights.values(), CLIP)
        for part in self.parts:
            for group in part.param_groups:
                group["lr"] = rate
            part.step()
        torch._foreach_zero_(gradients)
        for weight, copy in zip(self.weights.values(), self._network.parameters()):
            copy.copy_(weight)

    def get_state(self) -> list[dict[str, Any]]:
        """What has to be saved besides the weights."""
        return [part.state_dict() for part in self.parts]

    def set_state(self, state: list[dict[str, Any]]) -> None:
        """Go on from a saved state."""
        for part, saved in zip(self.parts, state, strict=True):
            part.load_state_dict(saved)
