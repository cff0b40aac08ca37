"""A folder as it is: files of every format become articles, each once."""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from brief.articles import gather
from tests.samples import FIRST, SECOND, TEXT, TITLE, archive, mail, mailbox, samples


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_is_taken_as_it_is(desk):
    """Every format gives its documents, and what is none is listed with its reason."""
    (desk / "in").mkdir()
    for kind, data in samples().items():
        (desk / "in" / f"{kind[1:]}{kind}").write_bytes(data)
    (desk / "in" / "photo.png").write_bytes(b"\x89PNG")
    (desk / "in" / "broken.pdf").write_bytes(b"%PDF-1.4")
    articles = gather([desk / "in"], desk / "briefs", None)
    found = {document.path for document in articles.documents}
    skipped = {item.path: item.reason for _, item in articles.skipped}
    names = "broken.pdf docx.docx eml.eml gz.gz html.html json.json#1 jsonl.jsonl#1 jsonl.jsonl#2 mbox.mbox#1"
    names += " mbox.mbox#2 mhtml.mhtml pdf.pdf photo.png xml.xml#1 xml.xml#2 zip.zip#a.txt zip.zip#b/c.html"
    assert found | set(skipped) == {f"in/{name}" for name in names.split()}
    assert skipped["in/photo.png"].startswith("format .png is not read; formats read: ")
    assert skipped["in/broken.pdf"].startswith("damaged PDF (")
    assert not found & set(skipped)


def test_articles_do_not_depend_on_the_order_of_paths(desk):
    """Ids, texts and what is left out are the same in every order; the same bytes are one article."""
    (desk / "a.txt").write_text(TEXT)
    (desk / "b.zip").write_bytes(archive({"a.txt": TEXT, "y.txt": TEXT.replace("Monday", "Tuesday")}))
    (desk / "c.mbox").write_bytes(mailbox(mail(TEXT), mail(TEXT.replace("Monday", "Friday"))))
    paths = [desk / "a.txt", desk / "b.zip", desk / "c.mbox"]
    articles = gather(paths, desk / "briefs", None)
    assert articles == gather(paths[::-1], desk / "briefs", None)
    assert len(articles.documents) == 4
    ((_, copy),) = articles.skipped
    assert (copy.path, copy.reason) == ("b.zip#a.txt", "same text as a.txt")


def test_the_settings_reach_the_reader(desk):
    """Keys of JSON are those that are named; a document without a date has the run's, and says so."""
    (desk / "a.json").write_text(f'{{"words": "{FIRST}\\n\\n{SECOND}", "name": "{TITLE}"}}')
    keys = {"text": "words", "title": "name"}
    (document,) = gather([desk], desk / "briefs", dt.date(2023, 12, 10), json_keys=keys).documents
    assert (document.title, document.date, document.origins.date) == (TITLE, "2023-12-10", "option")


def test_standard_input_is_an_article(desk, monkeypatch):
    """What comes on standard input is told by its content as a file is."""
    for data, title in ((TEXT.encode(), TITLE), (mail(TEXT, subject="Talks"), "Talks")):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        (document,) = gather([Path("-")], desk / "briefs", None).documents
        assert (document.id, document.path, document.title) == ("stdin", "-", title)
