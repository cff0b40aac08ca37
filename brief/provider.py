"""Which model answers and the way to it: a server of brief's own, or an endpoint of the user's.

Neither weights nor server nor endpoint is touched to say which model it is, only to reach it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief import local, manifest, models
from brief.cache import Model
from brief.config import api_key
from brief.endpoint import Endpoint, OpenAIChat
from brief.errors import ConfigError
from brief.llama import ServerSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AsyncExitStack

    from brief.config import Settings, Summaries
    from brief.downloads import Progress
    from brief.records import Protocol
    from brief.wire import Chat


@dataclass(frozen=True)
class Profile:
    """How a model is asked: documents at once, how much of one in a call, and whether it words summaries."""

    jobs: int
    protocol: Protocol
    summaries: Summaries


OWN = Profile(jobs=1, protocol="sentence", summaries="quoted")
"""Our own server has one slot, and its small models point well in a sentence, badly in a document."""
ENDPOINT = Profile(jobs=4, protocol="document", summaries="model")


def profile(settings: Settings) -> Profile:
    """What is set; else what suits the server."""
    suited = OWN if settings.base_url is None else ENDPOINT
    return Profile(
        settings.jobs or suited.jobs,
        settings.protocol or suited.protocol,
        settings.summaries or suited.summaries,
    )


def identity(settings: Settings) -> Model:
    """The model that is to answer, known without fetching or starting anything. Raises ConfigError."""
    if settings.base_url is not None:
        if settings.origin("model") == "default":
            message = "--base-url without --model: name the model that the endpoint is to use"
            raise ConfigError(message)
        return Model(settings.model)
    if settings.model in manifest.MODELS:
        return Model(settings.model, manifest.MODELS[settings.model].sha256)
    weights = models.resolve(settings.model, settings.cache_dir)
    return Model(weights.name, weights.sha256)


async def connect(settings: Settings, model: Model, progress: Progress, opened: AsyncExitStack) -> Chat:
    """The way to the model; what it takes is closed with `opened`.

    Weights and server are waited for in the event loop's own thread: no document can go on without them.
    """
    if settings.base_url is not None:
        reached = Endpoint(settings.base_url, model.name, api_key(os.environ))
    else:
        with _interruptible():
            weights = models.resolve(settings.model, settings.cache_dir, progress)
            progress.note(f"starting the model server with {weights.name}")
            served = ServerSettings(weights.path, model.name, settings.context, settings.threads)
            server = opened.enter_context(local.serve(served, log=settings.state / "server.log"))
        reached = Endpoint(server.base_url, model.name, server.api_key)
    chat = OpenAIChat(reached, settings.timeout)
    opened.push_async_callback(chat.close)
    return chat


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the blocking calls within; asyncio's own handler waits until they are over.

    Its handler is told afterwards, so that the run ends as if the loop had been idle.
    """
    patient = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(patient):
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt as error:
        patient(signal.SIGINT, None)
        raise asyncio.CancelledError from error
    finally:
        signal.signal(signal.SIGINT, patient)
