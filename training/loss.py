"""What the training makes small: the cross entropy of the next piece, and that of the guided head's look at the source."""

from __future__ import annotations

from typing import Any, ClassVar

import torch
from torch import Tensor

from training.vocabulary import PAD


class SmoothedCrossEntropy(torch.autograd.Function):
    """Cross entropy with label smoothing of ``states @ table.T``, summed over the pieces that are not PAD.

    The scores of all pieces of the vocabulary fill more memory than everything else, so the gradients are computed with
    the loss, `CHUNK` predictions at a time, and the scores never exist all at once.
    """

    CHUNK: ClassVar = {"cpu": 1024, "cuda": 16_384}

    @staticmethod
    def forward(ctx: Any, states: Tensor, table: Tensor, goal: Tensor, smoothing: float) -> tuple[Tensor, Tensor]:
        """The smoothed loss, and the plain one for the log: states (n, width), table (pieces, width), goal (n)."""
        smoothed, plain = torch.zeros(2, device=states.device)
        to_states, to_table = torch.zeros_like(states), torch.zeros_like(table, dtype=torch.float32)
        chunk = SmoothedCrossEntropy.CHUNK[states.device.type]
        for start in range(0, len(goal), chunk):
            some, right = states[start : start + chunk], goal[start : start + chunk, None]
            counts = (right != PAD).float()
            logs = (some @ table.t()).float().log_softmax(1)
            nll = -(logs.gather(1, right) * counts).sum()
            even = -(logs.mean(1, keepdim=True) * counts).sum()  # against all pieces alike
            plain += nll
            smoothed += (1 - smoothing) * nll + smoothing * even
            gradient = logs.exp_().sub_(smoothing / len(table))
            gradient.scatter_add_(1, right, torch.full_like(counts, smoothing - 1))
            gradient = gradient.mul_(counts).to(states.dtype)
            to_states[start : start + chunk] = gradient @ table
            to_table += gradient.t() @ some
        ctx.save_for_backward(to_states, to_table.to(table.dtype))
        ctx.mark_non_differentiable(plain)
        return smoothed, plain

    @staticmethod
    def backward(ctx: Any, gradient: Tensor, _: Tensor) -> tuple[Tensor, Tensor, None, None]:
        """The gradients found on the way."""
        to_states, to_table = ctx.saved_tensors
        return to_states * gradient, to_table * gradient, None, None


def guide(scores: Tensor, links: Tensor) -> Tensor:
    """Cross entropy of the guided head against the links, averaged over the linked target pieces (Garg et al. 2019).

    Args:
        scores: of the head, before the softmax: (rows, target, source).
        links: (3, number): row, target piece, source piece. A piece with several links should look at all alike.
    """
    row, target, source = links
    logs = scores.float().log_softmax(-1)[row, target, source]
    _, piece, links_of = torch.unique(row * scores.size(1) + target, return_inverse=True, return_counts=True)
    return -(logs / links_of[piece]).sum() / len(links_of)
