"""The page in a browser. BRIEF_BROWSER makes a missing one a failure; BRIEF_SCREENSHOTS, those of docs/."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from brief import committed, review_page
from brief.reviewing import edits_of, reviewed
from tests import desk

DOCS = Path(__file__).parents[1] / "docs"
CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-lcd-text"
).split()
WIDE, PHONE = {"width": 1120, "height": 680}, {"width": 390, "height": 844}
MET, TARN, READINGS, SLUICES, DENIED, _ = (claim.id for claim in desk.articles()[0].record.claims)


@pytest.fixture(scope="module")
def chromium():
    """A browser for the tests of this module."""
    if not CHROMIUM:
        message = "no chromium, so the page is not tested in a browser: apt-get install chromium"
        (pytest.fail if os.environ.get("BRIEF_BROWSER") else pytest.skip)(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def server(tmp_path):
    """The server of a day, of which the brief is made, while the test runs."""
    desk.make(tmp_path)
    with desk.serving(tmp_path) as running:
        yield running


@pytest.fixture
def visit(chromium):
    """Opens an address in a window of its own; what the page asks for and complains of is noted on it."""

    def opened(url, size=WIDE, **options):
        page = chromium.new_page(viewport=size, reduced_motion="reduce", **options)
        page.set_default_timeout(10_000)
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append((request.method, request.url)))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: page.said.append(dialog.message))
        page.goto(url)
        return page

    yield opened
    for context in chromium.contexts:
        context.close()


def copy(folder):
    """A copy for reading; its address."""
    path = folder / "copy.html"
    day = reviewed(folder, desk.DAY, edits_of(folder, desk.DAY, desk.TEMPLATES))
    path.write_text(review_page.page(*day, desk.TEMPLATES, live=False).html, "utf-8")
    return path.as_uri()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def current(page):
    return page.locator(".claim[aria-current]").get_attribute("id")


def decided(folder):
    return [(edit.what, edit.claim, edit.text) for edit in committed.edits_in_file(folder, desk.DAY)]


def expect_told(page, text):
    expect(page.locator("#status")).to_have_text(text)


def test_keys_move_between_claims_and_filter_by_verdict(server, visit):
    """j and k go on and back, u to the next that is undecided; 1, 2 and 3 show claims of a verdict."""
    page = visit(server.url)
    assert current(page) == MET
    seen = []
    for key in ("j", "j", "k", "k", "k", "u", "u"):
        press(page, key)
        seen.append(current(page))
    assert seen == [TARN, READINGS, TARN, MET, MET, TARN, SLUICES]
    expect(page.locator(f"#{SLUICES}")).to_be_focused()
    assert page.url == f"{server.url}#{SLUICES}"
    page.reload()
    assert current(page) == SLUICES
    shown = []
    for key in ("1", "2", "3", "3"):
        press(page, key)
        shown.append(page.locator(".claim:visible").count())
        assert page.locator(f"#{current(page)}").is_visible()
    assert shown == [6, 3, 1, 10]
    page.get_by_role("button", name="Unsupported").click()
    assert page.get_by_role("button", name="Unsupported").get_attribute("aria-pressed") == "true"
    assert page.locator(".story:visible h2").all_inner_texts()[0].startswith("“Ministers of the river")
    assert page.locator(".group:visible h3").all_inner_texts() == ["AGREED"]
    assert page.said == []


def test_decisions_by_keyboard(server, tmp_path, visit):
    """Each is in the file of edits and in the Markdown when its status shows; the claim stays current."""
    page = visit(server.url)
    expect(page.locator("#left")).to_have_text("3 to decide")
    press(page, "u", "a")
    expect_told(page, "Accepted")
    expect(page.locator(f"#{TARN}")).to_contain_text("Accepted by a reviewer")
    expect(page.locator("#left")).to_have_text("2 to decide")
    assert current(page) == TARN
    press(page, "j", "r")
    expect_told(page, "Rejected")
    press(page, "u", "e")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("**Morland** may open the sluices")
    press(page, "Enter")
    expect_told(page, "Reworded")
    expect(page.locator(f"#{SLUICES} .words strong")).to_have_text("Morland")
    press(page, "n")
    page.keyboard.type("two people <b>")
    press(page, "Enter")
    expect_told(page, "Noted")
    expect(page.locator(f"#{SLUICES} .aside")).to_have_text("Note two people <b>")
    assert decided(tmp_path) == [
        ("accept", TARN, ""),
        ("reject", READINGS, ""),
        ("reword", SLUICES, "**Morland** may open the sluices"),
        ("note", SLUICES, "two people <b>"),
    ]
    assert "- **Morland** may open the sluices [A8](" in (tmp_path / f"{desk.DAY}.md").read_text("utf-8")
    assert {method for method, _ in page.asked} == {"GET", "POST"}
    assert page.said == []


def test_what_decides_nothing(server, tmp_path, visit):
    """Escape; letters in a field, and where keys are off; an empty field; accepting what is unsupported."""
    page = visit(server.url)
    press(page, "j", "n", "a", "r", "j")
    expect(page.locator("textarea")).to_have_value("arj")
    press(page, "Escape")
    expect(page.locator("textarea")).to_have_count(0)
    expect(page.locator(f"#{TARN}")).to_be_focused()
    page.goto(f"{server.url}#{DENIED}")
    assert current(page) == DENIED
    expect(page.locator(f"#{DENIED}").get_by_role("button", name="Accept")).to_have_count(0)
    press(page, "a", "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    press(page, "a")
    page.get_by_label("Keys are on").uncheck()
    press(page, "Escape", "j", "r")
    assert current(page) == DENIED
    page.locator(f"#{SLUICES} .words").click()
    page.locator(f"#{SLUICES}").get_by_role("button", name="Reword").click()
    page.get_by_label("The claim in other words").fill("")
    page.get_by_role("button", name="Save").click()
    assert decided(tmp_path) == []
    assert [method for method, _ in page.asked] == ["GET"]
    page.get_by_label("The claim in other words").fill("So it is said")
    page.get_by_role("button", name="Save").click()
    expect_told(page, "Reworded")
    page.locator(f"#{SLUICES}").get_by_role("button", name="Reject").click()
    expect_told(page, "Rejected")
    assert decided(tmp_path) == [("reject", SLUICES, "")]


def test_a_decision_that_is_not_saved_is_told(server, tmp_path, visit):
    """With the reason: of the program, or that it no longer runs."""
    page = visit(server.url)
    (tmp_path / desk.DAY / "edits.toml").write_text("[[edit]\n")
    press(page, "u", "a")
    expect(page.locator("#status")).to_contain_text("edits.toml: cannot be read")
    server.shutdown()
    server.socket.close()
    press(page, "a")
    expect_told(page, "Not saved: brief review no longer runs. Start it again and reload.")
    assert current(page) == TARN


def test_a_citation_shows_its_sentence(server, visit):
    """In its own source, in sight and marked; so are the claim's other sentences, and its words in them."""
    page = visit(server.url)
    marks = page.locator("#text mark")
    assert marks.all_inner_texts() == ["in Aldmouth", "Tuesday", "Helene Orsk", "water minister"]
    assert page.locator("#d1s2 bdi").inner_text() == desk.COURIER[1]
    press(page, "j")
    expect(marks).to_have_text(["the autumn in Tarn"])
    press(page, "k")
    page.locator(f"#{MET}").get_by_role("button", name="B4").click()
    here = page.locator(".here")
    expect(here).to_have_text(desk.GAZETTE[3])
    expect(here).to_be_in_viewport(ratio=1)
    assert page.locator(".marked").evaluate_all("all => all.map(one => one.id)") == ["d1s2", "d1s3", "d3s4"]
    expect(page.get_by_label("Source", exact=True)).to_have_value("d3")
    press(page, "s")
    expect(here).to_have_text(desk.COURIER[1])
    expect(here).to_be_in_viewport(ratio=1)
    page.get_by_label("Source", exact=True).select_option("d2")
    expect(page.get_by_role("heading", name="Island ferries warn of winter")).to_have_count(2)


@pytest.mark.parametrize("live", [True, False])
def test_no_word_runs_as_a_script(tmp_path, visit, live):
    """Whatever articles and reviewers wrote, nothing of it runs or is loaded, wherever one points."""
    desk.make(tmp_path, desk.hostile())
    with desk.serving(tmp_path) as running:
        page = visit(running.url if live else copy(tmp_path))
        for claim in page.locator(".claim").all():
            claim.hover()
            claim.click()
            if live:
                press(page, "e")
                page.keyboard.type(" ".join(desk.PAYLOADS))
                with page.expect_response(running.url):
                    press(page, "Enter")
                expect(page.locator("textarea")).to_have_count(0)
        assert page.evaluate("window.pwned") is None
        assert page.said == []
        assert {url.partition("#")[0] for _, url in page.asked} == {page.url.partition("#")[0]}


def test_a_phone_shows_the_source_over_the_claims(server, visit):
    """A citation opens it in the lower half, with its claim above it; nothing is wider than the phone."""
    page = visit(server.url, PHONE, has_touch=True, is_mobile=True)
    sources = page.get_by_role("region", name="Sources")
    expect(sources).to_be_hidden()
    page.locator(f"#{SLUICES} .cite").tap()
    expect(page.locator(".here")).to_be_in_viewport(ratio=1)
    claim, sheet = page.locator(f"#{SLUICES}").bounding_box(), sources.bounding_box()
    assert claim["y"] + claim["height"] <= sheet["y"]
    assert current(page) == SLUICES
    page.locator(f"#{SLUICES}").get_by_role("button", name="Accept").tap()
    expect_told(page, "Accepted")
    page.get_by_role("button", name="Close the source").tap()
    expect(sources).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(server, visit, scheme, size):
    """axe-core finds no fault, of any weight: as it opens, with a field, decided, with the keys shown."""
    page = visit(server.url, size, color_scheme=scheme)
    found = faults(page)
    press(page, "u", "e")
    found += faults(page)
    press(page, "Enter")
    expect_told(page, "Reworded")
    found += faults(page)
    if size is PHONE:
        page.locator(f"#{MET} .cite").first.click()
        found += faults(page)
    press(page, "2", "?")
    assert found + faults(page) == []


def faults(page):
    found = Axe().run(page).response["violations"]
    return [f"{each['impact']} {each['id']}: {node['html']}" for each in found for node in each["nodes"]]


def test_a_copy_stands_alone(tmp_path, visit):
    """One file, opened from disk, asks for nothing else; one can look, filter and go, and not decide."""
    desk.make(tmp_path)
    url = copy(tmp_path)
    page = visit(url)
    press(page, "j", "a", "r", "e", "n", "s")
    assert current(page) == TARN
    expect(page.locator(".here")).to_have_text(desk.COURIER[13])
    press(page, "2")
    assert page.locator(".claim:visible").count() == 3
    assert page.get_by_role("button", name="Accept").count() == 0
    assert faults(page) == []
    assert (page.asked, page.said) == ([("GET", url)], [])


@pytest.mark.skipif("BRIEF_SCREENSHOTS" not in os.environ, reason="make screenshots")
@pytest.mark.parametrize("name", ["light", "dark", "phone"])
def test_screenshots(server, visit, name):
    """Those of docs/review.md show what they should, and are small."""
    is_phone, scheme = name == "phone", "dark" if name == "dark" else "light"
    size = PHONE if is_phone else {"width": 1040, "height": 640}
    page = visit(server.url, size, color_scheme=scheme, device_scale_factor=1.5 if is_phone else 1)
    if is_phone:
        page.locator(f"#{TARN} .cite").click()
    else:
        press(page, "u")
    expect(page.locator(".here")).to_be_in_viewport()
    path = DOCS / f"review-{name}.png"
    page.screenshot(path=path)
    assert path.stat().st_size < 150_000
