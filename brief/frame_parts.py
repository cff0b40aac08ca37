"""The parts of which plain forms are made, and the forms: patterns over a sentence with its actors as @n@."""

from __future__ import annotations

import re
from dataclasses import dataclass

TAIL = (
    r"(?:[’']s)?(?:\s+(?:government|administration|regime|military|army|forces|units|troops|armies|factions|fighters|rebels|rulers"
    r"|allies|network|group|movement|authorities|officials|leaders|coalition|alliance|countries|sides|negotiators"
    r"|lawmakers|militants|delegation|leadership)\b)?"
)
ACTOR = rf"(?i:(?:the|an?|both|his|her|its|their|senior|top)\s+)?@\d+@{TAIL}"
ACTORS = rf"{ACTOR}(?:(?:\s*,\s*|\s*,?\s+and\s+){ACTOR})*"
THEY = (
    r"[Tt]hey|[Ww]e|(?:[Tt]he|[Bb]oth)\s+(?:(?:two|three|four)\s+)?(?:sides|countries|leaders|governments|nations"
    r"|ministers|presidents|allies|parties)"
)
ITS = (
    r"(?:[Tt]he\s+(?:regime|government|country|kingdom|nation|group|movement|administration)"
    r"|(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]he)\s+(?:leaders|military|army|forces|troops))"
)
BAND = (
    r"(?:[Tt]he|[Tt]heir)\s+(?:rebels|militants|insurgents|guerrillas|gunmen|separatists|militia|group|movement|union|strikers"
    r"|kidnappers|hijackers)"
)
"""Who acts together and is named elsewhere, if at all."""
WHO = rf"(?P<who>{ACTORS}|\b(?:{THEY}|{ITS}|{BAND}|[Hh]e|[Ss]he|[Ii]t)\b)"
ADVERB = (
    r"(?:(?:\s+(?:on|late|early))*\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday"
    r"|(?:last|this)\s+(?:week|month|year)|earlier|later|also|again|jointly|reportedly|repeatedly|consistently|unanimously"
    r"|formally|finally|already|then|now|once|therefore))*"
)
# "X, which …, has on Monday also": what may stand between an actor and its verb.
VERB = (
    rf"(?:\s*,[^,“”\"]{{1,90}},|\s+\([^)]{{1,40}}\)|,?\s+(?:who|which)(?=\s))?"
    rf"{ADVERB}(?:\s+(?:has|have|had|having|is|are|was|were))?{ADVERB}\s+[“\"]?"
)
DEAL = (
    r"(?i:deals?|agreements?|accords?|truces?|cease-?fires?|pacts?|treat(?:y|ies)|armistice|memorandum|compromise"
    r"|understanding|settlement|cessation\s+of\s+hostilities|swap)"
)
# Between a verb and its deal; "cut ties over the deal" cuts no deal.
GAP = r"(?:(?!(?:over|despite|after|amid|against|before|until|without|because|ties)\b)[\w’'@“”\"-]+\s+)"
TALKS = r"(?:talks?|negotiations?|negotiate|dialogue|discussions|meet(?:ing)?)\b"
ASKED = r"(?:calls?|offers?|proposals?|demands?|plans?|requests?|appeals?|pleas?)"
DECLINED = (
    r"(?:rejected|rejects?|refused|refuses?|turn(?:ed|s)\s+down|declined|declines?|ruled\s+out|rules\s+out|spurned|spurns"
    r"|rebuffed|rebuffs|dismissed|dismisses)"
)
# What is offered and binds nobody.
COURTESIES = (
    r"(?:condolences|sympathy|praise|thanks|congratulations|prayers|apolog(?:y|ies)|comments?|details|explanations?|evidence|advice"
    r"|views?|assessments?|encouragement|hope|prospects?|glimpse|criticism|support|opportunity|chance|insights?)"
)
# What somebody is asked to give or give up: to refuse it is to refuse a commitment.
YIELD = (
    r"(?:halt|stop|end|cease|give\s+up|abandon|accept|sign|ratify|join|withdraw|lift|ease|allow|admit|recogni[sz]e|hand\s+over"
    r"|release|extradite|disarm|commit|drop|suspend|extend|renew|reopen|share|pay|endorse|agree|pull|scrap|dismantle)"
)
# What somebody says they will do for others, or with them.
GIVE = (
    r"(?:remain|stay|keep|continue|defend|support|respect|honou?r|abide|comply|provide|send|supply|contribute|reopen|release"
    r"|resume|end|halt|stop|suspend|freeze|lift|ease|reduce|cut|withdraw|allow|let|recogni[sz]e|implement|dismantle|return"
    r"|share|help|rebuild|guarantee|grant|lend|donate|accept|admit|cooperate|co-operate|vote|pull|close|join|stand\s+(?:by|with))"
)
# What is undertaken by saying "will": of these a forecast is seldom made.
DO = (
    r"(?:provide|send|supply|contribute|reopen|release|resume|suspend|freeze|lift|ease|withdraw|pull\s+out|allow|recogni[sz]e"
    r"|implement|dismantle|share|rebuild|guarantee|grant|lend|donate|admit|cooperate|co-operate|extradite|hand\s+over|sign|ratify"
    r"|(?:move|go|press)\s+(?:ahead|forward)\s+(?:on|with)|abide)"
)
BUILD = (
    r"(?:set\s+up|establish|create|form|appoint|exchange|extend|deepen|strengthen|expand|buy|purchase|invest|train|build|construct"
    r"|jointly\s+\w+|work\s+together|coordinate|phase\s+out|scrap|abolish|waive|double|triple)"
)
# What a deal does: "the accord would prevent flights", "the deal will free the crews".
TERM = (
    r"(?:prevent|free|place|limit|require|impose|cap|bar|ban|forbid|prohibit|open|remove|establish|restrict|oblige|commit|force"
    r"|call\s+for|provide\s+for|allow\s+for"
    rf"|{GIVE})"
)
MEASURES = (
    r"(?:sanctions|measures|resolutions?|restrictions|package|ban|embargo|mandate|extension"
    r"|(?:multinational|peacekeeping|international|stabili[sz]ation|security)\s+force|peacekeepers)"
)
HARM = (
    r"(?:strike|fire|hit|attack|destroy|annihilate|retaliate|respond\s*,?\s+(?:militarily|with|in\s+kind|by\s+force|(?:decisive|forceful|strong|harsh|swift)ly)|punish|avenge"
    r"|(?:take|exact)\s+(?:\S+\s+){0,2}(?:revenge|vengeance)|crush|wipe|sink|shoot|shell|bomb|bombard|invade"
    r"|use\s+(?:military\s+)?force|obliterate|burn|expel|sever|boycott|blockade|seize|launch|unleash|make\s+(?:the\s+)?@\d+@\s+pay"
    r"|not\s+hesitate\s+to\s+\w+|fight|blow\s+up|detonate|kill|topple|overthrow|teach\s+[^,;]{2,40}?\s+lesson|take\s+(?:\W?\w+\W?\s+)?(?:action|measures|steps)|(?:not|no\s+longer)\s+tolerate"
    r"|(?:impose|slap|levy|increase|raise|expand|double)\s+(?:[\w%-]+\s+){0,4}?"
    r"(?:sanctions|tariffs?|duties|levies|penalties|embargo|blockade)"
    r"|(?:continue|step\s+up|intensify|escalate|expand|resume|renew)\s+(?:[\w’'-]+\s+){0,3}?(?:attacks?|strikes?|war|jihad|operations?"
    r"|campaign|bombings?|offensive|raids|shelling|assassinations))"
)
"""A verb of harm, with what it needs to be one."""
FACED = (
    r"(?:face|suffer|pay|regret)\s+(?:it\b|dearly|a\s+(?:\w+\s+)?price|the\s+price|(?:\w+\s+){0,3}?(?:sanctions|consequences|action"
    r"|pressure|retaliation|repercussions|force|attacks?|war|punishment|tariffs|isolation|revenge)\b)"
)
REPRISAL = (
    r"(?:consequences|retaliation|repercussions|reprisals?|revenge|punishment|counter-?measures|response)"
)
BLOWS = (
    r"(?:war|strikes?|attacks?|assaults?|retaliation|revenge|vengeance|reprisals?|sanctions|tariffs|duties|embargo|boycott|invasion|jihad"
    r"|assassination|blockade|bombings?|violence|(?:military|harsh|crushing|forceful|tough|devastating|severe|decisive|punitive)"
    r"(?:\s+\w+)?\s+(?:action|response|measures|steps|consequences|blow))"
)
"""What is threatened by a noun."""
PROMISE = r"(?:promises?|pledges?|vows?|commitments?|assurances?|guarantees?|undertakings?)"
# "X has expressed regret and promised": one subject, two verbs; another actor between them is an object.
ALSO = (
    r"(?:(?:[a-z]+\s+[^,;:—“”\"@]{0,60}?"
    r"|(?:accused|blamed|condemned|critici[sz]ed|denounced|praised|thanked|urged|rejected|dismissed)\s+[^,;:—“”\"]{0,120}?)"
    r"\s+(?:and|but)\s+(?:(?:also|then|has|have|had)\s+)*)?"
)
# Words that an offer begins with: "a new hospital", "$20 million".
SOME = (
    r"(?:more|further|additional|new|continued|full|up\s+to|nearly|about|[$€£]|\d|an?\s+(?!fight|war|vote))"
)
SPAN = r"(?:(?:an?|another)\s+)?(?:[\w-]+[\s-])?(?:hours?|days?|weeks?|months?)"
"""So long a time."""
REPORTED = r"(?:said|says|announced|reported|told|stated|added|wrote|warned|warns|cautioned)"
WORDS = r"(?:[^;—“”\"]|“[^“”]*”|\"[^\"]*\")*?"
END = (
    r"(?=\s*(?:[;—]|[.!?,]?(?:”|\"(?!\w))|[.!?](?:\s*$|\s+[A-Z“\"])|$|,\s+(?:which|who|while|whereas|but|although|though|despite|as|according|saying|vowed|threatened|pledged"
    r"|(?!includ|exclud|regard|concern)[a-z]+ing\s|[a-z]+ed\s+(?:his|her|its|their)\s"
    r"|in\s+an?\s+(?:\w+\s+)?(?:deal|pact|accord|agreement|move)"
    rf"|adding|paving|leaving|a\s+move|[^,]{{0,60}}?\b{REPORTED}\b)"
    r"|\s(?:after|amid|following|in\s+response\s+to|in\s+retaliation\s+for|over\s+its)\s))"
)
REST = WORDS + END


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


def form(pattern: str, status: str = "", *, mutual: bool = False, body: bool = False) -> Form:
    """A form of a pattern."""
    return Form(re.compile(pattern), status, mutual=mutual, body=body)
