"""What can end a run, as one tree.

    BriefError
    ├── ConfigError          a flag, variable, setting, template or prompt that cannot be used   exit 2
    └── RunError             a provider or an internal step failed                               exit 3
        ├── ModelError       the weights cannot be had or are not what they should be
        ├── ServerError      the local model server did not start, or ended
        └── ProviderError    the endpoint refused, failed or answered with something else
            ├── AccessError  key refused, or quota spent: asking again does not help
            ├── BusyError    rate limit, overload, time-out or broken connection: asking again may help
            └── ReplyError   the answer is empty, or does not fit its schema

Bad content is not here: a document that cannot be read is a `Skipped`, a claim that fails is a `Finding`.
"""

from __future__ import annotations


class BriefError(Exception):
    """A run that cannot go on. The message says where, what, and what to do next."""

    exit_code = 3


class ConfigError(BriefError):
    """The user's flags, settings, prompts or templates cannot be used."""

    exit_code = 2


class RunError(BriefError):
    """A provider or an internal step failed."""


class ModelError(RunError):
    """Weights that cannot be fetched, or whose checksum differs."""


class ServerError(RunError):
    """The local model server did not start in time, or ended."""


class ProviderError(RunError):
    """The endpoint refused, failed or answered with something that is no answer."""


class AccessError(ProviderError):
    """Key refused or quota spent; the same request will fail again."""


class BusyError(ProviderError):
    """Rate limit, overload, time-out or broken connection.

    `retry_after` is the server's own wish in seconds, if it sent one.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ReplyError(ProviderError):
    """An answer that is empty, or does not fit its schema."""
