"""Plain forms of telling who agreed, threatened or met: patterns over a sentence with its actors as @n@."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brief.frame_parts import (
    ACTORS,
    ADVERB,
    ALSO,
    DEAL,
    END,
    FACED,
    GIVE,
    HARM,
    MEASURES,
    PROMISE,
    REPRISAL,
    REST,
    SOME,
    SPAN,
    TALKS,
    TERM,
    VERB,
    WHO,
    YIELD,
)


@dataclass(frozen=True)
class Form:
    """One form.

    Its groups: `who` acts (absent: the one who speaks), `what` is agreed or threatened, `target` or `others`
    and `more` are whom it is done to or with. `mutual` needs two actors, `body` an assembly.
    """

    pattern: re.Pattern[str]
    status: str = ""
    mutual: bool = False
    body: bool = False


def _form(pattern: str, status: str = "", *, mutual: bool = False, body: bool = False) -> Form:
    return Form(re.compile(pattern), status, mutual=mutual, body=body)


AGREEMENTS = (
    _form(
        rf"{WHO}{VERB}agreed{ADVERB}\s+(?:in\s+principle\s+)?(?:with\s+(?:the\s+|his\s+|its\s+)?@\d+@\S*,?(?:\s+\w+)?,?\s+)?(?:(?:to|on|upon)\s+(?P<what>{REST}))",
        "agreed",
    ),
    _form(
        rf"{WHO}{VERB}{ALSO}(?:pledged|promised|committed|undertook|undertaken|vowed)(?:\s+(?:themselves|itself))?"
        rf"{ADVERB}\s+to\s+(?!{HARM}\b)(?P<what>{REST})",
        "pledged",
    ),
    _form(
        rf"{WHO}{VERB}(?:pledged|promised|vowed|guaranteed|assured(?:\s+(?:the\s+)?@\d+@)?){ADVERB}\s+that\s+"
        rf"(?:it|he|she|they)\s+(?:will|would)\s+(?!{HARM}\b)(?P<what>{REST})",
        "pledged",
    ),
    _form(
        rf"{WHO}{VERB}(?:pledged|promised|vowed|agreed|committed|undertook){ADVERB}\s+(?P<what>(?:never|not)\s+to\s+{REST})",
        "pledged",
    ),
    _form(
        rf"{WHO}{VERB}{ALSO}(?:pledged|promised)\s+(?:the\s+)?(?:@\d+@\s+)?"
        rf"(?![^@;,.]{{0,40}}?\b{REPRISAL}\b)(?P<what>{SOME}{REST})",
        "pledged",
    ),
    _form(
        rf"{WHO}{VERB}{ALSO}(?:pledged|promised|vowed|guaranteed){ADVERB}\s+that\s+"
        rf"(?P<what>(?:the|its|his|her|their|those|all|no)\s+[^@;:,—“”\"]{{2,50}}?\s+(?:would|will)\s+(?!{HARM}\b){REST})",
        "pledged",
    ),
    _form(
        rf"\b(?:pledged|promised|vowed){ADVERB}\s+(?:that\s+)?(?:the\s+)?(?P<who>@\d+@)\s+(?:would|will)\s+[“\"]?(?!{HARM}\b)(?P<what>{REST})",
        "pledged",
    ),
    _form(
        rf"\b{PROMISE}\s+(?:made\s+)?(?:from|by)\s+{WHO}\s+(?:that\s+(?:it|he|she|they)\s+(?:will|would)|to)\s+(?!{HARM}\b)(?P<what>{REST})",
        "pledged",
    ),
    _form(
        rf"{WHO}{VERB}(?:decided|resolved|opted|(?:taken|took|made)\s+(?:a|the)\s+decision){ADVERB}\s+to\s+(?P<what>{GIVE}\b{REST})",
        "pledged",
    ),
    _form(
        rf"{WHO}{VERB}{ALSO}(?:reaffirmed|reiterated|affirmed|underlined|underscored|expressed|stressed)\s+(?:an?|its|his|her|their|our|@\d+@(?:[’']s)?)"
        rf"\s+(?:\w+\s+)?commitment\s+to\s+(?P<what>{REST})",
        "pledged",
    ),
    _form(
        rf"{WHO}{VERB}(?:said|says|announced|declared|confirmed|promised){ADVERB}(?:\s+that)?\s+(?:it|he|she|they)\s+"
        rf"(?:would|will)\s+(?:also\s+|now\s+)?(?P<what>{GIVE}\b{REST})",
        "pledged",
    ),
    _form(
        rf"\b[Uu]nder\s+(?:the|this|that)\s+(?:[\w-]+\s+){{0,3}}?(?:{DEAL}|terms)(?:\s+[^,]{{0,60}})?,\s+{WHO}\s+(?:will|would|must"
        rf"|(?:is|are|was|were)\s+to|has\s+to|have\s+to|agreed\s+to)\s+(?P<what>{REST})",
        "agreed",
    ),
    _form(
        rf"\b(?P<who>[Tt]he|[Tt]his)\s+(?:[\w-]+\s+){{0,2}}?{DEAL}\s+(?:also\s+)?(?:includes?|requires?|calls\s+for|provides?\s+for"
        rf"|obliges?|commits?|bars|bans|limits|sets|allows)\s+(?P<what>{REST})",
        "agreed",
    ),
    _form(
        rf"\b(?P<who>[Tt]he|[Tt]his)\s+(?:[\w-]+\s+){{0,2}}?{DEAL}\s+(?:will|would)\s+(?:also\s+)?(?P<what>{TERM}\b{REST})",
        "agreed",
    ),
    _form(
        rf"{WHO}{VERB}{ALSO}(?:pledged|promised|vowed){ADVERB}\s+that\s+"
        rf"(?P<what>[“\"]?(?:under\s+no\s+circumstances|never|at\s+no\s+time)[”\"]?\s+(?:will|would|shall)\s+{REST})",
        "pledged",
    ),
    _form(
        rf"{WHO}{VERB}(?:approved|adopted|imposed|passed|endorsed)\s+(?P<what>(?:[\w’'-]+\s+){{0,4}}?{MEASURES}\b{REST})",
        "agreed",
        body=True,
    ),
    _form(
        rf"{WHO}{VERB}(?:rejected|refused|turned\s+down|ruled\s+out|dismissed)\s+(?:(?:an?|any|the|all)\s+)?"
        rf"(?:(?:calls?|offers?|proposals?|demands?|plans?|requests?)\s+(?:for|of|to|from)\s+)?"
        rf"(?P<what>(?:an?\s+|the\s+)?(?:[\w’'-]+\s+){{0,4}}?{DEAL}\b)",
        "refused",
    ),
    _form(
        rf"{WHO}{VERB}(?:rejected|refused|turned\s+down|declined|spurned|rebuffed|dismissed)\s+(?:[\w’'@-]+\s+){{0,4}}?"
        rf"(?:offers?|proposals?|demands?|requests?|calls?|appeals?)\s+(?:for\s+(?:it|them|@\d+@)\s+)?to\s+(?!{TALKS})(?P<what>{REST})",
        "refused",
    ),
    _form(
        rf"{WHO}{VERB}(?:refused|declined)\s+to\s+(?P<what>{YIELD}\b{REST})",
        "refused",
    ),
    _form(
        rf"{WHO}{VERB}(?:gave|given|offered|provided)\s+(?:[\w@-]+\s+){{0,3}}?"
        rf"(?:assurances?|guarantees?|commitments?)\s+"
        rf"(?:that\s+(?:it|he|she|they)\s+(?:would|will)\s+|to\s+)(?P<what>{REST})",
        "pledged",
    ),
    _form(
        rf"(?P<what>(?:[\w’'@-]+\s+){{0,2}}{DEAL}\s+(?:(?:reached|signed){ADVERB}\s+)?between\s+(?P<who>{ACTORS}){REST})",
        "agreed",
        mutual=True,
    ),
    _form(
        rf"{WHO}{VERB}(?:signed|ratified|reached|concluded|struck|sealed)\s+(?P<what>(?:[\w’'@-]+\s+){{0,6}}?{DEAL}\b{REST})",
        "agreed",
    ),
    _form(
        rf"{WHO}{VERB}(?:(?:said|announced|declared)\s+(?:that\s+)?(?:it|he|she|they)\s+(?:is|was|were|will|would|(?:intend|plan)s?\s+to)\s+(?:be\s+)?|(?:will|would)\s+(?:\w+\s+)?)?"
        rf"(?:withdrew|withdrawn|withdraw(?:ing)?|pull(?:ed|ing)?\s+out|quit(?:ting)?|suspend(?:ed|ing)?|abandon(?:ed|ing)?"
        rf"|exit(?:ed|ing)?|scrap(?:ped|ping)?|terminat(?:e|ed|ing)|renounced|tore\s+up|walked\s+away)\s+"
        rf"(?:(?:from|of)\s+)?(?P<what>(?:[\w’'@-]+\s+){{0,7}}?{DEAL}\b)",
        "withdrawn",
    ),
    _form(
        rf"\b(?:pull(?:s|ed|ing)?|tak(?:e|es|ing)|took|withdr(?:aw|ew)(?:s|ing)?)\s+(?:the\s+)?(?P<who>@\d+@)\s+(?:out\s+of|from)\s+"
        rf"(?P<what>(?:[\w’'@-]+\s+){{0,7}}?{DEAL}\b)",
        "withdrawn",
    ),
    _form(
        rf"{WHO}{VERB}(?:discussing|negotiating|considering|working\s+on)\s+"
        rf"(?P<what>(?:[\w’'-]+\s+){{0,4}}?(?:extension|renewal|{DEAL})\b{REST})",
        "proposed",
        mutual=True,
    ),
    _form(
        rf"{WHO}\s+(?:is|was|are|were|remains?)\s+(?:still\s+|also\s+|now\s+)?(?:willing|ready|prepared|committed|planning)\s+to\s+"
        rf"(?P<what>(?:abide|{GIVE})\b{REST})",
        "pledged",
    ),
    _form(
        rf"{WHO}{VERB}announc(?:ed|es|ing)\s+(?:its|their|the|an?)\s+(?:\w+\s+)?(?:withdrawal|exit|departure)\s+from\s+"
        rf"(?P<what>(?:[\w’'@-]+\s+){{0,7}}?{DEAL}\b)",
        "withdrawn",
    ),
)
THREATS = (
    _form(rf"{WHO}{VERB}threaten(?:ed|s|ing)?\s+(?:the\s+)?(?P<target>@\d+@)\s+with\s+(?P<what>{REST})"),
    _form(
        rf"{WHO}{VERB}threaten(?:ed|s|ing)?{ADVERB}\s+(?:to|that\s+(?:it|he|she|they)\s+would)\s+(?P<what>{REST})"
    ),
    _form(rf"{WHO}{VERB}threatened{ADVERB}\s+(?P<what>{REST})"),
    _form(
        rf"{WHO}{VERB}(?:vowed|vows|swore|sworn|pledged|promised|warned){ADVERB}\s+to\s+(?P<what>{HARM}\b{REST})"
    ),
    _form(
        rf"{WHO}{VERB}(?:said|says|stated|warned|warns|declared|vowed|announced|told)(?:\s+(?:the\s+)?(?P<target>@\d+@))?{ADVERB}"
        rf"(?:\s+that)?\s+(?:it|he|she|they|(?:its|his|her|their)\s+\w+)\s+(?:would|will)\s+[“\"]?"
        rf"(?P<what>{HARM}\b{REST}|(?:[^;—“”\",]+\s)unless\s{REST})"
    ),
    _form(
        rf"{WHO}{VERB}{ALSO}(?:gave|given|giving|gives)\s+(?P<target>{ACTORS}|both\s+\w+|\w+)\s+"
        rf"(?P<what>(?:until|{SPAN})\b[^;.]*?\bor\b{REST}|{SPAN}\s+(?:deadline\s+|ultimatum\s+)?to\s+{REST})"
    ),
    _form(
        rf"\b(?:said|says|warned|warns|threatened|declared)(?:\s+that)?\s+(?:the\s+)?{WHO}\s+(?:would|will|might|could|may)\s+"
        rf"(?:have\s+to\s+)?(?P<what>{HARM}\b{REST})"
    ),
    _form(
        rf"{WHO}{VERB}(?:warned|warns|warning|threatened|threatens|promised|vowed)(?:\s+(?:the\s+)?(?P<target>@\d+@))?{ADVERB}\s+"
        rf"(?:of|with|that\s+there\s+(?:would|will)\s+be)\s+(?P<what>[“\"]?(?:[\w-]+\s+){{0,3}}?{REPRISAL}\b{REST})"
    ),
    _form(
        rf"{WHO}{VERB}(?:warned|warns|vowed|told|promised)(?:\s+(?:the\s+)?(?:(?P<target>@\d+@)|\w+))?{ADVERB}(?:\s+that)?"
        rf"(?:\s+(?:it|they|he|she))?\s+[“\"]?(?P<what>(?:will|would)\s+(?:be\s+(?:met|punished|destroyed|crushed|dealt)|pay|regret"
        rf"|suffer)\b{REST})"
    ),
    _form(rf"{WHO}[’']s?\s+(?:\w+\s+)?(?:threats?|vows?|warnings?)\s+to\s+(?P<what>{HARM}\b{REST})"),
    _form(
        rf"{WHO}{VERB}(?:warned|warns|said|says|vowed|declared|cautioned)(?:\s+(?:the\s+)?(?P<target>@\d+@))?{ADVERB}"
        rf"(?:\s+that)?\s+(?P<what>any\s+[^;“”\"]{{3,90}}?\s+(?:would|will)\s+(?:be\s+met|face|trigger|provoke|draw|bring"
        rf"|be\s+(?:considered|treated|regarded|punished|crushed))\b{REST})"
    ),
    _form(rf"{WHO}{VERB}?\s*(?:reserve[sd]?|reserving)\s+the\s+right\s+to\s+(?P<what>{REST})"),
    _form(
        rf"{WHO}{VERB}(?:gave|given|giving|gives|issued|issuing|issues|set|setting|delivered)\s+"
        rf"(?:(?:the\s+)?(?P<target>@\d+@)\s+)?(?P<what>(?:[\w-]+\s+){{0,3}}?ultimatum\b{REST})"
    ),
    _form(
        rf"{WHO}{VERB}(?:stands?\s+|stood\s+)?(?:ready|prepared|(?:\w+ly\s+)?(?:considering|weighing|preparing|planning)(?:\s+(?:an?\s+)?plans?)?)"
        rf"\s+to\s+[“\"]?(?P<what>{HARM}\b{REST})"
    ),
    _form(
        rf"{WHO}{VERB}(?:issued\s+an?\s+(?:\w+\s+)?\w+\s+)?(?:vowing|threatening)\s+to\s+(?P<what>{HARM}\b{REST})"
    ),
)
SPOKEN = (
    _form(
        rf"(?P<what>\b(?:[Aa]ll|[Mm]ilitary)\s+(?:solutions?|options?)\s+(?:are|were|is|was|remain(?:s|ed)?)\s+(?:now\s+|fully\s+|still\s+)*"
        rf"[“\"]?(?:in\s+place|on\s+the\s+table|ready|locked)\b{REST})"
    ),
    _form(
        rf"\bwarn(?:ed|ing)\s+(?:the\s+)?(?:(?P<target>@\d+@)|\w+)\s+(?:that\s+)?(?:they|it|he|she)\s+"
        rf"(?P<what>[“\"]?(?:will|would)\s+[“\"]?(?:be\s+(?:met|punished|destroyed|crushed)|(?:\w+ly\s+)?regret|pay|suffer|face)\b{REST})"
    ),
    _form(rf"(?P<target>@\d+@)[^;.@]{{0,60}}?\b(?:will|would)\s+(?P<what>{FACED}{REST})"),
    _form(rf"\b(?:[Ww]e|I)(?:\s+will|\s+shall|[’']ll)\s+(?P<what>{HARM}\b{REST})"),
)
_BY = r"(?:\s+(?:by\s+(?:tele)?phone|privately|separately|briefly|directly))?"
DANGERS = (
    Form(
        re.compile(
            rf"\b(?:[Ff]ears?|[Cc]oncerns?|[Aa]larm|[Ww]orr(?:y|ies)|warn(?:ed|s|ings?)|[Dd]angers?|[Rr]isks?)\s+(?:of|over|about)\s+"
            rf"(?P<what>[^,;:—“”\"]*?{END})"
        ),
        "danger",
    ),
)
MEETINGS = (
    _form(
        rf"{WHO}{VERB}in\s+@\d+@\s+for\s+(?:\w+\s+){{0,2}}?(?:talks|meetings?|discussions)\s+with\s+(?P<others>{ACTORS})",
        "held",
    ),
    _form(
        rf"{WHO}{VERB}(?:also\s+)?(?:bound|headed|heading|travel+ing|due|expected)\s+(?:for|to|in)\s+@\d+@\s+to\s+meet(?:\s+with)?\s+"
        rf"(?P<others>{ACTORS})",
        "planned",
    ),
    _form(
        rf"{WHO}{VERB}(?:cancel+ed|call(?:ed|ing)\s+off|scrapped|postponed|abandoned)\s+(?:[\w’'@-]+\s+){{0,5}}?"
        rf"(?:meetings?|talks|visit|trip|summit|negotiations|dialogue)\s+(?:\w+\s+){{0,2}}?(?:with|to)\s+(?P<others>{ACTORS})",
        "cancelled",
    ),
    _form(
        rf"{WHO}\s+(?:will|would|(?:is|are|was|were)\s+(?:due\s+|set\s+|scheduled\s+|expected\s+)?to|plans?\s+to|intends?\s+to"
        rf"|agreed\s+to)\s+(?:\w+ly\s+|also\s+)?(?:meet|begin|start|resume|hold|open|continue|enter\s+into)\s+"
        rf"(?:[\w-]+\s+){{0,4}}?with\s+(?P<others>{ACTORS})",
        "planned",
    ),
    _form(
        rf"{WHO}{VERB}(?:met|spoke|talked|conferred|held\s+(?:\w+\s+){{0,2}}?(?:talks|meetings?|discussions)){_BY}{ADVERB}\s+"
        rf"(?:with|to)\s+(?P<others>{ACTORS})",
        "held",
    ),
    _form(rf"{WHO}{VERB}(?:met|contacted|phoned|telephoned){_BY}{ADVERB}\s+(?P<others>{ACTORS})", "held"),
    _form(
        rf"{WHO}{VERB}?\s*(?:will\s+not|won[’']t|would\s+not|wouldn[’']t|refused\s+to|refuses\s+to|declined\s+to)\s+"
        rf"(?:negotiate|meet|talk|speak|hold\s+(?:\w+\s+)?talks)\b[^;,.]*?\b(?:with|until)\s+(?P<others>{ACTORS})",
        "refused",
    ),
    _form(
        rf"\b(?:call(?:s|ed|ing)?\s+on|urg(?:es|ed|ing))\s+(?P<others>{ACTORS})\s+to\s+(?:\w+\s+){{0,4}}?{TALKS}"
        rf"(?:\s+(?:\w+\s+){{0,3}}?with\s+(?P<more>{ACTORS}))?",
        "proposed",
    ),
    _form(
        rf"{WHO}{VERB}(?:rejected|refused|dismissed|spurned)\s+(?:\w+\s+){{0,4}}?(?:talks|negotiations|dialogue)\s+with\s+"
        rf"(?P<others>{ACTORS})",
        "refused",
    ),
)
