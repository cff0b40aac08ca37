"""An invented day to review: two stories of three articles, claims of every kind and verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from brief import committed, render
from brief.assemble import assemble
from brief.output import write
from brief.records import Evidence, claim_id, content_hash
from brief.review_page import Desk
from brief.reviewing import edits_of, files
from tests.claims import actor, agreement, article, doubt, meeting, threat
from tests.newsroom import served

if TYPE_CHECKING:
    from pathlib import Path

    from brief.daily import Article
    from brief.records import Claim, Span

DAY = "2031-05-06"
TEMPLATES = render.templates()

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


def placed(
    name: str, sentences: tuple[str, ...], *claims: tuple[Claim, tuple[int, ...]], **fields: Any
) -> Article:
    """An article; a claim comes with the numbers of its sentences, which give it evidence and id."""
    named: list[Claim] = []
    text = content_hash(sentences)
    for claim, numbers in claims:
        evidence = tuple(_evidence(sentences, number) for number in numbers)
        rank = sum((each.kind, each.evidence) == (claim.kind, evidence) for each in named)
        identified = {"evidence": evidence, "id": claim_id(text, claim.kind, evidence, rank)}
        named.append(claim.model_copy(update=identified))
    return article(name, *named, sentences=sentences, **fields)


def _evidence(sentences: tuple[str, ...], number: int) -> Evidence:
    quote = sentences[number - 1]
    start = sum(len(each) + 1 for each in sentences[: number - 1])
    return Evidence(sentence=number, start=start, end=start + len(quote), quote=quote)


def words(sentences: tuple[str, ...], number: int, *found: str) -> tuple[Span, ...]:
    """Places of these words of a sentence."""
    item = _evidence(sentences, number)
    starts = [item.start + item.quote.index(word) for word in found]
    return tuple((start, start + len(word)) for start, word in zip(starts, found, strict=True))


def articles() -> tuple[Article, ...]:
    """The articles of the day."""
    orsk = actor("Helene Orsk", "water minister", "Avaria")
    renn = actor("Tobias Renn", "water minister", "Morland")
    readings = "share hourly readings of the water level above the Senna dam"
    met = {
        "actors": words(COURIER, 3, "Helene Orsk", "water minister"),
        "place": words(COURIER, 2, "in Aldmouth"),
        "date": words(COURIER, 2, "Tuesday"),
    }
    tarn = {"place": words(COURIER, 14, "in Tarn"), "date": words(COURIER, 14, "the autumn")}
    dam = {"place": "Aldmouth", "date": "Tuesday", "date_resolved": DAY}
    sluices = "open the sluices of the dam for two days in June"
    lock = "close the lower lock to Avarian barges if the readings are not published in time"
    unnamed = doubt("the sentence names no actor; taken from sentence 2", field="actors")
    leaked = doubt("people in the room tell it as a plan, not as a pledge", check="status", field="status")
    denied = doubt("the sentence denies it: “will not sign”", "unsupported", check="reality", field="what")
    treaty = "sign a treaty on the water of the river"
    autumn = {"place": "Tarn", "status": "planned", "date": "the autumn", "spans": tarn}
    courier = placed(
        "harbour-courier",
        COURIER,
        (meeting(orsk, renn, **dam, spans=met), (2, 3)),
        (meeting("Avaria", "Morland", **autumn, **unnamed), (14,)),
        (agreement("Avaria", "Morland", what=readings, spans={"what": words(COURIER, 5, readings)}), (5,)),
        (agreement("Morland", what=sluices, status="pledged", **leaked), (8,)),
        (agreement("Avaria", "Morland", what=treaty, **denied), (7,)),
        (threat("Morland", target="Avaria", what=lock), (12,)),
        **_printed("Harbour Courier", COURIER, "https://courier.example/dam-talks?page=1&from=front"),
    )
    gazette = placed(
        "tarn-gazette",
        GAZETTE,
        (meeting(renn, orsk, **dam), (4,)),
        (agreement("Morland", "Avaria", what=readings), (2,)),
        (agreement("Morland", status="refused", said_by="Tobias Renn", what=sluices), (5,)),
        **_printed("Tarn Gazette", GAZETTE, "https://gazette.example/2031/dam"),
    )
    council, crossing = "the islands council", "keep one daily crossing until the end of March"
    monday = {"place": "Skarholm", "date": "Monday", "date_resolved": "2031-05-05"}
    operator, ice = "the operator of the northern ferries", "drifting ice endangers the winter crossings"
    nobody = doubt("nobody is named who poses it", field="actors")
    herald = placed(
        "northern-herald",
        HERALD,
        (meeting(council, actor("Ines Valk", "director", "Nordfer"), what="the timetable", **monday), (5,)),
        (agreement(council, "Nordfer", status="pledged", what=crossing), (3,)),
        (threat(status="danger", said_by=operator, what=ice, **nobody), (2,)),
        **_printed("Northern Herald", HERALD),
    )
    return courier, gazette, herald


def _printed(outlet: str, sentences: tuple[str, ...], url: str | None = None) -> dict[str, Any]:
    return {"outlet": outlet, "title": sentences[0].rstrip("."), "date": DAY, "url": url}


def make(folder: Path, *told: Article, day: str = DAY) -> None:
    """Make a day in a folder of briefs, as `brief make` does."""
    known = edits_of(folder, day, TEMPLATES)
    made = told or articles()
    brief = assemble(day, made, (), committed.before(folder, day), known)
    write(folder, files(folder, brief, made, known, TEMPLATES))


def tree(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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
    told = placed(
        'a" onclick="window.pwned=1',
        PAYLOADS,
        (
            meeting(
                actor(script, image, focus), actor(breakout, link, anchor), place=script, what=link,
                spans={"place": words(PAYLOADS, 1, script), "what": words(PAYLOADS, 2, "img src=x")},
                **doubt(anchor, check=script, field=image),
            ),
            (1, 2),
        ),
        (agreement(script, what=breakout, said_by=image, **doubt(breakout, field=focus)), (3,)),
        (threat(link, what=image, target=anchor), (4,)),
        title=script, outlet=image, url="javascript:window.pwned=1", path=breakout,
    )  # fmt: skip
    *claims, last = told.record.claims
    breaking = last.model_copy(update={"id": 't-1" onmouseover="window.pwned=1'})
    record = told.record.model_copy(update={"claims": (*claims, breaking)})
    return told.model_copy(update={"record": record})


def serving(folder):
    """The server of the day in a folder of briefs, while it is needed."""
    return served(Desk(folder, DAY, TEMPLATES))
