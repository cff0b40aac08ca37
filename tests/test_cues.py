"""Words that tell of a meeting, an agreement or a threat."""

from __future__ import annotations

import pytest

from brief.cues import AGREEMENT_STATUS, kinds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers met in Oslo.", ("meeting",)),
        ("They signed a truce.", ("agreement",)),
        ("He warned of missiles.", ("threat",)),
        ("At the talks they agreed to counter the militants.", ("meeting", "agreement", "threat")),
        ("The sea was calm.", ()),
        ("A metre of snow fell.", ()),
    ],
)
def test_kinds(text, expected):
    """A sentence has the kinds whose words it has as whole words."""
    assert kinds(text) == expected


def test_a_negotiator_proposes_nothing():
    """The verb "negotiated" is a word for what is proposed; "negotiator" is not."""
    assert AGREEMENT_STATUS["proposed"].search("They negotiated a pact.")
    assert not AGREEMENT_STATUS["proposed"].search("The negotiator noted the pact.")
