"""The server of the page: whom it answers, what it writes, and how it is started and stopped."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner

from brief import committed
from brief.check import check
from brief.cli import app
from brief.review_page import MAX_BYTES, Desk
from tests import desk

ROOT = Path(__file__).parents[1]
_, OPEN, _, _, DENIED, _ = (claim.id for claim in desk.articles()[0].record.claims)


@pytest.fixture
def briefs(tmp_path, monkeypatch):
    """A folder with the brief of a day, and no variable of ours."""
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
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path or server.path, body, named)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()


def decide(server, **wanted):
    return ask(server, "POST", body=json.dumps(wanted), Content_Type="application/json")


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_page_is_sent_to_who_has_the_token(server, briefs):
    """With a policy that no other page may frame it, and nothing of it is kept or told to others.

    The address is that of this machine alone, and 256 bits of it are random.
    """
    status, headers, text = ask(server)
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "<title>Brief, 2031-05-06</title>" in text
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert headers["Content-Security-Policy"].endswith("; frame-ancestors 'none'")
    assert [headers[name] for name in ("Cache-Control", "Referrer-Policy", "Server")] == [
        "no-store",
        "no-referrer",
        "brief",
    ]
    assert ask(server, Host=f"localhost:{server.server_address[1]}")[0] == 200
    with Desk(briefs, desk.DAY, desk.TEMPLATES) as other:
        assert [len(token) for token in {one.path.strip("/") for one in (server, other)}] == [43, 43]
    assert server.server_address[0] == "127.0.0.1"
    assert server.url == f"http://127.0.0.1:{server.server_address[1]}{server.path}"


ACCEPT = json.dumps({"claim": OPEN, "what": "accept"})


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_whoever_lacks_the_token_gets_nothing(server, briefs, method):
    """Neither the page nor a decision, whatever the path, with part of the token or more than it."""
    before = tree(briefs)
    for path in (
        "/",
        "/favicon.ico",
        "/x/",
        "/../edits.toml",
        "//",
        server.path[:-2] + "/",
        server.path + "x",
    ):
        status, _, text = ask(server, method, path, ACCEPT, Content_Type="application/json")
        assert (status, text) == (403, "Open the address that brief review printed.")
    assert tree(briefs) == before


@pytest.mark.parametrize(
    ("header", "value"),
    [
        *(("Host", host) for host in ("evil.example", "127.0.0.1", "127.0.0.1:1", "[::1]:80", "")),
        *(("Origin", origin) for origin in ("https://evil.example", "null", "http://127.0.0.1:1")),
    ],
)
def test_what_another_site_sends_is_refused(server, briefs, header, value):
    """Should it know the token: by a name that was pointed at this machine, or by an origin of its own."""
    before = tree(briefs)
    named = {"Content_Type": "application/json", header: value}
    assert ask(server, "POST", body=ACCEPT, **named)[0] == 403
    assert ask(server, **named)[0] == (200 if header == "Origin" else 403)
    assert tree(briefs) == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[" * 60_000, 400),
        (b"\xff", 400),
        ('{"claim": "m-1d4bcb", "what": "add"}', 400),
        ('{"claim": "m-1d4bcb", "what": "accept", "folder": "/"}', 400),
        ('{"claim": "m-1d4bcb", "what": "note", "text": 1}', 400),
        (" " * (MAX_BYTES + 1), 400),
        ('{"claim": "../m-1d4bcb", "what": "accept"}', 409),
        ('{"claim": "", "what": "accept"}', 409),
        (json.dumps({"claim": DENIED, "what": "accept"}), 409),
    ],
)
def test_what_is_no_decision_changes_nothing(server, briefs, body, status):
    """It is answered with the reason; so is one that is not sent as JSON, or not supported by the sources."""
    before = tree(briefs)
    answer = ask(server, "POST", body=body, Content_Type="application/json")
    assert (answer[0], answer[1]["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert ask(server, "POST", body=body, Content_Type="text/plain")[0] == 415
    assert tree(briefs) == before


def test_a_brief_that_cannot_be_read_is_named(server, briefs):
    """The page says which file, and what to do."""
    (briefs / desk.DAY / "brief.json").write_text("{")
    status, headers, text = ask(server)
    assert (status, headers["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert "brief.json: the file: Invalid JSON" in text


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
    result = CliRunner().invoke(app, ["review", what, OPEN, *([text] if text else [])])
    assert result.exit_code == 0, result.output
    status, _, answer = decide(server, claim=OPEN, what=what, text=text)
    assert status == 200
    assert tree(briefs) == tree(other / "briefs")
    assert [edit.what for edit in committed.edits_in_file(briefs, desk.DAY)] == [what]
    assert check(briefs, desk.TEMPLATES) == ()
    assert answer.count('<article class="claim') == 10


def test_what_was_written_by_hand_is_shown_and_kept(server, briefs):
    """Looking writes nothing; the next decision takes the words up, as the command does."""
    page = briefs / f"{desk.DAY}.md"
    page.write_text(
        page.read_text("utf-8").replace("are to hold talks in Tarn", "will meet in *Tarn*"), "utf-8"
    )
    before = tree(briefs)
    assert "will meet in <em>Tarn</em>" in ask(server)[2]
    assert tree(briefs) == before
    assert decide(server, claim=OPEN, what="note", text="See above")[0] == 200
    assert "will meet in *Tarn*" in page.read_text("utf-8")


@pytest.mark.parametrize("named", [[], ["page"], [desk.DAY]])
def test_the_command_serves_until_it_is_interrupted(briefs, named):
    """It prints the address, whichever way the day is named; Ctrl-C ends it with the code for that."""
    command = [sys.executable, "-m", "brief", "review", *named, "--no-open"]
    with subprocess.Popen(
        command,
        cwd=briefs.parent,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        host, path = url.removeprefix("http://").split("/", 1)
        connection = http.client.HTTPConnection(host, timeout=10)
        connection.request("GET", f"/{path}")
        assert f"Brief, {desk.DAY}" in connection.getresponse().read().decode()
        connection.close()
        process.send_signal(signal.SIGINT)
        rest, told = process.communicate(timeout=30)
    assert (process.returncode, rest) == (130, "")
    assert told.startswith(f"brief: {desk.DAY} is open for review until Ctrl-C\nbrief: interrupted")


def test_the_browser_is_opened_unless_told_not_to(briefs, monkeypatch):
    """At the address that is printed."""
    opened = []
    tried = threading.Event()
    monkeypatch.chdir(briefs.parent)

    def browse(url):
        opened.append(url)
        tried.set()

    monkeypatch.setattr("webbrowser.open", browse)
    monkeypatch.setattr(Desk, "serve_forever", lambda _: tried.wait(10))
    result = CliRunner().invoke(app, ["review"])
    assert (result.exit_code, opened) == (0, [result.stdout.strip()])
    monkeypatch.setattr(Desk, "serve_forever", lambda _: None)
    assert CliRunner().invoke(app, ["review", "--no-open"]).exit_code == 0
    assert len(opened) == 1


def test_a_copy_is_written_to_a_file(briefs, monkeypatch):
    """Its path is printed, and no server runs. One among the briefs removes none of their files.

    Where it cannot be written the exit code is 3.
    """
    monkeypatch.chdir(briefs.parent)
    monkeypatch.setattr(Desk, "serve_forever", None)
    before = tree(briefs)
    for name in ("a.html", "new/b.html", "briefs/2031-05-06.html"):
        result = CliRunner().invoke(app, ["review", "page", "--export", name])
        assert (result.exit_code, result.stdout) == (0, f"{name}\n"), result.output
    assert Path("a.html").read_bytes() == Path("new/b.html").read_bytes()
    assert "<title>Brief, 2031-05-06</title>" in Path("a.html").read_text("utf-8")
    assert tree(briefs).keys() - before.keys() == {Path("2031-05-06.html")}
    assert before.items() <= tree(briefs).items()
    result = CliRunner().invoke(app, ["review", "page", "--export", "briefs"])
    assert (result.exit_code, result.stderr.split(";")[0]) == (3, "brief: error: briefs: Is a directory")


def test_a_defect_is_shown(server, monkeypatch, capfd):
    """Its traceback goes to stderr, and the server goes on."""
    monkeypatch.setattr(server, "page", lambda: 1 / 0)
    with pytest.raises(http.client.RemoteDisconnected):
        ask(server)
    assert "ZeroDivisionError" in capfd.readouterr().err
    assert ask(server, path="/")[0] == 403


def test_a_day_that_is_not_there_is_named(briefs, monkeypatch):
    """Exit code 2, and where it was looked for."""
    monkeypatch.chdir(briefs.parent)
    result = CliRunner().invoke(app, ["review", "2031-05-07", "--no-open"])
    said = "briefs: holds no brief of 2031-05-07; `brief make` writes some"
    assert (result.exit_code, result.stderr) == (2, f"brief: error: {said}\n")
