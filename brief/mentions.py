"""Who is mentioned in a sentence: names with their offices and countries, as the sentence ties them.

A sentence becomes a row of tagged words, one letter each, and a few patterns over the letters find
"South Korean Foreign Minister Kang Kyung-wha", "Wang Yi, the Chinese foreign minister," or "a top
Pakistani general". English only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from brief.actors import country, country_spans, is_adjective

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Sort = Literal["person", "country", "organisation", "office", "name"]

_HEADS = (
    r"presidents?(?:-elect)?|premiers?|ministers?|chancellors?|secretar(?:y|ies)(?:[- ]general)?|ambassadors?"
    r"|envoys?|representatives?|spokes(?:man|woman|person|men|people)|leaders?|chiefs?|negotiators?|generals?"
    r"|commanders?|directors?|advis[eo]rs?|kings?|queens?|princes?|emirs?|sultans?|popes?|senators?"
    r"|congress(?:man|woman)|lawmakers?|mayors?|governors?|heads?|chair(?:man|woman|person)?|professors?"
    r"|analysts?|officials?|diplomats?|counterparts?|admirals?|colonels?|captains?|lieutenants?|commissioners?"
    r"|monarchs?|mediators?|coordinators?|undersecretar(?:y|ies)|speakers?"
    r"|whips?|scholars?|experts?|rulers?|delegates?|rebels?|separatists?|militants?|insurgents?|fighters?|troops"
)
_BEFORE = (
    r"deputy|vice|acting|former|top|senior|chief|special|outgoing|incoming|first|national security|national"
    r"|foreign|defen[cs]e|prime|interior|finance|trade|economy|energy|security|military|army|navy|press"
    r"|major|supreme|high|permanent|crown|opposition|party|assistant|joint|intelligence|nuclear|peace|visiting"
    r"|then|royal|house|majority|minority|political|religious|civil society"
)
_ROLE = re.compile(
    rf"\b(?:(?:{_BEFORE})[ -])*(?:{_HEADS})(?:/Vice-President)?\b(?: of (?:state|staff|defen[cs]e|government)\b)?",
    re.IGNORECASE,
)
# Before a role these are no part of the office.
_RANK = re.compile(r"^(?:(?:top|senior|former|outgoing|incoming|visiting|then)[ -])+", re.IGNORECASE)
_ORGAN = re.compile(
    r"\b(?:government|administration|regime|army|military|leadership|authorities|parliament|delegation|embassy"
    r"|(?:foreign|defen[cs]e|interior|finance) ministry|forces|navy|opposition)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:Hamas|Hezbollah|Taliban|ISI[SL]|Islamic State|Daesh|[Aa]l[- ]Qaeda(?: in [\w ]+?(?: Peninsula| Maghreb))?"
    r"|Boko Haram|PKK|Houthis?|NATO|EU|European Union|U\.?N\.?|United Nations|(?:U\.?N\.? |United Nations )?"
    r"Security Council|White House|State Department|Pentagon|Foreign Office|Islamic Jihad|Fatah|PLO"
    r"|Palestinian Authority|African Union|Arab League|ASEAN|G7|G20|OSCE|IAEA)(?!\w)"
)
_ORGANISATION_ENDS = frozenset(
    "Ministry Council Agency Party Army Union Department Front Movement Force Forces Nations Organization"
    " Organisation Government Administration Office Authority Commission Committee Congress Parliament Senate"
    " Group Court Radio Television TV Fund Institute University Company Corporation Association League"
    " Alliance Brigade Brigades Guard Guards Service Bureau Times Post Journal Press Command Coalition"
    " Assembly Quartet Foundation Center Centre Watch International Taliban News Post Herald Monitor".split()
)
_THING_ENDS = frozenset(
    "Agreement Treaty Act Accord Accords Summit Conference Road Square Airport Palace Street Island Islands"
    " Sea Peninsula Strip Valley River Mountain Mount Building Hotel Village Day War Year Plan Programme"
    " Program Law Resolution Protocol Convention Declaration Memorandum Border Zone Province Region City Base"
    " Gulf Coast Ocean Bay Cup Games Prize Policy One Deal Talks Crisis House Bank Time Era Hall Club".split()
)
_DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July"
    " August September October November December God Internet Twitter".split()
)
# Words that are written with a capital only because they begin a sentence or stand in a headline.
_OPENERS = frozenset(
    "the a an in on at to of for from by with and but or as it its he she his her they their we our you your i"
    " this that these those there here when while where after before since until if though although despite"
    " however meanwhile also still yet now then today yesterday tomorrow earlier later last late next just even"
    " not no some many most more all both each every such one two three four five under over during between"
    " among about against amid according asked speaking citing former u.s.-led who what which why how"
    " is are was were has have had will would could should may might must can do does did".split()
)
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Mme|Gen|Col|Lt|Sen|Rep|Gov|Adm|Maj|Mullah|Sheikh|Ayatollah)\b\.?")
_PARTICLES = frozenset("al el bin ibn van von de del da der ter abu".split())
_NAME_WORD = r"(?:[A-Z]\.)+|[A-ZÀ-ÞİŞĆČŽŁ][\w’'-]*[\w]"
_NAME = re.compile(
    rf"(?:{_NAME_WORD})(?:\s+(?:(?:{'|'.join(sorted(_PARTICLES))})[ -])*(?:{_NAME_WORD}))*"
)
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
_PERSON = re.compile(
    r"(?P<name>N)ct?(?P<of>[CG])?s?(?P<role>R)(?:ot?(?P<at>[CGN](?:s?[GN])?))?(?=[c.wq]|$)"
    r"|t?T?(?P<of2>[CGNX])?s?(?P<role2>R)(?:ot?(?P<at2>[CG](?:s?[GN])?))?(?P<comma>c)?T?(?P<name2>N)"
    r"|(?P<name3>N)(?:ot?(?P<at3>[CG])|p(?P<at4>[CG])q)"
    r"|T(?P<name4>N)"
)
_OTHER = re.compile(
    r"(?P<office>(?:[CGN]s?)?R(?:ot?[CG])?)|(?P<organ>[CN]s?X)|(?P<group>[CN]?s?G)|(?P<country>C)|(?P<name>N)"
)

# "Foreign ministers from China, Russia and Japan"
_OFFICES = re.compile(r"Rot?C(?:c?a?t?C)*")


@dataclass(frozen=True)
class Mention:
    """One actor of a sentence, `text[start:end]` with office and country.

    `name` is a person's or organisation's, or a country's common name; of an "office" ("North Korea's top
    diplomat") the phrase itself, without article. A "name" may be a person's, or of something else. `placed`
    tells that a preposition makes it the scene.
    """

    start: int
    end: int
    sort: Sort
    name: str
    role: str | None = None
    affiliation: str | None = None
    placed: bool = False


@dataclass(frozen=True)
class _Token:
    tag: str
    start: int
    end: int


def mentions(text: str, known: frozenset[str] = frozenset()) -> tuple[Mention, ...]:
    """Actors that a sentence mentions, in order.

    `known` has the words of names that are sure from elsewhere: a sentence's first word, and all words of
    a headline in capitals, are names only if they are among them.
    """
    tokens = _tokens(text, known)
    tags = "".join(token.tag for token in tokens)
    found: list[Mention] = []
    taken = [False] * len(tokens)
    plural: str | None = None
    for match in _PERSON.finditer(tags):
        mention = _person(text, tokens, match, plural)
        if mention is None:
            continue
        role_at = match.start("role2")
        if mention.role and role_at >= 0 and _is_plural(text[tokens[role_at].start : tokens[role_at].end]):
            plural = mention.role
        found.append(mention)
        for index in range(match.start(), match.end()):
            taken[index] = True
    found += _others(text, tokens, tags, taken)
    return tuple(sorted(found, key=lambda mention: mention.start))


def sure_names(texts: Iterable[str]) -> frozenset[str]:
    """Words of names that stand inside sentences, where a capital means a name."""
    found: set[str] = set()
    for text in texts:
        if not _is_headline(text):
            found |= {
                word for match in _NAME.finditer(text) if match.start() > 1 for word in match[0].split()
            }
    return frozenset(found)


def _person(text: str, tokens: Sequence[_Token], match: re.Match[str], plural: str | None) -> Mention | None:
    part = {name: text[tokens[match.start(name)].start : tokens[match.end(name) - 1].end]
            for name, value in match.groupdict().items() if value}  # fmt: skip
    name = next(part[key] for key in ("name", "name2", "name3", "name4") if key in part)
    office = part.get("role") or part.get("role2")
    of = next((part[key] for key in ("of", "of2", "at3", "at4") if key in part), None)
    at = part.get("at") or part.get("at2")
    first = tokens[match.start()]
    if "comma" in part and not (of or at or text[first.start : first.end].lower() in ("the", "his", "her")):
        return None  # "… told the president, Lee said"
    if not office and "name3" in part and not (plural or " " in name):
        return None
    if _is_thing(name):
        return None
    role = _office(office, at) if office else plural
    where = of or (at if at and country(at) else None) or _first_country(at)
    return Mention(
        start=first.start,
        end=tokens[match.end() - 1].end,
        sort="person",
        name=_bare(name),
        role=role,
        affiliation=(country(where) or _bare(where)) if where else None,
    )


def _others(text: str, tokens: Sequence[_Token], tags: str, taken: Sequence[bool]) -> Iterator[Mention]:
    free = "".join("_" if used else tag for used, tag in zip(taken, tags, strict=True))
    for listed in _OFFICES.finditer(free):
        first = tokens[listed.start()]
        office = text[first.start : first.end]
        if _is_plural(office):
            for index in range(listed.start() + 1, listed.end()):
                if tags[index] == "C":
                    name = country(text[tokens[index].start : tokens[index].end]) or ""
                    yield Mention(
                        tokens[index].start, tokens[index].end, "country", name, _office(office, None), name
                    )
            free = free[: listed.start()] + "_" * len(listed[0]) + free[listed.end() :]
    for match in _OTHER.finditer(free):
        sort = match.lastgroup or ""
        start, end = tokens[match.start()].start, tokens[match.end() - 1].end
        phrase = text[start:end]
        before = text[:start].lower().rstrip()
        placed = match.start() > 0 and tags[max(0, match.start() - 2) : match.start()].strip("t")[-1:] == "i"
        of = _first_country(phrase)
        if sort == "country":
            yield Mention(start, end, "country", country(phrase) or phrase, affiliation=of, placed=placed)
        elif sort == "name":
            if not _is_thing(phrase):
                ends = phrase.split()[-1]
                kind: Sort = "organisation" if ends in _ORGANISATION_ENDS else "name"
                yield Mention(start, end, kind, _bare(phrase), placed=placed)
        elif sort == "office":
            if not of and "G" not in match[0] and "N" not in match[0] and phrase.islower():
                continue  # "officials", "the leader": nobody in particular
            rank = re.search(r"\b(?:top|senior|former|unnamed|unidentified)$", before)
            begin = rank.start() if rank else start
            name = _bare(text[begin:end])
            head = _ROLE.search(phrase)
            role = _office(head[0], None) if head else None
            yield Mention(begin, end, "office", name, role=role, affiliation=of or _group_in(phrase))
        else:
            yield Mention(start, end, "organisation", _bare(phrase), affiliation=of, placed=placed)


def _tokens(text: str, known: frozenset[str]) -> list[_Token]:
    spans: list[_Token] = []

    def add(tag: str, start: int, end: int) -> None:
        if all(end <= other.start or start >= other.end for other in spans):
            spans.append(_Token(tag, start, end))

    for match in _GROUP.finditer(text):
        add("G", *match.span())
    for match in _COURTESY.finditer(text):
        add("T", *match.span())
    countries = country_spans(text)
    for match in _ROLE.finditer(text):
        if not re.fullmatch(r"generals?|heads?|chiefs?", match[0]) or any(
            end + 1 == match.start() for _, _, end in countries
        ):
            add("R", *match.span())
    for match in _ORGAN.finditer(text):
        add("X", *match.span())
    for name, start, end in countries:
        if not re.match(r"\s+[A-Z]\w+", text[end:]) or is_adjective(text[start:end]) or name:
            add("C", start, end)
    headline = _is_headline(text)
    for match in _NAME.finditer(text):
        for start, end in _pieces(match, spans):
            if start_end := _named(text, start, end, known, headline=headline):
                add("N", *start_end)
    for match in _FILLER.finditer(text):
        word = match[0].lower()
        tag = "s" if word[0] in "’'" and len(word) < 3 else _WORDS.get(word)  # noqa: PLR2004
        add(tag or ("w" if word[0].isalnum() else "."), *match.span())
    return sorted(spans, key=lambda token: token.start)


def _pieces(match: re.Match[str], spans: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """What other tokens leave of a run of capitalised words."""
    position = match.start()
    for token in sorted(spans, key=lambda token: token.start):
        if token.start < match.end() and token.end > position:
            if token.start > position:
                yield position, token.start
            position = max(position, token.end)
    if position < match.end():
        yield position, match.end()


def _named(
    text: str, start: int, end: int, known: frozenset[str], *, headline: bool
) -> tuple[int, int] | None:
    """The words of a run that are a name, if any: no days, no sentence's first word by mere position."""
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]

    def odd(span: tuple[int, int]) -> bool:
        word = re.sub(r"[’']s?$", "", text[slice(*span)])
        if word in _PARTICLES:
            return span in (words[0], words[-1])
        if word in _DAYS or word.lower() in _OPENERS or not word[:1].isupper():
            return True
        opening = not text[: span[0]].strip(" \"“‘'(") or text[: span[0]].rstrip(' "“‘').endswith((".", ":"))
        return (headline or (opening and len(words) == 1)) and word not in known

    while words and odd(words[0]):
        words.pop(0)
    while words and odd(words[-1]):
        words.pop()
    if not words or any(odd(word) for word in words[1:-1]):
        return None
    first, last = words[0][0], words[-1][1]
    possessive = re.search(r"[’']s?$", text[first:last])
    return first, last - (len(possessive[0]) if possessive else 0)


def _is_headline(text: str) -> bool:
    """Most words are capitalised, so that a capital means nothing."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    long = [word for word in words if len(word) > 3]  # noqa: PLR2004
    return len(words) >= 4 and sum(word[0].isupper() for word in long) > 0.8 * len(long)  # noqa: PLR2004


def _is_thing(name: str) -> bool:
    return name.split()[-1] in _THING_ENDS


def _is_plural(role: str) -> bool:
    return role.split(" of ")[0].endswith(("s", "men", "people"))


def _office(role: str, at: str | None) -> str:
    """An office in the singular, without rank; with its organisation where it is an "of" one."""
    role = _RANK.sub("", role)
    if _is_plural(role):
        head, of, rest = role.partition(" of ")
        singular = re.sub(r"ies$", "y", head) if head.endswith("ies") else head.removesuffix("s")
        role = singular.replace("spokesmen", "spokesman").replace("spokespeople", "spokesperson") + of + rest
    return f"{role} of {at}" if at and not country(at) else role


def _first_country(phrase: str | None) -> str | None:
    spans = country_spans(phrase) if phrase else ()
    return spans[0][0] if spans else None


def _group_in(phrase: str) -> str | None:
    match = _GROUP.search(phrase)
    return match[0] if match else None


def _bare(name: str) -> str:
    return re.sub(r"(?i)^(?:the|a|an)\s+|[’']s?$", "", name.strip())
