"""JSON is found in an answer, or a ReplyError says that there is none; a model has a schema for the wire."""

from __future__ import annotations

import contextlib
import json
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from brief.errors import ReplyError
from brief.wire import json_object, wire_schema


class Person(BaseModel):
    """A docstring that is no word for a model."""

    name: str = Field(max_length=80, description="who")
    role: str | None = None


class Meeting(BaseModel):
    """Two levels, a choice, a list and a field that is called as a keyword."""

    title: str
    status: Literal["held", "planned"] = "held"
    people: list[Person] = Field(max_length=9)
    host: Person | None = None


class Node(BaseModel):
    """A model that holds itself."""

    children: list[Node]


@pytest.mark.parametrize(
    "content",
    [
        '{"name": "Li {", "role": null}',
        'Here it is: {"name": "Li {", "role": null} Good luck.',
        '<think>{"name": "no"}</think>{"name": "Li {", "role": null}',
        'Not {"a": 1} but\n```json\n{"name": "Li {", "role": null}\n```\n',
        'As {asked}: {"name": "Li {", "role": null}',
    ],
)
def test_first_json_object_is_the_answer(content: str) -> None:
    """Prose, fences, reasoning and braces that are no JSON stand around the answer harmlessly."""
    assert json_object(content) == {"name": "Li {", "role": None}


@pytest.mark.parametrize("content", ["no idea", '{"name": "Li"', '{"people": [{"name": "Li"},]}', "[1]", ""])
def test_answer_without_an_object_says_so(content: str) -> None:
    """An object inside a broken one is never taken for the answer."""
    with pytest.raises(ReplyError, match=r"^the answer holds no JSON object$"):
        json_object(content)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('abc{}"\\`', min_size=1), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(st.text("xyz{}", min_size=1), values, max_size=3),
    st.text("ab \n\"'[]", max_size=9),
    st.sampled_from([None, 1]),
)
def test_any_object_is_found_in_prose(value: dict[str, Any], prose: str, indent: int | None) -> None:
    """Whatever an object's strings hold, and whatever brace-free prose surrounds it, it is found whole."""
    content = prose + json.dumps(value, ensure_ascii=False, indent=indent) + prose
    assert json_object(content) == value


@given(st.text('{}"\\`\n ajson', max_size=200))
def test_any_text_gives_an_object_or_a_reply_error(content: str) -> None:
    """No answer, however broken, raises anything but ReplyError."""
    with contextlib.suppress(ReplyError):
        json_object(content)


def test_wire_schema_is_structure_and_choices_only() -> None:
    """All fields are required, references inlined; no title, default, length or description is left."""
    person = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "role": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
        "required": ["name", "role"],
        "additionalProperties": False,
    }
    assert wire_schema(Meeting) == {
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "string", "enum": ["held", "planned"]},
            "people": {"type": "array", "items": person},
            "host": {"anyOf": [person, {"type": "null"}]},
        },
        "required": ["title", "status", "people", "host"],
        "additionalProperties": False,
    }


def test_recursive_model_has_no_wire_schema() -> None:
    """A model that holds itself is refused: a grammar would let its answer run on."""
    with pytest.raises(ValueError, match="Node holds itself"):
        wire_schema(Node)
