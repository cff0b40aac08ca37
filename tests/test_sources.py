"""Files found, named and read: what becomes a document, what is skipped, and why."""

from __future__ import annotations

import gzip
import html
import json
import os
import re
import textwrap
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from brief import documents
from brief.errors import ConfigError
from brief.header import find_date
from brief.places import Place, discover, document_ids
from brief.readers import READERS
from brief.records import Document, Skipped
from brief.sources import MAX_BYTES, as_document, contents
from tests import samples
from tests.documents import read
from tests.samples import ARTICLE, FIRST, HTML, SECOND, TITLE, archive, feed, mail, mailbox, pdf, word

SEED = Path(__file__).parents[1] / "seeds" / "000_5111c666ce399c20.txt"
LEAST = "an article has at least 2 and 25"
MOSTLY = "most of it is a list, a table, settings or code"
FORMATS = f"formats read: {', '.join(sorted(READERS))}"
BODY = f"{FIRST} “We will stand firm,” said Smith.\n"


def document(path: Path, text: str | bytes) -> Document:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = read(path, "id", [path.parent])
    assert isinstance(found, Document), found
    return found


def touch(folder: Path, *names: str) -> None:
    """Put an empty file of each name into the folder."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


SEED_RESIDUE = """\
repeated headline: U.S., South Korea, Japan to strengthen ties in light of DPRK's partnership with Russia
byline: Ukrinform
media player: Video of the day
link to another article: Read also: Hyundai to help develop power transmission system in Ukraine
search box: Extended searchHide extended search
navigation: All topics
navigation: By period:
mark without words: -
share buttons: Share:"""


def test_seed_has_its_sentences_and_its_residue():
    """The article that came with the task is cut into its twelve sentences, headline first.

    The web residue around it is named, line by line.
    """
    found = read(SEED, "seed", [SEED.parent])
    assert isinstance(found, Document)
    beginnings = [
        "U.S., South Korea, Japan to strengthen ties in light of DPRK's partnership with Russia",
        "The United States, South Korea, and Japan have agreed",
        "That’s according to Yonhap, Ukrinform reports.",
        "The growing threat posed",
        "In the context of",
        "\"We reaffirmed North Korea's obligation",
        "The national security advisers also agreed",
        '"In addition, we agreed',
        "The Japanese negotiator",
        '"We will continue to stand together against economic coercion," Sullivan said.',
        '"And we will continue to stand up',
        "As Ukrinform reported earlier,",
    ]
    assert [s.number for s in found.sentences] == list(range(1, 13))
    assert all(s.text.startswith(start) for s, start in zip(found.sentences, beginnings, strict=True))
    assert "".join(s.text[-1] for s in found.sentences[1:]) == '.........".'
    assert [found.sentences[at].text for at in (0, 2, 9)] == [beginnings[at] for at in (0, 2, 9)]
    assert found.sentences[5].text.endswith(
        'strict implementation," Cho said at the briefing at the presidential office," Cho said.'
    )
    assert (found.title, found.outlet, found.date) == (beginnings[0], "Ukrinform", None)
    assert [f"{part.reason}: {part.text}" for part in found.residue] == SEED_RESIDUE.splitlines()


def test_front_matter_is_metadata(tmp_path):
    """Front matter states facts; its title is sentence 1, the heading a repeat."""
    found = document(
        tmp_path / "a.md",
        '---\ntitle: "Ministers meet: in Tokyo"\ndate: 2023-12-10T10:00:00Z\noutlet: Kyodo\n'
        "source: https://example.org/a\nauthors: Ann Lee; Bo Ek\nlang: en_GB\ntags:\n  - asia\n---\n\n"
        f"# Ministers meet: in Tokyo\n\n{BODY}",
    )
    facts = {
        "title": "Ministers meet: in Tokyo",
        "date": "2023-12-10",
        "outlet": "Kyodo",
        "url": "https://example.org/a",
        "authors": ("Ann Lee", "Bo Ek"),
        "language": "en-GB",
    }
    assert {name: getattr(found, name) for name in facts} == facts
    assert found.origins.model_dump() == dict.fromkeys(facts, "front matter")
    assert [s.text[:9] for s in found.sentences] == ["Ministers", "The minis", "They agre", "“We will "]
    residue = ["front matter", "front matter", "heading mark", "repeated headline"]
    assert [part.reason for part in found.residue] == residue


def test_markdown_loses_its_marks_only(tmp_path):
    """The first-level heading is the title; marks are no part of a sentence; links stay verbatim.

    A text that begins with a rule has no front matter, and loses none of its sentences.
    """
    text = f"# Ministers meet\n\n{BODY}\n## What [they](http://x.org) said\n\n{BODY}"
    found = document(tmp_path / "a.md", text)
    assert found.title == found.sentences[0].text == "Ministers meet"
    assert found.sentences[4].text == "What [they](http://x.org) said"
    assert len(document(tmp_path / "a.md", f"---\n{BODY}\n---\n{BODY}").sentences) == 6


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        ("Title: Talks\nPublished: 2023-12-10\nSource: Kyodo\n", ("Talks", "2023-12-10", "Kyodo")),
        ("Ministers meet\n\nSunday, December 10, 2023\n\n", ("Ministers meet", "2023-12-10", None)),
        ("Truce holds\n\nPublished on 10 Dec. 2023, 14:30 GMT\n\n", ("Truce holds", "2023-12-10", None)),
        ("Ministers meet\n\nTOKYO, Dec. 10, 2023 (Kyodo) -- ", ("Ministers meet", "2023-12-10", "Kyodo")),
        ("Ministers meet\n\nTOKYO (AP) — ", ("Ministers meet", None, "AP")),
        ("Ministers meet\n\nTOKYO (Dec. 10) — ", ("Ministers meet", None, None)),
        ("Ministers meet\n\nUpdated: 2023-12-11\n\n", ("Ministers meet", None, None)),
        ("Ministers meet\n\nDate: soon\n\n", ("Ministers meet", None, None)),
        ("", (None, None, None)),
    ],
)
def test_plain_text_states_its_facts_or_none(tmp_path, head, facts):
    """Lines above the article give title, date and outlet; what they do not give is not made up."""
    found = document(tmp_path / "a.txt", head + BODY)
    assert (found.title, found.date, found.outlet) == facts


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("2023-12-10-talks.txt", "2023-12-10"),
        ("news/2023/12/10/talks.txt", "2023-12-10"),
        ("2023-01-01/2023-12-10.txt", "2023-12-10"),
        ("2023-13-45.txt", None),
        ("12023-12-100.txt", None),
    ],
)
def test_date_in_the_path(tmp_path, monkeypatch, path, date):
    """A full date in the name of the file, else of its folders, dates a document that has no other."""
    monkeypatch.chdir(tmp_path)
    assert document(Path(path), BODY).date == date
    assert document(Path(path), f"Date: 10 May 2022\n\n{BODY}").date == "2022-05-10"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path, encoding):
    """The text is the same whatever the encoding, without the byte order mark."""
    text = f"Café\n\n{BODY}"
    assert document(tmp_path / "a.txt", text.encode(encoding)).text == text


def test_newlines_stay_as_they_are(tmp_path):
    """CRLF is kept in the text, so offsets are those of the file as decoded; sentences are on one line."""
    found = document(tmp_path / "a.txt", ("Ministers meet\n\n" + BODY).replace("\n", "\r\n"))
    assert "\r\n\r\n" in found.text
    assert found.quote(2) == found.sentences[1].text == found.text[18:104]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"\x00\x01\x02" * 40, "binary, or in no encoding that could be told"),
        ("a.png", b"\x89PNG", f"format .png is not read; {FORMATS}"),
        ("a.txt", b"{\\rtf1 Hello.}", f"format .rtf is not read; {FORMATS}"),
        ("a.txt", b"They met on Monday in Rome.", "not an article: sentences of prose 1, words 6; " + LEAST),
        ("a.txt", b"1,John Smith\n" * 50, "not an article: sentences of prose 0, words 0; " + LEAST),
        ("a.txt", BODY.encode() + b"x = call(y, z)\n" * 90, f"not an article: {MOSTLY}"),
        ("a.txt", b"a" * (MAX_BYTES + 1), "too large: 5,000,001 bytes, the limit is 5,000,000"),
    ],
)
def test_skipped_with_a_reason(tmp_path, name, data, expected):
    """What is no article is skipped, and the reason says what it is."""
    (tmp_path / name).write_bytes(data)
    assert read(tmp_path / name, "id") == Skipped(path=name, reason=expected)


def test_unreadable_files_are_skipped(tmp_path, monkeypatch):
    """A file that vanished, that may not be read, or that is no file does not end the run."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "locked.txt").touch()
    monkeypatch.setattr(Path, "read_bytes", Mock(side_effect=PermissionError(13, "Permission denied")))
    reasons = {
        "gone.txt": "no longer there",
        "pipe.txt": "not a regular file",
        "locked.txt": "Permission denied",
    }
    for name, reason in reasons.items():
        assert read(tmp_path / name, "id") == Skipped(path=name, reason=f"unreadable: {reason}")


def test_discover_is_recursive_sorted_and_blind_to_hidden_files(tmp_path):
    """Files of all folders come once, by path; hidden ones stay out unless named; a path must be there."""
    touch(tmp_path, "b.txt", "a/z.md", ".hidden.txt", ".git/c.txt", "a/.d/e.txt")
    found = discover([tmp_path, tmp_path / "b.txt", tmp_path / ".hidden.txt"])
    assert [file.relative_to(tmp_path).as_posix() for file in found] == [".hidden.txt", "a/z.md", "b.txt"]
    with pytest.raises(ConfigError, match="nowhere: no such file or folder; name a text file, or a folder"):
        discover([tmp_path / "nowhere"])


def test_patterns_leave_files_out(tmp_path):
    """They hold below each folder as in its .gitignore, but not for a file that is named; faults are told."""
    touch(tmp_path, "a.txt", "draft-a.txt", "old/b.txt", "new/old/c.txt", "new/keep.log", "new/other.log")
    found = discover([tmp_path, tmp_path / "draft-a.txt"], ["draft-*", "/old/", "*.log", "!keep.log"])
    kept = [file.relative_to(tmp_path).as_posix() for file in found]
    assert kept == ["a.txt", "draft-a.txt", "new/keep.log", "new/old/c.txt"]
    with pytest.raises(ConfigError, match=r"exclude: .*; write patterns as in \.gitignore"):
        discover([tmp_path], ["!"])


@pytest.mark.parametrize(
    ("path", "part", "expected"),
    [
        ("ukrinform/Trilateral Talks.txt", "", "ukrinform-trilateral-talks"),
        ("Peña & Müller (2).md", "", "pena-muller-2"),
        ("v1.2 final.txt", "", "v1-2-final"),
        ("новости.txt", "", "document"),
        ("CON.txt", "", "document-con"),
        (f"{'long-' * 40}.txt", "", ("long-" * 16)[:79]),
        ("a.txt.gz", "", "a"),
        ("news.mbox", "3", "news-3"),
        ("b.zip", "x/news.mbox#4", "b-x-news-4"),
    ],
)
def test_ids_are_slugs(path, part, expected):
    """An id is the path below its root in ASCII, with the name of a part, both without suffixes.

    It is safe as a file name, and never empty or long.
    """
    place = Place(Path("in", path), part)
    assert document_ids([place], [Path("in")]) == {place: expected}


def test_ids_that_would_collide_all_get_a_hash():
    """Files and parts of one slug each get a hash of their path, the same wherever the folder lies."""
    names = {"a/x.txt": "", "a-x.txt": "", "y.txt": "", "n.mbox": "3", "n-3.txt": "", "n/3.txt": ""}
    places = [[Place(Path(root, name), part) for name, part in names.items()] for root in ("in", "/data/in")]
    here, there = (list(document_ids(found, [found[2].file.parent]).values()) for found in places)
    assert here == there
    assert here[:3] == ["a-x-71cc04", "a-x-d9eeb6", "y"]
    assert len(set(here)) == 6
    assert all(re.fullmatch(r"n-3-[0-9a-f]{6}", name) for name in here[3:])


@given(
    st.lists(
        st.from_regex(r"[aAbé. -]{1,4}(/[aA. ]{1,2}b)?\.(txt|md)", fullmatch=True), max_size=12, unique=True
    ),
    st.lists(st.text("a1#. /é\0", max_size=4), min_size=1, max_size=3, unique=True),
    st.randoms(),
)
def test_ids_are_unique_and_independent_of_order(names, parts, shuffle):
    """For any files and parts, ids are distinct names of at most 80 characters, the same in every order."""
    files = {Path(os.path.normpath(Path("in", name))) for name in names}
    places = [Place(file, part) for file in sorted(files) for part in parts]
    ids = document_ids(places, [Path("in")])
    shuffle.shuffle(places)
    assert document_ids(places, [Path("in")]) == ids
    assert len(set(ids.values())) == len(places)
    assert all(re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?", name) for name in ids.values())


def test_path_is_never_absolute(tmp_path, monkeypatch):
    """A path is given from the current folder if below it, else from the folder that was named.

    Bytes in it that no encoding explains are shown as replacement characters.
    """
    file = tmp_path / os.fsdecode(b"talks-\xff.txt")
    assert document(file, BODY).path == f"{tmp_path.name}/talks-\ufffd.txt"
    assert document_ids([Place(file)], [tmp_path]) == {Place(file): "talks"}
    file = tmp_path / "in" / "sub" / "a.txt"
    assert document(file, BODY).path == "sub/a.txt"
    assert read(file, "id", [tmp_path / "in"]).path == "in/sub/a.txt"
    monkeypatch.chdir(tmp_path)
    assert read(file, "id", [tmp_path / "in"]).path == "in/sub/a.txt"
    assert read(Path("in/sub/a.txt"), "id", [Path("in")]).path == "in/sub/a.txt"
    monkeypatch.chdir(tmp_path / "in")
    assert read(file, "id", [tmp_path / "in"]).path == "sub/a.txt"


def test_full_dates_only():
    """Only a whole and unambiguous calendar date is one."""
    for words in ("Sept. 5, 2019", "5th September 2019", "2019/09/05T10:00"):
        assert find_date(words) == "2019-09-05"
    for words in ("February 30, 2019", "05/09/2019", "September 2019"):
        assert find_date(words) is None


def test_pages_are_told_of_sentences(tmp_path):
    """A sentence of a PDF knows the page it begins on; one of a text has none."""
    words = ["Ministers meet in Tokyo", "", *textwrap.wrap(BODY, 70)]
    pages = pdf(words, textwrap.wrap(BODY.replace("Monday", "Tuesday"), 70))
    found = document(tmp_path / "a.pdf", pages)
    assert [sentence.page for sentence in found.sentences] == [1, 1, 1, 1, 2, 2, 2]
    assert {sentence.page for sentence in document(tmp_path / "a.txt", BODY).sentences} == {None}


def test_every_fact_says_where_it_is_stated(tmp_path):
    """Lines above the article, its first line, its byline, its dateline and its path each have their word."""
    found = document(
        tmp_path / "2023-12-10.txt",
        f"Ministers meet\nURL: https://a.example/b\nBy Ann Lee and Bo Ek\n\nTOKYO (AP) — {BODY}",
    )
    assert (found.title, found.authors) == ("Ministers meet", ("Ann Lee", "Bo Ek"))
    assert (found.outlet, found.url) == ("AP", "https://a.example/b")
    assert found.origins.model_dump() == {
        "title": "first line",
        "authors": "byline",
        "outlet": "dateline",
        "url": "header line",
        "date": "path",
    }
    assert document(tmp_path / "a.md", f"# Talks\n\n{BODY}").origins.model_dump() == {"title": "heading"}


PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            "“We met. We agreed. We left,” said Gen. Lee of the U.N. on Dec. 9. Nobody spoke.",
            "¿Se reunieron? Sí. Los ministros acordaron una tregua de dos semanas en Bogotá.",
            "部长们在东京会面。他们同意分享数据。没有人反对。",
            "اجتمع الوزراء في طوكيو. هل اتفقوا؟ نعم.",
            "मंत्री टोक्यो में मिले। वे सहमत हुए।",
            "Die Minister trafen sich am 9. Dezember in Berlin 😀. Sie einigten sich.",
            "Read also: The dam at Ost",
            "Share:",
            "By Ann Lee",
            "SEOUL, Dec. 9, 2023 (Yonhap) -- The two sides met... They agreed?! Nobody knows.",
            FIRST,
            SECOND,
        ]
    ),
    min_size=1,
    max_size=8,
)


def files(lines):
    """The lines as an article in every format; PDF has them in the letters of its font."""
    text = "\n\n".join([TITLE, FIRST, *lines, SECOND])
    marked = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    page = HTML.replace("</article>", f"{marked}</article><nav>Home</nav>")
    entry = f"<title>{TITLE}</title><description>{html.escape(page)}</description>"
    article = json.dumps({**ARTICLE, "body": text}).encode()
    western = [line.encode("cp1252", "replace").decode("cp1252") for line in lines]
    return {
        ".txt": text.encode(),
        ".md": f"---\ntitle: {TITLE}\n---\n{text}".encode(),
        ".markdown": f"# {text}".encode(),
        ".html": page.encode(),
        ".mhtml": samples.web_archive(page),
        ".eml": mail(text, page),
        ".mbox": mailbox(mail(text), mail(html=page, text="")),
        ".xml": feed(entry, entry),
        ".json": article,
        ".jsonl": article + b"\n" + article,
        ".pdf": pdf([TITLE, "", FIRST[:80], FIRST[80:], ""], [*western, "", SECOND]),
        ".docx": word(FIRST, *lines, SECOND, title=TITLE),
        ".gz": gzip.compress(text.encode(), mtime=0),
        ".zip": archive({"a.txt": text, "b/c.html": page}),
    }


def every_document(kind, data):
    """Every document of a file."""
    found = [as_document(item, "id", f"a{kind}") for item in contents(kind, data, documents.read)]
    return [item for item in found if isinstance(item, Document)]


def held(found):
    """Fail unless sentences and residue lie in order, apart, and hold all of the text."""
    spans = [(sentence.start, sentence.end) for sentence in found.sentences]
    assert spans == sorted(spans)
    end = 0
    for start, stop in sorted([*spans, *((part.start, part.end) for part in found.residue)]):
        assert end <= start < stop
        assert not found.text[end:start].strip()
        end = stop
    assert not found.text[end:].strip()
    for sentence in found.sentences:
        assert sentence.text == " ".join(found.quote(sentence.number).split())
    for part in found.residue:
        assert part.text == found.text[part.start : part.end]


@pytest.mark.parametrize("kind", sorted(READERS))
@settings(max_examples=12)
@given(lines=PARAGRAPHS)
def test_sentences_cover_the_text_of_every_format(kind, lines):
    """In any language, spans are exact, in order, apart, and with the residue hold everything."""
    articles = every_document(kind, files(lines)[kind])
    assume(articles)  # lines with little prose among them are no article
    for found in articles:
        held(found)


MARKS = ["Share:", "# Talks", "## Talks", "title: Talks", "---", "Date: 2023-12-10", FIRST, "By Ann Lee", "-"]
LINES = st.lists(
    st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20) | st.sampled_from(MARKS),
    max_size=8,
)


@settings(max_examples=60)
@given(LINES, st.sampled_from([".txt", ".md"]), st.sampled_from(["", "---\n"]))
def test_sentences_and_residue_cover_any_text(lines, kind, front):
    """For any text, sentences are in order, and with the residue hold each visible character once."""
    for found in every_document(kind, (front + "\n".join([*lines, FIRST, SECOND])).encode()):
        held(found)
        assert found.title is None or found.title == found.sentences[0].text


@pytest.mark.parametrize("kind", sorted(samples.samples()))
def test_every_fact_of_every_format_has_an_origin(kind):
    """A document says of each fact where it is stated, and of nothing else."""
    (found, *_) = every_document(kind, samples.samples()[kind])
    facts = ("title", "outlet", "authors", "date", "url", "language")
    assert set(found.origins.model_dump()) == {name for name in facts if getattr(found, name)}
    assert samples.TEXT.startswith(found.title or "") or kind == ".mbox"
