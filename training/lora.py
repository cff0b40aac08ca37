"""Train a low-rank adapter on windows, from the weights of a GGUF file, on the cores of one machine.

usage: python -m training.lora --windows W.jsonl [--windows ...] --weights BASE.gguf --out FOLDER
           [--adapter FIRST.gguf] [--tokens N] [--passes N]

A run that was ended goes on from its last checkpoint when it is started again with the same options, with
the same numbers as if it had not been ended. It writes FOLDER/adapter.gguf at the end.

Windows of one article begin alike: the system text and the lead. They are packed into one sequence in which
that beginning stands once and each window sees it and itself alone. The loss is the sum over the tokens of
the answers divided by a constant: a mean over each answer would teach the model to say "none", since the few
tokens of an empty answer would weigh as much as all those of a full one.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import math
import random
import time
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from training.int8 import Int8Linear, new_update
from training.weights import PROJECTIONS, adapter_of, model_of, tokenizer_of, write_adapter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from transformers import PreTrainedTokenizerBase, Qwen2ForCausalLM

RANK = 16
ALPHA = 32.0
RATE = 2e-4
WARM_UP = 20  # steps
PACKS = 5
"""So many packed sequences make a step."""
LENGTH = 640
"""Tokens of a packed sequence, beyond which no further window is added to it."""
ANSWER = 300.0
"""The constant that the loss of a step is divided by."""
FROZEN = 10
"""Layers from the bottom whose update is kept as it is if the training goes on from an adapter."""
EVERY = 25  # steps from one checkpoint to the next
CLIP = 1.0
ROUND = 64  # tokens; each new length of a sequence costs the library a plan


@dataclass(frozen=True)
class Pack:
    """A sequence of windows with one beginning: tokens, positions, and which window each token belongs to.

    Window 0 is the beginning, which all see. `answers` are the places of tokens that the model should give.
    """

    tokens: tuple[int, ...]
    positions: tuple[int, ...]
    windows: tuple[int, ...]
    answers: tuple[int, ...]


def main() -> None:
    """Train, or go on training."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--windows", type=Path, action="append", required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--adapter", type=Path, help="an adapter to go on from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--tokens", type=int, help="end after about so many tokens")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    texts = [path.read_text(encoding="utf-8") for path in options.windows]
    windows = [json.loads(line) for text in texts for line in text.splitlines()]
    packs = list(packed(windows, tokenizer_of(options.weights)))
    steps = list(schedule(packs, options.passes, options.tokens, options.seed))
    if not steps:
        parser.error(
            f"{len(packs)} packs of windows make no step of {PACKS}: give more articles, or more --tokens"
        )
    tokens = sum(len(pack.tokens) for pack in packs)
    print(f"{len(packs)} packs, {tokens} tokens; {len(steps)} steps", flush=True)
    first = adapter_of(options.adapter) if options.adapter else {}
    model = prepared(model_of(options.weights), first, [packs[place] for place in steps[0]])
    train(model, packs, steps, options.out)
    about = {
        "name": f"{options.weights.stem}, windows",
        "description": f"LoRA over windows, sha256 {', '.join(map(_digest, texts))}",
        "license": "apache-2.0",
    }
    partial = options.out / "adapter.part"
    write_adapter(partial, {**first, **updates(model)}, ALPHA, about)
    partial.replace(options.out / "adapter.gguf")


def packed(windows: Sequence[dict[str, str]], tokenizer: PreTrainedTokenizerBase) -> Iterator[Pack]:
    """Packs of the windows, those of one article together."""
    for _, group in groupby(windows, key=lambda window: window["article"]):
        pairs = [
            (_tokens(tokenizer, prompt(window)), _tokens(tokenizer, window["answer"] + "<|im_end|>"))
            for window in group
        ]
        ends = [min(question for question, _ in pairs), max(question for question, _ in pairs)]
        shared = next(
            (place for place, (a, b) in enumerate(zip(*ends, strict=False)) if a != b), len(ends[0])
        )
        part: list[tuple[list[int], list[int]]] = []
        length = shared
        for question, answer in pairs:
            own = len(question) + len(answer) - shared
            if part and length + own > LENGTH:
                yield _pack(part, shared)
                part, length = [], shared
            part.append((question, answer))
            length += own
        yield _pack(part, shared)


def prompt(window: dict[str, str]) -> str:
    """The text that the server makes of the messages of a window, up to the answer."""
    return (
        f"<|im_start|>system\n{window['system']}<|im_end|>\n"
        f"<|im_start|>user\n{window['question']}<|im_end|>\n<|im_start|>assistant\n"
    )


def schedule(packs: Sequence[Pack], passes: int, tokens: int | None, seed: int) -> Iterator[tuple[int, ...]]:
    """For each step the packs it learns from; each pass has its own order."""
    order: list[int] = []
    for each in range(passes):
        one = list(range(len(packs)))
        random.Random(f"{seed} {each}").shuffle(one)
        order += one
    total = 0
    for start in range(0, len(order) - PACKS + 1, PACKS):
        step = tuple(order[start : start + PACKS])
        total += sum(len(packs[place].tokens) for place in step)
        if tokens is not None and total > tokens:
            return
        yield step


def prepared(
    model: Qwen2ForCausalLM, first: dict[str, torch.Tensor], sample: Iterable[Pack]
) -> Qwen2ForCausalLM:
    """The model in eight bits with updates to be trained: those of a `first` adapter or, if it is empty, new.

    Those of a first adapter in the lowest layers are added to the weights and stay as they are.
    """
    model.requires_grad_(requires_grad=False)
    peaks = _peaks(model, sample)
    generator = torch.Generator().manual_seed(0)
    for name, linear in _projections(model):
        if first:
            a, b = first[f"{name}.lora_A"], first[f"{name}.lora_B"]
        else:
            a, b = new_update(linear, RANK, generator)
        if first and int(name.split(".")[2]) < FROZEN:
            linear.weight.data += (ALPHA / RANK) * (b @ a)
            layer = Int8Linear(linear, peaks[name])
        else:
            layer = Int8Linear(linear, peaks[name])
            layer.train_update(a, b, ALPHA / RANK)
        parent, _, own = name.rpartition(".")
        setattr(model.get_submodule(parent), own, layer)
    return model


def updates(model: nn.Module) -> dict[str, torch.Tensor]:
    """The matrices that are trained, by name."""
    return {name: value.detach() for name, value in model.named_parameters() if ".lora_" in name}


def train(
    model: Qwen2ForCausalLM, packs: Sequence[Pack], steps: Sequence[tuple[int, ...]], out: Path
) -> None:
    """Take the steps that the last checkpoint in `out` has not taken yet."""
    parameters = [value for name, value in model.named_parameters() if ".lora_" in name]
    for value in parameters:
        value.requires_grad_(requires_grad=True)
    optimizer = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.0, betas=(0.9, 0.99))
    taken = 0
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        model.load_state_dict(saved["updates"], strict=False)
        optimizer.load_state_dict(saved["optimizer"])
        taken = saved["taken"]
    for step in range(taken, len(steps)):
        begin = time.monotonic()
        share = min(1.0, (step + 1) / WARM_UP) * (
            0.05 + 0.95 * (1 + math.cos(math.pi * step / len(steps))) / 2
        )
        optimizer.param_groups[0]["lr"] = RATE * share
        total, count = 0.0, 0
        for place in steps[step]:
            value = loss(model, packs[place])
            (value / ANSWER).backward()
            total, count = total + float(value.detach()), count + len(packs[place].answers)
        nn.utils.clip_grad_norm_(parameters, CLIP)
        optimizer.step()
        optimizer.zero_grad()
        gc.collect()
        tokens = sum(len(packs[place].tokens) for place in steps[step])
        seconds = time.monotonic() - begin
        print(
            f"step {step + 1}/{len(steps)} loss {total / count:.4f} tokens/s {tokens / seconds:.0f}",
            flush=True,
        )
        if (step + 1) % EVERY == 0 or step + 1 == len(steps):
            partial = checkpoint.with_suffix(".part")
            torch.save(
                {"updates": updates(model), "optimizer": optimizer.state_dict(), "taken": step + 1}, partial
            )
            partial.replace(checkpoint)


def loss(model: Qwen2ForCausalLM, pack: Pack) -> torch.Tensor:
    """The cross-entropy of the answers' tokens, summed."""
    size = -(-len(pack.tokens) // ROUND) * ROUND
    fill = size - len(pack.tokens)
    window = torch.tensor([*pack.windows, *[-1] * fill])
    sees = (window[:, None] == window[None, :]) | ((window[None, :] == 0) & (window[:, None] >= 0))
    hidden = model.model(
        input_ids=torch.tensor([[*pack.tokens, *[0] * fill]]),
        position_ids=torch.tensor([[*pack.positions, *[0] * fill]]),
        attention_mask=(sees & torch.ones(size, size, dtype=torch.bool).tril())[None, None],
        use_cache=False,
    ).last_hidden_state[0]
    places = torch.tensor(pack.answers)
    logits = model.lm_head(hidden[places - 1])
    return functional.cross_entropy(logits, torch.tensor(pack.tokens)[places], reduction="sum")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _tokens(tokenizer: PreTrainedTokenizerBase, text: str) -> list[int]:
    return list(tokenizer(text, add_special_tokens=False).input_ids)


def _pack(pairs: Sequence[tuple[list[int], list[int]]], shared: int) -> Pack:
    tokens = pairs[0][0][:shared]
    positions, windows, answers = list(range(shared)), [0] * shared, list[int]()
    for number, (question, answer) in enumerate(pairs, 1):
        tokens = [*tokens, *question[shared:], *answer]
        answers += range(len(tokens) - len(answer), len(tokens))
        positions += range(shared, len(question) + len(answer))
        windows += [number] * (len(question) + len(answer) - shared)
    return Pack(tuple(tokens), tuple(positions), tuple(windows), tuple(answers))


def _projections(model: nn.Module) -> list[tuple[str, nn.Linear]]:
    """The layers that an update is trained for, by name."""
    return [
        (name, module)
        for name, module in model.named_modules()
        if isinstance(module, nn.Linear) and name.rpartition(".")[2] in PROJECTIONS
    ]


def _peaks(model: Qwen2ForCausalLM, sample: Iterable[Pack]) -> dict[str, torch.Tensor]:
    """For each layer to be rounded the largest size of each channel of its input."""
    peaks: dict[str, torch.Tensor] = {}

    def watch(name: str) -> object:
        def seen(_: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            most = inputs[0].detach().abs().flatten(0, -2).amax(0)
            peaks[name] = torch.maximum(peaks[name], most) if name in peaks else most

        return seen

    hooks = [module.register_forward_pre_hook(watch(name)) for name, module in _projections(model)]
    with torch.no_grad():
        for pack in sample:
            loss(model, pack)
    for hook in hooks:
        hook.remove()
    return peaks


if __name__ == "__main__":
    main()
