"""Every finding that a package can give, read from its code: for docs/reference.py."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from brief.records import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


_SEVERITIES = get_args(Severity)


class Row(NamedTuple):
    """A finding: its check, what the function giving it is about, the field, how grave it is, its words."""

    check: str
    about: str
    field: str
    severity: str
    message: str


def found(package: str) -> Iterator[Row]:
    """Each finding that the functions of a package give, module by module."""
    for path in importlib.import_module(package).__path__:
        for info in pkgutil.iter_modules([path]):
            module = importlib.import_module(f"{package}.{info.name}")
            for function in ast.walk(ast.parse(inspect.getsource(module))):
                if isinstance(function, ast.FunctionDef):
                    yield from _of_function(function, module)


def _of_function(function: ast.FunctionDef, module: ModuleType) -> Iterator[Row]:
    """Findings of one function; one that takes their words as parameters passes on those of its callers."""
    parameters = {argument.arg for argument in function.args.args}
    for node in sorted(_calls(function), key=lambda call: call.lineno):
        given = _given(node, module)
        message = given.get("message")
        if message is None or (isinstance(message, ast.Name) and message.id in parameters):
            continue
        yield Row(
            check=_check(given.get("check"), module),
            about=(ast.get_docstring(function) or "").split("\n")[0],
            field=_field(given["field"]),
            severity=" or ".join(_literals(given["severity"])),
            message=_message(message, function, node.lineno),
        )


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call))


def _given(call: ast.Call, module: ModuleType) -> dict[str, ast.expr]:
    """Arguments of a call that makes a finding, by name; of another, none."""
    name = getattr(call.func, "id", "")
    if name not in {"Finding", "_finding"}:
        return {}
    called = getattr(module, name)
    order = list(inspect.signature(called).parameters) if name == "_finding" else []
    given: dict[str, ast.expr] = {"severity": ast.Constant("unsupported")}
    return (
        given
        | dict(zip(order, call.args, strict=False))
        | {word.arg or "": word.value for word in call.keywords}
    )


def _check(node: ast.expr | None, module: ModuleType) -> str:
    """Name of the check, where a call does not give it that of the module."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    return str(getattr(module, node.id if isinstance(node, ast.Name) else "CHECK"))


def _field(node: ast.expr) -> str:
    return "any" if isinstance(node, ast.Name) else _text(node)


def _literals(node: ast.expr) -> list[str]:
    """The severities that an expression may give."""
    return sorted(
        {
            str(each.value)
            for each in ast.walk(node)
            if isinstance(each, ast.Constant) and each.value in _SEVERITIES
        }
    )


def _message(node: ast.expr, function: ast.FunctionDef, line: int) -> str:
    """A message with … for what is filled in; of a variable, what it was last given before that line."""
    if isinstance(node, ast.Name):
        given = [
            each
            for each in ast.walk(function)
            if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == node.id and each.lineno < line
        ]
        return _text(max(given, key=lambda each: each.lineno).value) if given else "…"
    return _text(node)


def _text(node: Any) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else "…"
