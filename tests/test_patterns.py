"""Every regular expression of brief/ is matched in a time that grows as the text does.

A repeat that is tried anew in each round of another can share the same words among its rounds in very many
ways. So a repeat within a repeat gives nothing back once it has matched (`*+`, `++`, `{2,5}+` or `(?>…)`).
"""

from __future__ import annotations

import ast
import builtins
import importlib
import pkgutil
import re
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import pytest

import brief

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

MODULES = sorted(
    {module.name for module in pkgutil.walk_packages(brief.__path__, "brief.")} - {"brief.__main__"}
)
CALLS = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
BACKTRACKING = {op.MAX_REPEAT, op.MIN_REPEAT}


def nested(pattern: Any, *, inside: bool = False) -> bool:
    """Whether a repeat that can give back what it took stands in a round of another."""
    for kind, argument in pattern:
        if kind in BACKTRACKING:
            _, most, body = argument
            if (inside and most > 1) or nested(body, inside=inside or most > 1):
                return True
        elif kind is op.POSSESSIVE_REPEAT:
            if nested(argument[2], inside=argument[1] > 1):
                return True
        elif any(nested(part, inside=inside and kind is not op.ATOMIC_GROUP) for part in parts(argument)):
            return True
    return False


def parts(argument: Any) -> Iterator[Any]:
    """Yield the patterns in an operator's argument: those of a group, of branches, of an assertion."""
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, tuple | list):
        for item in argument:
            yield from parts(item)


def is_nested(pattern: str | bytes, flags: int = 0) -> bool:
    """Whether the pattern has a repeat within a repeat."""
    return nested(parser.parse(pattern, flags & ~re.DEBUG))


def kept(value: Any) -> Iterator[re.Pattern[Any]]:
    """Yield the compiled patterns that a value of a module is, or holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | tuple | list | set | frozenset):
        for item in value.values() if isinstance(value, dict) else value:
            yield from kept(item)


class Word(dict[str, Any]):
    """The names of a module; a name that only a function knows stands for a word."""

    def __missing__(self, name: str) -> str:
        if hasattr(builtins, name):
            raise KeyError(name)
        return "word"


def written(module: ModuleType) -> Iterator[str | bytes]:
    """Yield the patterns in calls of `re` in a module; a name that only a function knows is a word."""
    tree = ast.parse(Path(module.__file__ or "").read_bytes())
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        function = call.func
        if (
            isinstance(function, ast.Attribute)
            and isinstance(function.value, ast.Name)
            and function.value.id == "re"
            and function.attr in CALLS
        ):
            source = ast.Expression(call.args[0])
            found = eval(compile(source, str(module.__file__), "eval"), Word(vars(module)))  # noqa: S307
            assert isinstance(found, str | bytes), f"{module.__name__}:{call.lineno}: no pattern to be read"
            yield found


@pytest.mark.parametrize("name", MODULES)
def test_no_pattern_repeats_a_repeat(name):
    """No pattern of the module, whether it is kept or written in a call, has a nested quantifier."""
    module = importlib.import_module(name)
    compiled = [pattern for value in vars(module).values() for pattern in kept(value)]
    assert [pattern.pattern for pattern in compiled if is_nested(pattern.pattern, pattern.flags)] == []
    assert [pattern for pattern in written(module) if is_nested(pattern)] == []


@pytest.mark.parametrize(
    "pattern",
    r"""(?:[A-Z]+,?)+\( (a|b*)* (?:a{1,9}){2,} (?:x(?=a+))+ (?:(?:a+)?)+ (?i:(?:\w+,)+?) (?:a++b*)+
    (?:a(?:b+c)?)++""".split(),
)
def test_a_nested_quantifier_is_found(pattern):
    """Wherever it stands: in a group, a branch, an assertion, an optional part."""
    assert is_nested(pattern)


@pytest.mark.parametrize("pattern", r"a*b+ (?:ab?)* (?:,[a-z]++)* (?:(?>a+))* (?:a*b*)?".split())
def test_a_repeat_that_gives_nothing_back_may_be_repeated(pattern):
    """Repeats side by side, options, and repeats that are possessive are no nested quantifiers."""
    assert not is_nested(pattern)
