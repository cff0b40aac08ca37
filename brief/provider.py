"""Which model answers and the way to it: a server of brief's own, or an endpoint of the user's.

Neither weights nor server nor endpoint is touched to say which model it is, only to reach it.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from brief import local, manifest, models
from brief.cache import Model
from brief.config import api_key
from brief.endpoint import Endpoint, OpenAIChat
from brief.errors import ConfigError
from brief.extraction import HOSTED_CONTEXT, Profile, article_profile, windows_profile
from brief.llama import CONTEXT, ServerSettings

if TYPE_CHECKING:
    from contextlib import AsyncExitStack

    from brief.config import Settings
    from brief.downloads import Progress
    from brief.wire import Chat


def profile(settings: Settings, model: Model) -> Profile:
    """How the model is asked: as is set, else as suits it.

    Our own server has one slot, and its small models read a sentence at a time; a hosted model reads the
    article.
    """
    is_own = settings.base_url is None
    reading = settings.reading or ("windows" if is_own else "article")
    context = settings.context or (CONTEXT if is_own else HOSTED_CONTEXT)
    jobs = settings.jobs or (1 if is_own else 4)
    if reading == "article":
        return replace(article_profile(context), jobs=jobs)
    return replace(
        windows_profile(context, trained=model.adapter_sha256 is not None),
        ask_all=settings.ask_all,
        least_chance=settings.least_chance,
        jobs=jobs,
    )


def identity(settings: Settings) -> Model:
    """The model that is to answer, known without fetching or starting anything. Raises ConfigError."""
    if settings.base_url is not None:
        if settings.origin("model") == "default":
            raise ConfigError("--base-url without --model: name the model that the endpoint is to use")
        return Model(settings.model)
    known = manifest.MODELS.get(settings.model) or models.resolve(settings.model, settings.cache_dir)
    return Model(known.name, known.sha256, known.adapter.sha256 if known.adapter else None)


async def connect(settings: Settings, model: Model, progress: Progress, opened: AsyncExitStack) -> Chat:
    """The way to the model; what it takes is closed with `opened`.

    Weights and server are waited for in the event loop's own thread: no document can go on without them.
    """
    if settings.base_url is not None:
        reached = Endpoint(settings.base_url, model.name, api_key(os.environ))
    else:
        weights = models.resolve(settings.model, settings.cache_dir, progress)
        progress.note(f"starting the model server with {weights.name}")
        adapter = weights.adapter.checked() if weights.adapter else None
        context = settings.context or CONTEXT
        served = ServerSettings(weights.path, model.name, context, settings.threads, adapter)
        server = opened.enter_context(local.serve(served, log=settings.state / "server.log"))
        reached = Endpoint(server.base_url, model.name, server.api_key)
    chat = OpenAIChat(reached, settings.timeout)
    opened.push_async_callback(chat.close)
    return chat
