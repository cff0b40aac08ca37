"""The page of a day as text: what it holds, and what no word of an article makes of it."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from brief import review_page
from brief.errors import ConfigError
from brief.render import Templates
from brief.reviewing import decide, edits_of, reviewed
from tests import desk

LINK = '<a href="https://a.example/?b=1&amp;c" target="_blank" rel="noopener noreferrer">x</a>'


class Parsed(HTMLParser):
    """Start tags of a page, and the text of each element by tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        self.texts.append(data)

    def with_class(self, name: str) -> list[dict[str, str]]:
        return [attributes for _, attributes in self.tags if name in attributes.get("class", "").split()]


@pytest.fixture
def folder(tmp_path):
    """A folder with the brief of a day."""
    desk.make(tmp_path)
    return tmp_path


def made(folder, *, live=True):
    return review_page.page(*reviewed(folder, desk.DAY, ()), desk.TEMPLATES, live=live)


@pytest.mark.parametrize("live", [True, False])
def test_every_claim_and_sentence_is_there(folder, live):
    """Ten claims, one open mark for each that is to be decided on, and all sentences of all sources.

    A copy for reading has them, too, and no button that would need a server. Bytes are the same each time.
    """
    assert made(folder, live=live) == made(folder, live=live)
    page = Parsed(made(folder, live=live).html)
    claims = page.with_class("claim")
    verdicts = [claim["data-verdict"] for claim in claims]
    assert [verdicts.count(each) for each in ("verified", "review", "unsupported")] == [6, 3, 1]
    assert sum("data-open" in claim for claim in claims) == 3
    sentences = [attributes["id"] for tag, attributes in page.tags if tag == "li" and "id" in attributes]
    assert len(sentences) == len(desk.COURIER) + len(desk.GAZETTE) + len(desk.HERALD)
    assert {cite["data-place"] for cite in page.with_class("cite")} <= set(sentences)
    assert len(page.with_class("cited")) == 13
    assert any({"data-do", "data-write"} & attributes.keys() for _, attributes in page.tags) is live


def test_a_claim_is_told_as_in_the_markdown(folder):
    """In the words of the same templates, with emphasis; beside it its sentences, with its words marked.

    The script puts them among the sources; sentences of other tellings stay as they are.
    """
    html = made(folder).html
    assert (
        "<strong>Helene Orsk</strong> (water minister, Avaria) and <strong>Tobias Renn</strong>"
        " (water minister, Morland) held talks in Aldmouth on Tuesday (2031-05-06)</p>"
    ) in html
    marked = []
    for number, *words in ((2, "in Aldmouth", "Tuesday"), (3, "Helene Orsk", "water minister")):
        text = desk.COURIER[number - 1]
        for word in words:
            text = text.replace(word, f"<mark>{word}</mark>")
        marked.append((f"d1s{number}", text))
    quotes = re.findall(r'<template class="quote" data-place="(d1s\d+)">(.*?)</template>', html)
    assert quotes[:2] == marked


def test_the_policy_admits_our_script_and_style_alone(folder):
    """It names them by their checksums, and forbids all else; a copy for reading asks for nothing.

    Addresses are links that somebody may follow, to the originals, and one empty icon.
    """
    page = made(folder)
    sums = []
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page.html, re.DOTALL)
        sums.append(f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'")
    rest = "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
    assert page.policy == f"default-src 'none'; {sums[0]}; {sums[1]}; {rest}"
    assert "connect-src 'none'; " in made(folder, live=False).policy
    parsed = Parsed(page.html)
    held = dict(parsed.tags[3:4])["meta"]
    assert held == {"http-equiv": "Content-Security-Policy", "content": page.policy}
    assert [(tag, attributes["href"]) for tag, attributes in parsed.tags if "href" in attributes] == [
        ("link", "data:,"),
        ("a", "https://courier.example/dam-talks?page=1&from=front"),
        ("a", "https://gazette.example/2031/dam"),
    ]


@pytest.mark.parametrize("live", [True, False])
def test_words_of_articles_and_reviewers_are_text(tmp_path, live):
    """Whatever they hold, there is one script, no handler and no image; articles are shown as they are.

    Reviewers may link to the web, and nowhere else.
    """
    desk.make(tmp_path, desk.hostile())
    page = Parsed(made(tmp_path, live=live).html)
    assert harmful(page) == []
    assert [tag for tag, _ in page.tags if tag == "a"] == []
    shown = " ".join("".join(page.texts).split())
    for payload in desk.PAYLOADS:
        assert shown.count(payload.replace("\u202e", "")) > 1
    assert "\u202e" not in shown
    for told in reviewed(tmp_path, desk.DAY, ())[0].told():
        decide(tmp_path, [told.id], "reword", " ".join(desk.PAYLOADS), desk.TEMPLATES)
        decide(tmp_path, [told.id], "note", "\"'> [ok](https://x.example/?a=1&b='2')", desk.TEMPLATES)
    known = edits_of(tmp_path, desk.DAY, desk.TEMPLATES)
    day = reviewed(tmp_path, desk.DAY, known)
    page = Parsed(review_page.page(*day, desk.TEMPLATES, live=live).html)
    assert harmful(page) == []
    assert {attributes["href"] for tag, attributes in page.tags if tag == "a"} == {
        "https://elsewhere.example/x.png",
        "https://x.example/?a=1&b='2'",
    }


def harmful(page):
    """What a browser acts on, but for our script and style."""
    tags = [tag for tag, _ in page.tags]
    names = [name for _, attributes in page.tags for name in attributes]
    acting = {"img", "svg", "iframe", "object", "embed", "base", "link", "meta", "form", "input"}
    editors = [attributes for _, attributes in page.tags if attributes.get("id") == "editor"]
    ours = sorted([*["meta"] * 5, "link", "input", *["form"] * len(editors), "script", "style"])
    found = sorted(tag for tag in tags if tag in acting | {"script", "style"})
    barred = {"style", "autofocus", "src", "srcset", "action"}
    return [
        *(found if found != ours else ()),
        *(name for name in names if name.startswith("on") or name in barred),
    ]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**Orsk** *said* `so`", "<strong>Orsk</strong> <em>said</em> <code>so</code>"),
        (r"1\. 5 \< 6 &amp; \*", "1. 5 &lt; 6 &amp; *"),
        ("a@<!-- -->b and <!-- hidden -->c", "a@b and c"),
        ("<b onclick=x()>bold</b>", "&lt;b onclick=x()&gt;bold&lt;/b&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](JaVaScRiPt&colon;alert(1))", "[x](JaVaScRiPt:alert(1))"),
        ("[x](data:text/html,1)", "[x](data:text/html,1)"),
        ("[x](2031-05-06/notes/a.md)", "[x](2031-05-06/notes/a.md)"),
        ("# no heading", "# no heading"),
        ("[x](https://a.example/?b=1&c)", LINK),
        ("![x](https://a.example/?b=1&c)", f"!{LINK}"),
    ],
)
def test_markdown_of_a_reviewer_becomes_html(markdown, html):
    """Emphasis, code and links to the web; markup is shown as it was typed, and comments are not shown.

    A link opens apart and tells nothing of the page's address, which holds the token; an image is a link.
    """
    assert review_page.inline()(markdown) == html


def test_a_template_that_asks_for_what_is_not_there_is_named(folder):
    """As for Markdown: file and line."""
    templates = Templates({"review_claims.html.j2": "{{ brief.date }}\n{{ brief.colour }}"}.get)
    with pytest.raises(ConfigError, match=r"^templates/review_claims\.html\.j2, line 2: .* has no attribute"):
        review_page.claims(reviewed(folder, desk.DAY, ())[0], templates)
