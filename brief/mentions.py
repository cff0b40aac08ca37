"""Who is mentioned in a sentence: names with their offices and countries, as the sentence ties them.

A sentence becomes a row of tagged words, one letter each, and a few patterns over the letters find
"South Korean Foreign Minister Kang Kyung-wha", "Wang Yi, the Chinese foreign minister," or "a top
Pakistani general". English only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from brief.actors import country, country_spans, is_adjective
from brief.tagging import GROUP, ORGANISATION_ENDS, ROLE, Token, tagged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Sort = Literal["person", "country", "organisation", "office", "name"]

# Before a role these are no part of the office.
_RANK = re.compile(r"^(?:(?:top|senior|former|outgoing|incoming|visiting|then)[ -])+", re.IGNORECASE)
_THING_ENDS = frozenset(
    "Agreement Treaty Act Accord Accords Summit Conference Road Square Airport Palace Street Island Islands"
    " Sea Peninsula Strip Valley River Mountain Mount Building Hotel Village Day War Year Plan Programme"
    " Program Law Resolution Protocol Convention Declaration Memorandum Border Zone Province Region City Base"
    " Gulf Coast Ocean Bay Cup Games Prize Policy One Deal Talks Crisis House Bank Time Era Hall Club".split()
)
_PERSON = re.compile(
    r"(?P<name>N)ct?(?P<of>[CG])?s?(?P<role>R)(?:ot?(?P<at>[CGN](?:s?[GNX])?))?(?=[c.wq]|$)"
    r"|t?T?(?P<of2>[CGNX])?s?(?P<role2>R)(?:ot?(?P<at2>[CG](?:s?[GN])?))?(?P<comma>c)?T?(?P<name2>N)(?:ot?(?P<at5>[CG]))?"
    r"|(?P<name3>N)(?:ot?(?P<at3>[CG])|p(?P<at4>[CG])q)"
    r"|T(?P<name4>N)"
)
_OTHER = re.compile(
    r"(?P<office>(?:[CGN]s?)?R(?:ot?[CG])?)|(?P<organ>[CN]s?X|Xot?C)|(?P<group>[CN]?s?G)|(?P<country>C)|(?P<name>N)"
)

# "Foreign ministers from China, Russia and Japan"
_OFFICES = re.compile(r"Rot?C(?:c?a?t?C)*")
# "Seoul, South Korea (CNN)": where and by whom it was written.
_DATELINE = re.compile(
    r"(?:[A-Z][\w.’'-]*(?:,\s+|\s+|/)){0,5}\((?:CNN|Reuters|AP|AFP|UPI|Xinhua|TASS|Bloomberg|Kyodo|Yonhap)\b[^)]{0,30}\)"
)
# "Israeli and Palestinian officials"
_SHARED = re.compile(r"(?P<first>C(?:cC)*)c?aC(?P<office>R)")
# "the London conference" was in London.
_EVENT = re.compile(r"\s+(?:conference|summit|meeting|talks|forum)\b")


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


def mentions(text: str, known: frozenset[str] = frozenset()) -> tuple[Mention, ...]:
    """Actors that a sentence mentions, in order.

    `known` has the words of names that are sure from elsewhere: a sentence's first word, and all words of
    a headline in capitals, are names only if they are among them.
    """
    dateline = _DATELINE.match(text)
    tokens = [each for each in tagged(text, known) if not dateline or each.start >= dateline.end()]
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
    return tuple(_merged(sorted(found, key=lambda mention: mention.start), text))


# "Chinese telecoms giant ZTE": one actor, and where it is from.
_BRANCH = re.compile(
    r"\s+(?:[a-z-]+\s+){0,2}(?:company|firm|giant|maker|manufacturer|carmaker|airline|operator|conglomerate|bank|newspaper"
    r"|broadcaster|agency|daily|network|party|movement|militia|group)\s+[“\"]?"
)


def _merged(found: Sequence[Mention], text: str) -> Iterator[Mention]:
    """Mentions in order, a company or group with its country as one."""
    country_before: Mention | None = None
    for each in found:
        if country_before:
            joined = each.sort in ("name", "organisation") and not each.affiliation
            between = text[country_before.end : each.start]
            if (
                joined
                and is_adjective(text[country_before.start : country_before.end])
                and _BRANCH.fullmatch(between)
            ):
                yield replace(each, start=country_before.start, affiliation=country_before.affiliation)
                country_before = None
                continue
            yield country_before
        country_before = each if each.sort == "country" else None
        if country_before is None:
            yield each
    if country_before:
        yield country_before


def _runs_on(tokens: Sequence[Token], match: re.Match[str]) -> bool:
    """Does a word follow an aside without an article: "Lind, Swedish Premier Meet"? Then it is none."""
    after = tokens[match.end()].tag if match.end() < len(tokens) else "."
    return after == "w" and tokens[match.start() + 2].tag != "t"


def _person(text: str, tokens: Sequence[Token], match: re.Match[str], plural: str | None) -> Mention | None:
    part = {name: text[tokens[match.start(name)].start : tokens[match.end(name) - 1].end]
            for name, value in match.groupdict().items() if value}  # fmt: skip
    name = next(part[key] for key in ("name", "name2", "name3", "name4") if key in part)
    office = part.get("role") or part.get("role2")
    of = next((part[key] for key in ("of", "of2", "at3", "at4", "at5") if key in part), None)
    at = part.get("at") or part.get("at2")
    first = tokens[match.start()]
    if "comma" in part and not (of or at or text[first.start : first.end].lower() in ("the", "his", "her")):
        return None  # "… told the president, Lee said"
    if not office and "name3" in part and not (plural or " " in name):
        return None
    if "name" in part and _runs_on(tokens, match):
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


def _others(text: str, tokens: Sequence[Token], tags: str, taken: Sequence[bool]) -> Iterator[Mention]:
    free = "".join("_" if used else tag for used, tag in zip(taken, tags, strict=True))
    listed, free = _listed(text, tokens, free)
    yield from listed
    for match in _OTHER.finditer(free):
        sort = match.lastgroup or ""
        start, end = tokens[match.start()].start, tokens[match.end() - 1].end
        phrase = text[start:end]
        placed = match.start() > 0 and tags[max(0, match.start() - 2) : match.start()].strip("t")[-1:] == "i"
        placed = placed or (sort == "country" and _EVENT.match(text[end:]) is not None)
        placed = placed or (sort == "country" and re.search(r"it?[NC]c$", tags[: match.start()]) is not None)
        of = _first_country(phrase)
        if sort == "country":
            yield Mention(start, end, "country", country(phrase) or phrase, affiliation=of, placed=placed)
        elif sort == "name":
            if not _is_thing(phrase):
                ends = phrase.split()[-1]
                kind: Sort = "organisation" if ends in ORGANISATION_ENDS else "name"
                yield Mention(start, end, kind, _bare(phrase), placed=placed)
        elif sort == "office":
            if of or phrase[0].isupper() or set("GN") & set(match[0]):
                yield _holder(text, start, end, of)
            # else "officials", "the leader": nobody in particular
        else:
            # "Afghanistan's Taliban" are the Taliban; an organ of state needs its state's name
            group = GROUP.search(phrase) if sort == "group" and re.search(r"[’']s\s", phrase) else None
            name = group[0] if group else _bare(phrase)
            yield Mention(start, end, "organisation", name, affiliation=of, placed=placed)


def _listed(text: str, tokens: Sequence[Token], tags: str) -> tuple[list[Mention], str]:
    """Holders of one office in several countries, and the tags without them."""
    found: list[Mention] = []
    for match in _SHARED.finditer(tags):
        office = text[tokens[match.start("office")].start : tokens[match.start("office")].end]
        if _is_plural(office):
            for token in tokens[slice(*match.span("first"))]:
                if token.tag == "C":
                    word = text[token.start : token.end]
                    of, role = country(word), _office(office, None)
                    found.append(Mention(token.start, token.end, "office", f"{word} {office}", role, of))
            tags = tags[: match.start()] + "_" * len(match["first"]) + tags[match.end("first") :]
    for match in _OFFICES.finditer(tags):
        office = text[tokens[match.start()].start : tokens[match.start()].end]
        if _is_plural(office):
            for token in tokens[match.start() : match.end()]:
                if token.tag == "C":
                    name = country(text[token.start : token.end]) or ""
                    found.append(
                        Mention(token.start, token.end, "country", name, _office(office, None), name)
                    )
            tags = tags[: match.start()] + "_" * len(match[0]) + tags[match.end() :]
    return found, tags


def _holder(text: str, start: int, end: int, of: str | None) -> Mention:
    """Somebody of whom only the office is named."""
    rank = re.search(r"(?i)\b(?:top|senior|former|unnamed|unidentified)\s*$", text[:start])
    start = rank.start() if rank else start
    phrase = text[start:end]
    head = ROLE.search(phrase)
    role = _office(head[0], None) if head else None
    return Mention(start, end, "office", _bare(phrase), role=role, affiliation=of or _group_in(phrase))


def _is_thing(name: str) -> bool:
    return name.rsplit(maxsplit=1)[-1] in _THING_ENDS


def _is_plural(role: str) -> bool:
    return role.split(" of ", maxsplit=1)[0].endswith(("s", "men", "people"))


def _office(role: str, at: str | None) -> str | None:
    """An office in the singular, without rank; with its organisation where it is an "of" one.

    None for a "counterpart", who has the other's.
    """
    role = _RANK.sub("", role)
    if role.lower().startswith("counterpart"):
        return None
    # Only a sentence's first word, or a title before a name, is written with a capital.
    role = role[0].lower() + role[1:] if role[1:].islower() else role
    if _is_plural(role):
        head, of, rest = role.partition(" of ")
        singular = re.sub(r"ies$", "y", head) if head.endswith("ies") else head.removesuffix("s")
        role = singular.replace("spokesmen", "spokesman").replace("spokespeople", "spokesperson") + of + rest
    return f"{role} of {at}" if at and not country(at) else role


def _first_country(phrase: str | None) -> str | None:
    spans = country_spans(phrase) if phrase else ()
    return spans[0][0] if spans else None


def _group_in(phrase: str) -> str | None:
    match = GROUP.search(phrase)
    return match[0] if match else None


def _bare(name: str) -> str:
    return re.sub(r"(?i)^(?:the|a|an)\s+|[’']s?$", "", name.strip())
