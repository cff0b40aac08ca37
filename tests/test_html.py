"""What is read of a web page."""

from __future__ import annotations

import pytest

from brief.formats import Content, Refused
from brief.html import read_html

STORY = (
    "The ministers of Aland and Bland met in Dorf on Saturday and agreed to share the water of the Ume.",
    "The talks, the first in eleven years, went on until midnight, an official who was in the room said.",
    "Aland is to open the sluices in spring, and Bland will pay for half of the repairs to the dam at Ost.",
    "Farmers on both banks had threatened to block the bridge if no agreement was reached before the summer.",
    "The parliaments of both countries have to approve it, which may take until the end of the year.",
)
HEAD = """<title>Water is shared</title><meta property="og:site_name" content="The Dorf Post">
<meta property="article:published_time" content="2023-12-10T08:00:00Z">
<link rel="canonical" href="https://post.example/water">"""


def page(*extra: str, head: str = HEAD, story: tuple[str, ...] = STORY) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in story)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head><body>
<nav><a href="/">Home</a> <a href="/w">World</a> <a href="/s">Sport</a></nav>
<article><h1>Water is shared</h1>{body}{"".join(extra)}</article>
<footer>Terms · Contact · Imprint</footer></body></html>""".encode()


def kept(content: Content | Refused) -> list[str]:
    assert isinstance(content, Content)
    return [content.text[slice(*block)] for block in content.blocks]


def test_the_article_is_read_and_its_surroundings_are_not():
    """Title and paragraphs in order; neither menu nor footer."""
    assert kept(read_html(page())) == ["Water is shared", *STORY]


def test_what_the_page_states_of_itself_is_known():
    """Title, outlet, day and address, as its head has them."""
    content = read_html(page())
    assert isinstance(content, Content)
    assert content.title is not None
    assert content.text[slice(*content.title)] == "Water is shared"
    assert (content.outlet, content.date, content.url) == (
        "The Dorf Post",
        "2023-12-10",
        "https://post.example/water",
    )


def test_what_nothing_states_is_not_made_up():
    """A page without a head has no outlet, day or address."""
    content = read_html(page(head="<title>Water is shared</title>"))
    assert isinstance(content, Content)
    assert (content.outlet, content.date, content.url) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Sign up for our morning newsletter and read the day's news first.", "newsletter box"),
        ("Follow the Dorf Post on Facebook and Instagram.", "social media"),
        ("We want to hear what you think about this article.", "appeal to readers"),
        ("This post contains affiliate links to products that we may earn from.", "advertising notice"),
        ("Ana Lund is a senior reporter who covers rivers and dams for the paper.", "author's biography"),
    ],
)
def test_what_the_site_adds_stands_apart_with_its_reason(line, reason):
    """It is in the ledger of what was not read as article."""
    content = read_html(page(f"<p>{line}</p>"))
    assert line not in kept(content)
    assert isinstance(content, Content)
    assert [(part.text, part.reason) for part in content.apart] == [(line, reason)]
    assert all(content.text[part.start : part.end] == part.text for part in content.apart)


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        (
            "Just a moment...",
            "Checking your browser before you go on.",
            "a check that the reader is a person",
        ),
        ("Page not found", "Sorry, we could not find it. Go back to the home page.", "an error page"),
        (
            "Water is shared",
            "Subscribe to continue reading. Already a member? Log in.",
            "a page that asks for a subscription",
        ),
        (
            "The Dorf Post",
            "Please enable JavaScript to use this site in full.",
            "a notice about cookies or scripts",
        ),
    ],
)
def test_a_page_without_its_article_is_refused(title, text, reason):
    """Why it shows none is the reason, and nothing of it is summarised."""
    gate = page(head=f"<title>{title}</title>", story=(text,))
    assert read_html(gate) == Refused(f"not an article: {reason}")


def test_a_page_without_text_is_refused():
    """An empty frame is no article."""
    assert read_html(b"<html><body><div id=app></div></body></html>") == Refused(
        "no article text was found in the page"
    )


def test_bytes_that_are_no_page_are_refused():
    """Neither an empty file nor noise is an article, and neither is an error."""
    for data in (b"", b"\x00\xff\xfe" * 40, b"<" * 5000):
        assert isinstance(read_html(data), Refused)
