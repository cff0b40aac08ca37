"""Drafted claims compared with the sentences that they cite: evidence, spans, findings and a verdict.

`ground` is the face. It is mechanical and fails closed: what it cannot find makes a claim `review` or
`unsupported`, and it rewrites nothing. It may only leave out a role, an affiliation, a place or a date, and
the finding keeps what was answered. It knows no verb and no subject: who does what is the model's to read.
"""

from __future__ import annotations

from brief.grounding.claims import ground

__all__ = ["ground"]
