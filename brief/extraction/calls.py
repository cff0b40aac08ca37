"""The calls about one document, one after the other, and what they have come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.errors import ReplyError
from brief.extraction.chance import chance
from brief.extraction.parsing import CHECK, Parsed, drafts, parse
from brief.extraction.prompt import Prompt
from brief.extraction.windows import cover, halves, readable
from brief.records import Finding, Usage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from brief.extraction.profile import Profile
    from brief.extraction.windows import Window
    from brief.records import Document, Draft, Genre
    from brief.wire import Chat, Reply

SPLITS = 3
"""How often what gave an answer too long is halved and asked about again."""
_REASON_CHARS = 1_000


class Calls:
    """The calls about a document, and what they have come to; `unasked` are sentences not to be asked about.

    Raises ConfigError for a prompt that cannot be used.
    """

    def __init__(self, document: Document, chat: Chat, profile: Profile, unasked: Collection[int]) -> None:
        self._chat = chat
        self._profile = profile
        self._prompt = Prompt(document, profile)
        self._sentences = readable(document.sentences, profile.room)
        self._asked = {sentence.number for sentence in self._sentences} - set(unasked)
        every = {sentence.number for sentence in document.sentences}
        self.unread = every - self._asked - set(unasked)
        self.drafts: list[Draft] = []
        self.findings: list[Finding] = []
        self.genre: Genre | None = None
        self.usage = Usage()
        self.answers: set[str] = set()
        self.contents: list[str] = []
        self.has_chances = False

    async def make(self) -> None:
        """Make them, one after the other. Raises ProviderError if the model cannot be reached."""
        for window in cover(self._sentences, self._asked, self._profile):
            await self._about(window, SPLITS)

    async def _about(self, window: Window, splits: int) -> None:
        try:
            reply = await self._ask(window)
        except ReplyError as error:
            self._lose(window, str(error))
            return
        least, likely = self._profile.least_chance, chance(reply.tokens)
        self.has_chances |= likely is not None
        if likely is not None and least is not None and likely < least:
            self._doubt(window, likely, least, parse(reply))
            return
        parsed = await self._valid(parse(reply), reply, window)
        is_long = reply.cut_off is not None and not parsed.is_whole and not parsed.repeats
        if is_long and splits and len(window.asked) > 1:
            for half in halves(window, self._sentences, self._profile):
                await self._about(half, splits - 1)
            return
        self._keep(parsed, window, likely)

    async def _ask(self, window: Window, reason: str | None = None) -> Reply:
        reply = await self._chat.ask(self._prompt.request(window, reason))
        self.usage += reply.usage
        self.contents.append(reply.content)
        if reply.answers:
            self.answers.add(reply.answers)
        return reply

    async def _valid(self, parsed: Parsed, reply: Reply, window: Window) -> Parsed:
        """The answer, or the better one of a second asking with the reason if it does not fit its schema."""
        faults = [fault for fault in parsed.faults if fault.severity == "unsupported"]
        if not faults or (reply.cut_off is not None and not parsed.is_whole):
            return parsed
        reason = "; ".join(f"{fault.field}: {fault.message}" for fault in faults)[:_REASON_CHARS]
        try:
            second = parse(await self._ask(window, reason))
        except ReplyError:
            return parsed
        return min(second, parsed, key=lambda each: (not each.is_whole, len(each.faults)))

    def _keep(self, parsed: Parsed, window: Window, likely: float | None) -> None:
        made, findings = drafts(parsed, window, self._asked, likely)
        self.drafts += made
        self.genre = self.genre or parsed.genre
        if not parsed.is_whole and not parsed.repeats:
            last = max((draft.sentences[0] for draft in made), default=0)
            self.unread |= {number for number in window.asked if number > last}
        self._add(window, (*parsed.faults, *findings))

    def _lose(self, window: Window, why: str) -> None:
        self.unread |= window.asked
        self._add(window, [Finding(check=CHECK, field="body", message=why, severity="unsupported")])

    def _doubt(self, window: Window, likely: float, least: float, parsed: Parsed) -> None:
        """Leave an answer out that the model itself holds unlikely; one without claims needs no word."""
        if parsed.claims:
            message = f"the model's chance of a claim, {likely:.2f}, is below {least:.2f}: none is kept"
            self._add(window, [Finding(check="chance", field="claims", message=message, severity="note")])

    def _add(self, window: Window, findings: Iterable[Finding]) -> None:
        """Keep findings, with the sentences that they are about."""
        first, last = min(window.asked), max(window.asked)
        where = f"sentence {first}" if first == last else f"sentences {first} to {last}"
        self.findings += [
            finding.model_copy(update={"message": f"{where}: {finding.message}"}) for finding in findings
        ]
