"""A mutant is false of its document, says in one place what is not so, and is the same on every run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from brief import mutations, resources
from brief.articles import gather
from brief.gold import claims, read_gold
from brief.mutations import CAP, KINDS, Count, Mutant, Report, benchmark, mutants
from brief.records import Agreement, Document, Evidence, Meeting, Participant, Sentence, Threat
from brief.truths import AnyClaim, Truths

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared/eval/gold"

MET = "Ana Rojas, president of Peru, met Luis Vega, the Chilean envoy, in Quito on Monday."
AGREED = "Peru and Chile agreed to open 3 border posts, and Ana Rojas said talks would go on."
WARNED = "Bolivia warned on Friday that Chile may attack Peru."
SWORE = "Eva Lind of Norway said her country will not sell gas to Brazil in 2031."
QUIET = "It rained all week, and the streets were empty."
CALLED = "Jan Berg, a Norwegian minister, called Rui Braga of Brazil about gas."
ALL = (MET, AGREED, WARNED, SWORE, QUIET, CALLED)


def document(name: str = "a") -> Document:
    text, spans = " ".join(ALL), []
    for number, sentence in enumerate(ALL, 1):
        start = text.index(sentence)
        spans.append(Sentence(number=number, start=start, end=start + len(sentence), text=sentence))
    return Document(id=name, path=f"{name}.txt", sha256=name, title=None, text=text, sentences=tuple(spans))


ARTICLE = document()


def evidence(quote: str) -> tuple[Evidence, ...]:
    here = ARTICLE.sentences[ALL.index(quote)]
    return (Evidence(sentence=here.number, start=here.start, end=here.end, quote=quote),)


ANA = Participant(name="Ana Rojas", role="president", affiliation="Peru")
LUIS = Participant(name="Luis Vega", role="envoy", affiliation="Chile")
MEETING = Meeting(
    id="",
    verdict="verified",
    evidence=evidence(MET),
    participants=(ANA, LUIS),
    status="held",
    place="Quito",
    date="Monday",
)
POSTS = Agreement(
    id="",
    verdict="verified",
    evidence=evidence(AGREED),
    parties=("Peru", "Chile"),
    commitment="open 3 border posts",
    status="agreed",
)
GAS = Agreement(
    id="",
    verdict="verified",
    evidence=evidence(SWORE),
    parties=("Norway",),
    commitment="will not sell gas in 2031",
    status="pledged",
    stated_by="Norway",
)
THREAT = Threat(
    id="",
    verdict="verified",
    evidence=evidence(WARNED),
    threat="may attack Peru",
    kind="danger",
    posed_by="Chile",
    target="Peru",
    cited_by="Bolivia",
)
JAN = Participant(name="Jan Berg", role="minister", affiliation="Norway")
RUI = Participant(name="Rui Braga", affiliation="Brazil")
CALL = Meeting(
    id="",
    verdict="verified",
    evidence=evidence(CALLED),
    participants=(JAN, RUI),
    status="held",
    topic="gas",
)
TRUE = (MEETING, CALL, POSTS, GAS, THREAT)
TRUTHS = Truths(ARTICLE, TRUE)


def made(kind: str, claim: AnyClaim, truths: Truths = TRUTHS) -> list[AnyClaim]:
    return list(KINDS[kind](claim, truths))


def told(found: Iterable[AnyClaim], field: str) -> list[Any]:
    return [getattr(claim, field) for claim in found]


def among(*true: AnyClaim) -> Truths:
    return Truths(ARTICLE, true)


CASES = [
    ("participant", MEETING, {"participants": (JAN, LUIS)}),
    ("participant added", MEETING, {"participants": (ANA, LUIS, JAN)}),
    ("meeting status", MEETING, {"status": "cancelled"}),
    ("place", MEETING, {"place": "Nairobi"}),
    (
        "role",
        MEETING,
        {
            "participants": (
                ANA.model_copy(update={"role": "envoy"}),
                LUIS.model_copy(update={"role": "president"}),
            )
        },
    ),
    (
        "affiliation",
        MEETING,
        {
            "participants": (
                ANA.model_copy(update={"affiliation": "Chile"}),
                LUIS.model_copy(update={"affiliation": "Peru"}),
            )
        },
    ),
    ("party", POSTS, {"parties": ("Norway", "Chile")}),
    ("party added", POSTS, {"parties": ("Peru", "Chile", "Jan Berg")}),
    ("agreement status", POSTS, {"status": "refused"}),
    ("agreement status", GAS, {"status": "withdrawn"}),
    ("poser", THREAT, {"posed_by": "Norway"}),
    ("target", THREAT, {"target": "Norway"}),
    ("poser and target exchanged", THREAT, {"posed_by": "Peru", "target": "Chile"}),
    ("teller poses", THREAT, {"posed_by": "Bolivia"}),
    ("speaker", GAS, {"stated_by": "Brazil"}),
    ("speaker invented", POSTS, {"stated_by": "Jan Berg"}),
    ("number", POSTS, {"commitment": "open 4 border posts"}),
    ("number", GAS, {"commitment": "will not sell gas in 3031"}),
    ("time", MEETING, {"date": "Friday"}),
    ("negation added", THREAT, {"threat": "may not attack Peru"}),
    ("negation added", POSTS, {"commitment": "not open 3 border posts"}),
    ("negation dropped", GAS, {"commitment": "will sell gas in 2031"}),
    ("escalated", THREAT, {"threat": "will attack Peru"}),
    ("stitched", POSTS, {"commitment": "open 3 gas in 2031"}),
    ("words of another claim", POSTS, {"commitment": "will not sell gas in 2031"}),
    ("evidence moved", GAS, {"evidence": evidence(WARNED)}),
]


@pytest.mark.parametrize(("kind", "claim", "change"), CASES)
def test_each_kind_changes_one_thing(kind: str, claim: AnyClaim, change: dict[str, object]):
    """The first mutant of a kind is the claim with this change, and nothing else."""
    assert made(kind, claim)[0] == claim.model_copy(update=change)


def test_each_kind_has_a_case():
    """No kind is without an expected mutant."""
    assert {kind for kind, _, _ in CASES} == set(KINDS)


WASHINGTON = THREAT.model_copy(update={"posed_by": "the U.S.", "target": "Washington"})
TARIFF = POSTS.model_copy(update={"commitment": "at least 90 border posts, up to 200"})
REFUSED = POSTS.model_copy(update={"status": "refused", "commitment": "may not open border posts"})
BOUNDED = POSTS.model_copy(update={"commitment": "more than 3 border posts"})
DOUBTS = [
    ("one actor by two names is not exchanged", "poser and target exchanged", WASHINGTON, TRUTHS),
    ("a lower number may lie within a bound", "number", TARIFF, TRUTHS),
    ("to deny a refusal contradicts nothing", "negation dropped", REFUSED, TRUTHS),
    ("to deny a refusal contradicts nothing", "negation added", REFUSED, TRUTHS),
    ("a refusal is not made stronger by what is refused", "escalated", REFUSED, TRUTHS),
    (
        "each may threaten the other",
        "poser and target exchanged",
        THREAT,
        among(THREAT, THREAT.model_copy(update={"posed_by": "Peru", "target": "Chile"})),
    ),
    (
        "one who speaks for the poser may pose it",
        "teller poses",
        THREAT.model_copy(update={"cited_by": "Santiago"}),
        TRUTHS,
    ),
    (
        "one whose side nothing tells may be anybody",
        "speaker",
        THREAT.model_copy(update={"cited_by": "Gazeta"}),
        TRUTHS,
    ),
    (
        "whoever stands beside several states may be one of them",
        "participant added",
        MEETING.model_copy(update={"participants": (ANA, Participant(name="several states"))}),
        TRUTHS,
    ),
    (
        "where nobody is named anybody may be bound",
        "party added",
        POSTS.model_copy(update={"parties": ()}),
        TRUTHS,
    ),
    (
        "another who is talked to may be bound by it",
        "party added",
        POSTS.model_copy(update={"commitment": "hold talks on border posts"}),
        TRUTHS,
    ),
    (
        "a side may talk of the same at another meeting",
        "words of another claim",
        CALL,
        among(CALL, MEETING.model_copy(update={"topic": "a bridge", "participants": (ANA, RUI)})),
    ),
    (
        "to leave what ends is to keep it",
        "agreement status",
        POSTS.model_copy(update={"commitment": "suspend flights"}),
        TRUTHS,
    ),
]


@pytest.mark.parametrize(("why", "kind", "claim", "truths"), DOUBTS)
def test_where_there_is_a_doubt_there_is_no_mutant(why: str, kind: str, claim: AnyClaim, truths: Truths):
    """A claim that might be true after all is not made."""
    assert made(kind, claim, truths) == []


def test_a_status_that_others_of_the_sides_have_is_not_given():
    """Of two meetings of the same sides, one held and one cancelled, neither is said to be the other."""
    off = MEETING.model_copy(update={"status": "cancelled", "date": "Friday"})
    both = among(MEETING, off)
    assert told(made("meeting status", MEETING, both), "status") == ["refused", "planned"]
    assert told(made("meeting status", off, both), "status") == ["ongoing", "planned"]


def test_one_who_shares_in_a_claim_of_the_sentence_is_no_stranger():
    """An actor of another claim on the same sentence is not put into this one."""
    beside = POSTS.model_copy(update={"parties": ("Norway", "Bolivia"), "commitment": "build a road"})
    found = made("party", POSTS, among(POSTS, GAS, THREAT, beside))
    names = {name for parties in told(found, "parties") for name in parties}
    assert names == {"Peru", "Chile", "Ecuador", "Brazil"}


def test_no_mutant_is_true():
    """Each differs from the claim it was made of and, if it cites the same, from every true claim."""
    for mutant in mutants([(ARTICLE, TRUE)]):
        assert mutant.claim != mutant.of
        assert mutant.claim not in TRUE


def test_a_true_claim_is_not_made_of_another():
    """A change that gives another true claim is left out."""
    other = THREAT.model_copy(update={"posed_by": "Norway", "evidence": evidence(QUIET)})
    assert told(made("poser", THREAT, among(THREAT, other)), "posed_by")[0] == "Norway"
    found = [one.claim for one in mutants([(ARTICLE, (THREAT, other))]) if one.kind == "poser"]
    assert told(found, "posed_by") == ["Ecuador", "Brazil", "Ecuador", "Brazil"]


def test_a_claim_without_evidence_has_no_mutants():
    """Of what no sentence carries nothing can be told."""
    assert mutants([(ARTICLE, [MEETING.model_copy(update={"evidence": ()})])]) == ()


def test_no_claim_weighs_more_than_another():
    """There are at most CAP mutants of a kind from one claim."""
    found = [(mutant.kind, mutant.of) for mutant in mutants([(ARTICLE, TRUE)])]
    assert max(found.count(pair) for pair in found) == CAP == 2


def test_the_order_of_documents_is_of_no_account():
    """The mutants come in order of document id."""
    pairs = [(document("b"), TRUE), (document("a"), TRUE)]
    assert mutants(pairs) == mutants(pairs[::-1])
    assert [mutant.document for mutant in mutants(pairs)] == sorted(one.document for one in mutants(pairs))


def test_the_hash_seed_is_of_no_account():
    """Processes with other hash seeds make the same mutants."""
    code = (
        "import sys; sys.path.insert(0, 'tests'); import test_mutations as t;"
        "print([one.model_dump_json() for one in t.mutants([(t.ARTICLE, t.TRUE)])])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs.pop().startswith(b"['{")


def judged(claim: AnyClaim, _: Document) -> AnyClaim:
    """A check that knows nothing but meetings: of these only the true one in Quito is verified."""
    wrong = isinstance(claim, Meeting) and claim != MEETING
    return (
        claim.model_copy(update={"verdict": "unsupported" if wrong else "review"})
        if claim != MEETING
        else claim
    )


def test_a_report_counts_verdicts(monkeypatch: pytest.MonkeyPatch):
    """True claims and mutants are counted by verdict; mutants also by whether their origin is verified."""
    monkeypatch.setattr(mutations, "verify", judged)
    report = benchmark([(ARTICLE, TRUE, TRUE[-1:])])
    assert (report.optional.made, report.optional.verified) == (1, 0)
    assert (report.true.made, report.true.verified, report.true.review, report.true.unsupported) == (
        4,
        1,
        2,
        1,
    )
    status = next(count for count in report.kinds if count.kind == "meeting status")
    assert (status.made, status.unsupported, status.fair, status.share) == (4, 4, 2, 0.0)
    assert report.mutants.made == sum(count.made for count in report.kinds) == len(mutants([(ARTICLE, TRUE)]))
    assert report.accepted == ()


def test_accepted_mutants_are_told(monkeypatch: pytest.MonkeyPatch):
    """What passes the check is in the report, with what was changed."""
    monkeypatch.setattr(mutations, "verify", lambda claim, _: claim)
    report = benchmark([(ARTICLE, TRUE, ())])
    assert report.accepted == mutants([(ARTICLE, TRUE)])
    one = next(mutant for mutant in report.accepted if mutant.kind == "affiliation")
    assert one.changes == (
        (
            "participants",
            "Ana Rojas, president, Peru; Luis Vega, envoy, Chile",
            "Ana Rojas, president, Chile; Luis Vega, envoy, Peru",
        ),
    )


TABLE = """\
false claims                  made  verified  review  unsupported accepted
teller poses                     1         1       0            0   100.0%
all                              1         1       0            0   100.0%
of these, 1 were made of true claims that are verified themselves

true claims                      1         1       0            0   100.0%
not verified: 0.0%

a: teller poses
  posed_by: Chile → Bolivia
  3  Bolivia warned on Friday that Chile may attack Peru.
"""


def test_a_report_reads_as_a_table():
    """Kinds with mutants, all of them, the true claims, and in detail what was accepted."""
    mutant = Mutant(
        kind="teller poses", document="a", claim=THREAT.model_copy(update={"posed_by": "Bolivia"}), of=THREAT
    )
    one, none = ({"verified": number, "review": 0, "unsupported": 0, "fair": number} for number in (1, 0))
    report = Report(
        kinds=(Count(kind="poser", **none), Count(kind="teller poses", **one)),
        mutants=Count(kind="all", **one),
        true=Count(kind="true claims", **one),
        optional=Count(kind="optional ones", **none),
        accepted=(mutant,),
    )
    text = resources.render_text("mutations.txt.j2", report=report, detail=True)
    assert text.strip() + "\n" == TABLE
    text = resources.render_text("mutations.txt.j2", report=report, detail=False)
    assert text.strip() + "\n" == TABLE.partition("\na:")[0]


def test_optional_facts_are_claims_on_demand(tmp_path: Path):
    """Gold claims leave optional facts out unless they are asked for."""
    fact = '{"parties": ["Peru"], "commitment": "%s", "status": "agreed", "spans": [[0, 9]], "optional": %s}'
    facts = ", ".join(fact % pair for pair in (("open posts", "false"), ("build a road", "true")))
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a.txt").write_text("any")
    (tmp_path / "a.json").write_text(f'{{"id": "a", "meetings": [], "agreements": [{facts}], "threats": []}}')
    (article,) = read_gold(tmp_path)
    assert told(claims(article, ARTICLE), "commitment") == ["open posts"]
    everything = claims(article, ARTICLE, optional=True)
    assert told(everything, "commitment") == ["open posts", "build a road"]


@pytest.mark.skipif(not GOLD.is_dir(), reason="the shared gold answers are not here")
def test_the_gold_answers_give_many_mutants(tmp_path: Path):
    """Seventeen articles give at least 500 false claims of at least 10 kinds."""
    documents = {Path(one.path).stem: one for one in gather([GOLD / "texts"], tmp_path, None).documents}
    pairs = [
        (documents[article.id], claims(article, documents[article.id], optional=True))
        for article in read_gold(GOLD)
    ]
    found = mutants(pairs)
    assert len(found) >= 500
    assert len({mutant.kind for mutant in found}) >= 10
