"""Linear layers whose frozen weights are held in eight bits, with a low-rank update that is trained.

A core without matrix units multiplies bytes four to five times as fast as floats. The frozen weights are
rounded once, by output for the forward pass and by input for the backward one; activations and gradients are
rounded for each token. What a channel of the input has in size beyond the others goes into the weights first
(SmoothQuant, Xiao et al. 2023, arXiv:2211.10438), measured on a few windows. The update is LoRA (Hu et al.
2021, arXiv:2106.09685) in float32: what is trained is never rounded.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import nn

_LEVELS = 127
_TINY = 1e-12


class _Product(torch.autograd.Function):
    """x @ weight.T, with the frozen weight and both passes in eight bits."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, layer: Int8Linear) -> torch.Tensor:
        ctx.layer = layer
        return _multiply(x * layer.smooth, layer.forward_weight, layer.forward_scale)

    @staticmethod
    def backward(ctx: Any, *gradients: torch.Tensor) -> tuple[torch.Tensor, None]:
        layer = ctx.layer
        return _multiply(gradients[0], layer.backward_weight, layer.backward_scale), None


class Int8Linear(nn.Module):
    """A frozen linear layer in eight bits, with its bias, and a trained update of rank `rank` if it has one.

    `peaks` is the largest size of each input channel on sample text, of shape (inputs,).
    """

    def __init__(self, linear: nn.Linear, peaks: torch.Tensor) -> None:
        super().__init__()
        weight = linear.weight.detach()
        smooth = (peaks.clamp_min(_TINY) / weight.abs().amax(0).clamp_min(_TINY)).sqrt().clamp_min(1e-4)
        self.register_buffer("smooth", 1 / smooth)
        self.register_buffer("bias", None if linear.bias is None else linear.bias.detach())
        self.forward_weight, self.forward_scale = _by_column((weight * smooth).t())
        self.backward_weight, self.backward_scale = _by_column(weight)
        self.lora_A: nn.Parameter | None = None
        self.lora_B: nn.Parameter | None = None
        self.scale = 0.0

    def train_update(self, a: torch.Tensor, b: torch.Tensor, scale: float) -> None:
        """Train an update scale * b @ a from here on: a of shape (rank, inputs), b of (outputs, rank)."""
        self.lora_A, self.lora_B, self.scale = nn.Parameter(a), nn.Parameter(b), scale

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Outputs, of shape (..., outputs), for inputs of shape (..., inputs)."""
        y = _Product.apply(x.reshape(-1, x.shape[-1]), self)
        if self.bias is not None:
            y = y + self.bias
        y = y.reshape(*x.shape[:-1], -1)
        if self.lora_A is None or self.lora_B is None:
            return y
        return y + ((x @ self.lora_A.t()) @ (self.lora_B.t() * self.scale))


def new_update(linear: nn.Linear, rank: int, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Matrices of an update that changes nothing yet: one at random, one of zeros."""
    bound = 1 / math.sqrt(linear.in_features)
    a = (torch.rand(rank, linear.in_features, generator=generator) * 2 - 1) * bound
    return a, torch.zeros(linear.out_features, rank)


def _by_column(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """A matrix of shape (contracted, kept) in eight bits, and a scale for each of what is kept."""
    scale = weight.abs().amax(0).clamp_min(_TINY) / _LEVELS
    return (weight / scale).round().to(torch.int8).contiguous(), scale


@torch.compile(dynamic=True)
def _multiply(x: torch.Tensor, weight: torch.Tensor, weight_scale: torch.Tensor) -> torch.Tensor:
    scale = x.abs().amax(1, keepdim=True).clamp_min_(_TINY).div_(_LEVELS)
    product = torch._int_mm((x / scale).round_().to(torch.int8), weight)  # noqa: SLF001 - it has no other name
    return product.to(torch.float32).mul_(scale).mul_(weight_scale)
