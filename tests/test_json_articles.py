"""Articles in JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.formats import Content, Refused
from brief.html import read_html
from brief.json_articles import read_json
from tests.samples import ARTICLE, FIRST, SECOND, TITLE


def read(value, keys=None, *, lines=False):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return read_json(data, read_html, keys or {}, lines=lines)


def items(answer):
    assert isinstance(answer, tuple)
    return {part.name: part.item for part in answer}


@pytest.mark.parametrize(
    "wrap", [lambda one: one, lambda one: [one], lambda one: {"status": "ok", "docs": [one]}]
)
def test_an_article_states_its_facts(wrap):
    """One object, a list of them, and an object that holds such a list give the same article."""
    answer = read(wrap(ARTICLE))
    content = items(answer)["1"] if isinstance(answer, tuple) else answer
    assert isinstance(content, Content)
    assert [content.text[slice(*block)] for block in content.blocks] == [TITLE, FIRST, SECOND]
    assert (content.title, content.outlet, content.date, content.url) == (
        (0, len(TITLE)),
        "Asia Daily",
        "2023-12-10",
        "https://asia.example/talks",
    )


def test_keys_can_be_named():
    """A key that is named counts alone, and a dot leads into an object."""
    value = {"article": {"words": "They met."}, "text": "Not this.", "on": "2023-12-10", "date": "2001-01-01"}
    content = read(value, {"text": "article.words", "date": "on"})
    assert (content.text, content.date) == ("They met.", "2023-12-10")
    assert read(value, {"text": "nowhere"}) == Refused(
        "no article: no text under nowhere; `json_keys` in brief.toml names the key"
    )


def test_texts_may_be_pages_or_lists():
    """Tags are read as a page is, and a list of paragraphs is their text."""
    assert (
        read({"content_html": "<p>They met.</p><p>They parted.</p>"}).text.split()
        == "They met. They parted.".split()
    )
    assert read({"text": ["They met.", "They parted."]}).text == "They met.\n\nThey parted."


@pytest.mark.parametrize("lines", [True, False])
def test_a_bad_line_costs_itself(lines):
    """Of one object a line, one that is no JSON is refused and the others are read, whatever the name."""
    found = items(read(b'{"text": "They met."}\n\n{"text": \n[1]\n', lines=lines))
    assert isinstance(found["1"], Content)
    assert found["2"] == Refused("no JSON (Expecting value: line 1 column 10 (char 9))")
    assert found["3"] == Refused("no article: not an object with keys")


def test_what_is_no_json_is_refused():
    """The reason says where it ends to be JSON."""
    assert read(b"{") == Refused(
        "no JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))"
    )
    assert read([]) == Refused("JSON without articles")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "Title", "date", "source", "items"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    JSON,
    st.dictionaries(st.sampled_from(["text", "title", "date"]), st.sampled_from(["text", "items.text", ""])),
)
def test_any_json_is_read_or_refused(value, keys):
    """For any value and keys, what is read is within the text, and the rest has a reason."""
    answer = read(value, keys)
    for item in items(answer).values() if isinstance(answer, tuple) else [answer]:
        if isinstance(item, Refused):
            assert item.reason
        else:
            assert all(0 <= start < end <= len(item.text) for start, end in item.blocks)


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("By Ann Lee and Bo Ek", ("Ann Lee", "Bo Ek")),
        (["Ann Lee", {"name": "Bo Ek"}], ("Ann Lee", "Bo Ek")),
        ({"name": "Ann Lee"}, ("Ann Lee",)),
        ("https://a.example/ann", ()),
        ([None, 7], ()),
    ],
)
def test_authors_in_json(authors, expected):
    """One name, a line of names, or a list of names or of objects that have one."""
    data = json.dumps({**ARTICLE, "author": authors, "language": "ko"}).encode()
    content = read_json(data, read_html, {}, lines=False)
    assert isinstance(content, Content)
    assert (content.authors, content.language) == (expected, "ko")
    assert set(content.origins.values()) == {"json"}
