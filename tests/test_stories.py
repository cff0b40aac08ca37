"""Which documents are one text, and which tell of the same events."""

from __future__ import annotations

import re
from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.lexicon import words
from brief.stories import copies, stories
from tests.claims import article

FERRY = (
    "The ferry Aurora ran aground off Skagen with 212 passengers on board.",
    "Coastguard vessels from Frederikshavn took the passengers of the Aurora to Skagen harbour by midnight.",
    "Captain Mads Holm said the rudder of the ferry had failed in the swell.",
    "Divers from Frederikshavn will inspect the hull of the Aurora once the swell off Skagen has eased.",
)
FERRY_AGAIN = (
    "All 212 passengers of the grounded ferry Aurora are safe in Skagen, the coastguard said.",
    "The rudder failed in heavy swell, according to her captain, Mads Holm.",
    "An inspection of the hull by divers from Frederikshavn is to follow.",
)
HARVEST = (
    "The wheat harvest in Alberta is the smallest since the drought of 2002, growers said.",
    "Mills in Calgary have begun to buy wheat from Montana and from North Dakota.",
    "The drought cut yields by a third around Lethbridge, the growers' union said.",
)

# Two matters of one day that have their actors in common: an agency's and a magazine's article on each.
LAUNCH = (
    "North Korea fired two short-range missiles into the sea off Wonsan early on Friday, South Korea said.",
    "The missiles flew about 240 kilometres and reached a height of 50, the joint chiefs in Seoul said.",
    "President Trump told reporters that the launches of Kim Jong Un did not bother him.",
    "Analysts of the launch said the missiles resembled Russian Iskanders, which are hard to intercept.",
)
LAUNCH_ESSAY = (
    "At dawn the fishermen of Sokcho heard nothing, and yet the sea beyond Wonsan had been hit twice.",
    "The two missiles with which North Korea ended its pause were small, quick and low, Iskanders by kin.",
    "Kim Jong Un knows what a launch over 240 kilometres says: that Seoul is near, and Guam is not.",
    "Mr Trump shrugged at the missiles, as he has shrugged since spring at whatever is short-range.",
)
ENVOYS = (
    "Envoys of North Korea and the United States will meet in Stockholm on Saturday, Pyongyang said.",
    "Stephen Biegun will lead the American delegation, Kim Myong Gil that of North Korea, diplomats said.",
    "President Trump and Kim Jong Un agreed at Panmunjom in June to have their envoys resume talks.",
    "Sweden, which has an embassy in Pyongyang, offered its villa on the island of Lidingo for the talks.",
)
ENVOYS_ESSAY = (
    "Lidingo is an island of villas, and on Saturday one of them will house a quarrel of seventy years.",
    "Mr Biegun, who once sold cars for Ford, and Kim Myong Gil, a diplomat to the bone, lead delegations.",
    "What Mr Trump and Kim Jong Un shook hands on at Panmunjom their envoys have put off since June.",
    "Sanctions relief is what North Korea wants of Stockholm, and what Mr Biegun cannot give at once.",
)
TALKS = ("Envoys of North Korea spoke in Vienna about prisoners.", "The prisoners are held in Hamhung.")
FLOODS = ("Floods in North Korea have cut the rail line to Wonsan.", "The line carries coal and timber.")


def grouped(*texts, days=()):
    """Ids by story: of texts a, b, …, published on these days."""
    dated = zip_longest("abcd"[: len(texts)], texts, days)
    found = stories([article(name, date=day, sentences=text) for name, text, day in dated])
    return [group.documents for group in found]


@pytest.mark.parametrize(
    ("texts", "days", "expected"),
    [
        ((FERRY, HARVEST, FERRY_AGAIN), (), [("a", "c"), ("b",)]),
        ((FERRY, FERRY_AGAIN), ("2024-05-03", "2024-05-20"), [("a",), ("b",)]),
        ((FERRY, FERRY_AGAIN), ("2024-05-03", "2024-05-05"), [("a", "b")]),
        ((FERRY, FERRY_AGAIN), ("2024-05-03",), [("a", "b")]),
        ((TALKS, FLOODS), (), [("a",), ("b",)]),
        ((LAUNCH, ENVOYS_ESSAY, LAUNCH_ESSAY, ENVOYS), (), [("a", "c"), ("b", "d")]),
    ],
)
def test_two_tellings_of_one_event_are_one_story(texts, days, expected):
    """Other words about the same names and matter are; names in common are not enough, nor weeks apart."""
    assert grouped(*texts, days=days) == expected


def test_the_reason_names_what_two_documents_share():
    """For `brief make --why`: how alike they are, whom both name, how far apart."""
    day = "2024-05-03"
    first, second = article("a", date=day, sentences=FERRY), article("b", date=day, sentences=FERRY_AGAIN)
    ((_, (reason,)),) = stories([first, second])
    assert reason.startswith("a and b: 0.83 alike (0.33 is enough)")
    assert reason.endswith("both name Aurora, Skagen, Frederikshavn, Holm, Mads; 0 days apart")


@given(st.text())
def test_words_are_runs_of_letters_and_digits(text):
    """The fast way for plain text and the other one find the same words."""
    assert words(text) == re.findall(r"\w+", text)
    plain = text.encode("ascii", "replace").decode()
    assert words(plain) == re.findall(r"\w+", plain)


TEXTS = st.sampled_from([FERRY, FERRY_AGAIN, HARVEST, FERRY[1:], HARVEST[:2]])


@given(st.dictionaries(st.sampled_from("abcdefgh"), TEXTS, max_size=8), st.randoms())
def test_each_document_is_in_one_story_in_whatever_order_they_come(texts, chance):
    """The groups part the documents; neither order nor an article on another matter changes them."""
    articles = [article(name, sentences=text) for name, text in texts.items()]
    found = stories(articles)
    assert sorted(name for group in found for name in group.documents) == sorted(texts)
    chance.shuffle(articles)
    other = article("z", sentences=("A comet was seen over Patagonia by amateurs.", "It returns in 2090."))
    assert stories([other, *articles]) == (*found, (("z",), ()))


COPY = tuple(f"Sentence {n} tells of harbour works, pilots and tides at berth {n}." for n in range(30))
EDITED = tuple(text if n % 4 else text.replace("tides", "currents") for n, text in enumerate(COPY))


@pytest.mark.parametrize(
    "other", [("Another headline stands here", *COPY), COPY[:18], tuple(map(str.upper, COPY)), EDITED]
)
def test_one_text_is_found_under_another_headline(other):
    """Cut shorter, in other letters or lightly edited, it is the same text."""
    assert copies({"b": COPY, "a": other, "c": FERRY}) == (("a", "b"), ("c",))


def test_what_is_no_copy_stays_apart_and_copies_never_do():
    """The same event in other words, and texts too short to tell, are no copies; one text is one story."""
    texts = {"a": FERRY, "b": FERRY_AGAIN, "c": ("Rain.",), "d": ("Rain.",)}
    assert copies(texts) == (("a",), ("b",), ("c",), ("d",))
    articles = [article("a", sentences=FERRY), article("b", sentences=HARVEST)]
    assert [group.documents for group in stories(articles, [("a", "b")])] == [("a", "b")]
