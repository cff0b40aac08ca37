"""Plain forms of telling who met whom."""

from __future__ import annotations

from brief.frame_parts import (
    ACTORS,
    ADVERB,
    REPORTED,
    TALKS,
    VERB,
    WHO,
    form,
)

# Whom: all of a list, and not "the king" of "the king's son".
_WHOM = (
    rf"(?P<others>{ACTORS})(?<![’']s)"
    rf"(?![’']|\s+{REPORTED}\b|\s*,?\s+(?:and\s+)?(?:(?:the|his|her|its)\s+)?@\d+@(?!\s+{REPORTED}\b))"
)
_BY = r"(?:\s+(?:by\s+(?:tele)?phone|privately|separately|briefly|directly))?"
MEETINGS = (
    form(
        rf"\b(?:[Tt]alks|[Nn]egotiations|[Dd]iscussions|[Mm]eetings?)\s+between\s+(?P<who>{ACTORS})(?=[^.;]{{0,60}}?"
        rf"\s(?:ended|concluded|collapsed|broke\s+down|began|opened|resumed|were\s+held|was\s+held|took\s+place)\b)",
        "held",
    ),
    form(
        rf"{WHO}\s+(?:is|was|are|were|stands?|remains?)\s+(?:ready|willing|prepared)\s+to\s+(?:meet(?:\s+with)?|talk\s+(?:to|with)"
        rf"|negotiate\s+with|(?:hold|resume|open|start)\s+(?:\w+\s+){{0,2}}?{TALKS}\s+with)\s+{_WHOM}",
        "proposed",
    ),
    form(
        rf"{WHO}{VERB}in\s+@\d+@\s+for\s+(?:\w+\s+){{0,2}}?(?:talks|meetings?|discussions)\s+with\s+{_WHOM}",
        "held",
    ),
    form(
        rf"{WHO}{VERB}(?:also\s+)?(?:bound|headed|heading|travel+ing|due|expected)\s+(?:for|to|in)\s+@\d+@\s+to\s+meet(?:\s+with)?\s+"
        rf"{_WHOM}",
        "planned",
    ),
    form(
        rf"{WHO}{VERB}(?:cancel+ed|call(?:ed|ing)\s+off|scrapped|postponed|abandoned)\s+(?:[\w’'@-]+\s+){{0,5}}?"
        rf"(?:meetings?|talks|visit|trip|summit|negotiations|dialogue)\s+(?:\w+\s+){{0,2}}?(?:with|to)\s+{_WHOM}",
        "cancelled",
    ),
    form(
        rf"{WHO}\s+(?:will|would|(?:is|are|was|were)\s+(?:due\s+|set\s+|scheduled\s+|expected\s+)?to|plans?\s+to|intends?\s+to"
        rf"|agreed\s+to)\s+(?:\w+ly\s+|also\s+)?(?:meet|begin|start|resume|hold|open|continue|enter\s+into)\s+"
        rf"(?:[\w-]+\s+){{0,4}}?with\s+{_WHOM}",
        "planned",
    ),
    form(
        rf"{WHO}{VERB}(?:met|meets|spoke|talked|conferred|(?:held|holds)\s+(?:\w+\s+){{0,2}}?(?:talks|meetings?|discussions)){_BY}{ADVERB}\s+"
        rf"(?:with|to)\s+{_WHOM}",
        "held",
    ),
    form(rf"{WHO}{VERB}(?:met|meets|contacted|(?:tele)?phoned){_BY}{ADVERB}\s+{_WHOM}", "held"),
    form(
        rf"{WHO}{VERB}?\s*(?:will\s+not|won[’']t|would\s+not|wouldn[’']t|refused\s+to|refuses\s+to|declined\s+to)\s+"
        rf"(?:negotiate|meet|talk|speak|hold\s+(?:\w+\s+)?talks)\b[^;,.]*?\b(?:with|until)\s+{_WHOM}",
        "refused",
    ),
    form(
        rf"\b(?:call(?:s|ed|ing)?\s+on|urg(?:es|ed|ing))\s+(?P<others>{ACTORS})\s+to\s+(?:\w+\s+){{0,4}}?{TALKS}"
        rf"(?:\s+(?:\w+\s+){{0,3}}?with\s+(?P<more>{ACTORS}))?",
        "proposed",
    ),
    form(
        rf"{WHO}{VERB}(?:rejected|refused|dismissed|spurned)\s+(?:\w+\s+){{0,4}}?(?:talks|negotiations|dialogue)\s+with\s+"
        rf"{_WHOM}",
        "refused",
    ),
)
