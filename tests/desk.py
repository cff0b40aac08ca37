"""An invented day to review: two stories of three articles, claims of every kind and verdict."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from brief import resources
from brief.assemble import assemble
from brief.output import write
from brief.records import Evidence, Finding, claim_id
from brief.render import Templates
from brief.review_server import Desk
from brief.reviewing import edits_of, files
from tests.claims import agreement, article, meeting, person, threat

if TYPE_CHECKING:
    from pathlib import Path

    from brief.daily import Article

DAY = "2031-05-06"
TEMPLATES = Templates(partial(resources.text, "templates"))
KINDS = {"m": "meeting", "a": "agreement", "t": "threat"}

COURIER = (
    "Ministers of the river states meet in Aldmouth over the Senna dam.",
    "ALDMOUTH — The water ministers of Avaria and Morland met in Aldmouth on Tuesday after a silent month.",
    "Helene Orsk, the water minister of Avaria, said the talks had been frank and had lasted until midnight.",
    "Her colleague from Morland, Tobias Renn, left by a side door and did not speak to reporters.",
    "Avaria and Morland agreed to share hourly readings of the water level above the Senna dam.",
    "The readings are to be published from the first of June, on a page that both ministries will run.",
    "“We will not sign away a single cubic metre,” Ms Orsk said when asked about a treaty.",
    "Morland will open the sluices of the dam for two days in June, according to two people in the room.",
    "In the port the news was received with a shrug, as most news about the dam is.",
    "“They meet, they dine, the river does what it likes,” said Ada Lund, who has run the ferry for years.",
    "The dam was built in 2009 and holds back enough water to fill the lake of Aldmouth four times over.",
    "Morland threatened to close the lower lock to Avarian barges if the readings are not published in time.",
    "Shipping companies said that they had not been told of any such plan.",
    "A third round of talks is planned for the autumn in Tarn, the capital of Morland.",
)
GAZETTE = (
    "Dam talks end with a promise to publish the water levels.",
    "TARN — Morland and Avaria will share hourly readings of the water level above the Senna dam.",
    "The agreement is the first since the dam was closed for repairs last winter.",
    "Tobias Renn, the water minister of Morland, met Helene Orsk in Aldmouth on Tuesday.",
    "Mr Renn said that Morland had not agreed to open the sluices, whatever was being told in Aldmouth.",
    "Farmers on the lower river have asked for more water since March.",
    "The federation of farmers called the promise of readings “a thermometer, not a cure”.",
)
HERALD = (
    "Island ferries warn of winter without crossings.",
    "The operator of the northern ferries warned that drifting ice endangers the winter crossings.",
    "The islands council and Nordfer pledged to keep one daily crossing until the end of March.",
    "Nobody on the quay wanted to bet on that.",
    "The council met the director of Nordfer, Ines Valk, in Skarholm on Monday to discuss the timetable.",
)


def _told(name: str, sentences: tuple[str, ...], *claims: Any, **fields: Any) -> Article:
    """An article; a claim comes with the numbers of its sentences, which give it evidence and id."""
    named = []
    for claim, numbers in claims:
        evidence = tuple(
            Evidence(sentence=n, start=0, end=len(sentences[n - 1]), quote=sentences[n - 1]) for n in numbers
        )
        kind: Any = KINDS[claim.id[0]]
        named.append(claim.model_copy(update={"evidence": evidence, "id": claim_id(name, kind, evidence, 0)}))
    made = article(name, *named, sentences=sentences)
    document = made.record.document.model_copy(update={"title": sentences[0].rstrip("."), **fields})
    return made.model_copy(update={"record": made.record.model_copy(update={"document": document})})


def _doubt(check: str, field: str, message: str, severity: str = "review") -> dict[str, Any]:
    finding = Finding.model_validate(
        {"check": check, "field": field, "message": message, "severity": severity}
    )
    return {"verdict": severity, "findings": (finding,)}


def articles() -> tuple[Article, ...]:
    """The articles of the day."""
    orsk = person("Helene Orsk", "water minister", "Avaria")
    renn = person("Tobias Renn", "water minister", "Morland")
    readings = "share hourly readings of the water level above the Senna dam"
    courier = _told(
        "harbour-courier",
        COURIER,
        (meeting(orsk, renn, place="Aldmouth", date="Tuesday", date_resolved=DAY), (2, 3)),
        (
            meeting(
                person("Avaria"), person("Morland"), place="Tarn", status="planned", date="the autumn",
                **_doubt("names", "participants", "the sentence names no participant; taken from sentence 2"),
            ),
            (14,),
        ),
        (agreement("Avaria", "Morland", commitment=readings), (5,)),
        (
            agreement(
                "Morland", commitment="open the sluices of the dam for two days in June", status="pledged",
                **_doubt("status", "status", "people in the room tell it as a plan, not as a pledge"),
            ),
            (8,),
        ),
        (
            agreement(
                "Avaria", "Morland", commitment="sign a treaty on the water of the river",
                **_doubt("polarity", "commitment", "the sentence denies it: “will not sign”", "unsupported"),
            ),
            (7,),
        ),
        (
            threat(
                "Morland", target="Avaria",
                threat="close the lower lock to Avarian barges if the readings are not published in time",
            ),
            (12,),
        ),
        outlet="Harbour Courier",
        date=DAY,
        url="https://courier.example/dam-talks?page=1&from=front",
    )  # fmt: skip
    gazette = _told(
        "tarn-gazette",
        GAZETTE,
        (meeting(renn, orsk, place="Aldmouth", date="Tuesday", date_resolved=DAY), (4,)),
        (agreement("Morland", "Avaria", commitment=readings), (2,)),
        (
            agreement(
                "Morland",
                status="refused",
                stated_by="Tobias Renn",
                commitment="open the sluices of the dam for two days in June",
            ),
            (5,),
        ),
        outlet="Tarn Gazette",
        date=DAY,
        url="https://gazette.example/2031/dam",
    )
    herald = _told(
        "northern-herald",
        HERALD,
        (
            meeting(
                person("the islands council"), person("Ines Valk", "director", "Nordfer"),
                place="Skarholm", date="Monday", date_resolved="2031-05-05", topic="the timetable",
            ),
            (5,),
        ),
        (
            agreement(
                "the islands council", "Nordfer", status="pledged",
                commitment="keep one daily crossing until the end of March",
            ),
            (3,),
        ),
        (
            threat(
                kind="danger", cited_by="the operator of the northern ferries",
                threat="drifting ice endangers the winter crossings",
                **_doubt("actor", "posed_by", "nobody is named who poses it"),
            ),
            (2,),
        ),
        outlet="Northern Herald",
        date=DAY,
    )  # fmt: skip
    return courier, gazette, herald


def make(folder: Path, *told: Article) -> None:
    """Make the day in a folder of briefs, as `brief make` does."""
    known = edits_of(folder, DAY, TEMPLATES)
    made = told or articles()
    brief = assemble(DAY, made, (), None, known)
    write(folder, files(folder, brief, made, known, TEMPLATES))


PAYLOADS = (
    "<script>window.pwned = 1</script>",
    '"><img src=x onerror="window.pwned = 1">',
    "' autofocus onfocus='window.pwned = 1",
    "</textarea></title></style></script><svg onload=window.pwned=1>",
    "[press](javascript:window.pwned=1) ![x](https://elsewhere.example/x.png)",
    "<!-- --><a href='javascript:window.pwned=1'>press</a> {{ 7 * 7 }} \u202egnp",
)
"""What somebody may write who wants a script of theirs to run in the reviewer's browser."""


def hostile() -> Article:
    """An article whose every field is such a payload."""
    script, image, focus, breakout, link, anchor = PAYLOADS
    told = _told(
        'a" onclick="window.pwned=1',
        PAYLOADS,
        (
            meeting(
                person(script, image, focus), person(breakout, link, anchor), place=script, topic=link,
                **_doubt(script, image, anchor),
            ),
            (1, 2),
        ),
        (agreement(script, commitment=breakout, stated_by=image, **_doubt("names", focus, breakout)), (3,)),
        (threat(link, threat=image, target=anchor), (4,)),
        outlet=image,
        url="javascript:window.pwned=1",
        path=breakout,
    )  # fmt: skip
    breaking = told.record.threats[0].model_copy(update={"id": 't-1" onmouseover="window.pwned=1'})
    return told.model_copy(update={"record": told.record.model_copy(update={"threats": (breaking,)})})


@contextmanager
def serving(folder):
    """The server of the day in a folder of briefs, while it is needed."""
    with Desk(folder, DAY, TEMPLATES) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()
