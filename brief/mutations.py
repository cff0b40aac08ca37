"""How many false claims pass the check, and how many true ones do not.

From the true claims of documents false ones are made, each by one change that is known to be wrong, and
all are verified. No choice is left to chance: the same claims give the same falsehoods in the same order.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from brief import mutate_actors, mutate_meetings, mutate_words
from brief.records import Agreement, Document, Meeting, Threat, Value, Verdict
from brief.truths import AnyClaim, Truths
from brief.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

# Of one kind from one claim: a long article must not outweigh the others.
CAP = 2

KINDS: Mapping[str, Callable[[AnyClaim, Truths], Iterator[AnyClaim]]] = {
    "participant": mutate_meetings.participant,
    "participant added": mutate_meetings.participant_added,
    "meeting status": mutate_meetings.status,
    "place": mutate_meetings.place,
    "role": mutate_meetings.role,
    "affiliation": mutate_meetings.affiliation,
    "party": mutate_actors.party,
    "party added": mutate_actors.party_added,
    "agreement status": mutate_actors.status,
    "poser": mutate_actors.poser,
    "target": mutate_actors.target,
    "poser and target exchanged": mutate_actors.exchanged,
    "teller poses": mutate_actors.teller_poses,
    "speaker": mutate_actors.speaker,
    "speaker invented": mutate_actors.speaker_invented,
    "number": mutate_words.number,
    "time": mutate_words.time,
    "negation added": mutate_words.negated,
    "negation dropped": mutate_words.affirmed,
    "escalated": mutate_words.escalated,
    "stitched": mutate_words.stitched,
    "words of another claim": mutate_words.borrowed,
    "evidence moved": mutate_words.moved,
}


class Mutant(Value):
    """A false claim, the true one of which it was made, and the way in which it is false."""

    kind: str
    document: str
    claim: Meeting | Agreement | Threat
    of: Meeting | Agreement | Threat

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """Fields that differ from the true claim: name, what is true, what is said."""
        true, said = self.of.model_dump(), self.claim.model_dump()
        return tuple(
            (field, _shown(field, true[field]), _shown(field, said[field]))
            for field in said
            if true[field] != said[field]
        )


class Count(Value):
    """How claims of one sort fared. `fair` is how many came of true claims that are verified themselves."""

    kind: str
    verified: int
    review: int
    unsupported: int
    fair: int

    @property
    def made(self) -> int:
        """All of them."""
        return self.verified + self.review + self.unsupported

    @property
    def share(self) -> float:
        """Part that is verified, 0 to 1; 0 of none."""
        return self.verified / self.made if self.made else 0.0


class Report(Value):
    """What verification made of false claims, kind by kind, and of the true ones; those it fell for.

    `true` are the claims that every careful reader finds, `optional` those that one may leave out.
    """

    kinds: tuple[Count, ...]
    mutants: Count
    true: Count
    optional: Count
    accepted: tuple[Mutant, ...]


def mutants(documents: Iterable[tuple[Document, Sequence[AnyClaim]]]) -> tuple[Mutant, ...]:
    """False claims made of true ones: by document id, then claim, then kind; at most CAP of a kind each.

    A document comes with all that is true of it: what is among its claims is not taken for false.
    """
    ordered = sorted(documents, key=lambda pair: pair[0].id)
    return tuple(mutant for document, claims in ordered for mutant in _of(Truths(document, tuple(claims))))


def _of(truths: Truths) -> Iterator[Mutant]:
    for of in (claim for claim in truths.claims if claim.evidence):
        for kind, mutate in KINDS.items():
            made = dict.fromkeys(claim for claim in mutate(of, truths) if _is_false(claim, of, truths))
            for claim in islice(made, CAP):
                yield Mutant(kind=kind, document=truths.document.id, claim=claim, of=of)


def _is_false(claim: AnyClaim, of: AnyClaim, truths: Truths) -> bool:
    return claim.evidence != of.evidence or not (truths.told(claim) or truths.met(claim, of))


def benchmark(gold: Sequence[tuple[Document, Sequence[AnyClaim], Sequence[AnyClaim]]]) -> Report:
    """Verdicts on the true claims of documents, and on the false ones that `mutants` makes of them.

    A document comes with its true claims, then with those of them that are optional.
    """
    documents = {document.id: document for document, _, _ in gold}
    true = [(document, claim) for document, claims, _ in gold for claim in claims]
    passed = {(document.id, claim): verify(claim, document).verdict for document, claim in true}
    optional = {(document.id, claim) for document, _, claims in gold for claim in claims}
    made = mutants((document, claims) for document, claims, _ in gold)
    verdicts = [verify(mutant.claim, documents[mutant.document]).verdict for mutant in made]
    judged = list(zip(made, verdicts, strict=True))
    fair = [passed[mutant.document, mutant.of] == "verified" for mutant in made]
    rows = [(mutant.kind, verdict, good) for (mutant, verdict), good in zip(judged, fair, strict=True)]
    return Report(
        kinds=tuple(_count(kind, [(v, good) for name, v, good in rows if name == kind]) for kind in KINDS),
        mutants=_count("all", [(v, good) for _, v, good in rows]),
        true=_count("true claims", [_true(passed[key]) for key in passed if key not in optional]),
        optional=_count("optional ones", [_true(passed[key]) for key in passed if key in optional]),
        accepted=tuple(mutant for mutant, verdict in judged if verdict == "verified"),
    )


def _true(verdict: Verdict) -> tuple[Verdict, bool]:
    return verdict, verdict == "verified"


def _count(kind: str, rows: Sequence[tuple[Verdict, bool]]) -> Count:
    verdicts = [verdict for verdict, _ in rows]
    return Count(
        kind=kind,
        verified=verdicts.count("verified"),
        review=verdicts.count("review"),
        unsupported=verdicts.count("unsupported"),
        fair=sum(good for _, good in rows),
    )


def _shown(field: str, value: object) -> str:
    """A field as one line."""
    if field == "evidence" and isinstance(value, tuple | list):
        return ", ".join(f"sentence {item['sentence']}" for item in value)
    if field == "participants" and isinstance(value, tuple | list):
        return "; ".join(", ".join(part for part in one.values() if part) for one in value)
    return ", ".join(value) if isinstance(value, tuple | list) else str(value or "nothing")
