"""What holds for the project as a whole, and no other tool checks."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import socket
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from brief import __version__, archives, child, config, documents, json_articles, pdf, sandbox, sources, word
from brief.readers import ALIASES, READERS

ROOT = Path(__file__).parents[1]
LINES = {"brief": 13_000, "tests": 11_000}
"""Lines of Python that a folder may have, blank ones among them: lower it when a folder has shrunk."""
MODULE_LINES = 250
"""Lines that a module of the packages that read and ground may have."""


def lines(folder: str) -> dict[str, int]:
    """Lines of each module of a folder and those below it, by its path."""
    return {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


def trees(folder: str) -> dict[str, ast.Module]:
    """The parsed modules of a folder and those below it, by their path."""
    return {path: ast.parse((ROOT / path).read_bytes()) for path in lines(folder)}


def test_every_import_is_declared_and_every_dependency_is_imported():
    """pyproject.toml names what brief/ imports; the version in records is that of the package."""
    nodes = [node for tree in trees("brief").values() for node in ast.walk(tree)]
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    modules = {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"brief"}
    packages = importlib.metadata.packages_distributions()
    used = {canonicalize_name(packages[name][0]) for name in modules}
    required = importlib.metadata.requires("citebrief") or ()
    assert used == {canonicalize_name(Requirement(line).name) for line in required if "extra ==" not in line}
    assert importlib.metadata.version("citebrief") == __version__


def test_every_test_claims_something():
    """Each test has a docstring, which says what holds."""
    silent = [
        f"{name}: {node.name}"
        for name, tree in trees("tests").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_the_code_and_its_modules_are_no_longer_than_agreed():
    """What is added makes room for itself; modules that read and ground can be read in one go."""
    assert [folder for folder, most in LINES.items() if sum(lines(folder).values()) > most] == []
    counted = {**lines("brief/extraction"), **lines("brief/grounding")}
    assert len(counted) > 2
    assert [path for path, count in counted.items() if count > MODULE_LINES] == []


def test_data_files_say_where_they_come_from_and_neither_tests_nor_lock_need_the_network():
    """Each lexicon begins with a comment, a connection fails at once, and a pin needs no address."""
    found = sorted((ROOT / "brief/lexicons").iterdir())
    assert {path.suffix for path in found} == {".toml", ".tsv"}
    texts = {path.name: path.read_text("utf-8").splitlines() for path in found}
    assert [name for name, text in texts.items() if not text[0].startswith("# ") or text[-1][:1] == "#"] == []
    with socket.socket() as tried, pytest.raises(RuntimeError, match="Network is disabled"):
        tried.connect(("network.invalid", 9))
    lock = (ROOT / ".ci/requirements.lock").read_text()
    assert re.findall(r".*(?:://|--(?:index|find|extra|trusted)).*", lock) == []
    pins = re.findall(r"^[A-Za-z0-9][^\s;]*", lock, re.MULTILINE)
    assert [pin for pin in pins if "==" not in pin] == []


def test_the_sample_in_the_readme_is_what_the_program_makes():
    """Each claim line that the README shows stands, its link apart, in the expected note."""
    note = (ROOT / "tests/expected/note.md").read_text("utf-8")
    lines = re.findall(r"^> - (.+?) \[[0-9]+\]", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert [line for line in lines if f"- {line} [" not in note] == []
    assert len(lines) == 3


def test_the_page_on_formats_names_every_format_and_limit():
    """docs/formats.md has each suffix that is read, each setting, and the limits as the code has them."""
    page = (ROOT / "docs/formats.md").read_text("utf-8")
    suffixes = set(re.findall(r"`(\.\w+)`", page.partition("\n## ")[0]))
    assert suffixes == {*READERS, *ALIASES}
    limits = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", page.partition("\n## Limits")[2], re.MULTILINE))
    assert limits == {
        "what": "limit",
        "a text": f"{sources.MAX_BYTES:,} bytes",
        "another file": f"{sources.MAX_FILE_BYTES:,} bytes",
        "reading one document": f"{sandbox.SECONDS:g} seconds, {child.MEMORY // 2**20} MiB",
        "a document": f"{documents.MAX_SENTENCES:,} sentences",
        "a sentence": f"{documents.MAX_SENTENCE:,} characters",
        "a PDF": f"{pdf.MAX_PAGES} pages",
        "an archive, unpacked": f"{archives.MAX_UNPACKED:,} bytes, {archives.MAX_MEMBERS:,} files",
        "a Word document, unpacked": f"{word.MAX_UNPACKED:,} bytes",
        "all that is packed in one file": f"{sources.MAX_TOTAL:,} bytes, {sources.MAX_PARTS:,} documents",
        "files within files": f"{sources.MAX_DEPTH} deep",
    }
    (facts,) = re.findall("The facts are.*", page)
    assert set(config.FACTS) == set(re.findall(r"`(\w+)`", facts)) == set(json_articles.KEYS)
