"""Cassettes: recordings of real traffic with a real model server, readable and free of secrets.

An interaction is matched on method, path and body, so a changed prompt is not answered from an old
recording. Of a request its last message is kept, and the hash of all else. Of a reply what it means is kept:
ids, times and headers are put to constants, and of the tokens what tells how likely they were.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import vcr
import yaml

FOLDER = Path(__file__).parents[1] / "cassettes"
KEPT_HEADERS = frozenset({"content-type"})
CONSTANT = {"id": "chatcmpl-0", "created": 0, "system_fingerprint": "server"}
DROPPED = ("timings", "__verbose")
TOKENS = 4
SEAL = "SHA-256 of all else: "
LEAST = -9.0
"""Logarithm of the probability from which on an alternative of a token is kept."""


class _Dumper(yaml.SafeDumper):
    """YAML with text of several lines written as such."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


class _Readable:
    """vcr's serializer interface."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        return yaml.dump(cassette, Dumper=_Dumper, allow_unicode=True, width=120, sort_keys=True)

    @staticmethod
    def deserialize(text: str) -> Any:
        return yaml.safe_load(text)


def scrub_request(request: Any) -> Any:
    """A chat request as its question, and a hash of all else but the key; others are not recorded."""
    if not request.path.endswith("/chat/completions"):
        return None
    if SEAL.encode() in request.body:  # one of a cassette
        return request
    request.headers = {}
    request.uri = f"http://server{request.path}"
    body = json.loads(request.body)
    question = body["messages"].pop()["content"]
    rest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    request.body = f"{question}\n\n{SEAL}{rest}\n".encode()
    return request


def scrub_response(response: dict[str, Any]) -> dict[str, Any]:
    """A response without what differs from one recording to the next."""
    kept = {name: value for name, value in response["headers"].items() if name.lower() in KEPT_HEADERS}
    whole = json.loads(response["body"]["string"])
    body = {name: value for name, value in whole.items() if name not in DROPPED}
    body |= {name: value for name, value in CONSTANT.items() if name in body}
    for choice in body["choices"]:
        if choice.get("logprobs"):
            told = choice["logprobs"]["content"]
            choice["logprobs"] = {"content": [_token(token, i) for i, token in enumerate(told)]}
    lines = (json.dumps({name: value}, ensure_ascii=False)[1:-1] for name, value in body.items())
    text = ",\n".join(lines)
    return response | {"headers": kept, "body": {"string": f"{{{text}}}".encode()}}


def _token(token: dict[str, Any], place: int) -> dict[str, Any]:
    """A token, how likely it was, and of an early one the alternatives that matter."""
    kept = {"token": token["token"], "logprob": round(token["logprob"], 4)}
    if place >= TOKENS:
        return kept
    ways = (way for way in token["top_logprobs"] if way["logprob"] > LEAST)
    likely = [{"token": way["token"], "logprob": round(way["logprob"], 4)} for way in ways]
    return kept | {"top_logprobs": likely}


def recorder(mode: str) -> Any:
    """What plays (`none`) or records anew (`all`) the cassettes of `FOLDER`."""
    recording = vcr.VCR(
        cassette_library_dir=str(FOLDER),
        record_mode=mode,
        match_on=["method", "path", "body"],
        before_record_request=scrub_request,
        before_record_response=scrub_response,
        decode_compressed_response=True,
    )
    recording.register_serializer("readable", _Readable)
    recording.serializer = "readable"
    return recording
