"""Plain forms of telling who threatens whom, and what is feared."""

from __future__ import annotations

from brief.frame_parts import (
    ACTORS,
    ADVERB,
    ALSO,
    BLOWS,
    END,
    FACED,
    HARM,
    REPORTED,
    REPRISAL,
    REST,
    SPAN,
    TAIL,
    VERB,
    WHO,
    form,
)

THREATS = (
    form(rf"{WHO}{VERB}threaten(?:ed|s|ing)?\s+(?:the\s+)?(?P<target>@\d+@)\s+with\s+(?P<what>{REST})"),
    form(
        rf"{WHO}(?:\s+(?:has|have|had)\s+been\s+threatening|{VERB}threaten(?:ed|s|ing)?){ADVERB}\s+(?:to|that\s+(?:it|he|she|they)\s+would)\s+(?P<what>{REST})"
    ),
    form(rf"{WHO}{VERB}{ALSO}threatened{ADVERB}\s+(?P<what>{REST})"),
    form(
        rf"{WHO}{VERB}(?:vowed|vows|swore|sworn|pledged|promised|warned){ADVERB}\s+to\s+(?P<what>{HARM}\b{REST})"
    ),
    form(
        rf"{WHO}{VERB}(?:said|says|stated|warned|warns|declared|vowed|announced|told)(?:\s+(?:the\s+)?(?P<target>@\d+@))?{ADVERB}"
        rf"(?:\s+that)?\s+(?:it|he|she|they|(?:its|his|her|their)\s+\w+)\s+(?:would|will)\s+[“\"]?"
        rf"(?P<what>{HARM}\b{REST}|(?:[^;—“”\",]+\s)unless\s{REST})"
    ),
    form(
        rf"{WHO}{VERB}{ALSO}(?:gave|given|giving|gives)\s+(?P<target>{ACTORS}|both\s+\w+|\w+)\s+"
        rf"(?P<what>(?:until|{SPAN})\b[^;.]*?\bor\b{REST}|{SPAN}\s+(?:deadline\s+|ultimatum\s+)?to\s+{REST})"
    ),
    form(
        rf"\b(?:said|says|warned|warns|threatened|declared)(?:\s+that)?\s+(?:the\s+)?{WHO}\s+(?:would|will|might|could|may)\s+"
        rf"(?:have\s+to\s+)?(?P<what>{HARM}\b{REST})"
    ),
    form(
        rf"{WHO}{VERB}{ALSO}(?:warned|warns|warning|threatened|threatens|promised|vowed)(?:\s+(?:the\s+)?(?P<target>@\d+@))?{ADVERB}\s+"
        rf"(?:of|with|that\s+there\s+(?:would|will)\s+be)\s+(?P<what>[“\"]?(?:[\w-]+\s+){{0,3}}?{REPRISAL}\b{REST})"
    ),
    form(
        rf"{WHO}{VERB}(?:warned|warns|vowed|told|promised)(?:\s+(?:the\s+)?(?:(?P<target>@\d+@)|\w+))?{ADVERB}(?:\s+that)?"
        rf"(?:\s+(?:it|they|he|she))?\s+[“\"]?(?P<what>(?:will|would)\s+(?:be\s+(?:met|punished|destroyed|crushed|dealt)|pay|regret"
        rf"|suffer)\b{REST})"
    ),
    form(
        rf"{WHO}{VERB}(?:threatens?|threatening|vow(?:s|ed|ing)?|swore|promise[ds]?)\s+(?P<what>[“\"‘']?(?:[\w-]+\s+){{0,2}}?{BLOWS}\b{REST})"
    ),
    form(
        rf"{WHO}{VERB}(?:warned|warns|vowed|vows){ADVERB}(?:\s+that)?\s+(?:it|he|she|they)\s+(?:would|will)\s+"
        rf"(?P<what>(?:respond|react|act|answer|hit\s+back)\b{REST})"
    ),
    form(
        rf"{WHO}{VERB}(?:told|tells|urged|warned|ordered)\s+(?:the\s+)?(?P<target>@\d+@)\s+to\s+"
        rf"(?P<what>[^;.“”\"]{{2,80}}?\s+or\s+(?:else|face|risk|suffer|pay)\b{REST})"
    ),
    form(
        rf"{WHO}{VERB}?\s*(?:(?:said|says|announced){ADVERB}(?:\s+that)?\s+(?:it|he|she|they)\s+)?"
        rf"(?:will|would|could|may|might|plans?\s+to|intends?\s+to|(?:set|ready|preparing|poised|planning)\s+to"
        rf"|considering|weighing|preparing|planning|threatening)\s+(?:release\s+a\s+plan\s+to\s+)?"
        rf"(?P<what>(?:(?:impos|slap|slapp|levy|increas|rais|expand|extend|doubl)(?:e|ing)?\s+)?(?:[\w%$@’'-]+\s+){{0,5}}?"
        rf"(?:sanctions|tariffs?|duties|levies|penalties|embargo|blockade)\s+(?:[a-z]+ed\s+)?(?:on|against|to)\s{REST})"
    ),
    form(
        rf"{WHO}\s+(?:will|would|shall)\s+(?P<what>(?:not|no\s+longer)\s+(?:tolerate|stand\s+idly|sit\s+idly)\b{REST})"
    ),
    form(
        rf"^{WHO}\s+to\s+(?P<what>(?:impose|slap|levy)\s+(?:[\w-]+\s+){{0,3}}?(?:sanctions|tariffs|duties)\b[^.]*)$"
    ),
    form(rf"{WHO}[’']s?\s+(?:\w+\s+)?(?:threats?|vows?|warnings?)\s+to\s+(?P<what>{HARM}\b{REST})"),
    form(
        rf"{WHO}{VERB}(?:warned|warns|said|says|vowed|declared|cautioned)(?:\s+(?:the\s+)?(?P<target>@\d+@))?{ADVERB}"
        rf"(?:\s+that)?\s+(?P<what>any\s+[^;“”\"]{{3,90}}?\s+(?:would|will)\s+(?:be\s+met|face|trigger|provoke|draw|bring"
        rf"|be\s+(?:considered|treated|regarded|punished|crushed))\b{REST})"
    ),
    form(rf"{WHO}{VERB}?\s*(?:reserve[sd]?|reserving)\s+the\s+right\s+to\s+(?P<what>{REST})"),
    form(
        rf"{WHO}{VERB}(?:gave|given|giving|gives|issued|issuing|issues|set|setting|delivered)\s+"
        rf"(?:(?:the\s+)?(?P<target>@\d+@)\s+)?(?P<what>(?:[\w-]+\s+){{0,3}}?ultimatum\b{REST})"
    ),
    form(
        rf"{WHO}{VERB}(?:stands?\s+|stood\s+)?(?:ready|prepared|(?:\w+ly\s+)?(?:considering|weighing|preparing|planning)(?:\s+(?:an?\s+)?plans?)?)"
        rf"\s+to\s+[“\"]?(?P<what>{HARM}\b{REST})"
    ),
    form(
        rf"{WHO}{VERB}(?:issued\s+an?\s+(?:\w+\s+)?\w+\s+)?(?:vowing|threatening)\s+to\s+(?P<what>{HARM}\b{REST})"
    ),
)
SPOKEN = (
    form(
        rf"(?P<target>@\d+@)\s+(?:has|have|was|were)\s+(?:been\s+)?given\s+(?P<what>(?:until|{SPAN})\b[^;.]*?\bor\b{REST})"
    ),
    form(
        rf"(?P<what>\b(?:[Aa]ll|[Mm]ilitary)\s+(?:solutions?|options?)\s+(?:are|were|is|was|remain(?:s|ed)?)\s+(?:now\s+|fully\s+|still\s+)*"
        rf"[“\"]?(?:in\s+place|on\s+the\s+table|ready|locked)\b{REST})"
    ),
    form(
        rf"\bwarn(?:ed|ing)\s+(?:the\s+)?(?:(?P<target>@\d+@)|\w+)\s+(?:that\s+)?(?:they|it|he|she)\s+"
        rf"(?P<what>[“\"]?(?:will|would)\s+[“\"]?(?:be\s+(?:met|punished|destroyed|crushed)|(?:\w+ly\s+)?regret|pay|suffer|face)\b{REST})"
    ),
    form(rf"(?P<target>@\d+@)[^;.@]{{0,60}}?\b(?:will|would|could|may)\s+(?P<what>[“\"]?{FACED}{REST})"),
    form(rf"(?P<target>@\d+@)\s+faces\s+(?P<what>[^;.“”\"@]{{2,60}}?\b(?:if|unless)\s{REST})"),
    form(rf"\b[Tt]hey\s+(?:will|would|shall)\s+(?P<what>{FACED}{REST})"),
    form(
        rf"(?P<what>\b[Aa]ny\s+[^;“”\"]{{3,80}}?\s+(?:will|would)\s+be\s+(?:met|answered|punished|crushed)\b{REST})"
    ),
    form(rf"\b(?:[Ww]e|I)(?:\s+will|\s+shall|[’']ll)\s+(?P<what>{HARM}\b{REST})"),
)
# "Warned that a pull-out could lead to an attack": a danger told as a clause.
_MAY = r"(?:could|would|might|may|will|risks?|risked|(?:is|are|was|were)\s+(?:planning|plotting|preparing))"
_CLAUSE = rf"(?P<what>(?:[^;:—“”\"]*?\s)?{_MAY}\s+{REST})"
# "Peru's missile programme poses a grave threat": whose it is poses it.
_POSED = rf"(?:the\s+)?(?P<poser>@\d+@{TAIL})(?:[’']s?\s+(?:[\w-]+\s+){{0,9}}?[\w-]+)?"
_GRAVE = (
    r"(?:(?!(?:no|not|under|less|little|false|empty)\b)[\w“”\"’'-]+\s+){0,4}?(?:threats?|dangers?|menace)\b"
)
DANGERS = (
    form(
        rf"(?P<what>{_POSED}\s+(?:is|are|remains?|poses?|posed|represents?|represented|constitutes?)\s+{_GRAVE}{REST})",
        "danger",
    ),
    form(
        rf"\b(?:call(?:s|ed)|describe[ds]|brand(?:s|ed)|label+(?:s|ed)|sees|saw|consider(?:s|ed)|regard(?:s|ed)|view(?:s|ed))\s+"
        rf"(?P<what>{_POSED}\s+(?:as\s+)?(?:an?|the)\s+{_GRAVE}{REST})",
        "danger",
    ),
    form(
        rf"\b(?:accus(?:ed|es|ing))\s+(?:the\s+)?(?P<poser>@\d+@{TAIL})\s+of\s+"
        rf"(?P<what>(?:plotting|planning|preparing|developing|seeking|building|stockpiling|harbou?ring|sponsoring)\s{REST})",
        "danger",
    ),
    form(
        rf"\b(?P<what>(?:threats?|dangers?)\s+(?:from|posed\s+by)\s+(?:the\s+)?(?P<poser>@\d+@{TAIL}))",
        "danger",
    ),
    form(
        rf"\b{REPORTED}\s+(?:that\s+)?"
        rf"(?P<what>[^;:“”\"]{{3,100}}?\s(?:would|could|may|might|will)\s+(?:imperil|endanger|jeopardi[sz]e|threaten|destabili[sz]e)\b{REST})",
        "danger",
    ),
    form(
        rf"\b(?:warn(?:ed|s|ing)?|caution(?:ed|s|ing)?)"
        rf"(?:(?:\s+(?:the\s+)?(?:(?P<target>@\d+@)(?:\s+[a-z]+)?|\w+))?"
        rf"{ADVERB}(?:\s+in\s+[a-z ]{{2,20}})?\s+that|{ADVERB})\s+{_CLAUSE}",
        "danger",
    ),
    form(rf"(?i:\b(?:dangers?|risks?|fears?|concerns?|worries))\s+that\s+{_CLAUSE}", "danger"),
    form(
        rf"\b(?:[Ff]ears?|[Cc]oncerns?|[Aa]larm|[Ww]orr(?:y|ies)|warn(?:ed|s|ings?)|[Dd]angers?|[Rr]isks?)\s+(?:of|over|about|at)\s+"
        rf"(?P<what>[^,;:—“”\"]*?{END})",
        "danger",
    ),
    form(
        rf"\b(?:fear(?:s|ed|ing)?|risk(?:s|ed|ing)?)\s+"
        rf"(?P<what>(?:an?|the|more|another|further|new|triggering|igniting|sparking|provoking)\s[^,;:—“”\"]*?{END})",
        "danger",
    ),
)
