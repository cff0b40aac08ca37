"""Words of a sentence, each with a letter for what it may be: the row in which `mentions` finds its patterns.

C country   G organisation or armed group   X organ of a state   R office   N name   T courtesy title
s possessive   t article   o of, for, from   a and   i in, at   c comma or dash   p q brackets   w other
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from brief.actors import CAPITAL, country_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Of these it is said whose they are, and they do not act for it: "Syrian rebels".
_GROUPS = (
    r"rebels?|separatists?|militants?|insurgents?|fighters?|factions?|groups|guerrillas?|warlords?|tribes"
    r"|dissidents"
)
_HEADS = (
    r"presidents?(?:-elect)?|premiers?|ministers?|chancellors?|secretar(?:y|ies)(?:[- ]general)?|ambassadors?"
    r"|envoys?|representatives?|spokes(?:man|woman|person|men|people)|leaders?|chiefs?|negotiators?|generals?"
    r"|commanders?|directors?|advis[eo]rs?|kings?|queens?|princes?|emirs?|sultans?|popes?|senators?"
    r"|congress(?:man|woman)|lawmakers?|mayors?|governors?|heads?|chair(?:man|woman|person)?|professors?"
    r"|analysts?|officials?|diplomats?|counterparts?|admirals?|colonels?|captains?|lieutenants?|commissioners?"
    r"|monarchs?|mediators?|coordinators?|undersecretar(?:y|ies)|speakers?"
    r"|whips?|scholars?|experts?|rulers?|delegates?|troops"
    rf"|{_GROUPS}"
)
NON_STATE = re.compile(rf"\b(?:{_GROUPS})$")
_BEFORE = (
    r"deputy|vice|acting|former|top|senior|chief|special|outgoing|incoming|first|national security|national"
    r"|foreign|defen[cs]e|prime|interior|finance|trade|economy|energy|security|military|army|navy|marine|press"
    r"|major|supreme|high|permanent|crown|opposition|party|assistant|joint|intelligence|nuclear|peace|visiting"
    r"|then|royal|house|majority|minority|political|religious|civil society|cooperation"
    r"|international cooperation|immigration|justice|health|agriculture|labou?r|planning|transport|oil"
    r"|environment|education|home|police"
)
ROLE = re.compile(
    rf"\b(?:(?:{_BEFORE})[ -])*(?:{_HEADS})(?:/Vice-President)?\b"
    r"(?: of (?:state|staff|defen[cs]e|government)\b)?",
    re.IGNORECASE,
)
_ORGAN = re.compile(
    r"\b(?:government|administration|regime|army|military|leadership|authorities|parliament|delegation|embassy"
    r"|(?:foreign|defen[cs]e|interior|finance|transport|energy|health|justice|trade|economy|oil) ministry"
    r"|forces|navy|opposition|police|coast guard|air force|presidency|cabinet|junta|central bank)\b",
    re.IGNORECASE,
)
ARMED = (
    r"Hamas|Hezbollah|Taliban|ISI[SL]|Islamic State|Daesh|Boko Haram|PKK|Houthis?|Islamic Jihad|Fatah|PLO"
    r"|(?<![A-Z] )IS(?! [A-Z]{2})"
    r"|Da[’']esh|[Aa]l[- ]Qaeda(?: in [\w ]+?(?: Peninsula| Maghreb))?"
)
"""Groups that act for no state, and may be called rebels or militants."""
_ARMED = re.compile(ARMED)
GROUP = re.compile(
    rf"\b(?:{ARMED}|NATO|EU|European Union"
    r"|(?:(?:U\.?N\.?|United Nations) )?(?:Security Council|General Assembly)|U\.?N\.?|United Nations"
    r"|White House|State Department|Pentagon|Foreign Office"
    r"|Palestinian Authority|African Union|Arab League|ASEAN|G7|G20|OSCE|IAEA)(?!\w)"
)
ORGANISATION_ENDS = frozenset(
    "Ministry Council Agency Party Army Union Department Front Movement Force Forces Nations"
    " Organization Organisation Government Administration Office Authority Commission Committee Congress"
    " Parliament Senate Group Court Radio Television TV Fund Institute University Company Corporation"
    " Association League Secretariat Alliance Brigade Brigades Guard Guards Service Bureau Times Post"
    " Journal Press Command Coalition Assembly Quartet Foundation Center Centre Watch International News"
    " Herald Monitor".split()
)
_DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July"
    " August September October November December God Internet Twitter TV".split()
)
# "Nov. 20": before a number these are no names.
_MONTHS = frozenset("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split())
_OF_MONTH = re.compile(r"\.?\s*\d")
# By themselves these name nobody: "the Islamic movement".
_ADJECTIVES = frozenset("Islamic Islamist Arab Muslim Jewish Christian Western".split())
# Words that are written with a capital only because they begin a sentence or stand in a headline.
_OPENERS = frozenset(
    "the a an in on at to of for from by with and but or as it its he she his her they their we our you"
    " your i this that these those there here when while where after before since until if though"
    " although despite however meanwhile also still yet now then today yesterday tomorrow earlier later"
    " last late next just even not no some many most more all both each every such one two three four"
    " five under over during between among about against amid according asked speaking citing former"
    " u.s.-led who what which why how is are was were has have had will would could should may might"
    " must can do does did hopefully unfortunately fortunately sadly clearly certainly obviously frankly"
    " actually recently finally previously initially eventually separately apparently reportedly similarly"
    " additionally shortly immediately already only early".split()
)
_COURTESY = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Mme|Gen|Col|Lt|Sen|Rep|Gov|Adm|Maj|Mullah|Sheikh|Ayatollah)\b\.?"
)
_PARTICLES = frozenset("al el bin ibn van von de del da der ter abu".split())
# "al-Jubeir": the Arabic article is part of the name.
_ARTICLE = rf"(?:al|el|as|ad|ar|at|an|az|ash|ul|ur)-(?={CAPITAL})"
_NAME_WORD = rf"(?:[A-Z]\.)+|(?:(?<![\w’'-]){_ARTICLE})?{CAPITAL}[\w’'-]*[\w]"
# "Between Russia And U.S." ends in no full stop.
_STOPPED = re.compile(r"(?<![.\s][A-Z])\.\s*$")
_WITH_ARTICLE = re.compile(_ARTICLE)
_RUN = rf"(?:{_NAME_WORD})(?:\s+(?:(?:{'|'.join(sorted(_PARTICLES))})[ -])*(?:{_NAME_WORD}))*"
# "Council on Foreign Relations" is one name.
_BODY = (
    r"(?:Council|Organi[sz]ation|Association|Institute|Cent(?:er|re)|Foundation|Committee|Academy|Campaign)"
)
_NAME = re.compile(rf"(?:(?:{_NAME_WORD})\s+)*?{_BODY}\s+(?:of|on|for)\s+{_RUN}|{_RUN}")
_WORDS = {
    **dict.fromkeys(("the", "a", "an", "his", "her", "their", "its", "our"), "t"),
    **dict.fromkeys(("of", "for", "from"), "o"),
    "and": "a",
    **dict.fromkeys(("in", "at", "near", "outside", "inside", "around"), "i"),
    **dict.fromkeys((",", "—", "–", "--"), "c"),
    "(": "p",
    ")": "q",
}
_FILLER = re.compile(r"[’']s?(?!\w)|[\w-]+(?:[’'.]\w+)*|--|[^\w\s]")


@dataclass(frozen=True)
class Token:
    """One tagged stretch of a text."""

    tag: str
    start: int
    end: int


def is_armed(name: str) -> bool:
    """Is this the name of a group that acts for no state?"""
    return _ARMED.fullmatch(name) is not None


def sure_names(texts: Iterable[str]) -> frozenset[str]:
    """Words of names that stand inside sentences, where a capital means a name."""
    found: set[str] = set()
    for text in texts:
        if not _is_headline(text):
            found |= {
                word for match in _NAME.finditer(text) if match.start() > 1 for word in match[0].split()
            }
    return frozenset(found)


def tagged(text: str, known: frozenset[str]) -> list[Token]:
    """Tokens of a sentence in order; `known` has the words that are names wherever they stand."""
    spans: list[Token] = []
    for token in _lexical(text):
        _add(spans, token)
    headline = _is_headline(text)
    for match in _NAME.finditer(text):
        for start, end in _parted(text, _pieces(match, spans)):
            if name := _named(text, start, end, known, headline=headline):
                _add(spans, Token("N", *name))
    for match in _FILLER.finditer(text):
        word = match[0].lower()
        tag = "s" if word[0] in "’'" and len(word) < 3 else _WORDS.get(word)  # noqa: PLR2004
        _add(spans, Token(tag or ("w" if word[0].isalnum() else "."), *match.span()))
    return sorted(spans, key=lambda token: token.start)


def _add(spans: list[Token], token: Token) -> None:
    """Add a token where none is yet."""
    if all(token.end <= other.start or token.start >= other.end for other in spans):
        spans.append(token)


def _lexical(text: str) -> Iterator[Token]:
    """What the word lists know, the surest first."""
    for pattern, tag in ((GROUP, "G"), (_COURTESY, "T")):
        for match in pattern.finditer(text):
            yield Token(tag, *match.span())
    countries = country_spans(text)
    for match in ROLE.finditer(text):
        # "general", "head" and "chief" are offices only after a country: "a Swedish general".
        after_country = any(end + 1 == match.start() for _, _, end in countries)
        if after_country or not re.fullmatch(r"generals?|heads?|chiefs?", match[0]):
            yield Token("R", *match.span())
    for match in _ORGAN.finditer(text):
        yield Token("X", *match.span())
    for _, start, end in countries:
        yield Token("C", start, end)


def _pieces(match: re.Match[str], spans: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """What other tokens leave of a run of capitalised words."""
    position = match.start()
    for token in sorted(spans, key=lambda token: token.start):
        if token.start < match.end() and token.end > position:
            if token.start > position:
                yield position, token.start
            position = max(position, token.end)
    if position < match.end():
        yield position, match.end()


def _parted(text: str, pieces: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """An organisation's name and a person's after it, each by itself: "Security Secretariat | Ana Silva"."""
    for start, end in pieces:
        words = list(re.finditer(r"\S+", text[start:end]))
        cut = next(
            (
                word.end()
                for word, after in pairwise(words[1:-1])
                if word[0] in ORGANISATION_ENDS and after[0][0].isupper()
            ),
            None,
        )
        if cut is None:
            yield start, end
        else:
            yield start, start + cut
            yield start + cut + 1, end


def _named(
    text: str, start: int, end: int, known: frozenset[str], *, headline: bool
) -> tuple[int, int] | None:
    """The words of a run that are a name, if any: no days, no sentence's first word by mere position."""
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]

    def odd(span: tuple[int, int]) -> bool:
        word = re.sub(r"[’']s?$", "", text[slice(*span)])
        if word in _PARTICLES or word in ("of", "on", "for"):
            return span in (words[0], words[-1])
        if word in _MONTHS and _OF_MONTH.match(text, span[1]):
            return True
        if word in _DAYS or word.lower() in _OPENERS or not (word[:1].isupper() or _WITH_ARTICLE.match(word)):
            return True
        before = text[: span[0]].rstrip()
        opening = not before or before.endswith((":", "“", '"', "‘"))
        return (headline or (opening and len(words) == 1)) and word not in known

    while words and odd(words[0]):
        words.pop(0)
    while words and odd(words[-1]):
        words.pop()
    if not words or any(odd(word) for word in words[1:-1]):
        return None
    first, last = words[0][0], words[-1][1]
    if text[first:last] in _ADJECTIVES:
        return None
    possessive = re.search(r"[’']s?$", text[first:last])
    return first, last - (len(possessive[0]) if possessive else 0)


def _is_headline(text: str) -> bool:
    """Most words are capitalised and no stop ends them, so that a capital means nothing."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    long = [word for word in words if len(word) > 3]  # noqa: PLR2004
    capitals = sum(word[0].isupper() for word in long)
    return not _STOPPED.search(text) and len(long) > 3 and capitals > 0.8 * len(long)  # noqa: PLR2004
