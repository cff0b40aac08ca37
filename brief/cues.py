"""Words without which a sentence tells of no meeting, agreement or threat.

A sentence is asked about only for the kinds whose words it has, and a claim whose evidence has none
of them is not supported. The lists are meant to miss nothing: what they let through, the model and
the checks still judge. English only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brief.records import AgreementStatus, Kind, MeetingStatus


def _words(text: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:" + "|".join(text.split()) + r")(?!\w)", re.IGNORECASE)


CUES: dict[Kind, re.Pattern[str]] = {
    "meeting": _words(
        r"meet(?:s|ing|ings)? met talks? talked talking summits? visit(?:s|ed|ing)?"
        r" discuss(?:es|ed|ing|ions?)? negotiat(?:e|es|ed|ing|ions?) confer(?:red|ence|ences)? dialogues?"
        r" consult\w* phoned? telephoned? spoke speak(?:s|ing)? spoken calls? called briefed hosts? hosted"
        r" hosting receiv(?:e|ed|es|ing) envoys? delegations? gather(?:ed|ing|ings|s)? conven\w* sessions?"
        r" mediat\w* tour trip sat sit sitting face-to-face convers\w* delegates? travel(?:s|ed|ling|ing)?"
        r" assembl\w* rounds? welcomed contacted"
    ),
    "agreement": _words(
        r"agree(?:s|d|ing|ment|ments)? accords? deals? treat(?:y|ies) pacts? truces? cease-?fires? armistice"
        r" sign(?:s|ed|ing)? pledg\w* promis\w* vow(?:s|ed|ing)? commit(?:s|ted|ting|ment|ments)? accept\w*"
        r" approv\w* adopt\w* endors\w* reject\w* refus\w* offer(?:s|ed|ing)? propos\w* withdr\w* suspend\w*"
        r" pull(?:s|ed|ing)?\s+out quit leav(?:e|es|ing) cancel\w* resolutions? compromise concession\w*"
        r" concede[sd]? memorandum plans? planned will won['’]t would willing ready joint\w* cooperat\w*"
        r" co-operat\w* ban(?:s|ned)? sanctions exchang\w* swap\w* cessation terms? settle\w* convention"
        r" protocol declar\w* reaffirm\w* assur\w* guarantee\w* oblig\w* unanimous\w* voted? ratif\w*"
        r" rebuff\w* declin\w* dismiss\w* spurn\w*"
        r" join(?:s|ed)? host(?:s|ing)? turned\s+down walked\s+away undertak\w* decid\w*"
    ),
    "threat": _words(
        r"threat(?:s|en|ens|ened|ening)? warn\w* ultimat\w* danger\w* nuclear missiles? weapons? arsenal\w*"
        r" warheads? bombs? terror\w* militants? insurgen\w* extremis\w* attack\w* strik(?:e|es|ing)"
        r" retaliat\w* revenge consequences? repercussions? aggress\w* provok\w* provocat\w* wars? invasion"
        r" invad\w* sanctions? tariffs? hostil\w* cyber\w* hack\w* plot\w* risk\w* fear\w* menac\w* coerc\w*"
        r" blockad\w* escalat\w* concern\w* alarm\w* pay punish\w* destroy\w* annihilat\w* respond\w*"
        r" response force military isis isil daesh jihad\w* enem(?:y|ies) combat\w* conflict\w* violen\w*"
        r" boycott\w* sworn target\w* deadline crisis pressure radical\w* rockets? smuggl\w* tunnels?"
        r" caution\w* peril\w* jeopard\w* endanger\w* worr\w* gunmen militias? drones? explosives? mines?"
        r" pira(?:te|tes|cy) cartels? hostages? reprisals? enrich\w* uranium warships? artillery coup"
        r" imperil\w* levies penalties or\s+(?:else|(?:it|they|he|she|we)\s+(?:would|will))"
    ),
}

# Words that seldom stand for anything else than their kind, by what they do in a sentence: what triage
# goes by more than by those above.
STRONG: dict[Kind, dict[str, re.Pattern[str]]] = {
    "meeting": {
        "noun": _words(
            r"talks meetings? summits? negotiations? conferences? visits? dialogues? consultations?"
            r" discussions? sessions? phone\s+calls? roundtables? forum"
        ),
        "verb": _words(
            r"met meet(?:s|ing)? visit(?:ed|ing|s)? host(?:s|ed|ing)? negotiat(?:e|es|ed|ing)"
            r" discuss(?:ed|es|ing)? receiv(?:ed|es|ing) welcomed conferred consulted phoned telephoned"
            r" reconven\w* conven\w* hold(?:s|ing)? held invited"
        ),
        "phrase": _words(
            r"(?:spoke|spoken|speak|speaking|talk(?:s|ed|ing)?|meeting|met|meet|discuss\w*|negotiat\w*|call"
            r"|sit|sat|summit|conversation|dialogue|session|time|day|dinner|lunch|visit|visited|travel\w*"
            r"|flew|fly|arriv\w*)\s+(?:\w+\s+){0,3}?(?:with|to|between|in)"
        ),
    },
    "agreement": {
        "noun": _words(
            r"agreements? accords? deals? treat(?:y|ies) pacts? truces? cease-?fires? armistice memorandum"
            r" resolutions? sanctions? settlement cessation concessions? compromise commitments? pledges?"
            r" promises?"
        ),
        "verb": _words(
            r"agreed agree(?:s|ing)? sign(?:s|ed|ing)? pledg(?:ed|es|e|ing) promis(?:ed|es|e|ing)"
            r" vow(?:s|ed|ing)? commit(?:ted|s|ting)? accept(?:ed|s|ing)? approv(?:ed|es|e|ing)"
            r" adopt(?:ed|s|ing)? endors\w+ ratif\w+ voted withdr\w+ suspend\w* undertak\w+ undertook"
            r" guarantee[sd]? reject(?:ed|s|ing)? refus(?:ed|es|e|ing)"
        ),
        "phrase": _words(
            r"agreed\s+(?:to|on|that|in|with) commit(?:ted|ment|ments|s)?\s+to"
            r" (?:pledg|promis|vow)\w*\s+(?:to|that|not|never)"
            r" (?:reach|sign|struck|strike|announc|forg|clos|mak|broker|hammer)\w*\s+(?:\w+\s+){0,3}?"
            r"(?:deal|agreement|accord|truce|treaty|pact|cease-?fire)"
            r" (?:deal|agreement|accord|truce|treaty|pact|cease-?fire)\s+(?:\w+\s+){0,2}?"
            r"(?:to|that|between|with|on|for)"
        ),
        "pledge": _words(
            r"(?:we|i)\s+(?:will|shall) (?:we|i)['’]ll continue\s+to"
            r" (?:ready|willing|prepared|determined)\s+to"
        ),
    },
    "threat": {
        "noun": _words(
            r"threats? dangers? ultimatum terror(?:ism|ists?)? warnings? enem(?:y|ies) repercussions?"
            r" consequences? revenge retaliation menace peril risks?"
        ),
        "verb": _words(
            r"threaten(?:s|ed|ing)? warn(?:s|ed|ing)? vow(?:s|ed|ing)? retaliat\w+ attack(?:s|ed|ing)?"
            r" strik(?:e|ing) destroy(?:s|ed|ing)? punish\w* plott\w+ annihilat\w+ invad\w+"
            r" target(?:s|ed|ing)?"
        ),
    },
}

# What a danger consists of, and what makes more of it than a report of harm done.
HAZARD = _words(
    r"nuclear missiles? icbms? weapon\w* arsenal\w* warheads? bomb\w* terror\w* militant\w*"
    r" insurgen\w* extremis\w* attack\w* strik\w* wars? warfare invasion\w* invad\w* aggress\w* provocat\w*"
    r" hostil\w* cyber\w* hack\w* plot\w* coerc\w* blockad\w* revenge retaliat\w* punish\w* harm\w*"
    r" threat\w* danger\w* enem(?:y|ies) tariffs? sanctions? repercussions? consequences? violen\w*"
    r" levies penalties human\s+shields?"
    r" offensives? destroy\w* destabili\w* escalat\w* smuggl\w* traffick\w* pirac\w* espionage rockets?"
    r" military\s+(?:action|options?|solutions?) fire\s+and\s+fury"
    r" genocide annihilat\w* force pay jihad\w* assassinat\w* kidnap\w* sabotag\w* rebels?"
    r" gangs? gunmen militias? drones? explosives? warships? artillery pirates? cartels? mercenar\w*"
    r" hostages? reprisals? enrich\w* uranium hijack\w* coup jeopard\w* endanger\w* imperil\w*"
    r" shoot kill topple overthrow"
)
HARM_DONE = _words(r"war\s+crimes?")
MENACE = _words(
    r"threat\w* danger\w* warn\w* concern\w* fear\w* alarm\w* condemn\w* against counter\w* risk\w*"
    r" menac\w*"
    r" provo\w* enem(?:y|ies) ultimatum\w* vow\w* pay deter\w* imminent terroris\w* hostile critici[sz]\w*"
    r" pursu\w* develop\w* plott\w* worr\w* harsh\w* catastroph\w* or\s+else swor\w* illicit\w* coerc\w*"
    r" unhelpful destabili\w* grow\w* stand\s+up aggressi\w* caution\w* peril\w* jeopard\w* endanger\w*"
    r" imperil\w*"
)
# Of these none alone makes a danger of what a sentence reports.
MILD = _words(
    r"against counter\w* condemn\w* provo\w* vow\w* pay deter\w* critici[sz]\w* pursu\w* develop\w* harsh\w*"
    r" unhelpful grow\w* stand\s+up"
)
UTTERED = _words(
    r"will would shall threat\w* warn\w* vow\w* ultimatum\w* if unless going\s+to pledg\w* promis\w*"
    r" \w+['’]ll must deadline pay prepared ready or\s+else should on\s+the\s+table considering weighing"
    r" might may could plans? set\s+to"
)

# For each status the words that a sentence must have for it, the most telling first.
MEETING_STATUS: dict[MeetingStatus, re.Pattern[str]] = {
    "cancelled": _words(
        r"cancel\w* call(?:s|ed|ing)?(?:\s+\w+){0,5}\s+off scrap\w* postpon\w* abandon\w*"
        r" (?:was|were)\s+to\s+have"
    ),
    "refused": _words(r"refus\w* reject\w* declin\w* rul(?:e|ed|es|ing)\s+out not no never boycott\w*"),
    "proposed": _words(
        r"propos\w* offer\w* invit\w* urg\w* call(?:s|ed|ing)?\s+(?:for|on) could would should may might"
        r" suggest\w* request\w* if willing ready open want\w* seek\w* hop(?:e|es|ed|ing) agreed demand\w*"
    ),
    "planned": _words(
        r"will would plan\w* schedul\w* arranged due set next tomorrow upcoming expect\w* to agreed"
        r" announc\w* later"
    ),
    "ongoing": _words(r"\w+ing ongoing continu\w* underway are is still"),
}
AGREEMENT_STATUS: dict[AgreementStatus, re.Pattern[str]] = {
    "withdrawn": _words(
        r"withdr\w* pull(?:s|ed|ing)?(?:\s+\S+){0,3}?\s+out quit\w* leav(?:e|es|ing) left suspend\w* scrap\w*"
        r" abandon\w*"
        r" tear\w* tore terminat\w* renounc\w* cancel\w* end(?:s|ed|ing)? broke\w* exit\w* walk\w*"
    ),
    "refused": _words(
        r"reject\w* refus\w* declin\w* rul(?:e|ed|es|ing)\s+out turn(?:s|ed)?\s+down dismiss\w* oppos\w*"
        r" rebuff\w* spurn\w* veto\w*"
        r" without no not never nor cannot \w+n['’]t fail\w* balk\w* collaps\w*"
    ),
    "pledged": _words(
        r"pledg\w* promis\w* vow\w* commit\w* will undertak\w* assur\w* guarantee\w* swor\w* going\s+to"
        r" ready willing prepared determined continu\w* plans? decid\w* \w+['’]ll declar\w* announc\w*"
        r" sa(?:id|ys)\s+(?:that\s+)?(?:it|he|she|they)\s+would"
    ),
    "proposed": _words(
        r"propos\w* offer\w* urg\w* call(?:s|ed|ing)?\s+(?:for|on) draft plans? planned would could should"
        r" might may suggest\w* seek\w* negotiat(?:e|es|ed|ing|ions?)"
        r" if want\w* demand\w* talks potential possib\w* close"
    ),
    "agreed": _words(
        r"agree(?:s|d|ing|ment|ments)? sign(?:s|ed|ing)? accords? deals? treat(?:y|ies) pacts? truces?"
        r" cease-?fires? approv\w* adopt\w* accept\w* memorandum ratif\w* settle\w* exchang\w* swap\w*"
        r" endors\w* unanimous\w* voted? resolutions? join(?:s|ed)? cessation impos(?:e|es|ed) pass(?:es|ed)"
    ),
    "claimed": _words(r"said says claim\w* according told insist\w* report\w* announc\w*"),
}


def kinds(text: str) -> tuple[Kind, ...]:
    """Kinds of claim whose words stand in a sentence."""
    return tuple(kind for kind, words in CUES.items() if words.search(text))
