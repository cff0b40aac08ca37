"""The page of a day as text: what it holds, and what no word of an article makes of it."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from brief import resources, review_page
from brief.errors import ConfigError
from brief.render import Templates
from brief.reviewing import decide, edits_of, reviewed
from tests import desk


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


def test_every_claim_and_sentence_is_there(folder):
    """Ten claims, one open mark for each that is to be decided on, and all sentences of all sources."""
    page = Parsed(made(folder).html)
    claims = page.with_class("claim")
    verdicts = [claim["data-verdict"] for claim in claims]
    assert {each: verdicts.count(each) for each in verdicts} == {
        "verified": 6,
        "review": 3,
        "unsupported": 1,
    }
    assert sum("data-open" in claim for claim in claims) == 3
    sentences = [attributes["id"] for tag, attributes in page.tags if tag == "li" and "id" in attributes]
    assert len(sentences) == len(desk.COURIER) + len(desk.GAZETTE) + len(desk.HERALD)
    assert {cite["data-place"] for cite in page.with_class("cite")} <= set(sentences)
    assert len(page.with_class("cited")) == 13


def test_a_claim_is_told_as_in_the_markdown(folder):
    """The words are those of the same templates, with emphasis."""
    assert (
        "<strong>Helene Orsk</strong> (water minister, Avaria) and <strong>Tobias Renn</strong>"
        " (water minister, Morland) held talks in Aldmouth on Tuesday (2031-05-06)</p>"
    ) in made(folder).html


def test_the_sentences_of_a_claim_have_its_words_marked(folder):
    """Beside the claim, for the script to put among the sources; those of other tellings stay as they are."""
    quotes = re.findall(r'<template class="quote" data-place="(d1s\d+)">(.*?)</template>', made(folder).html)
    assert quotes[:2] == [
        (
            "d1s2",
            desk.COURIER[1]
            .replace("in Aldmouth", "<mark>in Aldmouth</mark>")
            .replace("Tuesday", "<mark>Tuesday</mark>"),
        ),
        (
            "d1s3",
            desk.COURIER[2]
            .replace("Helene Orsk", "<mark>Helene Orsk</mark>")
            .replace("water minister", "<mark>water minister</mark>"),
        ),
    ]


def test_the_page_is_the_same_bytes_each_time(folder):
    """There is no token, clock or path in it."""
    assert made(folder) == made(folder)
    assert str(folder) not in made(folder).html


def test_the_policy_admits_our_script_and_style_alone(folder):
    """It names them by their checksums, and forbids all else; a copy for reading asks for nothing."""
    page = made(folder)
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page.html, re.DOTALL)
        checksum = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{checksum}'; " in page.policy
    rules = dict(rule.split(" ", 1) for rule in page.policy.split("; "))
    for name in ("style-src", "script-src"):
        rules.pop(name)
    assert rules == {
        "default-src": "'none'",
        "connect-src": "'self'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert "connect-src 'none'; " in made(folder, live=False).policy
    held = dict(Parsed(page.html).tags[3:4])["meta"]
    assert held == {"http-equiv": "Content-Security-Policy", "content": page.policy}


def test_a_copy_for_reading_offers_no_decision(folder):
    """It has the claims and sources, and no button that would need a server."""
    page = Parsed(made(folder, live=False).html)
    assert len(page.with_class("claim")) == 10
    assert [
        name for _, attributes in page.tags for name in ("data-do", "data-write") if name in attributes
    ] == []


def test_nothing_is_loaded_from_elsewhere(folder):
    """Addresses are links that somebody may follow, to the originals, and one empty icon."""
    page = Parsed(made(folder).html)
    assert [
        attributes for _, attributes in page.tags if {"src", "srcset", "action"} & attributes.keys()
    ] == []
    assert [(tag, attributes["href"]) for tag, attributes in page.tags if "href" in attributes] == [
        ("link", "data:,"),
        ("a", "https://courier.example/dam-talks?page=1&from=front"),
        ("a", "https://gazette.example/2031/dam"),
    ]


@pytest.mark.parametrize("live", [True, False])
def test_words_of_articles_are_text(tmp_path, live):
    """Whatever they hold, there is one script, no handler, no image, no link; they are shown as they are."""
    desk.make(tmp_path, desk.hostile())
    page = Parsed(made(tmp_path, live=live).html)
    assert harmful(page) == []
    assert [tag for tag, _ in page.tags if tag == "a"] == []
    shown = " ".join("".join(page.texts).split())
    for payload in desk.PAYLOADS:
        assert shown.count(payload.replace("\u202e", "")) > 1
    assert "\u202e" not in shown


def test_words_of_reviewers_are_text(tmp_path):
    """Theirs may link to the web, and hold nothing else that a browser acts on."""
    desk.make(tmp_path, desk.hostile())
    for told in reviewed(tmp_path, desk.DAY, ())[0].told():
        decide(tmp_path, [told.id], "reword", " ".join(desk.PAYLOADS), desk.TEMPLATES)
        decide(tmp_path, [told.id], "note", "\"'> [ok](https://x.example/?a=1&b='2')", desk.TEMPLATES)
    known = edits_of(tmp_path, desk.DAY, desk.TEMPLATES)
    brief, articles = reviewed(tmp_path, desk.DAY, known)
    page = Parsed(review_page.page(brief, articles, desk.TEMPLATES, live=True).html)
    assert harmful(page) == []
    assert {attributes["href"] for tag, attributes in page.tags if tag == "a"} == {
        "https://elsewhere.example/x.png",
        "https://x.example/?a=1&b='2'",
    }


def harmful(page):
    """What a browser acts on, but for our script and style."""
    tags = [tag for tag, _ in page.tags]
    acting = {"img", "svg", "iframe", "object", "embed", "base", "link", "meta", "form", "input"}
    editors = [attributes for _, attributes in page.tags if attributes.get("id") == "editor"]
    ours = ["meta", "meta", "meta", "meta", "meta", "link", "input"] + ["form"] * len(editors)
    found = sorted(tag for tag in tags if tag in acting)
    return [
        *(found if found != sorted(ours) else ()),
        *(["script"] if tags.count("script") != 1 or tags.count("style") != 1 else ()),
        *(name for _, attributes in page.tags for name in attributes if name.startswith("on")),
        *(
            name
            for _, attributes in page.tags
            for name in attributes
            if name in {"style", "autofocus", "src"}
        ),
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
    ],
)
def test_markdown_of_a_reviewer_becomes_html(markdown, html):
    """Emphasis, code and links to the web; markup is shown as it was typed, and comments are not shown."""
    assert review_page.inline()(markdown) == html


def test_a_link_of_a_reviewer_opens_apart_and_tells_nothing():
    """The page stays, and the address of it, which holds the token, is sent nowhere; an image is a link."""
    opened = '<a href="https://a.example/?b=1&amp;c" target="_blank" rel="noopener noreferrer">x</a>'
    assert review_page.inline()("[x](https://a.example/?b=1&c)") == opened
    assert review_page.inline()("![x](https://a.example/?b=1&c)") == f"!{opened}"


def test_a_template_that_asks_for_what_is_not_there_is_named(folder):
    """As for Markdown: file and line."""
    own = {"review_claim.html.j2": "{{ told.claim }}\n{{ told.colour }}"}

    def load(name):
        return own.get(name) or resources.text("templates", name)

    with pytest.raises(ConfigError, match=r"^templates/review_claim\.html\.j2, line 2: .* has no attribute"):
        review_page.claims(reviewed(folder, desk.DAY, ())[0], Templates(load))
