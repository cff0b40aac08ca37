"""The child process and its two pipes; a small HTTP server stands for llama.cpp."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import brief.local
from brief import config, manifest, models
from brief.errors import BusyError, ServerError
from brief.llama import ServerSettings, usable_cores
from brief.local import child_command, serve
from brief.resources import render_prompt

MODEL = manifest.MODELS[manifest.DEFAULT_MODEL]
WEIGHTS = models.installed(MODEL, config.load({}).cache_dir)
ROOT = str(Path(brief.local.__file__).parents[1])
SETTINGS = ServerSettings(Path("w.gguf"), "tiny", n_ctx=64, threads=1)

# A child that runs the real `run_child`; GET / gives what it was told, GET /crash ends it.
CHILD = f"""
import json, os, signal, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
sys.path.insert(0, {ROOT!r})
from brief.llama import run_child

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    refusals = int(os.environ.get("REFUSALS", "0"))
    def do_GET(self):
        if self.path == "/crash":
            print("out of memory", flush=True)
            os._exit(9)
        status = 503 if self.path == "/health" and Handler.refusals else 200
        Handler.refusals -= status == 503
        body = json.dumps(Handler.told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_args):
        pass

class Server:
    def __init__(self, settings, api_key):
        Handler.told = {{"name": settings.name, "n_ctx": settings.n_ctx, "key": api_key, "pid": os.getpid(),
            "adapter": str(settings.adapter), "weights": str(settings.weights),
            "deaf": signal.getsignal(signal.SIGINT) == signal.SIG_IGN}}
        http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.listening_address = f"http://127.0.0.1:{{http.server_port}}"
        threading.Thread(target=http.serve_forever, daemon=True).start()

run_child(Server)
"""
FAKE = (sys.executable, "-c", CHILD)
# Holds the interpreter's lock from before its sign of life on: PyDLL does not release it, nor is it asked to.
LOADS = (
    "import ctypes, socket; libc = ctypes.PyDLL(None); sys.setswitchinterval(1000);"
    "self.open = socket.create_connection(('127.0.0.1', int(os.environ['PORT'])));"
    "libc.write(self.open.fileno(), b'x', 1); libc.sleep(60)"
)
PARENT = f"""
import sys
from pathlib import Path
sys.path.insert(0, {ROOT!r})
from brief.llama import ServerSettings
from brief.local import serve
with serve(ServerSettings(Path("w"), "tiny", threads=1), log=Path(sys.argv[1]), command=sys.argv[2:]) as it:
    print(it.base_url, flush=True)
    sys.stdin.read()
"""


def get(base_url, path="/", body=None, headers=()):
    """What the server answers, as JSON; a body is posted."""
    with closing(HTTPConnection(urlsplit(base_url).netloc, timeout=120)) as connection:
        connection.request("POST" if body else "GET", path, body, dict(headers))
        return json.loads(connection.getresponse().read())


def connect(base_url):
    """An open connection to the child: the system ends it when the child is gone."""
    place = urlsplit(base_url)
    return socket.create_connection((place.hostname, place.port), timeout=10)


def ended(connection):
    """Wait for the other side's end."""
    with connection:
        try:
            return connection.recv(1) == b""
        except ConnectionResetError:
            return True


def script(code):
    return (sys.executable, "-c", code)


def test_the_child_is_ready_when_the_block_is_entered_and_gone_when_it_is_left(tmp_path, monkeypatch):
    """It has the settings, paths made absolute, and a key of its own that is not shown.

    While it loads, and /health answers 503, it is asked again.
    Ctrl-C in the terminal does not reach it: it has a process group of its own, and ignores SIGINT besides.
    """
    monkeypatch.setenv("REFUSALS", "1")
    adapted = replace(SETTINGS, adapter=Path("a.gguf"))
    with (
        serve(SETTINGS, log=tmp_path / "logs" / "server.log", command=FAKE) as endpoint,
        serve(adapted, log=tmp_path / "log", command=FAKE) as other,
    ):
        told = get(endpoint.base_url)
        assert os.getpgid(told["pid"]) != os.getpgid(0)
        assert get(other.base_url)["adapter"] == str(Path("a.gguf").resolve())
        connection = connect(endpoint.base_url)
    assert (told["name"], told["n_ctx"], told["key"]) == ("tiny", 64, endpoint.api_key)
    assert (told["weights"], told["adapter"]) == (str(Path("w.gguf").resolve()), "None")
    assert told["deaf"]
    assert endpoint.base_url.endswith("/v1")
    assert len(endpoint.api_key) >= 32
    assert endpoint.api_key != other.api_key
    assert repr(endpoint) == f"Endpoint(base_url='{endpoint.base_url}')"
    assert ended(connection)
    assert (tmp_path / "logs" / "server.log").exists()


def test_a_child_that_ends_early_is_quoted(tmp_path):
    """The error has the exit status, the log's path, its last 15 lines and what to do."""
    log = tmp_path / "log"
    code = "import sys; sys.stderr.write(''.join(f'line {n}\\n' for n in range(20))); sys.exit(3)"
    with pytest.raises(ServerError) as caught, serve(SETTINGS, log=log, command=script(code)):
        pytest.fail("entered")
    quoted = "".join(f"\n  line {number}" for number in range(5, 20))
    assert str(caught.value).startswith(
        f"the model server ended (exit status 3). The end of its log, {log}:{quoted}\nTry a smaller model"
    )
    assert "--base-url" in str(caught.value)


FAILS = CHILD.replace("def __init__(", "def __init__(self, *_: object): 1 / 0\n    def x(")
WAITS = "import sys; sys.stdin.read()"


@pytest.mark.parametrize(
    ("command", "within", "message"),
    [
        (script(FAILS), 60, "ZeroDivisionError"),
        (script(WAITS), 0.1, r"not ready within 0\.1 s"),
        (script(f"print('http://127.0.0.1:1', flush=True); {WAITS}"), 0.1, r"not ready within 0\.1 s"),
        (("/none",), 60, r"cannot be started .*--base-url"),
    ],
    ids=["the start raises", "no address", "no health", "no command"],
)
def test_a_child_that_does_not_come_up_is_a_server_error_with_its_reason(tmp_path, command, within, message):
    """A traceback is in its log, and so in the error; nothing is waited for longer than asked."""
    serving = serve(SETTINGS, log=tmp_path / "log", ready_within=within, command=command)
    with pytest.raises(ServerError, match=message), serving:
        pytest.fail("entered")


def test_a_child_that_does_not_obey_is_killed(tmp_path, monkeypatch):
    """It ignores the closed pipe and SIGTERM; the block is left all the same, and it is gone."""
    monkeypatch.setattr("brief.local._STOP_WITHIN", 0.1)
    stubborn = CHILD.replace(
        "run_child(Server)",
        "import brief.llama, signal\n"
        "brief.llama._end_with_parent = lambda: None\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\nrun_child(Server)",
    )
    with serve(SETTINGS, log=tmp_path / "log", command=script(stubborn)) as endpoint:
        connection = connect(endpoint.base_url)
    assert ended(connection)


def test_a_server_that_dies_at_work_is_the_reason_for_the_failed_request(tmp_path):
    """A RunError that leaves the block after the server's end becomes a ServerError with the log.

    While the server lives, it passes unchanged.
    """

    def crash(endpoint):
        pid = get(endpoint.base_url)["pid"]
        with pytest.raises((ConnectionError, HTTPException)):
            get(endpoint.base_url, "/crash")
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        raise BusyError("connection refused")

    with (
        pytest.raises(ServerError, match=r"ended \(exit status 9\)[\s\S]*out of memory") as caught,
        serve(SETTINGS, log=tmp_path / "log", command=FAKE) as endpoint,
    ):
        crash(endpoint)
    assert isinstance(caught.value.__cause__, BusyError)
    with pytest.raises(BusyError, match=r"^slow down$"), serve(SETTINGS, log=tmp_path / "log", command=FAKE):
        raise BusyError("slow down")


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_the_child_does_not_outlive_its_parent(tmp_path, end):
    """However the parent ends, the child ends too."""
    command = [*script(PARENT), str(tmp_path / "log"), *FAKE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        connection = connect(parent.stdout.readline().strip())
        parent.send_signal(end)
        assert ended(connection)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the child ends when loading does")
def test_a_parent_that_dies_while_the_weights_load_takes_the_child_with_it(tmp_path, monkeypatch):
    """Loading holds the interpreter's lock, so that no thread of the child can run; it ends all the same."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        monkeypatch.setenv("PORT", str(listener.getsockname()[1]))
        child = CHILD.replace("        Handler.told =", f"        {LOADS}\n        Handler.told =")
        with subprocess.Popen([*script(PARENT), str(tmp_path / "log"), *script(child)]) as parent:
            connection, _ = listener.accept()
            connection.settimeout(10)
            assert connection.recv(1) == b"x"
            parent.kill()
            assert ended(connection)


def test_a_platform_without_xllamacpp_is_told_what_to_do(monkeypatch):
    """The way out is named before anything is started."""
    monkeypatch.setattr(brief.local, "find_spec", lambda _name: None)
    with pytest.raises(ServerError, match=r"pip install xllamacpp, or use a server .*--base-url"):
        child_command()


@pytest.mark.skipif(not WEIGHTS, reason="the weights of the default model are not here")
def test_the_adapter_is_loaded_beside_the_weights(tmp_path):
    """With it an answer has the form that it was trained for; that of the weights alone differs."""
    assert WEIGHTS
    assert MODEL.adapter
    words = render_prompt("trained.j2").removeprefix("=== system\n").strip()
    question = ">[1] The foreign ministers of Chile and Norway met in Oslo on Monday."
    messages = [{"role": "system", "content": words}, {"role": "user", "content": question}]
    body = json.dumps({"messages": messages, "max_tokens": 12, "temperature": 0})
    answers = []
    for adapter in (None, MODEL.adapter.checked()):
        settings = ServerSettings(WEIGHTS, "m", n_ctx=512, threads=1, adapter=adapter)
        with serve(settings, log=tmp_path / "log") as endpoint:
            headers = {"Authorization": f"Bearer {endpoint.api_key}", "Content-Type": "application/json"}
            reply = get(endpoint.base_url, "/v1/chat/completions", body, headers)
        answers.append(reply["choices"][0]["message"]["content"])
    assert not answers[0].startswith('{"claims"')
    assert answers[1].startswith('{"claims":[{"sentences":[1],"kind":"meeting"')


@pytest.mark.skipif(sys.platform != "linux", reason="reads /sys")
@pytest.mark.parametrize(
    ("siblings", "quota", "cores"),
    [
        ({0: "0,2", 1: "1,3", 2: "0,2", 3: "1,3"}, None, 2),
        ({0: "0", 1: "1", 2: "2", 3: "3"}, "max 100000", 4),
        ({0: "0", 1: "1", 2: "2", 3: "3"}, "250000 100000", 3),
        ({}, None, 4),
    ],
)
def test_threads_are_physical_cores_within_affinity_and_quota(tmp_path, monkeypatch, siblings, quota, cores):
    """Hyper-threads count once; a quota of 2.5 CPUs is 3; without topology every CPU counts."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1, 2, 3})
    for cpu, group in siblings.items():
        topology = tmp_path / f"devices/system/cpu/cpu{cpu}/topology"
        topology.mkdir(parents=True)
        (topology / "thread_siblings_list").write_text(group)
    if quota:
        (tmp_path / "fs/cgroup").mkdir(parents=True)
        (tmp_path / "fs/cgroup/cpu.max").write_text(quota)
    assert usable_cores(tmp_path) == cores
