"""Claims are counted against gold answers as a careful reader would count them."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from brief import gold
from brief.matching import actors, match, same_actor
from brief.records import Agreement, Document, Evidence, Meeting, Participant, Threat
from brief.scoring import Share, judge, total
from tests.documents import read

if TYPE_CHECKING:
    from brief.matching import AnyClaim

SHARED = Path(__file__).parents[2] / "shared" / "eval"
ARTICLES = SHARED / "gold"


@pytest.fixture(scope="module")
def referee() -> Any:
    """The other implementation, which finds evidence by its words."""
    if not (SHARED / "score.py").exists():
        pytest.skip("the referee is not here")
    spec = importlib.util.spec_from_file_location("referee", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents() -> dict[str, tuple[gold.GoldArticle, Document]]:
    found = {
        article.id: (article, read(gold.text_of(ARTICLES, article), article.id))
        for article in gold.read_gold(ARTICLES)
    }
    return {
        name: (article, document)
        for name, (article, document) in found.items()
        if isinstance(document, Document)
    }


def perturbed(claim: AnyClaim, names: list[str], document: Document, chance: random.Random) -> list[AnyClaim]:
    """What a model might make of a claim: nothing, itself, or one or two with something wrong."""
    name, people = chance.choice(names), claim.participants if isinstance(claim, Meeting) else ()
    words = "threat" if isinstance(claim, Threat) else "topic" if isinstance(claim, Meeting) else "commitment"
    text = (getattr(claim, words) or "talks").split()
    there = chance.choice([each for each in document.sentences if document.text.count(each.text) == 1])
    moved = Evidence(sentence=there.number, start=there.start, end=there.end, quote=there.text)
    changes: dict[str, dict[str, Any]] = {
        "rename": {
            "posed_by": name,
            "parties": (name,),
            "participants": (Participant(name=name), *people[1:]),
        },
        "fewer": {"posed_by": None, "parties": (), "participants": people[1:]},
        "reword": {words: " ".join(text[: max(1, len(text) // 2)])},
        "elsewhere": {"evidence": (moved,)},
        "blank": {words: chance.choice(["", "...", "the", "U.S.", "peace"])},
        "verdict": {"verdict": chance.choice(["review", "unsupported"])},
        "kind": {"kind": chance.choice(["verbal", "danger"])},
    }
    how = chance.choice(["drop", "same", "same", "twice", *changes])
    if how == "drop":
        return []
    if how == "kind" and isinstance(claim, Agreement):
        shared = claim.model_dump(include={"id", "evidence", "verdict"})
        return [Threat(threat=claim.commitment, kind="danger", **shared)]
    known = {
        field: value for field, value in changes.get(how, {}).items() if field in type(claim).model_fields
    }
    again = claim.model_copy(update=known)
    return [again, claim] if how == "twice" else [again]


def fields(claims: list[AnyClaim]) -> dict[str, list[dict[str, Any]]]:
    """The claims that a brief states, as a record's JSON has them."""
    lists: dict[str, list[dict[str, Any]]] = {"meetings": [], "agreements": [], "threats": []}
    for claim in claims:
        if claim.verdict != "unsupported":
            lists[f"{type(claim).__name__.lower()}s"].append(claim.model_dump(mode="json"))
    return lists


def told(start: int, end: int, verdict: str = "verified") -> dict[str, Any]:
    """What every claim has, with these offsets as its evidence."""
    return {
        "id": "",
        "verdict": verdict,
        "evidence": (Evidence(sentence=1, start=start, end=end, quote="?"),),
    }


def pact(commitment: str, *parties: str, at: int = 0, **fields: Any) -> Agreement:
    """An agreement that cites the ten characters from `at` on."""
    known = told(at, at + 10) | {"commitment": commitment, "parties": parties, "status": "agreed"}
    return Agreement.model_validate(known | fields)


def pact_fact(commitment: str, *parties: str, at: int = 0, **fields: Any) -> gold.GoldAgreement:
    known = {"commitment": commitment, "parties": parties, "status": "agreed", "spans": ((at, at + 10),)}
    return gold.GoldAgreement.model_validate(known | fields)


def answers(*facts: gold.GoldFact) -> gold.GoldArticle:
    return gold.GoldArticle(
        id="a",
        meetings=tuple(fact for fact in facts if isinstance(fact, gold.GoldMeeting)),
        agreements=tuple(fact for fact in facts if isinstance(fact, gold.GoldAgreement)),
        threats=tuple(fact for fact in facts if isinstance(fact, gold.GoldThreat)),
    )


SHIPS = pact_fact("let ships pass", "Peru", "Chile")
FISH = pact_fact("stop fishing in winter", "Peru", at=20)
TALKS = pact_fact("talk again", "Peru", "Chile", at=40, optional=True)


def test_claims_and_facts_are_counted_by_what_became_of_them():
    """One is exact, one has an actor too few, one repeats, one is of an optional fact, one is wrong."""
    claims = [
        pact("let the ships pass", "Peru", "Chile"),
        pact("stop fishing in the winter", "Chile", at=20),
        pact("ships pass", "Peru"),
        pact("talk again soon", "Peru", "Chile", at=40),
        pact("build a bridge", "Peru", at=60),
    ]
    missed = pact_fact("pay for the harbour", "Chile", at=80)
    judged = judge(claims, answers(SHIPS, FISH, TALKS, missed))
    scores = judged.scores["agreements"]
    assert (scores.gold, scores.predicted, scores.found, scores.exact) == (3, 3, 2, 1)
    assert (scores.wrong, scores.duplicates, scores.optional) == (1, 1, 1)
    assert (scores.told_actors, scores.gold_actors) == (Share(hits=2, total=3), Share(hits=2, total=3))
    assert (scores.precision, scores.recall, scores.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert (scores.exact_f1, scores.actors_f1) == pytest.approx((1 / 3, 2 / 3))
    assert (judged.missed, judged.wrong, judged.lost) == ((missed,), (claims[4],), ())


def test_evidence_decides_before_words():
    """The right words under another sentence are wrong, and so are other words under the right one."""
    elsewhere, otherwise = pact("let ships pass", "Peru", "Chile", at=10), pact("ban all imports", "Peru")
    judged = judge([elsewhere, otherwise], answers(SHIPS))
    assert (judged.wrong, judged.missed) == ((elsewhere, otherwise), (SHIPS,))


def test_a_kind_is_judged_by_its_own_facts():
    """A threat in the words of an agreement is wrong as a threat, and the agreement is missed."""
    threat = Threat(threat="let ships pass", kind="danger", **told(0, 10))
    scores = judge([threat], answers(SHIPS)).scores
    assert (scores["threats"].wrong, scores["agreements"].found, scores["agreements"].gold) == (1, 0, 1)
    assert (scores["all"].wrong, scores["all"].predicted, scores["all"].gold) == (1, 1, 1)


def test_what_verification_left_out_is_not_told():
    """It is counted as lost if it is right and nothing else tells its fact."""
    left_out = [
        pact("let ships pass", "Peru", "Chile", verdict="unsupported"),
        pact("stop fishing in winter", "Peru", at=20, verdict="unsupported"),
        pact("build a bridge", "Peru", at=60, verdict="unsupported"),
    ]
    judged = judge([*left_out, pact("ships pass", "Chile", verdict="review")], answers(SHIPS, FISH))
    scores = judged.scores["agreements"]
    assert (scores.predicted, scores.found, scores.wrong, scores.lost) == (1, 1, 0, 1)
    assert (scores.verified, scores.review, scores.unsupported) == (0, 1, 3)
    assert judged.lost == (left_out[1],)


def test_verified_claims_are_judged_by_themselves():
    """A fact that a likelier claim for review tells as well counts for the verified one."""
    claims = [
        pact("let ships pass", "Peru", "Chile", verdict="review"),
        pact("ships pass", "Peru"),
        pact("talk again", "Peru", at=40),
        pact("build a bridge", "Peru", at=60),
        pact("build a tunnel", "Peru", at=60, verdict="review"),
    ]
    scores = judge(claims, answers(SHIPS, FISH, TALKS)).scores["agreements"]
    assert (scores.verified, scores.review) == (3, 2)
    assert scores.verified_right == Share(hits=1, total=2)
    assert scores.verified_facts == Share(hits=1, total=2)


def test_fields_of_a_found_meeting_are_judged_one_by_one():
    """Place and date may be worded otherwise, status may not; where the gold has none, none is right."""
    met = {"participants": ({"name": "Ana Rojas", "affiliation": "Peru"},), "spans": ((0, 10),)}
    fact = gold.GoldMeeting.model_validate({**met, "status": "held", "place": "Lima, Peru", "date": "Monday"})
    claim = Meeting(participants=(Participant(name="Rojas"),), status="planned", place="Lima", **told(0, 10))
    other = claim.model_copy(update={"status": "held", "place": "Quito", "date": "on Monday"})
    right = {
        field: [judge([each], answers(fact)).scores["meetings"].slots[field].hits for each in (claim, other)]
        for field in ("participants", "status", "place", "date")
    }
    assert right == {"participants": [1, 1], "status": [0, 1], "place": [1, 0], "date": [0, 1]}


def test_fields_of_found_threats_and_agreements_are_judged_one_by_one():
    """A name stands for its actor, a stranger for nobody, and nobody for nobody."""
    fact = gold.GoldThreat.model_validate(
        {
            "threat": "close the strait",
            "kind": "verbal",
            "posed_by": "Iran",
            "cited_by": "Tehran",
            "spans": ((0, 10),),
        }
    )
    claim = Threat(
        threat="close the strait", kind="danger", posed_by="Iranian", cited_by="Oman", **told(0, 10)
    )
    scores = judge(
        [claim, pact("let ships pass", "Peru", stated_by="Mr. Rojas")], answers(fact, SHIPS)
    ).scores
    assert {name: share.hits for name, share in scores["threats"].slots.items()} == {
        "posed_by": 1,
        "kind": 0,
        "target": 1,
        "cited_by": 0,
    }
    assert {name: share.hits for name, share in scores["agreements"].slots.items()} == {
        "parties": 0,
        "status": 1,
        "stated_by": 0,
    }
    assert scores["all"].slots["status"] == Share(hits=1, total=1)


def test_counts_of_articles_add_up():
    """The sum has what both have, by kind and in all; a kind that one lacks counts as nothing."""
    one = judge([pact("let ships pass", "Peru", "Chile")], answers(SHIPS)).scores
    other = judge([pact("build a bridge", "Peru", at=20)], answers(SHIPS, FISH)).scores
    sums = total([one, other, {}])
    scores = sums["agreements"]
    assert (scores.gold, scores.predicted, scores.found, scores.wrong, scores.verified) == (3, 2, 1, 1, 2)
    assert scores.slots["parties"] == Share(hits=1, total=1)
    assert scores.verified_facts == Share(hits=1, total=3)
    assert sums["threats"].gold == 0
    assert sums["all"].model_dump(exclude={"slots"}) == scores.model_dump(exclude={"slots"})


def test_nothing_told_and_nothing_known_scores_nothing():
    """No ratio divides by nothing."""
    scores = judge((), answers()).scores["all"]
    assert (scores.precision, scores.recall, scores.f1, scores.exact_f1, scores.actors_f1) == (0, 0, 0, 0, 0)


def test_the_best_pairs_are_joined_and_facts_that_count_come_first():
    """The likelier claim gets the fact; one that tells two gets the one that is not optional."""
    near, far = pact("let ships pass", "Peru"), pact("let trains pass", "Peru")
    assert match([far, near], [SHIPS]).pairs == ((near, SHIPS),)
    assert match([far, near], [SHIPS]).duplicates == (far,)
    maybe = SHIPS.model_copy(update={"optional": True, "spans": ((0, 5),)})
    assert match([near], [maybe, SHIPS]).pairs == ((near, SHIPS),)
    assert match([], [maybe, SHIPS]).missed == (SHIPS,)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("U.S.", "the United States", True),
        ("Washington", "American officials", True),
        ("President Moon", "Moon Jae-in", True),
        ("Tehran's foreign minister", "Iran", True),
        ("Petković", "Petkovic", True),
        ("North Korea", "South Korea", False),
        ("Ana Rojas", "Luis Vega", False),
        ("the President", "the president", True),
        ("the President", "the Minister", False),
        (None, "", True),
        (None, "Peru", False),
    ],
)
def test_names_of_one_actor_are_the_same(left, right, same):
    """Countries go by any name, titles do not count, and spelling may differ a little."""
    assert (same_actor(left, right), same_actor(right, left)) == (same, same)


def test_a_meeting_is_told_by_one_who_met_and_best_by_all():
    """The country of one is enough; a claim of strangers tells nothing."""
    fact = gold.GoldMeeting.model_validate(
        {
            "participants": [{"name": "Ana Rojas", "affiliation": "Peru"}, {"affiliation": "Chile"}],
            "status": "held",
            "spans": [[0, 10]],
        }
    )
    strangers, country, both = (
        Meeting(participants=tuple(Participant(name=name) for name in names), status="held", **told(0, 10))
        for names in (("Oman",), ("Peru",), ("Rojas", "Chile"))
    )
    matching = match([strangers, country, both], [fact])
    assert (matching.wrong, matching.duplicates, matching.pairs) == (
        (strangers,),
        (country,),
        ((both, fact),),
    )


def test_names_are_compared_as_the_referee_compares_them(referee):
    """Any two names of the gold and of the table, whole, cut short or with a title, are the same for both."""
    named = [
        name
        for article, document in documents().values()
        for claim in gold.claims(article, document)
        for name in actors(claim)
    ]
    forms = (
        "U.S.|u.s|US|U.K.|UK|the U.N. envoy|Moscow|Kremlin|is|IS|DPRK|Saudi officials|Iranian leader|the|..."
    )
    names = sorted({*named, *forms.split("|"), *referee.ALIAS, *referee.ALIAS.values()})
    names += [changed for name in named[::5] for changed in (name[:-1], f"Mr. {name}'s", name[::-1])]
    differing = [
        (one, other)
        for one in names
        for other in names
        if same_actor(one, other) != referee.same_actor(one, other)
    ]
    assert differing == []


@pytest.mark.parametrize("seed", range(12))
def test_scores_are_those_of_the_referee(referee, tmp_path, seed):
    """All figures agree by kind and in all, on claims made from the gold with all sorts of faults."""
    chance, judged = random.Random(seed), []  # noqa: S311
    for name, (article, document) in documents().items():
        whole = article.model_copy(
            update={
                kind: tuple(fact.model_copy(update={"optional": False}) for fact in getattr(article, kind))
                for kind in ("meetings", "agreements", "threats")
            }
        )
        right = [claim for claim in gold.claims(whole, document) if claim.evidence]
        names = ["Peru", "the U.S.", "Mr. President", *(name for claim in right for name in actors(claim))]
        claims = [each for claim in right for each in perturbed(claim, names, document, chance)]
        chance.shuffle(claims)
        judged.append(judge(claims, article).scores)
        (tmp_path / f"{name}.json").write_text(json.dumps(fields(claims)))
    theirs, _ = referee.score(ARTICLES, tmp_path, ids=set(documents()))
    ours = total(judged)
    for kind, scores in ours.items():
        exact_precision = scores.exact / scores.predicted if scores.predicted else 0.0
        assert theirs[kind] == {
            "precision": round(scores.precision, 3),
            "recall": round(scores.recall, 3),
            "f1": round(scores.f1, 3),
            "exact_precision": round(exact_precision, 3),
            "exact_recall": round(scores.exact / scores.gold, 3),
            "exact_f1": round(scores.exact_f1, 3),
            "actors_f1": round(scores.actors_f1, 3),
            "gold": scores.gold,
            "predicted": scores.predicted,
            "wrong": scores.wrong,
            "duplicates": scores.duplicates,
        }, kind
