"""A day's records as files: Markdown for people, JSON for programs, the numbered text for both.

Whatever a template prints is escaped as it is printed, unless it is `Markdown` already, or `Markup` in a
template of HTML: text that was joined, replaced or captured in the template is plain again, and is escaped.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from markupsafe import escape as html_escape

from brief.errors import ConfigError
from brief.markdown import Markdown, bold, clean, escape, path_segment, quotes, web_address, word_before
from brief.resources import REPAIR, place, text
from brief.telling import as_told, citation, line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from brief.daily import Article, Brief
    from brief.records import Actor, Record

NOTE = "note.md.j2"

# What an expression in a template can raise, a `TemplateError` apart.
_EXPRESSION_ERRORS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


class Templates:
    """The templates, found by `load`: from a name to its text, or None if there is no such template.

    `brief` is the name of the one that renders a day. A name is looked up once. One that cannot be used is a
    `ConfigError` with its name, the line, and what is missing.
    """

    def __init__(self, load: Callable[[str], str | None], brief: str = "brief") -> None:
        self._brief, self._load = f"{brief}.md.j2", load
        self._environment = ImmutableSandboxedEnvironment(
            loader=jinja2.FunctionLoader(self._named),
            undefined=jinja2.StrictUndefined,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters |= {
            "path_segment": path_segment,
            "web_address": web_address,
            "as_written": Markdown,  # a reviewer's words are Markdown already
            "bold": bold,
            "quotes": quotes,
            "word_before": word_before,
        }
        self._html = self._environment.overlay(autoescape=True, finalize=_plain)
        self._html.filters = {**self._environment.filters, "verbatim": html_escape}

    def note(self, record: Record) -> str:
        """Markdown for one document, with links as from `<date>/notes/`."""
        name = record.document.id
        return self.markdown(
            NOTE,
            record=record,
            document=record.document,
            headline=line(record.headline, name),
            summary=[line(item, name) for item in record.summary],
            claims=[as_told(claim, name) for claim in record.claims],
            unread=[citation("", name, number) for number in record.unread],
            base=Markdown("../"),
        )

    def brief(self, brief: Brief) -> str:
        """Markdown for one day, with links as from the folder that holds `<date>.md`."""
        documents = {document.id: document for document in brief.documents}
        base = Markdown(path_segment(brief.date) + "/")
        return self.markdown(self._brief, brief=brief, documents=documents, base=base)

    def markdown(self, template: str, **context: Any) -> str:
        """Markdown of a page, or of a part of one: no space ends a line, and no two empty lines follow."""
        text = self._filled(self._environment, template, context)
        text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"

    def html(self, template: str, **context: Any) -> str:
        """HTML of a page, or of a part of one: text is escaped as it is printed, and `Markup` is not."""
        return self._filled(self._html, template, context)

    def verbatim(self, name: str) -> Markup:
        """Text of a style sheet or script among the templates, for a page to hold."""
        return Markup(self._load(name) or "")  # noqa: S704 - like a template, it is the author's own

    def files(self, brief: Brief, articles: Iterable[Article]) -> dict[str, str]:
        """Every file of one day: path below the folder of briefs, with forward slashes, to content.

        `articles` are those that the brief was made of. What it links to comes before it.
        """
        files: dict[str, str] = {}
        for article in sorted(articles, key=lambda article: article.record.document.id):
            name = article.record.document.id
            files[f"{brief.date}/sources/{name}.txt"] = "".join(f"{text}\n" for text in article.sentences)
            files[f"{brief.date}/records/{name}.json"] = as_json(article.record)
            files[f"{brief.date}/notes/{name}.md"] = self.note(article.record)
        return {**files, f"{brief.date}/brief.json": as_json(brief), f"{brief.date}.md": self.brief(brief)}

    def _named(self, name: str) -> tuple[str, str, None] | None:
        """Template with its place as file name, for tracebacks to hold it."""
        found = self._load(name)
        return None if found is None else (found, f"templates/{name}", None)

    @staticmethod
    def _filled(environment: jinja2.Environment, template: str, context: dict[str, Any]) -> str:
        try:
            return environment.get_template(template).render(is_new=_introductions(), **context)
        except (jinja2.TemplateError, *_EXPRESSION_ERRORS) as error:
            what = f"{type(error).__name__}: {error}"
            if isinstance(error, jinja2.TemplateNotFound):
                what = f"there is no template {error.name}"
            elif isinstance(error, jinja2.TemplateError):
                what = error.message or what
            raise ConfigError(f"{place('templates', template, error)}: {what}; {REPAIR}") from error


def templates(brief: str = "brief") -> Templates:
    """The user's templates, each the packaged one where there is none; `brief` renders a day."""
    return Templates(partial(text, "templates"), brief)


def _introductions() -> Callable[[Actor], bool]:
    """Tells if an actor is mentioned for the first time on a page: then role and affiliation are told."""
    mentions: Counter[Actor] = Counter()

    def is_new(actor: Actor) -> bool:
        mentions[actor] += 1
        return mentions[actor] == 1

    return is_new


def as_json(value: Record | Brief) -> str:
    """JSON of a record or brief for people and programs: fields in the order of the schema."""
    return value.model_dump_json(indent=2) + "\n"


def _finalize(value: object) -> object:
    return value if isinstance(value, Markdown) else "" if value is None else escape(str(value))


def _plain(value: object) -> object:
    """What a template of HTML prints, before it is escaped."""
    return value if isinstance(value, Markup) else "" if value is None else clean(str(value))
