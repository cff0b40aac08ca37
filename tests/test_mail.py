"""Mail: which words of a message are its own."""

from __future__ import annotations

import pytest

from brief.formats import Content, Packed, Part, Refused
from brief.html import read_html
from brief.mail import MAX_MESSAGES, read_mail, read_mailbox, read_web_archive
from tests.samples import FIRST, HTML, SECOND, TITLE, mail, mailbox, web_archive


def read(data: bytes) -> Content:
    content = read_mail(data, read_html)
    assert isinstance(content, Content)
    return content


def words(content: Content) -> list[str]:
    return [content.text[slice(*block)] for block in content.blocks]


def test_headers_are_facts():
    """Subject and day are those of the headers; a sender is an outlet only if it writes to a list."""
    letter = read(mail(FIRST, subject="=?utf-8?q?Re:_T=C5=8Dkyo?="))
    assert (words(letter)[0], letter.date, letter.outlet) == ("Tōkyo", "2023-12-10", None)
    newsletter = read(mail(FIRST, headers="List-Id: <daily.asia.example>\n"))
    assert newsletter.outlet == "Asia Daily"


def test_the_page_of_a_message_counts_for_more_than_its_text():
    """The HTML part is read if there is one, else the text."""
    assert words(read(mail("See the page.", HTML))) == [TITLE, FIRST, SECOND]
    assert words(read(mail(FIRST))) == [TITLE, FIRST]


def test_the_text_is_read_where_the_page_is_refused():
    """A page that its reader refuses does not cost the message."""
    content = read_mail(mail(FIRST, HTML), lambda _: Refused("no"))
    assert isinstance(content, Content)
    assert words(content) == [TITLE, FIRST]


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
    content = read(mail(f"{FIRST}\n\n{below}"))
    assert words(content) == [TITLE, FIRST]
    assert [(part.text, part.reason) for part in content.apart] == [(below, reason)]
    assert content.text[content.apart[0].start : content.apart[0].end] == below


@pytest.mark.parametrize(
    "mark", ['<div dir="ltr" class="gmail_quote gmail_quote_container">', "<blockquote type=cite>"]
)
def test_a_page_ends_where_it_quotes(mark):
    """Of a page what mail programs mark as quoted is not read, unless the message was sent on."""
    page = HTML.replace("</p><p>", f"</p>{mark}<p>")
    assert words(read(mail("x", page))) == [TITLE, FIRST]
    assert words(read(mail("x", page, subject=f"Fwd: {TITLE}"))) == [TITLE, FIRST, SECOND]


def test_what_is_sent_on_is_read():
    """Of a forwarded message only the lines that say whence are set apart."""
    text = f"---------- Forwarded message ----------\nFrom: Bo Lind\nSubject: Talks\n\n{FIRST}"
    content = read(mail(text, subject=f"Fwd: {TITLE}"))
    assert words(content) == [TITLE, FIRST]
    assert {part.reason for part in content.apart} == {"mail header"}


def test_an_encoding_is_that_of_the_part():
    """Bytes of a part are text in the encoding that its header states."""
    page = mail("x", HTML.replace("Tokyo", "Łódź")).replace(b"charset=utf-8", b"charset=iso-8859-2")
    assert "Łódź" in read(page.decode().encode("iso-8859-2", "replace")).text


def test_attached_files_are_read_in_their_turn():
    """A file that could hold an article comes beside the message's own text; a picture does not."""
    attached = (
        "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=cut\n\n"
        f"--cut\nContent-Type: text/plain\n\n{FIRST}\n"
        '--cut\nContent-Disposition: attachment; filename="../in/talks.txt"\n\nThey met.\n'
        '--cut\nContent-Disposition: attachment; filename="a.png"\n\nPNG\n--cut--\n'
    )
    answer = read_mail(attached.encode(), read_html)
    assert isinstance(answer, tuple)
    assert [part.name for part in answer] == ["", "talks.txt"]
    assert answer[1].item == Packed(".txt", b"They met.")


def test_messages_are_told_apart():
    """A line that begins with From starts a message after an empty line only."""
    box = mailbox(mail("One.\nFrom here on.\n"), mail("Two.\n"))
    parts = read_mailbox(box)
    assert isinstance(parts, tuple)
    assert [part.name for part in parts] == ["1", "2"]
    assert read_mailbox(b"They met.") == Refused("no mailbox: its first line does not begin with `From `")


def test_messages_of_a_mailbox_are_limited():
    """Those beyond the limit are counted, not read."""
    parts = read_mailbox(mailbox(*[b"\n"] * (MAX_MESSAGES + 2)))
    assert isinstance(parts, tuple)
    assert len(parts) == MAX_MESSAGES + 1
    assert parts[-1] == Part("the rest", Refused("2 more messages; the limit of a mailbox is 5,000"))


def test_a_saved_page_knows_its_address_and_not_its_day():
    """The day it was saved is not the day it was published."""
    content = read_web_archive(web_archive(HTML), read_html)
    assert isinstance(content, Content)
    assert (content.url, content.date) == ("https://asia.example/talks", None)
    assert words(content) == [TITLE, FIRST, SECOND]
    assert read_web_archive(mail("x"), read_html) == Refused("no web page in it")


def test_a_message_without_text_is_refused():
    """Headers alone are no document."""
    assert read_mail(b"Subject: Talks\nContent-Type: image/png\n\nx", read_html) == Refused(
        "a message without text"
    )


def test_a_letter_has_an_author_and_a_newsletter_an_outlet():
    """Who wrote to a person is the author; who wrote to a list, the outlet; who sends on, neither."""
    message = mail(f"{FIRST}\n\n{SECOND}").replace(b"Asia Daily", b"Ann Lee")
    letter, listed, sent_on = (
        read_mail(data, read_html)
        for data in (
            message,
            message.replace(b"Subject:", b"List-Id: <a.example>\nSubject:"),
            message.replace(b"Subject: ", b"Subject: Fwd: "),
        )
    )
    assert isinstance(letter, Content)
    assert isinstance(listed, Content)
    assert isinstance(sent_on, Content)
    assert [(item.authors, item.outlet) for item in (letter, listed, sent_on)] == [
        (("Ann Lee",), None),
        ((), "Ann Lee"),
        ((), None),
    ]
    assert letter.origins == {"title": "mail header", "date": "mail header", "authors": "mail header"}
