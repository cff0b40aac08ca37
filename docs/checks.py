"""What every check of a claim can find, read from the code of the checks: for docs/reference.py."""

from __future__ import annotations

import ast
import inspect
import textwrap
from types import FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

from brief import reading, resolve, resolve_meetings, resolve_threats, verify
from brief.records import Agreement, Claim, Meeting, Threat

if TYPE_CHECKING:
    from collections.abc import Iterator

AMENDS = (resolve, resolve_meetings, resolve_threats, reading)
KINDS = (Meeting, Agreement, Threat)
CLAIM_FIELDS = {name for kind in KINDS for name in kind.model_fields.keys() - Claim.model_fields.keys()}


class Row(NamedTuple):
    """One finding: the check that gives it, what that check holds, and what it says of which field."""

    check: str
    holds: str
    field: str
    severity: str
    message: str


def found() -> Iterator[Row]:
    """Each finding that a check, or what it calls, can give, in the order of the checks."""
    for check in verify.CHECKS:
        yield from _of_check(check)


def amended() -> tuple[tuple[str, str], ...]:
    """Field and message of each finding that the resolving of a draft can give."""
    return tuple(sorted({row for module in AMENDS for row in _amendments(module)}))


def _of_check(check: Any) -> Iterator[Row]:
    called = [check, *dict.fromkeys(_called(check))]
    own = [each for each in called if each.__module__ == check.__module__]
    fields = {
        node.value
        for each in own
        for node in ast.walk(_tree(each))
        if isinstance(node, ast.Constant) and node.value in CLAIM_FIELDS
    }
    for each in called:
        tree = _tree(each)
        for node in _calls(tree):
            if getattr(node.func, "id", "") == "Finding":
                given = {word.arg: word.value for word in node.keywords}
                yield Row(
                    check=_literal(given["check"]) or "",
                    holds=(check.__doc__ or "").split("\n")[0],
                    field=_literal(given["field"]) or ", ".join(sorted(fields)),
                    severity=_literal(given["severity"]) or "review or unsupported",
                    message=_message(given["message"], tree, node.lineno),
                )


def _amendments(module: Any) -> Iterator[tuple[str, str]]:
    tree = ast.parse(inspect.getsource(module))
    for node in _calls(tree):
        if getattr(node.func, "attr", "") == "finding":
            yield _literal(node.args[0]) or "any", _message(node.args[1], tree, node.lineno)


def _called(function: Any) -> Iterator[Any]:
    """Functions of brief that a function calls by name."""
    for node in _calls(_tree(function)):
        found = None
        if isinstance(node.func, ast.Name):
            found = function.__globals__.get(node.func.id)
        elif isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            found = getattr(function.__globals__.get(node.func.value.id), node.func.attr, None)
        if isinstance(found, FunctionType) and found.__module__.startswith("brief."):
            yield found


def _calls(tree: ast.AST) -> list[ast.Call]:
    """Calls, in the order of their lines."""
    return sorted(
        (node for node in ast.walk(tree) if isinstance(node, ast.Call)), key=lambda node: node.lineno
    )


def _tree(function: Any) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _literal(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _message(node: ast.AST, tree: ast.AST, line: int) -> str:
    """A message with … for what is filled in; of a variable, what it was last given before that line."""
    if isinstance(node, ast.Name):
        given = [
            each
            for each in ast.walk(tree)
            if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == node.id and each.lineno < line
        ]
        return _message(max(given, key=lambda each: each.lineno).value, tree, line) if given else "…"
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(part) or "…" for part in node.values)
    return _literal(node) or "…"
