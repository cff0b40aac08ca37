"""What sites put around their articles, and in place of them; no rule knows a particular site."""

from __future__ import annotations

NOTICES: dict[str, tuple[str, ...]] = {
    "newsletter box": (
        r"(?:subscribe|sign up|register) (?:now |today )?(?:to|for|and get) (?:our|the)\b.{0,120}$",
        r"never miss (?:the|our|a|an)\b.{0,160}$",
        r"get (?:the )?[\w' ]{2,40}(?:edition|newsletter|briefing)s?\b.{0,160}$",
        r"(?:do you )?want to (?:be informed|stay informed|know more|hear more)\b.{0,160}$",
        r"for the latest (?:stories|news|updates)\b.{0,200}$",
        r"(?:simply |just )?(?:pop|enter|type) your e-?mail\b.{0,160}$",
        r"(?:thank you|thanks) for (?:signing up|subscribing)\b.{0,160}$",
    ),
    "social media": (
        r"(?:follow|like|find) @?\w+(?: \w+){0,3} on (?:twitter|facebook|instagram|youtube|x)\b.{0,200}$",
    ),
    "appeal to readers": (
        r"we want to hear (?:what|from)\b.{0,160}$",
        r"(?:submit|send) (?:a|your) letters? to the editor\b.{0,160}$",
        r"(?:we need your|please) (?:help|support)\b.{0,160}$",
        r"help us (?:continue|keep)\b.{0,160}$",
        r"read more letters to the editor\b.{0,60}$",
        r"(?:have|got) (?:a|any) (?:tip|story|question)s?\b.{0,120}$",
    ),
    "advertising notice": (
        r"(?:this|the) (?:post|article|page|story) contains? (?:references|affiliate|links)\b.{0,300}$",
        r"\*? ?(?:bonus|terms|offer)s? .{0,80}\b(?:estimated value|terms apply|card issuer)\b.{0,200}$",
        r"we may (?:receive|earn)\b.{0,200}$",
    ),
    "byline": (r"by [A-Z.]{2,}(?: [A-Z.&]{2,})+$", r"release date:.{0,60}$"),
    "author's biography": (
        r"\w+ \w+ is (?:a|an|the) (?:\w+ )?(?:founder|reporter|journalist|writer|editor)\b.{0,400}$",
    ),
}
"""Lines within the text of a page, by what they are."""

GATES: dict[str, tuple[str, ...]] = {
    "a page that asks for a subscription": (
        r"subscribe (?:now )?to (?:continue|keep|read)",
        r"(?:log|sign) in (?:or subscribe )?to (?:continue|read)",
        r"this (?:article|content|story) is (?:only )?(?:for|available to) (?:our )?subscribers",
        r"already a (?:subscriber|member)\?",
        r"you have reached your (?:monthly )?limit",
        r"(?:create a free account|register) to (?:continue|read)",
    ),
    "a check that the reader is a person": (
        r"verify (?:that )?you are (?:a )?human",
        r"are you a robot|captcha|unusual traffic|checking your browser",
        r"just a moment\.\.\.|enable javascript and cookies|press (?:&|and) hold",
    ),
    "an error page": (
        r"\b40[34]\b.{0,40}(?:not found|forbidden)",
        r"page (?:you .{1,40} )?(?:was |could )?not (?:be )?found|access denied",
        r"\b50[023]\b.{0,40}(?:error|unavailable|gateway)",
        r"this page (?:does not|doesn't|no longer) exists?",
        r"(?:sorry|oops).{0,60}(?:can(?:no|')t find|could(?:n't| not) find|went wrong|not available)",
    ),
    "a notice about cookies or scripts": (
        r"please enable (?:javascript|cookies)",
        r"javascript is (?:disabled|required)",
        r"we use cookies",
    ),
}
"""What a short page says that shows no article, by what it is."""
