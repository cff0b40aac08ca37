"""The page of a day: what it holds, what no word of an article makes of it, and whom its server answers."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import os
import queue
import re
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx2
import pytest
from typer.testing import CliRunner

from brief import committed, review_page
from brief.check import check
from brief.cli import app
from brief.review_page import MAX_BYTES, Desk
from brief.reviewing import decide, edits_of, reviewed
from tests import desk
from tests.desk import tree
from tests.test_markdown import Page

ROOT = Path(__file__).parents[1]
_, OPEN, _, _, DENIED, _ = (claim.id for claim in desk.articles()[0].record.claims)
LINK = '<a href="https://a.example/?b=1&amp;c" target="_blank" rel="noopener noreferrer">x</a>'


def wanted(fields):
    """A decision in JSON, on the open claim unless another is named."""
    return json.dumps({"claim": OPEN, **fields})


ACCEPT = wanted({"what": "accept"})


@pytest.fixture
def briefs(tmp_path, monkeypatch):
    """A folder with the brief of a day, in the working directory, and no variable of ours."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BRIEF_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "briefs"
    folder.mkdir()
    desk.make(folder)
    return folder


@pytest.fixture
def server(briefs):
    """The server of that day, while the test runs."""
    with desk.serving(briefs) as running:
        yield running


def ask(server, method="GET", path=None, body=None, **headers):
    """Status, headers and text of an answer; a header is named with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)) as connection:
        connection.request(method, path or server.path, body, named)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()


def post(server, body=ACCEPT, kind="application/json", **headers):
    return ask(server, "POST", body=body, Content_Type=kind, **headers)


def brief(*words):
    return CliRunner().invoke(app, ["review", *words])


def made(folder, known=(), *, live=True):
    return review_page.page(*reviewed(folder, desk.DAY, known), desk.TEMPLATES, live=live)


def having(page, name):
    return [attributes for _, attributes in page.tags if name in attributes.get("class", "").split()]


@pytest.mark.parametrize("live", [True, False])
def test_every_claim_and_sentence_is_there(briefs, live):
    """In the Markdown's words, marked where they stand; a copy for reading has all that needs no server."""
    html = made(briefs, live=live).html
    assert html == made(briefs, live=live).html
    assert "<strong>Helene Orsk</strong> (water minister, Avaria) and <strong>Tobias Renn</strong>" in html
    courier, place, day = desk.COURIER[1], "in Aldmouth", "Tuesday"
    marked = courier.replace(place, f"<mark>{place}</mark>").replace(day, f"<mark>{day}</mark>")
    assert f'<template class="quote" data-place="d1s2">{marked}</template>' in html
    page = Page(html)
    claims = having(page, "claim")
    verdicts = [claim["data-verdict"] for claim in claims]
    assert [verdicts.count(each) for each in ("verified", "review", "unsupported")] == [6, 3, 1]
    assert sum("data-open" in claim for claim in claims) == 3
    sentences = [attributes["id"] for tag, attributes in page.tags if tag == "li" and "id" in attributes]
    assert len(sentences) == len(desk.COURIER) + len(desk.GAZETTE) + len(desk.HERALD)
    assert {cite["data-place"] for cite in having(page, "cite")} <= set(sentences)
    assert len(having(page, "cited")) == 13
    assert any({"data-do", "data-write"} & attributes.keys() for _, attributes in page.tags) is live


def test_the_policy_admits_our_script_and_style_alone(briefs):
    """It forbids all else. Addresses are links to the originals, and one empty icon."""
    page = made(briefs)
    texts = [text for _, text in re.findall(r"<(style|script)>(.*?)</\1>", page.html, re.DOTALL)]
    style, script = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    rest = "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
    ours = f"style-src 'sha256-{style}'; script-src 'sha256-{script}'"
    assert page.policy == f"default-src 'none'; {ours}; {rest}"
    assert "connect-src 'none'; " in made(briefs, live=False).policy
    parsed = Page(page.html)
    held = dict(parsed.tags[3:4])["meta"]
    assert held == {"http-equiv": "Content-Security-Policy", "content": page.policy}
    assert [(tag, attributes["href"]) for tag, attributes in parsed.tags if "href" in attributes] == [
        ("link", "data:,"),
        ("a", "https://courier.example/dam-talks?page=1&from=front"),
        ("a", "https://gazette.example/2031/dam"),
    ]


@pytest.mark.parametrize("live", [True, False])
def test_words_of_articles_and_reviewers_are_text(tmp_path, live):
    """There is one script, no handler and no image. Reviewers may link to the web, and nowhere else."""
    desk.make(tmp_path, desk.hostile())
    page = Page(made(tmp_path, live=live).html)
    assert harmful(page) == set()
    assert "a" not in page.elements
    shown = " ".join(page.text.split())
    for payload in desk.PAYLOADS:
        assert shown.count(payload.replace("\u202e", "")) > 1
    assert "\u202e" not in shown
    for told in reviewed(tmp_path, desk.DAY, ())[0].told():
        decide(tmp_path, [told.id], "reword", " ".join(desk.PAYLOADS), desk.TEMPLATES)
        decide(tmp_path, [told.id], "note", "\"'> [ok](https://x.example/?a=1&b='2')", desk.TEMPLATES)
    page = Page(made(tmp_path, edits_of(tmp_path, desk.DAY, desk.TEMPLATES), live=live).html)
    assert harmful(page) == set()
    links = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    assert links == {"https://elsewhere.example/x.png", "https://x.example/?a=1&b='2'"}


def harmful(page):
    """What a browser acts on, but for our script and style."""
    tags = [tag for tag, _ in page.tags]
    found = page.elements & set("img svg iframe object embed base".split())
    ours = {"script": 1, "style": 1, "link": 1, "input": 1, "meta": 5, "form": tags.count("textarea")}
    found |= {tag for tag, count in ours.items() if tags.count(tag) != count}
    names = {name for _, attributes in page.tags for name in attributes}
    return found | {name for name in names if re.fullmatch("on.*|style|autofocus|src(set)?|action", name)}


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**Orsk** *said* `so`", "<strong>Orsk</strong> <em>said</em> <code>so</code>"),
        (r"1\. 5 \< 6 &amp; \*", "1. 5 &lt; 6 &amp; *"),
        ("a@<!-- -->b and <!-- hidden -->c", "a@b and c"),
        ("<b onclick=x()>bold</b>", "&lt;b onclick=x()&gt;bold&lt;/b&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](JaVaScRiPt&colon;alert(1))", "[x](JaVaScRiPt:alert(1))"),
        ("[x](2031-05-06/notes/a.md)", "[x](2031-05-06/notes/a.md)"),
        ("# no heading", "# no heading"),
        ("[x](https://a.example/?b=1&c)", LINK),
        ("![x](https://a.example/?b=1&c)", f"!{LINK}"),
    ],
)
def test_markdown_of_a_reviewer_becomes_html(markdown, html):
    """Emphasis, code and links, which tell nothing of the page's address; markup is shown as it was typed."""
    assert review_page.inline()(markdown) == html


def test_the_page_is_sent_to_who_has_the_token(server, briefs):
    """No other page may frame it, and no address of it is told; 256 bits of that are random."""
    status, headers, text = ask(server)
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "<title>Brief, 2031-05-06</title>" in text
    assert headers["Content-Security-Policy"] == f"{made(briefs).policy}; frame-ancestors 'none'"
    sent = [headers[name] for name in ("Cache-Control", "Referrer-Policy", "Server")]
    assert sent == ["no-store", "no-referrer", "brief"]
    assert ask(server, Host=f"localhost:{server.server_address[1]}")[0] == 200
    with Desk(briefs, desk.DAY, desk.TEMPLATES) as other:
        assert [len(token) for token in {server.path.strip("/"), other.path.strip("/")}] == [43, 43]
    assert server.server_address[0] == "127.0.0.1"
    assert server.url == f"http://127.0.0.1:{server.server_address[1]}{server.path}"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_whoever_lacks_the_token_or_comes_from_another_site_gets_nothing(server, briefs, method):
    """Whatever the path; with the token, by another name of this machine or from another origin."""
    before = tree(briefs)
    paths = *"/ /favicon.ico /x/ /../edits.toml //".split(), server.path[:-2] + "/", server.path + "x"
    hosts = *"evil.example 127.0.0.1 127.0.0.1:1 [::1]:80".split(), ""
    origins = "https://evil.example", "null", "http://127.0.0.1:1"
    asked = [*({"path": path} for path in paths), *({"Host": host} for host in hosts)]
    asked += [{"Origin": origin} for origin in origins if method == "POST"]
    for each in asked:
        status, _, text = ask(server, method, body=ACCEPT, Content_Type="application/json", **each)
        assert (status, text) == (403, "Open the address that brief review printed."), each
    assert tree(briefs) == before
    assert ask(server, Origin=origins[0])[0] == 200


OTHERS = {"what": "add"}, {"what": "accept", "folder": "/"}, {"what": "note", "text": 1}
NONE = {
    400: [*("{", "[" * 60_000, b"\xff", " " * (MAX_BYTES + 1)), *map(wanted, OTHERS)],
    409: [wanted({"claim": name, "what": "accept"}) for name in ("../m-1d4bcb", "", DENIED)],
}


@pytest.mark.parametrize("status", NONE)
def test_what_is_no_decision_changes_nothing(server, briefs, status):
    """It is answered with the reason; so is one that is not sent as JSON, or not supported by the sources."""
    before = tree(briefs)
    for body in NONE[status]:
        answer = post(server, body)
        assert (answer[0], answer[1]["Content-Type"]) == (status, "text/plain; charset=utf-8"), body
        assert post(server, body, "text/plain")[0] == 415
    assert tree(briefs) == before


@pytest.mark.parametrize(
    ("what", "text"),
    [("accept", ""), ("reject", ""), ("reword", "They **meet**\nagain"), ("note", 'In "Tarn" <b>')],
)
def test_the_page_writes_what_the_command_writes(server, briefs, monkeypatch, what, text):
    """Every file of the day is the same, byte for byte, and the brief is clean."""
    other = briefs.parent / "other"
    (other / "briefs").mkdir(parents=True)
    desk.make(other / "briefs")
    monkeypatch.chdir(other)
    result = brief(what, OPEN, *([text] if text else []))
    assert result.exit_code == 0, result.output
    status, _, answer = post(server, wanted({"what": what, "text": text}))
    assert status == 200
    assert tree(briefs) == tree(other / "briefs")
    assert [edit.what for edit in committed.edits_in_file(briefs, desk.DAY)] == [what]
    assert check(briefs, desk.TEMPLATES) == ()
    assert answer.count('<article class="claim') == 10


def test_what_was_written_by_hand_is_shown_and_kept(server, briefs):
    """Looking writes nothing; the next decision takes the words up, as the command does."""
    page = briefs / f"{desk.DAY}.md"
    text = page.read_text("utf-8").replace("are to hold talks in Tarn", "will meet in *Tarn*")
    page.write_text(text, "utf-8")
    before = tree(briefs)
    assert "will meet in <em>Tarn</em>" in ask(server)[2]
    assert tree(briefs) == before
    assert post(server, wanted({"what": "note", "text": "See above"}))[0] == 200
    assert "will meet in *Tarn*" in page.read_text("utf-8")


@pytest.mark.parametrize("named", [[], ["page"], [desk.DAY]])
def test_the_command_serves_until_it_is_interrupted(briefs, named):
    """It prints the address, whichever way the day is named; Ctrl-C ends it with the code for that."""
    command = [sys.executable, "-m", "brief", "review", *named, "--no-open"]
    environment, pipe = os.environ | {"PYTHONPATH": str(ROOT)}, subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        assert f"Brief, {desk.DAY}" in httpx2.get(url, trust_env=False).text
        process.send_signal(signal.SIGINT)
        rest, told = process.communicate(timeout=30)
    assert (process.returncode, rest) == (130, "")
    assert told.startswith(f"brief: {desk.DAY} is open for review until Ctrl-C\nbrief: interrupted")


def test_the_browser_is_opened_unless_told_not_to(briefs, monkeypatch):
    """At the address that is printed."""
    opened: queue.Queue[str] = queue.Queue()
    monkeypatch.setattr("webbrowser.open", opened.put)
    monkeypatch.setattr(Desk, "serve_forever", lambda _: None)
    result = brief()
    assert (result.exit_code, opened.get(timeout=10)) == (0, result.stdout.strip())
    assert brief("--no-open").exit_code == 0
    assert opened.empty()


def test_a_copy_is_written_to_a_file(briefs, monkeypatch):
    """Its path is printed, and no file of the briefs removed. What is in the way, or no day, is named."""
    monkeypatch.setattr(Desk, "serve_forever", None)
    before = tree(briefs)
    for name in ("a.html", "new/b.html", "briefs/2031-05-06.html"):
        result = brief("page", "--export", name)
        assert (result.exit_code, result.stdout) == (0, f"{name}\n"), result.output
    assert Path("a.html").read_bytes() == Path("new/b.html").read_bytes()
    assert "<title>Brief, 2031-05-06</title>" in Path("a.html").read_text("utf-8")
    assert tree(briefs).keys() - before.keys() == {Path("2031-05-06.html")}
    assert before.items() <= tree(briefs).items()
    result = brief("page", "--export", "briefs")
    assert (result.exit_code, result.stderr.split(";")[0]) == (3, "brief: error: briefs: Is a directory")
    result = brief("2031-05-07", "--no-open")
    said = "briefs: holds no brief of 2031-05-07; `brief make` writes some"
    assert (result.exit_code, result.stderr) == (2, f"brief: error: {said}\n")


def test_a_brief_that_cannot_be_read_and_a_defect_are_told(server, briefs, monkeypatch, capfd):
    """The page says which file, and what is wrong; a traceback goes to stderr, and the server goes on."""
    (briefs / desk.DAY / "brief.json").write_text("{")
    status, headers, text = ask(server)
    assert (status, headers["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert "brief.json: the file: Invalid JSON" in text
    monkeypatch.setattr(server, "page", lambda: 1 / 0)
    with pytest.raises(http.client.RemoteDisconnected):
        ask(server)
    assert "ZeroDivisionError" in capfd.readouterr().err
    assert ask(server, path="/")[0] == 403
