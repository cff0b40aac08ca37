"""What is read of a web page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


def test_what_the_page_shows_besides_is_listed_below_the_article():
    """Menu and footer, each a run of its own: the main text is not all that was there."""
    content = read_html(page("<p>Read also: <a href='/x'>The dam at Ost, and who shall pay for it</a></p>"))
    assert isinstance(content, Content)
    runs = [part for part in content.apart if part.reason == "outside the main text"]
    assert runs[0].text == "Home World Sport"
    assert runs[-1].text.endswith("Terms · Contact · Imprint")
    assert runs[0].start > max(end for _, end in content.blocks)
    assert all(content.text[part.start : part.end] == part.text for part in content.apart)


WORDS = st.sampled_from([*STORY, "Home", "Share", "By Ana Lund", "Terms of use", "Dorf", "The dam at Ost"])
TAGS = st.sampled_from(["p", "div", "li", "span", "aside", "h2", "nav", "footer", "td", "blockquote"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TAGS, WORDS), max_size=14))
def test_nothing_that_a_page_shows_is_lost(pieces):
    """Every word of the body stands in the text, in a block or apart, whatever its capitals."""
    content = read_html(page(*(f"<{tag}>{words}</{tag}>" for tag, words in pieces)))
    assert isinstance(content, Content)
    held = " ".join(
        content.text[start:end]
        for start, end in (*content.blocks, *((part.start, part.end) for part in content.apart))
    ).casefold()
    for words in ("Home", "Imprint", *STORY, *(words for _, words in pieces)):
        assert words.casefold() in held


@pytest.mark.parametrize(
    ("head", "name", "fact", "origin"),
    [
        ('<meta property="og:site_name" content="The Dorf Post">', "outlet", "The Dorf Post", "meta"),
        ('<meta name="author" content="Ana Lund and Bo Ek">', "authors", ("Ana Lund", "Bo Ek"), "meta"),
        ('<meta name="author" content="admin">', "authors", (), None),
        ('<meta name="author" content="https://post.example/ana">', "authors", (), None),
        ('<meta property="article:published_time" content="2023-12-10">', "date", "2023-12-10", "meta"),
        ('<link rel="canonical" href="https://post.example/w">', "url", "https://post.example/w", "link"),
        ('<meta property="og:locale" content="en_GB">', "language", "en", "html"),
    ],
)
def test_each_fact_has_its_origin(head, name, fact, origin):
    """What a tag of the head states is told to come from there."""
    content = read_html(page(head=f"<title>Water is shared</title>{head}"))
    assert isinstance(content, Content)
    assert (getattr(content, name), content.origins.get(name)) == (fact, origin)


LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebSite", "name": "Dorf Post Online"},
{"@type": ["NewsArticle"], "headline": "Water is shared", "datePublished": "2023-12-09T23:30:00-05:00",
 "dateModified": "2023-12-12", "inLanguage": "en-GB",
 "author": [{"@type": "Person", "name": "Ana O&#39;Lund"}, {"@type": "Person", "name": "Bo Ek"}],
 "publisher": {"@type": "Organization", "name": "The Dorf Post"}}]}
</script>"""


def test_linked_data_states_facts():
    """The article's own entry gives day of publication and authors; the language of the page itself wins."""
    content = read_html(page(head=f"<title>Water is shared</title>{LINKED}"))
    assert isinstance(content, Content)
    assert (content.date, content.authors, content.language) == ("2023-12-09", ("Ana O'Lund", "Bo Ek"), "en")
    assert dict(content.origins) == {
        "title": "json-ld",
        "outlet": "json-ld",
        "date": "json-ld",
        "authors": "json-ld",
        "language": "html",
    }


@pytest.mark.parametrize(
    "data", ["{", "[" * 9000, '"words"', "[null, 7, {}]", '{"@type": null, "author": 7}']
)
def test_linked_data_that_is_none_states_nothing(data):
    """Broken or empty data is as none."""
    content = read_html(page(head=f'<title>Water</title><script type="application/ld+json">{data}</script>'))
    assert isinstance(content, Content)
    assert (content.date, content.authors, content.outlet) == (None, (), None)


def test_an_author_is_taken_from_the_text_only_with_by():
    """A name in a box of authors is one if the page says that the article is by it."""
    byline = '<p class="author">{}Ana Lund</p>'
    for word, told in (("By ", ("Ana Lund",)), ("", ())):
        content = read_html(page(byline.format(word), head="<title>Water</title>"))
        assert isinstance(content, Content)
        assert content.authors == told
        assert content.origins.get("authors") == ("byline" if told else None)


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
    assert [(part.text, part.reason) for part in content.apart[:1]] == [(line, reason)]
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
        ("Lima", "Sorry, the page you were looking for could not be found. Go to the news.", "an error page"),
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
