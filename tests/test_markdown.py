"""The escaper, held against GitHub's own parser of the first pass and a model of the second."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from hypothesis import example, given, settings
from hypothesis import strategies as st

from brief.markdown import Markdown, bold, clean, escape, path_segment, web_address

OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES

# Where a template may put text, and the elements that the place itself gives rise to.
PLACES = {
    "{}": {"p"},
    "- {}": {"ul", "li"},
    "# {}": {"h1"},
    "said\n{}": {"p"},
    "- said\n  {}": {"ul", "li"},
    "1. said, {} and *so* _on_ ~~x~~ `y`": {"ol", "li", "em", "del", "code"},
    "> {} [4](x.txt#L4) <!-- a-1 -->": {"blockquote", "p", "a"},
    "[{}](x.txt)": {"p", "a"},
    "| {} |\n|---|": {"table", "thead", "tr", "th"},
}

# What GitHub's second pass looks for in a run of text.
SECOND_PASS = re.compile(
    r"""(?<!\w)@\w | \#\d | \bGH-\d | :(?!\d\d?:)[+-]?\w[\w+-]*: | :// | www\. | \$\S*\$(?!\d)
      | \b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,40}\b""",
    re.VERBOSE | re.IGNORECASE,
)

PIECES = [
    *"\\`*_[]()!|~#+-=.:;@$&<>\"'^{}/ \t\n\r\u00a0\u2028\u0007\u200b\u202e\u2066\u00ad\ufeffab1é中",
    *("[x] ", "[a]: b", "- ", "+ ", "1. ", "2) ", "# ", "> ", "\n\n", "\n    "),
    *"[a](b) ![a](b) [^1] ]( <b> </p> <script> <!-- --> <a@b.cc> http:// https://x.org ftp://a.b".split(),
    *"WWW.x.org mailto: xmpp: a@b.cc @joe @a/b #12 GH-7 a/b#3 :tada: :+1: 10:30:00 $x$ $$ $5 $` `$".split(),
    *"5c3785ed8d6a35868bc169f0 deadbeef1 defaced &amp; &#64; &lt & --- *** ** __ ~~ ``` === :-: ###".split(),
    *r"| |-| \ \\ said Müller www www.".split(),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=12).map("".join)


class Page(HTMLParser):
    """The elements of a page with their attributes, and the runs of text that tags and comments separate."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.runs = [""]
        self.feed(html)
        self.close()
        self.elements = {tag for tag, _ in self.tags}
        self.text = "".join(self.runs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.runs.append("")

    def handle_endtag(self, tag: str) -> None:
        self.runs.append("")

    def handle_comment(self, data: str) -> None:
        self.runs.append("")

    def handle_data(self, data: str) -> None:
        self.runs[-1] += data


def shown(markdown: str) -> Page:
    return Page(github_flavored_markdown_to_html(markdown, options=OPTIONS))


def expect_no_markup_but(elements: set[str], markdown: str) -> None:
    page = shown(markdown)
    assert page.elements <= elements, markdown
    assert not [run for run in page.runs if SECOND_PASS.search(run)], markdown


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("")
@example("#")
@example("a\n-")
@example("x@y.zz:tada:#1$a$")
def test_any_text_is_shown_as_itself_and_never_as_markup(text: str) -> None:
    """GitHub shows exactly the cleaned text, wherever a template puts it."""
    escaped = escape(text)
    assert isinstance(escaped, Markdown)
    for place, elements in PLACES.items():
        expect_no_markup_but(elements, place.format(escaped))
    assert shown(escaped).text.strip() == clean(text), (text, escaped)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
@example("$5 and *U.S.*-led: #1", [(0, 2), (7, 13), (13, 16), (20, 22)])
@example("a\ue000b\ue001c", [(0, 2), (3, 5)])
@example("-- said", [(0, 1), (1, 2)])
def test_words_in_bold_are_bold_and_nothing_else_changes(text: str, places: list[tuple[int, int]]) -> None:
    """Wherever the marks are to stand, GitHub shows the same text, and no markup but theirs."""
    spans = [(min(start, len(text)), min(end, len(text))) for start, end in map(sorted, places)]
    marked = bold(text, spans)
    for place, elements in {"{}": {"p"}, "- said\n  > {}": {"ul", "li", "blockquote", "p"}}.items():
        expect_no_markup_but(elements | {"strong"}, place.format(marked))
    expected = clean(text.replace("\ue000", "\ufffd").replace("\ue001", "\ufffd"))
    assert shown(marked).text.strip() == expected, (text, marked)


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("The U.S. and Iran met.", [(4, 8), (13, 17)], "The **U.S.** and **Iran** met."),
        ("a*b*c", [(1, 4)], r"a\***b**\*c"),
        ("in New York, today", [(3, 6), (6, 11)], "in **New York**, today"),
        ("in New York, today", [(2, 6), (7, 11)], "in **New York**, today"),
        ("the U.S. and", [(4, 5), (6, 7)], "the **U.S**. and"),
        ("unrelated", [(2, 4)], "un**re**lated"),
        ("$5 million", [(0, 10)], "**$5 million**"),
        ("US$5", [(2, 4)], r"US<!-- -->\$**5**"),
        ("one  two", [(3, 5)], "one two"),
    ],
)
def test_a_mark_stands_where_it_can(text: str, spans: list[tuple[int, int]], expected: str) -> None:
    """Around whole words, with the signs beside them where Markdown takes these for part of the emphasis."""
    assert bold(text, spans) == expected


PROSE = """
The U.S. said: "We won't (yet) go", and 3 - 4 = 5 + 6; it's so. 100% – truly?
minus 5, or rather -5. AT&T and R&D paid $5 million, US$6.
At 10:30:00 on 2023-12-10, No. 1. And snake_case, C#, F-16, 1,000,000.
“Quoted”, ‘so’ — Müller, Ёлкин, 東京!?
""".strip().splitlines()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. First", r"1\. First"),
        ("# title #", r"\# title \#"),
        ("*bold* _it_", r"\*bold\* \_it\_"),
        ("<b> &amp;", "&lt;b&gt; &amp;amp;"),
        ("ask @joe", "ask @<!-- -->joe"),
        ("see #12, GH-7", "see #<!-- -->12, GH-<!-- -->7"),
        ("https://www.x.org", "https:<!-- -->//www<!-- -->.x.org"),
        (":tada:", ":<!-- -->tada:"),
        ("$x$", r"\$<!-- -->x<!-- -->\$"),
        ("a5c3785", "a5c378<!-- -->5"),
        ("a\u202eb\u200bc\n\n# d\x00", "abc # d"),
        *((text, text) for text in PROSE),
    ],
)
def test_each_kind_of_markup_is_held_off_in_its_own_way(text: str, expected: str) -> None:
    """A backslash or an entity for the first pass, an empty comment for the second; prose stays as it is."""
    assert escape(text) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.org/a?b=1&c=2#d", "https://x.org/a?b=1&amp;c=2#d"),
        ("https://x.org/a b)<c>\n", "https://x.org/a%20b%29%3Cc%3E"),
        ("https://ж.org/%20", "https://%D0%B6.org/%20"),
        ("javascript:alert(1)", ""),
        ("//x.org", ""),
        ("https://[x", ""),
        (None, ""),
    ],
)
def test_only_web_addresses_become_targets_of_links(address: str | None, expected: str) -> None:
    """No scheme but http and https, and no character that ends the link."""
    assert web_address(address) == expected


@given(TEXTS)
def test_a_web_address_is_one_link_whatever_it_holds(tail: str) -> None:
    """The link ends where the template ends it; a segment of a path cannot leave its folder."""
    page = shown(f"[original]({web_address('https://x.org/' + tail)}) *on*")
    assert (page.elements, page.text) == ({"p", "a", "em"}, "original on\n")
    assert path_segment("../a b#1)") == "..%2Fa%20b%231%29"
