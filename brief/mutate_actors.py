"""False agreements and threats by who and whether: other parties, posers, targets, speakers, outcomes.

Each function gives claims that are false of a document if the claim it is given is true; which of the
ways to be false it is, its docstring says. Where the article leaves a doubt there is no claim.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.actors import same
from brief.records import Agreement, Meeting, Threat
from brief.truths import is_plain, swappable, tellers_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.records import AgreementStatus
    from brief.truths import AnyClaim, Truths

# What a true status rules out. Pairs that can both hold ("agreed" and "claimed") are left out.
_NOT_AGREED: Mapping[AgreementStatus, tuple[AgreementStatus, ...]] = {
    "agreed": ("refused", "withdrawn", "proposed"),
    "pledged": ("refused", "withdrawn"),
    "claimed": ("refused", "withdrawn"),
    "proposed": ("agreed", "withdrawn"),
    "refused": ("agreed", "pledged"),
    "withdrawn": ("pledged",),
}
# A commitment to stop something is much the same as leaving it, and one that says "but" is two.
_STOPS = re.compile(r"(?i)\b(?:suspend|end|halt|stop|clos|withdr|leav|violat|broke)\w*|\bbut\b")
# Who is to talk to a party may be held to be bound as well.
_MUTUAL = re.compile(r"(?i)\b(?:talks?|negotiat\w*|dialogue|meet\w*|summit|discuss\w*)\b")
_DENIED = re.compile(r"(?i)\b(?:not|no|never|without)\b|n['’]t\b")


def party(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """Another actor of the document is said to be bound in place of a party."""
    if not isinstance(claim, Agreement):
        return
    for other in truths.strangers(claim):
        for index, one in enumerate(claim.parties):
            if swappable(one, other):
                yield claim.model_copy(
                    update={"parties": (*claim.parties[:index], other, *claim.parties[index + 1 :])}
                )


def party_added(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """One whom the cited sentences do not name is said to be bound as well."""
    if not isinstance(claim, Agreement) or not claim.parties or _MUTUAL.search(claim.commitment):
        return
    if all(map(is_plain, claim.parties)):
        for other in truths.strangers(claim, cited=False):
            yield claim.model_copy(update={"parties": (*claim.parties, other)})


def status(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """What was agreed, refused or only proposed is said to be one of the others."""
    if not isinstance(claim, Agreement) or not claim.parties or _STOPS.search(claim.commitment):
        return
    said = {one.status for one in truths.beside(claim) if isinstance(one, Agreement)}
    if _DENIED.search(claim.commitment):
        # "Refused to make no announcement" may be read as "refused to make one".
        said.add("refused")
    for other in _NOT_AGREED[claim.status]:
        if other not in said:
            yield claim.model_copy(update={"status": other})


def poser(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """Another actor of the document is said to pose the threat."""
    if isinstance(claim, Threat) and claim.posed_by:
        for other in truths.strangers(claim):
            if swappable(claim.posed_by, other):
                yield claim.model_copy(update={"posed_by": other})


def target(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """Another actor of the document is said to be the target.

    A danger may well be one to others too: for it, one whom the cited sentences do not name.
    """
    if isinstance(claim, Threat) and claim.target and is_plain(claim.target):
        for other in truths.strangers(claim, cited=claim.kind == "verbal"):
            if swappable(claim.target, other):
                yield claim.model_copy(update={"target": other})


def exchanged(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """The target is said to pose the threat, and the poser to be its target."""
    if not isinstance(claim, Threat) or not claim.posed_by or not claim.target:
        return
    sides = [
        (one.posed_by or "", one.target or "") for one in truths.beside(claim) if isinstance(one, Threat)
    ]
    mutual = any(same(claim.posed_by, hit) and same(claim.target, by) for by, hit in sides)
    if truths.apart(claim.posed_by, [claim.target]) and not mutual:
        yield claim.model_copy(update={"posed_by": claim.target, "target": claim.posed_by})


def teller_poses(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """The one who names a danger is said to pose it."""
    if not isinstance(claim, Threat) or claim.kind != "danger" or not claim.posed_by or not claim.cited_by:
        return
    if is_plain(claim.cited_by) and truths.apart(claim.cited_by, [claim.posed_by]):
        yield claim.model_copy(update={"posed_by": claim.cited_by})


def speaker(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """What one said is put into the mouth of another, who has no part in it."""
    field = "cited_by" if isinstance(claim, Threat) else "stated_by"
    if tellers_of(claim):
        # Others whom the sentences name may well warn of the same danger.
        danger = isinstance(claim, Threat) and claim.kind == "danger"
        for other in truths.strangers(claim, cited=not danger):
            yield claim.model_copy(update={field: other})


def speaker_invented(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """What the outlet tells is put into the mouth of one whom the cited sentences do not name."""
    field = "cited_by" if isinstance(claim, Threat) else "stated_by"
    if not tellers_of(claim) and not isinstance(claim, Meeting):
        for other in truths.strangers(claim, cited=False):
            yield claim.model_copy(update={field: other})
