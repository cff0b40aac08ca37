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
_TALK = (
    r"(?:(?:[\w-]+\s+){0,3}?"
    r"(?:talks|meetings?|discussions?|negotiations|dialogue|consultations|summit|calls?|conversations?))"
)
_HOLD = rf"(?:hold|begin|start|resume|open|continue|enter\s+into|have|conduct)\s+{_TALK}"
_MEET = rf"(?:meet(?:\s+with)?|talk\s+(?:to|with)|speak\s+(?:to|with)|negotiate\s+with|{_HOLD}\s+with)"
_TO_COME = (
    r"\s+(?:will|would|(?:is|are|was|were)\s+(?:due\s+|set\s+|scheduled\s+|expected\s+)?to|plans?\s+to|intends?\s+to|agreed\s+to)"
    r"\s+(?:\w+ly\s+|also\s+)?"
)
_OFF = r"(?:cancel+ed|call(?:ed|ing)\s+off|scrapped|postponed|abandoned)"
_NOT = (
    r"(?:will\s+not|won[’']t|would\s+not|wouldn[’']t|refused\s+to|refuses\s+to|declined\s+to|declines\s+to)"
)
# "To the palace", "in Lima": a guest is received somewhere, or for something.
_GUEST = (
    r"(?=\s+(?:at|in|on)\s|\s+for\s+(?:[\w-]+\s+){0,2}?(?:talks|lunch|dinner|meeting|visit|summit)\b"
    r"|\s+to\s+(?:the\s+)?(?:[\w-]+\s+)?(?:@\d+@|[A-Z]|palace|capital))"
)
MEETINGS = (
    form(
        rf"\b(?:[Tt]alks|[Nn]egotiations|[Dd]iscussions|[Mm]eetings?|[Ss]ummit)\s+between\s+(?P<who>{ACTORS})"
        r"(?=\s+(?:[\w-]+\s+){0,4}?(?:was|were|is|are|been)\s+(?:\w+ly\s+)?(?:cancel+ed|called\s+off|scrapped|postponed)\b)",
        "cancelled",
    ),
    form(
        rf"\b(?:[Tt]alks|[Nn]egotiations|[Dd]iscussions|[Mm]eetings?|[Ss]ummit)\s+between\s+(?P<who>{ACTORS})(?=[^.;,]{{0,40}}?"
        r"\s(?:will|(?:is|are|was|were)\s+(?:to|due|planned|scheduled|set|expected))\b)",
        "planned",
    ),
    form(
        rf"\b(?:[Tt]alks|[Nn]egotiations|[Dd]iscussions|[Mm]eetings?)\s+between\s+(?P<who>{ACTORS})(?=[^.;]{{0,60}}?"
        rf"\s(?:ended|concluded|collapsed|broke\s+down|began|opened|resumed|were\s+held|was\s+held|took\s+place)\b)",
        "held",
    ),
    form(
        rf"{WHO}\s+(?:is|was|are|were|stands?|remains?)\s+(?:ready|willing|prepared)\s+to\s+{_MEET}\s+{_WHOM}",
        "proposed",
    ),
    form(
        rf"{WHO}{VERB}(?:(?:visited|visiting|arrived\s+in|flew\s+to|travel+ed\s+to|went\s+to|in)\s+@\d+@){ADVERB}\s+"
        rf"(?:for\s+{_TALK}\s+with|to\s+{_MEET})\s+{_WHOM}",
        "held",
    ),
    form(
        rf"{WHO}{VERB}(?:also\s+)?(?:bound|headed|heading|travel+ing|due|expected)\s+(?:for|to|in)\s+@\d+@\s+(?:to\s+meet(?:\s+with)?"
        rf"|for\s+{_TALK}\s+with)\s+{_WHOM}",
        "planned",
    ),
    form(
        rf"{WHO}{VERB}{_OFF}\s+(?:[\w’'@-]+\s+){{0,5}}?"
        rf"(?:meetings?|talks|visit|trip|summit|negotiations|dialogue)\s+(?:\w+\s+){{0,2}}?(?:with|to)\s+{_WHOM}",
        "cancelled",
    ),
    form(rf"{WHO}{_TO_COME}{_MEET}\s+{_WHOM}", "planned"),
    form(
        rf"{WHO}{VERB}(?:met|meets|spoke|speaks|talked|conferred|sat\s+down|(?:held|holds|had)\s+{_TALK}){_BY}{ADVERB}\s+(?:with|to)\s+{_WHOM}",
        "held",
    ),
    form(
        rf"{WHO}{VERB}in\s+[“\"]?(?:direct\s+|close\s+)?(?:contact|talks|touch|negotiations|discussions)[”\"]?\s+with\s+{_WHOM}",
        "ongoing",
    ),
    form(rf"{WHO}{VERB}(?:met|meets|contacted|(?:tele)?phoned){_BY}{ADVERB}\s+{_WHOM}", "held"),
    form(rf"{WHO}{VERB}(?:welcom|receiv|host|greet)(?:ed|es|s){ADVERB}\s+{_WHOM}{_GUEST}", "held"),
    form(rf"{WHO}{VERB}(?:discussed|discusses)\s+[^.;“”\"]{{2,60}}?\s+with\s+{_WHOM}", "held"),
    form(
        rf"^(?:During|In|At|After|Following)\s+(?:an?\s+|his\s+|her\s+|the\s+|their\s+)?{_TALK}\s+with\s+(?P<others>{ACTORS})"
        rf"(?:\s+[^,.;@]{{2,40}})?,\s+(?P<who>@\d+@)\s",
        "held",
    ),
    form(
        rf"(?P<who>@\d+@)\s+(?:said|told|warned|urged)\s(?:[^,.;@]{{2,80}}?\s)?(?:during|at|in|after|following)\s+"
        rf"(?:an?\s+|his\s+|her\s+|the\s+|their\s+)?{_TALK}\s+with\s+{_WHOM}",
        "held",
    ),
    form(
        rf"{WHO}{VERB}?\s*{_NOT}\s+(?:\w+ly\s+)?(?:meet(?:\s+with)?|talk\s+(?:to|with)|negotiate\s+with)\s+{_WHOM}",
        "refused",
    ),
    form(
        rf"{WHO}{VERB}?\s*{_NOT}\s+(?:negotiate|meet|talk|speak|hold\s+(?:\w+\s+)?talks)\b[^;,.]*?\b(?:with|until)\s+{_WHOM}",
        "refused",
    ),
    form(
        rf"\b(?:call(?:s|ed|ing)?\s+on|urg(?:es|ed|ing))\s+(?P<others>{ACTORS})\s+to\s+(?:\w+\s+){{0,4}}?{TALKS}"
        rf"(?:\s+(?:\w+\s+){{0,3}}?with\s+(?P<more>{ACTORS}))?",
        "proposed",
    ),
    form(
        rf"{WHO}{VERB}(?:rejected|refused|dismissed|spurned)\s+(?:\w+\s+){{0,4}}?(?:talks|negotiations|dialogue)\s+with\s+{_WHOM}",
        "refused",
    ),
    form(
        rf"{WHO}{VERB}(?:offered|offers|proposed|proposes)\s+(?:to\s+{_MEET}|{_TALK}\s+with)\s+{_WHOM}",
        "proposed",
    ),
    form(
        rf"{WHO}{VERB}(?:invited|invites)\s+{_WHOM}(?=\s+(?:for|to\s+(?:visit|attend|hold|talks|an?\s|the\s+(?:summit|talks)|@\d+@|[A-Z]))\b)",
        "proposed",
    ),
    form(rf"{WHO}{_TO_COME}(?:meet|{_HOLD})\b(?!\s+(?:with\b|@))", "planned", mutual=True),
    form(rf"^(?P<who>{ACTORS})\s+to\s+(?:meet|{_HOLD})\b(?!\s+(?:with\b|@))", "planned", mutual=True),
    form(rf"{WHO}{VERB}{_OFF}\s+(?:their|the|a|planned)\s+{_TALK}", "cancelled", mutual=True),
    form(
        rf"{WHO}\s+(?:are|have\s+been)\s+(?:now\s+|still\s+|currently\s+)?(?:(?:holding|conducting)\s+{_TALK}|negotiating|in\s+talks)\b",
        "ongoing",
        mutual=True,
    ),
    form(
        rf"{WHO}{VERB}(?:met|spoke|talked|conferred|(?:held|hold)\s+{_TALK}|discussed\s+[^.;@]{{2,60}}?\s+(?:in|by|over|during)\s+"
        r"(?:an?\s+)?(?:[\w-]+\s+)?(?:phone|telephone|call|meeting|talks))\b(?!\s+(?:with\b|to\b|@))",
        "held",
        mutual=True,
    ),
)
