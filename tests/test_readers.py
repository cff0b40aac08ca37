"""Which reader a file needs, and what each makes of its format."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.archives import MAX_MEMBERS
from brief.feeds import read_feed
from brief.formats import Content, Packed, Part, Refused
from brief.mail import MAX_MESSAGES, read_mail
from brief.pdf import MAX_PAGES
from brief.readers import READERS, format_of, read_as
from brief.word import MAX_PARAGRAPHS
from tests import samples
from tests.samples import ARTICLE, ENTRY, FIRST, HTML, SECOND, TITLE, archive, feed, mail, mailbox, pdf, word

BY_SUFFIX = samples.samples()
OUTLET, DAY, ADDRESS = "Asia Daily", "2023-12-10", "https://asia.example/talks"
STATED = {
    **dict.fromkeys((".xml", ".json", ".jsonl"), (OUTLET, DAY, ADDRESS)),
    **dict.fromkeys((".pdf", ".docx"), (None, None, None)),
    ".eml": (None, DAY, None),
    ".mhtml": (None, None, ADDRESS),
}
"""Outlet, date and address that the sample of a format states."""


def only(answer):
    """The one content, or the first, of a reader's answer."""
    content = answer[0].item if isinstance(answer, tuple) else answer
    assert isinstance(content, Content), content
    return content


def read_one(kind, data, keys=None):
    return only(read_as(kind, data, keys))


def parts(kind, data):
    answer = read_as(kind, data)
    assert isinstance(answer, tuple), answer
    return {part.name: part.item for part in answer}


def words(content):
    return [content.text[slice(*block)] for block in content.blocks]


def dumped(value):
    return json.dumps(value).encode()


@pytest.mark.parametrize("kind", sorted(BY_SUFFIX))
def test_the_content_tells_the_format(kind):
    """A file of any format is what it is, whether it is called .txt or has no suffix at all."""
    told = ".json" if kind == ".jsonl" else kind
    assert format_of(".txt", BY_SUFFIX[kind]) == format_of("", BY_SUFFIX[kind]) == told
    assert format_of(kind, BY_SUFFIX[kind]) == kind


@pytest.mark.parametrize(
    ("suffix", "data", "kind"),
    [
        ("", b"They met.", ".txt"),
        (".htm", b"They met.", ".html"),
        (".php", b"\n<!-- x --><html lang=en>", ".html"),
        (".html", b"%PDF-1.7", ".pdf"),
        (".txt", "<html>".encode("utf-16"), ".html"),
        (".txt", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!DOCTYPE html>", ".html"),
        (".rss", b"<?xml version='1.0'?><rss>", ".xml"),
        (".xlsx", b"PK\x03\x04", ".xlsx"),
        (".svg", b"<?xml version='1.0'?><svg>", ".svg"),
        (".txt", b"From Tokyo came a call:\nAgreed: yes", ".txt"),
        (".txt", b"Title: Talks\nDate: 2023-12-10\n\nThey met.", ".txt"),
        (".txt", b"[Editor's note] They met.", ".txt"),
        (".txt", b"Received: by mail\nSubject: Talks\n\nThey met.", ".eml"),
        (".txt", b"<!---->" * 500, ".txt"),
        (".txt", b"<!---->" * 500 + b"<html>", ".html"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_name_tells_what_the_content_does_not(suffix, data, kind):
    """Signatures count for more than names, but open no format that a name says is another.

    A file that could end its comments in very many ways costs no more than another.
    """
    assert format_of(suffix, data) == kind


@given(st.sampled_from(["", ".txt", ".png", *READERS]), st.binary(max_size=200))
def test_any_bytes_have_a_format(suffix, data):
    """For any bytes there is one suffix."""
    assert format_of(suffix, data).startswith(".")


@pytest.mark.parametrize("kind", STATED)
def test_every_format_gives_the_same_article(kind):
    """Title and paragraphs are the same words whatever file they stood in; facts are those that it states.

    The day on which a page was saved is not the day on which it was published.
    """
    content = read_one(kind, BY_SUFFIX[kind])
    assert words(content) == [TITLE, FIRST, SECOND]
    assert content.title == content.blocks[0] == (0, len(TITLE))
    assert (content.outlet, content.date, content.url) == STATED[kind]


NO_TEXT = "no article text was found in the page"


def with_body(body):
    """A Word document with this XML as its body."""
    with zipfile.ZipFile(io.BytesIO(word("x"))) as package:
        files = {name: package.read(name) for name in package.namelist()}
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    files["word/document.xml"] = f"<w:document {space}><w:body>{body}</w:body></w:document>".encode()
    return archive(files)


@pytest.mark.parametrize(
    ("kind", "data", "reason"),
    [
        (".xml", feed(), "a feed without entries"),
        (".xml", feed("<title>Talks</title>"), "an entry without text: Talks"),
        (".xml", b"<?xml version='1.0'?><a/>", "XML that is no feed (RSS, Atom)"),
        (".xml", b"http://127.0.0.1:9/feed", "XML that is no feed (RSS, Atom)"),
        (".xml", b"<a>" * 10_001, "nested too deep; the limit of a feed is 10,000 elements within elements"),
        (
            ".json",
            b"{",
            "no JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))",
        ),
        (".json", b"[]", "JSON without articles"),
        (".pdf", pdf([""], [""]), "no text on any page (2); if it is a scan, have its text recognised first"),
        (".pdf", pdf(*[["x"]] * (MAX_PAGES + 1)), "too long: 301 pages, the limit is 300"),
        (".pdf", b"%PDF-1.4 junk", "damaged PDF ("),
        (".docx", archive({"a.txt": "x"}), "no Word document: it holds no text"),
        (".docx", b"PK\x03\x04", "damaged Word document (File is not a zip file)"),
        (".docx", with_body("<w:p/>" * (MAX_PARAGRAPHS + 1)), "too long: more than 20,000 paragraphs"),
        (".eml", b"Subject: Talks\nContent-Type: image/png\n\nx", "a message without text"),
        (".mhtml", mail("x"), "no web page in it"),
        (".mbox", b"They met.", "no mailbox: its first line does not begin with `From `"),
        (".gz", gzip.compress(b"They met.")[:-9], "damaged gzip file (Compressed file ended before"),
        (".gz", b"\x1f\x8b\x08 and so on", "damaged gzip file ("),
        (".zip", b"", "damaged zip archive ("),
        (".zip", b"PK\x03\x04", "damaged zip archive ("),
        (".zip", b"PK\x05\x06" + b"\xff" * 18, "damaged zip archive ("),
        (".html", b"<html><body><div id=app></div></body></html>", NO_TEXT),
        *((".html", data, NO_TEXT) for data in (b"", b"\x00\xff\xfe" * 40, b"<" * 5000)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused(kind, data, reason):
    """What only looks like the format, holds nothing or is too much has its reason; nothing is fetched."""
    answer = read_as(kind, data)
    refused = answer[0].item if isinstance(answer, tuple) else answer
    assert isinstance(refused, Refused)
    open_ended = reason.count("(") > reason.count(")")  # the rest is in a library's words
    assert refused.reason[: len(reason) if open_ended else None] == reason


@pytest.mark.parametrize(
    ("kind", "pack", "size", "limit"),
    [
        (".gz", gzip.compress, 500_000_000, "to too much; the limit of an archive is 50,000,000 bytes"),
        (".gz", gzip.compress, 2_000_000, "to more than 200 times its size; no article does"),
        (
            ".docx",
            samples.word_bomb,
            100_000_000,
            "to too much; the limit of a Word document is 40,000,000 bytes",
        ),
        (".docx", samples.word_bomb, 20_000_000, "to too much; the limit of a part is 10,000,000 bytes"),
        (".docx", samples.word_bomb, 5_000_000, "to more than 100 times its size; no article does"),
    ],
)
def test_a_bomb_is_not_unpacked(kind, pack, size, limit):
    """A file of less than 490 KB that unpacks to so many bytes is refused by its measure."""
    bomb = pack(size if pack is samples.word_bomb else bytes(size))
    assert len(bomb) < 490_000
    assert read_as(kind, bomb) == Refused(f"unpacks {limit}")


def test_what_one_file_holds_is_limited():
    """What is beyond the limit is counted, not read; a mailbox is cut at From after an empty line only."""
    assert list(parts(".mbox", mailbox(mail("One.\nFrom here on.\n"), mail("Two.\n")))) == ["1", "2"]
    messages = mailbox(*[b"\n"] * (MAX_MESSAGES + 2))
    packed = archive({f"{number:04}.txt": "." for number in range(MAX_MEMBERS + 5)})
    for kind, data, limit, reason in (
        (".mbox", messages, MAX_MESSAGES, "2 more messages; the limit of a mailbox is 5,000"),
        (".zip", packed, MAX_MEMBERS, "5 more files; the limit of an archive is 2,000"),
    ):
        found = parts(kind, data)
        assert len(found) == limit + 1
        assert list(found.items())[-1] == ("the rest", Refused(reason))


def test_members_of_a_gzip_file_are_one_file():
    """They are unpacked one after the other, wherever the pieces end in which they are read."""
    data = gzip.compress(b"They ") + gzip.compress(b"met.") + b"\0\0"
    assert parts(".gz", data) == {"": Packed("", b"They met.")}
    noise = b"".join(hashlib.sha256(bytes([number % 256, number // 256])).digest() for number in range(3_000))
    for size in (0, 1, 65_513, 70_000):
        assert parts(".gz", gzip.compress(noise[:size]) * 5) == {"": Packed("", noise[:size] * 5)}


def test_files_of_an_archive_come_in_order_without_hidden_ones():
    """The order is that of names; what a system adds for itself is left out."""
    data = archive({"b.TXT": "two", "a/x.md": "one", ".DS_Store": "x", "__MACOSX/a": "x", "c/": ""})
    assert read_as(".zip", data) == (
        Part("a/x.md", Packed(".md", b"one")),
        Part("b.TXT", Packed(".txt", b"two")),
    )


def test_a_bad_member_costs_itself():
    """A file that is damaged, encrypted or a bomb has its reason, and the others are unpacked.

    One that is larger than the archive says is not believed to be small.
    """
    texts = {"a.txt": "They met.", "b.txt": "They met.", "d.txt": "."}
    data = bytearray(archive({**texts, "c.txt": bytes(9_000_000), "e.txt": bytes(5_000_000)}))
    directory = data.index(b"PK\x01\x02")
    data[data.index(b"a.txt") + 5] ^= 0xFF
    data[data.index(b"b.txt", directory) - 38] |= 1
    size = data.index(b"e.txt", directory) - 22
    data[size : size + 4] = (10).to_bytes(4, "little")
    found = parts(".zip", bytes(data))
    assert found.pop("a.txt").reason.startswith("damaged (")
    assert isinstance(found.pop("e.txt"), Refused)
    assert found == {
        "b.txt": Refused("encrypted; unpack it, and name the folder instead"),
        "c.txt": Refused("unpacks to more than 200 times its size; no article does"),
        "d.txt": Packed(".txt", b"."),
    }


def test_text_is_read_where_the_page_is_refused(monkeypatch):
    """The page of a message or an entry counts for more than its bare words, but does not cost them."""
    assert words(read_one(".eml", mail("See the page.", HTML))) == [TITLE, FIRST, SECOND]
    for module in ("mail", "html"):
        monkeypatch.setattr(f"brief.{module}.read_html", lambda _: Refused("no"))
    assert words(only(read_mail(mail(FIRST, HTML)))) == [TITLE, FIRST]
    assert words(only(read_feed(feed(ENTRY)))) == [TITLE, FIRST, SECOND]


def test_the_facts_of_an_entry_come_from_the_feed():
    """Authors and the language of the feed are facts too, each with its origin; the page's own come after.

    Atom is read as RSS is; there the whole content of an entry counts for more than its summary.
    """
    head = b"<title>Asia Daily</title>"
    entry = feed(f"{ENTRY}<author>news@asia.example (Ann Lee)</author>")
    content = read_one(".xml", entry.replace(head, head + b"<language>en-gb</language>"))
    assert (content.authors, content.language) == (("Ann Lee",), "en-gb")
    facts = ("title", "outlet", "date", "url", "authors", "language")
    assert content.origins == dict.fromkeys(facts, "feed")
    content = read_one(
        ".xml",
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Daily</title><entry><title>Talks</title>'
        b"<updated>2023-12-10T09:30:00Z</updated><summary>Short.</summary>"
        b'<content type="html">&lt;p&gt;They met in Rome.&lt;/p&gt;</content></entry></feed>',
    )
    assert content.text.split("\n\n") == ["Talks", "They met in Rome."]
    assert (content.outlet, content.date) == ("Daily", "2023-12-10")


def test_a_feed_does_not_blow_up():
    """Entities that stand for ever more of each other stay small; elements in an entry's text are no bomb."""
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{nested}]>'
    bomb += "<rss version='2.0'><channel><item><title>&e9;</title></item></channel></rss>"
    assert len(repr(read_as(".xml", bomb.encode()))) < 10_000
    breaks = f"<title>Talks</title><description><![CDATA[{'<br>' * 10_001}{FIRST}]]></description>"
    assert read_one(".xml", feed(breaks)).text.split("\n\n")[:2] == ["Talks", FIRST]


def test_json_may_wrap_its_articles():
    """One object, a list of them, and an object that holds such a list give the same article.

    In its text tags are read as a page's are, and a list is one of paragraphs.
    """
    for value in (ARTICLE, [ARTICLE], {"status": "ok", "docs": [ARTICLE]}):
        assert read_one(".json", dumped(value)) == read_one(".json", BY_SUFFIX[".json"])
    page = read_one(".json", dumped({"content_html": "<p>They met.</p><p>They parted.</p>"}))
    assert page.text.split() == ["They", "met.", "They", "parted."]
    listed = read_one(".json", dumped({"text": ["They met.", "They parted."]}))
    assert listed.text == "They met.\n\nThey parted."


def test_keys_can_be_named():
    """A key that is named counts alone, and a dot leads into an object."""
    value = {"article": {"words": "They met."}, "text": "Not this.", "on": "2023-12-10", "date": "2001-01-01"}
    content = read_one(".json", dumped(value), {"text": "article.words", "date": "on"})
    assert (content.text, content.date) == ("They met.", "2023-12-10")
    assert read_as(".json", dumped(value), {"text": "nowhere"}) == Refused(
        "no article: no text under nowhere; `json_keys` in brief.toml names the key"
    )


@pytest.mark.parametrize("kind", [".json", ".jsonl"])
def test_a_bad_line_costs_itself(kind):
    """Of one object a line, one that is no JSON is refused and the others are read, whatever the name."""
    found = parts(kind, b'{"text": "They met."}\n\n{"text": \n[1]\n')
    assert isinstance(found["1"], Content)
    assert found["2"] == Refused("no JSON (Expecting value: line 1 column 10 (char 9))")
    assert found["3"] == Refused("no article: not an object with keys")


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
    answer = read_as(".json", dumped(value), keys)
    for item in [part.item for part in answer] if isinstance(answer, tuple) else [answer]:
        if isinstance(item, Refused):
            assert item.reason
        else:
            assert isinstance(item, Content)
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
    content = read_one(".json", dumped({**ARTICLE, "author": authors, "language": "ko"}))
    assert (content.authors, content.language) == (expected, "ko")
    assert set(content.origins.values()) == {"json"}


LONG = "The second paragraph begins here and goes on to the very end of the page where it"


def test_a_paragraph_runs_over_the_end_of_its_page():
    """Running heads and page numbers are set apart, so that a sentence goes on from page to page."""
    content = read_one(
        ".pdf",
        pdf(
            ["The Daily Post", "Ministers meet", "", LONG, "is cut", "1"],
            ["The Daily Post", "in two by the page. Then it ends.", "2"],
            ["The Daily Post", "A last one.", "3"],
        ),
    )
    assert words(content) == [
        "Ministers meet",
        f"{LONG} is cut in two by the page. Then it ends.",
        "A last one.",
    ]
    apart = [(part.text, part.reason) for part in content.apart]
    assert apart[::2] == [("The Daily Post", "running head")] * 3
    assert apart[1::2] == [(number, "page number") for number in "123"]
    assert all(content.text[part.start : part.end] == part.text for part in content.apart)
    assert [content.text[start:][:8] for start in content.pages] == ["Minister", "in two b", "A last o"]


def test_lines_of_a_page_are_joined():
    """A hyphen that only the line's end put there is gone; a gap or a short line ends a paragraph.

    Pages are counted as the file has them, those without words too.
    """
    broken = read_one(".pdf", pdf([f"{LONG} was a mis-", "sile threat in the Indo-", "Pacific."]))
    assert words(broken) == [f"{LONG} was a missile threat in the Indo-Pacific."]
    cut = read_one(".pdf", pdf(["Ministers meet", LONG, "ends.", "", LONG, "ends again."]))
    assert words(cut) == ["Ministers meet", f"{LONG} ends.", f"{LONG} ends again."]
    assert read_one(".pdf", pdf([LONG], [""], [LONG])).pages == (0, len(LONG) + 1, len(LONG) + 1)


def test_the_title_of_a_file_is_in_it_or_it_has_none():
    """What a PDF calls itself is its title only if these words stand in it; a Word document has a style."""
    for title, span in (("ministers  meet", (0, 14)), ("Microsoft Word - Document1", None)):
        assert read_one(".pdf", pdf(["Ministers meet", "", LONG], title=title)).title == span
    assert read_one(".docx", word("They met.")).title is None


def test_what_was_inserted_is_read_and_what_was_deleted_is_not():
    """Tracked changes of a Word document count as made; cells of tables are blocks."""
    body = (
        "<w:p><w:r><w:t>They </w:t></w:r><w:ins><w:r><w:t>met</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>fought</w:delText><w:t>fought</w:t></w:r></w:del>"
        "<w:r><w:tab/><w:t>again.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert words(read_one(".docx", with_body(body))) == ["They met again.", "A cell."]


@pytest.mark.parametrize(
    ("below", "reason"),
    [
        ("-- \nAnn Lee\nAsia Daily", "signature"),
        ("On Sat, 9 Dec 2023, Bo Lind wrote:\nOld news.", "quoted reply"),
        ("> Old news.", "quoted reply"),
    ],
)
def test_quotes_and_signatures_are_set_apart(below, reason):
    """What others wrote before, and what stands below every message, is not read."""
    content = read_one(".eml", mail(f"{FIRST}\n\n{below}"))
    assert words(content) == [TITLE, FIRST]
    assert [(part.text, part.reason) for part in content.apart] == [(below, reason)]
    assert content.text[content.apart[0].start : content.apart[0].end] == below


@pytest.mark.parametrize(
    "mark", ['<div dir="ltr" class="gmail_quote gmail_quote_container">', "<blockquote type=cite>"]
)
def test_a_page_ends_where_it_quotes(mark):
    """Of a page what mail programs mark as quoted is not read, unless the message was sent on.

    Of a message sent on only the lines that say whence are set apart.
    """
    page = HTML.replace("</p><p>", f"</p>{mark}<p>")
    assert words(read_one(".eml", mail("x", page))) == [TITLE, FIRST]
    assert words(read_one(".eml", mail("x", page, subject=f"Fwd: {TITLE}"))) == [TITLE, FIRST, SECOND]
    text = f"---------- Forwarded message ----------\nFrom: Bo Lind\nSubject: Talks\n\n{FIRST}"
    content = read_one(".eml", mail(text, subject=f"Fwd: {TITLE}"))
    assert words(content) == [TITLE, FIRST]
    assert {part.reason for part in content.apart} == {"mail header"}


def test_each_part_of_a_message_is_read_as_its_header_says():
    """Its bytes are text in the encoding stated there.

    A file attached that could hold an article comes beside the message's own text; a picture does not.
    """
    page = mail("x", HTML.replace("Tokyo", "Łódź")).replace(b"charset=utf-8", b"charset=iso-8859-2")
    assert "Łódź" in read_one(".eml", page.decode().encode("iso-8859-2", "replace")).text
    attached = (
        "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=cut\n\n"
        f"--cut\nContent-Type: text/plain\n\n{FIRST}\n"
        '--cut\nContent-Disposition: attachment; filename="../in/talks.txt"\n\nThey met.\n'
        '--cut\nContent-Disposition: attachment; filename="a.png"\n\nPNG\n--cut--\n'
    )
    found = parts(".eml", attached.encode())
    assert list(found) == ["", "talks.txt"]
    assert found["talks.txt"] == Packed(".txt", b"They met.")


def test_a_letter_has_an_author_and_a_newsletter_an_outlet():
    """Who wrote to a person is the author; who wrote to a list, the outlet; who sends on, neither."""
    name, to_a_list = "=?utf-8?q?Re:_T=C5=8Dkyo?=", "List-Id: <daily.asia.example>\n"
    letter = read_one(".eml", mail(FIRST, subject=name))
    listed = read_one(".eml", mail(FIRST, subject=name, headers=to_a_list))
    sent_on = read_one(".eml", mail(FIRST, subject=f"Fwd: {name}"))
    assert [words(item)[0] for item in (letter, listed, sent_on)] == ["Tōkyo"] * 3
    assert (letter.authors, letter.outlet) == ((OUTLET,), None)
    assert (listed.authors, listed.outlet) == ((), OUTLET)
    assert (sent_on.authors, sent_on.outlet) == ((), None)
    assert letter.origins == {"title": "mail header", "date": "mail header", "authors": "mail header"}


STORY = (
    "The ministers of Aland and Bland met in Dorf on Saturday and agreed to share the water of the Ume.",
    "The talks, the first in eleven years, went on until midnight, an official who was in the room said.",
    "Aland is to open the sluices in spring, and Bland will pay for half of the repairs to the dam at Ost.",
    "Farmers on both banks had threatened to block the bridge if no agreement was reached before the summer.",
    "The parliaments of both countries have to approve it, which may take until the end of the year.",
)
HEAD = "<title>Water is shared</title>"


def page(*extra, head=HEAD, story=STORY):
    body = "".join(f"<p>{text}</p>" for text in story)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head><body>
<nav><a href="/">Home</a> <a href="/w">World</a> <a href="/s">Sport</a></nav>
<article><h1>Water is shared</h1>{body}{"".join(extra)}</article>
<footer>Terms · Contact · Imprint</footer></body></html>""".encode()


def test_the_article_is_read_and_its_surroundings_are_listed_below():
    """Title and paragraphs in order; menu and footer are runs of their own, apart."""
    link = "<p>Read also: <a href='/x'>The dam at Ost, and who shall pay for it</a></p>"
    content = read_one(".html", page(link))
    assert words(content)[: len(STORY) + 1] == ["Water is shared", *STORY]
    assert content.title == content.blocks[0]
    runs = [part for part in content.apart if part.reason == "outside the main text"]
    assert runs[0].text == "Home World Sport"
    assert runs[-1].text.endswith("Terms · Contact · Imprint")
    assert runs[0].start > max(end for _, end in content.blocks)
    assert all(content.text[part.start : part.end] == part.text for part in content.apart)
    assert words(read_one(".html", page())) == ["Water is shared", *STORY]


SHOWN = st.sampled_from([*STORY, "Home", "Share", "By Ana Lund", "Terms of use", "Dorf", "The dam at Ost"])
TAGS = st.sampled_from(["p", "div", "li", "span", "aside", "h2", "nav", "footer", "td", "blockquote"])


@settings(max_examples=60)
@given(st.lists(st.tuples(TAGS, SHOWN), max_size=14))
def test_nothing_that_a_page_shows_is_lost(pieces):
    """Every word of the body stands in the text, in a block or apart, whatever its capitals."""
    content = read_one(".html", page(*(f"<{tag}>{shown}</{tag}>" for tag, shown in pieces)))
    held = " ".join([*words(content), *(part.text for part in content.apart)]).casefold()
    for shown in ("Home", "Imprint", *STORY, *(shown for _, shown in pieces)):
        assert shown.casefold() in held


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
        ("", "outlet", None, None),
        ("", "date", None, None),
        ("", "url", None, None),
    ],
)
def test_each_fact_has_its_origin(head, name, fact, origin):
    """What a tag of the head states is told to come from there; what nothing states is not made up."""
    content = read_one(".html", page(head=f"{HEAD}{head}"))
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
    content = read_one(".html", page(head=f"{HEAD}{LINKED}"))
    assert (content.date, content.authors, content.language) == ("2023-12-09", ("Ana O'Lund", "Bo Ek"), "en")
    linked = dict.fromkeys(("title", "outlet", "date", "authors"), "json-ld")
    assert content.origins == {**linked, "language": "html"}


@pytest.mark.parametrize(
    "data", ["{", "[" * 9000, '"words"', "[null, 7, {}]", '{"@type": null, "author": 7}']
)
def test_linked_data_that_is_none_states_nothing(data):
    """Broken or empty data is as none."""
    content = read_one(".html", page(head=f'{HEAD}<script type="application/ld+json">{data}</script>'))
    assert (content.date, content.authors, content.outlet) == (None, (), None)


def test_an_author_is_taken_from_the_text_only_with_by():
    """A name in a box of authors is one if the page says that the article is by it."""
    byline = '<p class="author">{}Ana Lund</p>'
    for by, told in (("By ", ("Ana Lund",)), ("", ())):
        content = read_one(".html", page(byline.format(by), head=HEAD))
        assert (content.authors, content.origins.get("authors")) == (told, "byline" if told else None)


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
    content = read_one(".html", page(f"<p>{line}</p>"))
    assert line not in words(content)
    assert [(part.text, part.reason) for part in content.apart[:1]] == [(line, reason)]
    assert all(content.text[part.start : part.end] == part.text for part in content.apart)


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("Just a moment...", "Checking your browser.", "a check that the reader is a person"),
        ("Page not found", "Sorry, we could not find it. Go back to the home page.", "an error page"),
        ("Lima", "Sorry, the page you were looking for could not be found. Go to the news.", "an error page"),
        ("Water", "Subscribe to continue reading. Already a member?", "a page that asks for a subscription"),
        ("Water", "Please enable JavaScript to use this site.", "a notice about cookies or scripts"),
    ],
)
def test_a_page_without_its_article_is_refused(title, text, reason):
    """Why it shows none is the reason, and nothing of it is summarised."""
    gate = page(head=f"<title>{title}</title>", story=(text,))
    assert read_as(".html", gate) == Refused(f"not an article: {reason}")
