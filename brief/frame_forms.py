"""Plain forms of telling who agreed, threatened or met: patterns over a sentence with its actors as @n@."""

from __future__ import annotations

import re
from dataclasses import dataclass


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


_TAIL = (
    r"(?:[’']s)?(?:\s+(?:government|administration|regime|military|army|forces|units|troops|armies|factions|fighters|rebels|rulers"
    r"|allies|network|group|movement|authorities|officials|leaders|coalition|alliance|countries|sides|negotiators"
    r"|lawmakers|militants|delegation|leadership)\b)?"
)
_ACTOR = rf"(?i:(?:the|an?|both|his|her|its|their|senior|top)\s+)?@\d+@{_TAIL}"
_ACTORS = rf"{_ACTOR}(?:(?:\s*,\s*|\s*,?\s+and\s+){_ACTOR})*"
_THEY = (
    r"[Tt]hey|[Ww]e|(?:[Tt]he|[Bb]oth)\s+(?:(?:two|three|four)\s+)?(?:sides|countries|leaders|governments|nations"
    r"|ministers|presidents|allies|parties)"
)
_WHO = rf"(?P<who>{_ACTORS}|\b(?:{_THEY}|[Hh]e|[Ss]he|[Ii]t))"
_ADVERB = (
    r"(?:(?:\s+(?:on|late|early))*\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday"
    r"|(?:last|this)\s+(?:week|month|year)|earlier|later|also|again|jointly|reportedly|repeatedly|consistently|unanimously"
    r"|formally|finally|already|then|now|once|therefore))*"
)
# "X, which …, has on Monday also": what may stand between an actor and its verb.
_VERB = (
    rf"(?:\s*,[^,“”\"]{{1,90}},|\s+\([^)]{{1,40}}\))?"
    rf"{_ADVERB}(?:\s+(?:has|have|had|having|is|are|was|were))?{_ADVERB}\s+[“\"]?"
)
_DEAL = (
    r"(?:deals?|agreements?|accords?|truces?|cease-?fires?|pacts?|treat(?:y|ies)|armistice|memorandum|compromise"
    r"|settlement|cessation\s+of\s+hostilities|swap)"
)
_TALKS = r"(?:talks?|negotiations?|negotiate|dialogue|discussions|meet(?:ing)?)\b"
# What somebody is asked to give or give up: to refuse it is to refuse a commitment.
_YIELD = (
    r"(?:halt|stop|end|cease|give\s+up|abandon|accept|sign|ratify|join|withdraw|lift|ease|allow|admit|recogni[sz]e|hand\s+over"
    r"|release|extradite|disarm|commit|drop|suspend|extend|renew|reopen|share|pay|endorse|agree|pull|scrap|dismantle)"
)
# What somebody says they will do for others, or with them.
_GIVE = (
    r"(?:remain|stay|keep|continue|defend|support|respect|honou?r|abide|comply|provide|send|supply|contribute|reopen|release"
    r"|resume|end|halt|stop|suspend|freeze|lift|ease|reduce|cut|withdraw|allow|let|recogni[sz]e|implement|dismantle|return"
    r"|share|help|rebuild|guarantee|grant|lend|donate|accept|admit|cooperate|co-operate)"
)
_MEASURES = r"(?:sanctions|measures|resolutions?|restrictions|package|ban|embargo|mandate|extension)"
HARM = (
    r"(?:strike|fire|hit|attack|destroy|annihilate|retaliate|respond\s*,?\s+(?:militarily|with|in\s+kind|by\s+force)|punish|avenge"
    r"|(?:take|exact)\s+(?:\S+\s+){0,2}(?:revenge|vengeance)|crush|wipe|sink|shoot|shell|bomb|bombard|invade"
    r"|use\s+(?:military\s+)?force|obliterate|burn|expel|sever|boycott|blockade|seize|launch|unleash|make\s+(?:the\s+)?@\d+@\s+pay"
    r"|fight|take\s+(?:\W?\w+\W?\s+)?(?:action|measures|steps)|(?:not|no\s+longer)\s+tolerate)"
)
"""A verb of harm, with what it needs to be one."""
_FACED = (
    r"(?:face|suffer|pay|regret)\s+(?:it\b|dearly|a\s+(?:\w+\s+)?price|the\s+price|(?:\w+\s+){0,3}?(?:sanctions|consequences|action"
    r"|pressure|retaliation|repercussions|force|attacks?|war|punishment|tariffs|isolation|revenge)\b)"
)
_REPRISAL = (
    r"(?:consequences|retaliation|repercussions|reprisals?|revenge|punishment|counter-?measures|response)"
)
_REPORTED = r"(?:said|says|announced|reported|told|stated|added|wrote)"
_WORDS = r"(?:[^;—“”\"]|“[^“”]*”|\"[^\"]*\")*?"
_END = (
    r"(?=\s*(?:[;—]|[.!?,]?(?:”|\"(?!\w))|[.!?](?:\s*$|\s+[A-Z“\"])|$|,\s+(?:which|who|while|whereas|but|although|though|as|according|saying"
    rf"|adding|paving|leaving|a\s+move|[^,]{{0,60}}?\b{_REPORTED}\b)"
    r"|\s(?:after|amid|following|in\s+response\s+to|in\s+retaliation\s+for|over\s+its)\s))"
)
_REST = _WORDS + _END


def _form(pattern: str, status: str = "", *, mutual: bool = False, body: bool = False) -> Form:
    return Form(re.compile(pattern), status, mutual=mutual, body=body)


AGREEMENTS = (
    _form(
        rf"{_WHO}{_VERB}agreed{_ADVERB}\s+(?:in\s+principle\s+)?(?:with\s+(?:the\s+|his\s+|its\s+)?@\d+@\S*,?(?:\s+\w+)?,?\s+)?(?:(?:to|on|upon)\s+(?P<what>{_REST}))",
        "agreed",
    ),
    _form(
        rf"{_WHO}{_VERB}(?:pledged|promised|committed|undertook|undertaken|vowed)(?:\s+(?:themselves|itself))?"
        rf"{_ADVERB}\s+to\s+(?!{HARM}\b)(?P<what>{_REST})",
        "pledged",
    ),
    _form(
        rf"{_WHO}{_VERB}(?:pledged|promised|vowed|guaranteed|assured(?:\s+(?:the\s+)?@\d+@)?){_ADVERB}\s+that\s+"
        rf"(?:it|he|she|they)\s+(?:will|would)\s+(?!{HARM}\b)(?P<what>{_REST})",
        "pledged",
    ),
    _form(
        rf"{_WHO}{_VERB}(?:pledged|promised|vowed|agreed|committed|undertook){_ADVERB}\s+(?P<what>(?:never|not)\s+to\s+{_REST})",
        "pledged",
    ),
    _form(
        rf"{_WHO}{_VERB}(?:pledged|promised)\s+(?:the\s+)?(?:@\d+@\s+)?"
        rf"(?P<what>(?:more|further|additional|new|continued|full|up\s+to|nearly|about|[$€£]|\d){_REST})",
        "pledged",
    ),
    _form(
        rf"{_WHO}{_VERB}(?:reaffirmed|reiterated|affirmed|underlined|underscored)\s+(?:its|his|her|their|our|@\d+@(?:[’']s)?)"
        rf"\s+(?:\w+\s+)?commitment\s+to\s+(?P<what>{_REST})",
        "pledged",
    ),
    _form(
        rf"{_WHO}{_VERB}(?:said|says|announced|declared|confirmed|promised){_ADVERB}(?:\s+that)?\s+(?:it|he|she|they)\s+"
        rf"(?:would|will)\s+(?:also\s+|now\s+)?(?P<what>{_GIVE}\b{_REST})",
        "pledged",
    ),
    _form(
        rf"\b[Uu]nder\s+(?:the|this|that)\s+(?:[\w-]+\s+){{0,3}}?(?:{_DEAL}|terms)(?:\s+[^,]{{0,60}})?,\s+{_WHO}\s+(?:will|would|must"
        rf"|(?:is|are|was|were)\s+to|has\s+to|have\s+to|agreed\s+to)\s+(?P<what>{_REST})",
        "agreed",
    ),
    _form(
        rf"\b(?P<who>[Tt]he|[Tt]his)\s+(?:[\w-]+\s+){{0,2}}?{_DEAL}\s+(?:also\s+)?(?:includes?|requires?|calls\s+for|provides?\s+for"
        rf"|obliges?|commits?|bars|bans|limits|sets|allows)\s+(?P<what>{_REST})",
        "agreed",
    ),
    _form(
        rf"{_WHO}{_VERB}(?:approved|adopted|imposed|passed|endorsed)\s+(?P<what>(?:[\w’'-]+\s+){{0,4}}?{_MEASURES}\b{_REST})",
        "agreed",
        body=True,
    ),
    _form(
        rf"{_WHO}{_VERB}(?:rejected|refused|turned\s+down|ruled\s+out|dismissed)\s+(?:(?:an?|any|the|all)\s+)?"
        rf"(?:(?:calls?|offers?|proposals?|demands?|plans?|requests?)\s+(?:for|of|to|from)\s+)?"
        rf"(?P<what>(?:an?\s+|the\s+)?(?:[\w’'-]+\s+){{0,4}}?{_DEAL}\b)",
        "refused",
    ),
    _form(
        rf"{_WHO}{_VERB}(?:rejected|refused|turned\s+down|declined|spurned|rebuffed|dismissed)\s+(?:[\w’'@-]+\s+){{0,4}}?"
        rf"(?:offers?|proposals?|demands?|requests?|calls?|appeals?)\s+(?:for\s+(?:it|them|@\d+@)\s+)?to\s+(?!{_TALKS})(?P<what>{_REST})",
        "refused",
    ),
    _form(
        rf"{_WHO}{_VERB}(?:refused|declined)\s+to\s+(?P<what>{_YIELD}\b{_REST})",
        "refused",
    ),
    _form(
        rf"{_WHO}{_VERB}(?:gave|given|offered|provided)\s+(?:[\w@-]+\s+){{0,3}}?"
        rf"(?:assurances?|guarantees?|commitments?)\s+"
        rf"(?:that\s+(?:it|he|she|they)\s+(?:would|will)\s+|to\s+)(?P<what>{_REST})",
        "pledged",
    ),
    _form(
        rf"(?P<what>(?:[\w’'@-]+\s+){{0,2}}{_DEAL}\s+(?:(?:reached|signed){_ADVERB}\s+)?between\s+(?P<who>{_ACTORS}){_REST})",
        "agreed",
        mutual=True,
    ),
    _form(
        rf"{_WHO}{_VERB}(?:signed|ratified|reached|concluded|struck|sealed)\s+(?P<what>(?:[\w’'@-]+\s+){{0,6}}?{_DEAL}\b{_REST})",
        "agreed",
    ),
    _form(
        rf"{_WHO}{_VERB}(?:(?:said|announced|declared)\s+(?:that\s+)?(?:it|he|she|they)\s+(?:is|was|were|will|would)\s+(?:be\s+)?|(?:will|would)\s+)?"
        rf"(?:withdrew|withdrawn|withdraw(?:ing)?|pull(?:ed|ing)?\s+out|quit(?:ting)?|suspend(?:ed|ing)?|abandon(?:ed|ing)?"
        rf"|exit(?:ed|ing)?|scrap(?:ped|ping)?|terminat(?:ed|ing)|renounced|tore\s+up|walked\s+away)\s+"
        rf"(?:(?:from|of)\s+)?(?P<what>(?:[\w’'@-]+\s+){{0,7}}?{_DEAL}\b)",
        "withdrawn",
    ),
    _form(
        rf"{_WHO}{_VERB}announc(?:ed|es|ing)\s+(?:its|their|the|an?)\s+(?:\w+\s+)?(?:withdrawal|exit|departure)\s+from\s+"
        rf"(?P<what>(?:[\w’'@-]+\s+){{0,7}}?{_DEAL}\b)",
        "withdrawn",
    ),
)
THREATS = (
    _form(rf"{_WHO}{_VERB}threaten(?:ed|s|ing)?\s+(?:the\s+)?(?P<target>@\d+@)\s+with\s+(?P<what>{_REST})"),
    _form(
        rf"{_WHO}{_VERB}threaten(?:ed|s|ing)?{_ADVERB}\s+(?:to|that\s+(?:it|he|she|they)\s+would)\s+(?P<what>{_REST})"
    ),
    _form(rf"{_WHO}{_VERB}threatened{_ADVERB}\s+(?P<what>{_REST})"),
    _form(
        rf"{_WHO}{_VERB}(?:vowed|vows|swore|sworn|pledged|promised|warned){_ADVERB}\s+to\s+(?P<what>{HARM}\b{_REST})"
    ),
    _form(
        rf"{_WHO}{_VERB}(?:said|says|stated|warned|warns|declared|vowed|announced|told)(?:\s+(?:the\s+)?(?P<target>@\d+@))?{_ADVERB}"
        rf"(?:\s+that)?\s+(?:it|he|she|they|(?:its|his|her|their)\s+\w+)\s+(?:would|will)\s+[“\"]?"
        rf"(?P<what>{HARM}\b{_REST}|(?:[^;—“”\",]+\s)unless\s{_REST})"
    ),
    _form(
        rf"{_WHO}{_VERB}(?:gave|given|giving|gives)\s+(?:the\s+)?(?P<target>@\d+@|both\s+\w+|\w+)\s+"
        rf"(?P<what>(?:until|\w+\s+(?:hours|days|weeks|months))\b[^;.]*?\bor\b{_REST})"
    ),
    _form(
        rf"{_WHO}{_VERB}(?:warned|warns|threatened|threatens|promised|vowed)(?:\s+(?:the\s+)?(?P<target>@\d+@))?{_ADVERB}\s+"
        rf"(?:of|with|that\s+there\s+(?:would|will)\s+be)\s+(?P<what>[“\"]?(?:[\w-]+\s+){{0,3}}?{_REPRISAL}\b{_REST})"
    ),
    _form(
        rf"{_WHO}{_VERB}(?:warned|warns|vowed|told|promised)(?:\s+(?:the\s+)?(?:(?P<target>@\d+@)|\w+))?{_ADVERB}(?:\s+that)?"
        rf"(?:\s+(?:it|they|he|she))?\s+[“\"]?(?P<what>(?:will|would)\s+(?:be\s+(?:met|punished|destroyed|crushed|dealt)|pay|regret"
        rf"|suffer)\b{_REST})"
    ),
    _form(rf"{_WHO}[’']s?\s+(?:\w+\s+)?(?:threats?|vows?|warnings?)\s+to\s+(?P<what>{HARM}\b{_REST})"),
    _form(
        rf"{_WHO}{_VERB}(?:warned|warns|said|says|vowed|declared|cautioned)(?:\s+(?:the\s+)?(?P<target>@\d+@))?{_ADVERB}"
        rf"(?:\s+that)?\s+(?P<what>any\s+[^;“”\"]{{3,90}}?\s+(?:would|will)\s+(?:be\s+met|face|trigger|provoke|draw|bring"
        rf"|be\s+(?:considered|treated|regarded|punished|crushed))\b{_REST})"
    ),
    _form(rf"{_WHO}{_VERB}?\s*(?:reserve[sd]?|reserving)\s+the\s+right\s+to\s+(?P<what>{_REST})"),
    _form(
        rf"{_WHO}{_VERB}(?:gave|given|giving|gives|issued|issuing|issues|set|setting|delivered)\s+"
        rf"(?:(?:the\s+)?(?P<target>@\d+@)\s+)?(?P<what>(?:[\w-]+\s+){{0,3}}?ultimatum\b{_REST})"
    ),
)
SPOKEN = (
    _form(rf"(?P<target>@\d+@)[^;.@]{{0,60}}?\b(?:will|would)\s+(?P<what>{_FACED}{_REST})"),
    _form(rf"\b(?:[Ww]e|I)(?:\s+will|\s+shall|[’']ll)\s+(?P<what>{HARM}\b{_REST})"),
)
_BY = r"(?:\s+(?:by\s+(?:tele)?phone|privately|separately|briefly|directly))?"
MEETINGS = (
    _form(
        rf"{_WHO}\s+(?:will|would|(?:is|are|was|were)\s+(?:due\s+|set\s+|scheduled\s+|expected\s+)?to|plans?\s+to|intends?\s+to"
        rf"|agreed\s+to)\s+(?:\w+ly\s+|also\s+)?(?:meet|begin|start|resume|hold|open|continue|enter\s+into)\s+"
        rf"(?:[\w-]+\s+){{0,4}}?with\s+(?P<others>{_ACTORS})",
        "planned",
    ),
    _form(
        rf"{_WHO}{_VERB}(?:met|spoke|talked|conferred|held\s+(?:\w+\s+){{0,2}}?(?:talks|meetings?|discussions)){_BY}{_ADVERB}\s+"
        rf"(?:with|to)\s+(?P<others>{_ACTORS})",
        "held",
    ),
    _form(rf"{_WHO}{_VERB}(?:met|contacted|phoned|telephoned){_BY}{_ADVERB}\s+(?P<others>{_ACTORS})", "held"),
    _form(
        rf"{_WHO}{_VERB}?\s*(?:will\s+not|won[’']t|would\s+not|wouldn[’']t|refused\s+to|refuses\s+to|declined\s+to)\s+"
        rf"(?:negotiate|meet|talk|speak|hold\s+(?:\w+\s+)?talks)\b[^;,.]*?\b(?:with|until)\s+(?P<others>{_ACTORS})",
        "refused",
    ),
    _form(
        rf"\b(?:call(?:s|ed|ing)?\s+on|urg(?:es|ed|ing))\s+(?P<others>{_ACTORS})\s+to\s+(?:\w+\s+){{0,4}}?{_TALKS}"
        rf"(?:\s+(?:\w+\s+){{0,3}}?with\s+(?P<more>{_ACTORS}))?",
        "proposed",
    ),
    _form(
        rf"{_WHO}{_VERB}(?:rejected|refused|dismissed|spurned)\s+(?:\w+\s+){{0,4}}?(?:talks|negotiations|dialogue)\s+with\s+"
        rf"(?P<others>{_ACTORS})",
        "refused",
    ),
)
