"""Files found, named and read: what becomes a document, what is skipped, and why."""

from __future__ import annotations

import os
import re
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.errors import ConfigError
from brief.header import find_date
from brief.places import Place, discover, document_ids
from brief.readers import READERS
from brief.records import Document, Skipped
from brief.sources import MAX_BYTES
from tests.documents import read
from tests.samples import pdf

if TYPE_CHECKING:
    import random

SEED = Path(__file__).parents[1] / "seeds" / "000_5111c666ce399c20.txt"
FORMATS = f"formats read: {', '.join(sorted(READERS))}"
BODY = (
    "The ministers of Japan and Korea met in Tokyo on Monday to discuss the missile threat. "
    "They agreed to share warning data by the end of the year. “We will stand firm,” said Smith.\n"
)


def document(path: Path, text: str | bytes) -> Document:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = read(path, "id", [path.parent])
    assert isinstance(found, Document), found
    return found


def reason(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    found = read(path, "id", [path.parent])
    assert isinstance(found, Skipped)
    return found.reason


def test_seed_has_its_sentences_and_nothing_else() -> None:
    """The article that came with the task is cut into its twelve sentences, headline first."""
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


def test_seed_has_its_residue() -> None:
    """The web residue around that article is named, line by line."""
    found = read(SEED, "seed", [SEED.parent])
    assert isinstance(found, Document)
    assert [(part.text, part.reason) for part in found.residue] == [
        (
            "U.S., South Korea, Japan to strengthen ties in light of DPRK's partnership with Russia",
            "repeated headline",
        ),
        ("Ukrinform", "byline"),
        ("Video of the day", "media player"),
        (
            "Read also: Hyundai to help develop power transmission system in Ukraine",
            "link to another article",
        ),
        ("Extended searchHide extended search", "search box"),
        ("All topics", "navigation"),
        ("By period:", "navigation"),
        ("-", "mark without words"),
        ("Share:", "share buttons"),
    ]


def test_front_matter_is_metadata(tmp_path: Path) -> None:
    """Front matter gives title, date, outlet and address; its title is sentence 1, the heading a repeat."""
    found = document(
        tmp_path / "a.md",
        '---\ntitle: "Ministers meet: in Tokyo"\ndate: 2023-12-10T10:00:00Z\noutlet: Kyodo\n'
        f"source: https://example.org/a\ntags:\n  - asia\n---\n\n# Ministers meet: in Tokyo\n\n{BODY}",
    )
    assert (found.title, found.date, found.outlet, found.url) == (
        "Ministers meet: in Tokyo",
        "2023-12-10",
        "Kyodo",
        "https://example.org/a",
    )
    assert [s.text[:12] for s in found.sentences] == [
        "Ministers me",
        "The minister",
        "They agreed ",
        "“We will sta",
    ]
    assert [part.reason for part in found.residue] == [
        "front matter",
        "front matter",
        "heading mark",
        "repeated headline",
    ]


def test_markdown_headings_lose_their_marks_only(tmp_path: Path) -> None:
    """The first-level heading is the title; marks are no part of a sentence; links stay verbatim."""
    found = document(
        tmp_path / "a.md", f"# Ministers meet\n\n{BODY}\n## What [they](http://x.org) said\n\n{BODY}"
    )
    assert found.title == found.sentences[0].text == "Ministers meet"
    assert found.sentences[4].text == "What [they](http://x.org) said"


def test_rules_in_markdown_are_no_front_matter(tmp_path: Path) -> None:
    """A text that begins with a rule loses none of its sentences."""
    assert len(document(tmp_path / "a.md", f"---\n{BODY}\n---\n{BODY}").sentences) == 6


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        (
            "Title: Ministers meet\nPublished: 2023-12-10\nSource: Kyodo\n",
            ("Ministers meet", "2023-12-10", "Kyodo"),
        ),
        ("Ministers meet\n\nSunday, December 10, 2023\n\n", ("Ministers meet", "2023-12-10", None)),
        (
            "Ministers meet\n\nPublished on 10 Dec. 2023, 14:30 GMT\n\n",
            ("Ministers meet", "2023-12-10", None),
        ),
        ("Ministers meet\n\nTOKYO, Dec. 10, 2023 (Kyodo) -- ", ("Ministers meet", "2023-12-10", "Kyodo")),
        ("Ministers meet\n\nTOKYO (AP) — ", ("Ministers meet", None, "AP")),
        ("Ministers meet\n\nTOKYO (Dec. 10) — ", ("Ministers meet", None, None)),
        ("Ministers meet\n\nUpdated: 2023-12-11\n\n", ("Ministers meet", None, None)),
        ("Ministers meet\n\nDate: soon\n\n", ("Ministers meet", None, None)),
        ("", (None, None, None)),
    ],
)
def test_plain_text_states_its_facts_or_none(
    tmp_path: Path, head: str, facts: tuple[str | None, ...]
) -> None:
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
def test_date_in_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, date: str | None
) -> None:
    """A full date in the name of the file, else of its folders, dates a document that has no other."""
    monkeypatch.chdir(tmp_path)
    assert document(Path(path), BODY).date == date


def test_a_stated_date_is_preferred_to_the_path(tmp_path: Path) -> None:
    """The file's own date counts for more than its name."""
    assert document(tmp_path / "2023-12-11.txt", f"Date: 10 December 2023\n\n{BODY}").date == "2023-12-10"


@pytest.mark.parametrize(
    "data",
    [
        f"Café\n\n{BODY}".encode(),
        b"\xef\xbb\xbf" + f"Café\n\n{BODY}".encode(),
        f"Café\n\n{BODY}".encode("utf-16"),
        f"Café\n\n{BODY}".encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "cp1252"],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    """The text is the same whatever the encoding, without the byte order mark."""
    assert document(tmp_path / "a.txt", data).text == f"Café\n\n{BODY}"


def test_newlines_stay_as_they_are(tmp_path: Path) -> None:
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
        (
            "a.txt",
            b"They met on Monday in Rome.",
            "not an article: sentences of prose 1, words 6; an article has at least 2 and 25",
        ),
        (
            "a.txt",
            b"id,name\n" + b"1,John Smith\n" * 50,
            "not an article: sentences of prose 0, words 0; an article has at least 2 and 25",
        ),
        (
            "a.txt",
            BODY.encode() + b"x = call(y, z)\n" * 90,
            "not an article: most of it is a list, a table, settings or code",
        ),
        ("a.txt", b"a" * (MAX_BYTES + 1), "too large: 5,000,001 bytes, the limit is 5,000,000"),
    ],
)
def test_skipped_with_a_reason(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    """What is no article is skipped, and the reason says what it is."""
    assert reason(tmp_path / name, data) == expected


def test_unreadable_files_are_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that vanished, that may not be read, or that is no file does not end the run."""
    assert read(tmp_path / "gone.txt", "id") == Skipped(path="gone.txt", reason="unreadable: no longer there")
    os.mkfifo(tmp_path / "pipe.txt")
    assert read(tmp_path / "pipe.txt", "id") == Skipped(
        path="pipe.txt", reason="unreadable: not a regular file"
    )

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "locked.txt").touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert read(tmp_path / "locked.txt", "id") == Skipped(
        path="locked.txt", reason="unreadable: Permission denied"
    )


@pytest.mark.skipif(os.name == "nt", reason="file names there are always text")
def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    """Bytes in a name that no encoding explains are shown as replacement characters."""
    file = tmp_path / os.fsdecode(b"talks-\xff.txt")
    assert document(file, BODY).path == f"{tmp_path.name}/talks-???.txt".replace("???", "\ufffd")
    assert document_ids([Place(file)], [tmp_path]) == {Place(file): "talks"}


def test_discover_is_recursive_sorted_and_blind_to_hidden_files(tmp_path: Path) -> None:
    """Files of all folders come once, by path; hidden files and folders stay out unless named."""
    for name in ("b.txt", "a/z.md", ".hidden.txt", ".git/c.txt", "a/.d/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = discover([tmp_path, tmp_path / "b.txt", tmp_path / ".hidden.txt"])
    assert [file.relative_to(tmp_path).as_posix() for file in found] == [".hidden.txt", "a/z.md", "b.txt"]


def test_discover_names_a_missing_path(tmp_path: Path) -> None:
    """A path that is not there is an error that says which, and what to name instead."""
    with pytest.raises(ConfigError, match="nowhere: no such file or folder; name a text file, or a folder"):
        discover([tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("ukrinform/Trilateral Talks.txt", "ukrinform-trilateral-talks"),
        ("Peña & Müller (2).md", "pena-muller-2"),
        ("v1.2 final.txt", "v1-2-final"),
        ("новости.txt", "document"),
        ("CON.txt", "document-con"),
        (f"{'long-' * 40}.txt", ("long-" * 16)[:79]),
    ],
)
def test_ids_are_slugs(path: str, expected: str) -> None:
    """An id is the path below its root in ASCII, safe as a file name, and never empty or long."""
    place = Place(Path("in", path))
    assert document_ids([place], [Path("in")]) == {place: expected}


def test_ids_that_would_collide_all_get_a_hash() -> None:
    """Files of one slug each get a hash of their path, the same wherever the folder lies."""
    names = ("a/x.txt", "a-x.txt", "y.txt")
    here = document_ids([Place(Path("in", name)) for name in names], [Path("in")])
    there = document_ids([Place(Path("/data/in", name)) for name in names], [Path("/data/in")])
    assert list(here.values()) == ["a-x-71cc04", "a-x-d9eeb6", "y"]
    assert list(there.values()) == list(here.values())


@settings(deadline=None)
@given(
    st.lists(
        st.from_regex(r"[aAbé. -]{1,4}(/[aA. ]{1,2}b)?\.(txt|md)", fullmatch=True), max_size=12, unique=True
    ),
    st.lists(st.text("a1#. /é\0", max_size=4), min_size=1, max_size=3, unique=True),
    st.randoms(),
)
def test_ids_are_unique_and_independent_of_order(
    names: list[str], parts: list[str], shuffle: random.Random
) -> None:
    """For any files and parts, ids are distinct names of at most 80 characters, the same in every order."""
    files = {Path(os.path.normpath(Path("in", name))) for name in names}
    places = [Place(file, part) for file in sorted(files) for part in parts]
    ids = document_ids(places, [Path("in")])
    shuffle.shuffle(places)
    assert document_ids(places, [Path("in")]) == ids
    assert len(set(ids.values())) == len(places)
    assert all(re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?", name) for name in ids.values())


def test_path_is_never_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path is given from the current folder if below it, else from the folder that was named."""
    found = document(tmp_path / "in" / "sub" / "a.txt", BODY)
    file = tmp_path / "in" / "sub" / "a.txt"
    assert found.path == "sub/a.txt"
    assert read(file, "id", [tmp_path / "in"]).path == "in/sub/a.txt"
    monkeypatch.chdir(tmp_path)
    assert read(file, "id", [tmp_path / "in"]).path == "in/sub/a.txt"
    assert read(Path("in/sub/a.txt"), "id", [Path("in")]).path == "in/sub/a.txt"
    monkeypatch.chdir(tmp_path / "in")
    assert read(file, "id", [tmp_path / "in"]).path == "sub/a.txt"


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Sept. 5, 2019", "2019-09-05"),
        ("5th September 2019", "2019-09-05"),
        ("2019/09/05T10:00", "2019-09-05"),
        ("February 30, 2019", None),
        ("05/09/2019", None),
        ("September 2019", None),
    ],
)
def test_full_dates_only(words: str, date: str | None) -> None:
    """Only a whole and unambiguous calendar date is one."""
    assert find_date(words) == date


LINES = st.one_of(
    st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20),
    st.sampled_from(
        ["Share:", "# Talks", "## Talks", "title: Talks", "---", "Date: 2023-12-10", BODY, "By Ann Lee", "-"]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=8), st.sampled_from([".txt", ".md"]), st.booleans())
def test_sentences_and_residue_cover_the_text(lines: list[str], suffix: str, front: bool) -> None:  # noqa: FBT001
    """For any text, sentences are in order, and with the residue hold each visible character once."""
    text = ("---\n" if front else "") + "\n".join([*lines, BODY])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"a{suffix}")
        file.write_bytes(text.encode())
        found = read(file, "id", [Path(folder)])
    if isinstance(found, Skipped):
        return
    spans = [(s.start, s.end) for s in found.sentences]
    assert spans == sorted(spans)
    end = 0
    for start, stop in sorted([*spans, *((part.start, part.end) for part in found.residue)]):
        assert end <= start < stop
        assert not found.text[end:start].strip()
        end = stop
    assert not found.text[end:].strip()
    assert found.title is None or found.title == found.sentences[0].text


def test_patterns_leave_files_out(tmp_path: Path) -> None:
    """Patterns hold below each folder as in its .gitignore; a file that is named itself is read."""
    for name in ("a.txt", "draft-a.txt", "old/b.txt", "new/old/c.txt", "new/keep.log", "new/other.log"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).touch()
    folder, named = tmp_path / "in", tmp_path / "in" / "draft-a.txt"
    found = discover([folder, named], ["draft-*", "/old/", "*.log", "!keep.log"])
    assert [file.relative_to(folder).as_posix() for file in found] == [
        "a.txt",
        "draft-a.txt",
        "new/keep.log",
        "new/old/c.txt",
    ]


def test_a_pattern_that_is_none_is_an_error(tmp_path: Path) -> None:
    """The error says which setting is wrong, and what to write."""
    with pytest.raises(ConfigError, match=r"exclude: .*; write patterns as in \.gitignore"):
        discover([tmp_path], ["!"])


def test_ids_of_parts_are_named_after_their_file() -> None:
    """The id of a part has the name of the file and its own, without suffixes."""
    places = [
        Place(Path("in/news.mbox"), "3"),
        Place(Path("in/b.zip"), "x/news.mbox#4"),
        Place(Path("in/a.txt.gz")),
    ]
    assert list(document_ids(places, [Path("in")]).values()) == ["news-3", "b-x-news-4", "a"]


def test_ids_of_parts_and_files_do_not_collide() -> None:
    """A file that is called as a part would be gets another id, and so does the part."""
    places = [Place(Path("in/news.mbox"), "3"), Place(Path("in/news-3.txt")), Place(Path("in/news/3.txt"))]
    ids = document_ids(places, [Path("in")])
    assert len(set(ids.values())) == 3
    assert all(re.fullmatch(r"news-3-[0-9a-f]{6}", name) for name in ids.values())


def test_pages_are_told_of_sentences(tmp_path: Path) -> None:
    """A sentence of a PDF knows the page it begins on; one of a text has none."""
    words = ["Ministers meet in Tokyo", "", *textwrap.wrap(BODY, 70)]
    (tmp_path / "a.pdf").write_bytes(pdf(words, textwrap.wrap(BODY.replace("Monday", "Tuesday"), 70)))
    found = read(tmp_path / "a.pdf", "id")
    assert isinstance(found, Document)
    assert [sentence.page for sentence in found.sentences] == [1, 1, 1, 1, 2, 2, 2]
    assert {sentence.page for sentence in document(tmp_path / "a.txt", BODY).sentences} == {None}


def test_every_fact_says_where_it_is_stated(tmp_path: Path) -> None:
    """Lines above the article, its first line, its byline, its dateline and its path each have their word."""
    found = document(
        tmp_path / "a.txt",
        f"Ministers meet\nURL: https://a.example/b\nBy Ann Lee and Bo Ek\n\nTOKYO (AP) — {BODY}",
    )
    assert (found.title, found.authors, found.outlet, found.url) == (
        "Ministers meet",
        ("Ann Lee", "Bo Ek"),
        "AP",
        "https://a.example/b",
    )
    assert found.origins.model_dump() == {
        "title": "first line",
        "authors": "byline",
        "outlet": "dateline",
        "url": "header line",
    }
    dated = document(
        tmp_path / "2023-12-10.md", f"---\nauthors: Ann Lee; Bo Ek\nlang: en_GB\n---\n# Talks\n\n{BODY}"
    )
    assert (dated.authors, dated.language) == (("Ann Lee", "Bo Ek"), "en-GB")
    assert dated.origins.model_dump() == {
        "title": "heading",
        "authors": "front matter",
        "language": "front matter",
        "date": "path",
    }
