"""What the Rasa server looks at before it starts: its database, and the Redis that several servers share."""

from __future__ import annotations

import asyncio
import logging
import uuid
from typing import Any

from redis.exceptions import AuthenticationError, InvalidResponse, ResponseError

from bot.conversations import maintenance
from bot.conversations.redis_queue import QueueError, RedisQueue
from bot.settings import SettingError, StorageSettings
from bot.settings.storage import REDIS_VARIABLE
from bot.web.redis_token_bucket import RedisBuckets
from bot.web.token_bucket import Rate

logger = logging.getLogger(__name__)
# What waiting does not cure: a wrong password, missing rights, a replica that only reads, no Redis at all.
FINAL = (AuthenticationError, ResponseError, InvalidResponse)
MAX_REASON = 150


def check_at_start(*, required: bool) -> None:
    """Check the conversations' database and Redis, which may be missing: then turns go on without it.

    Args:
        required: whether a database that does not answer is an error, too; else the server waits for it.

    Raises:
        SettingError: one of them cannot be used, and waiting would not help.
    """
    maintenance.check_at_start(required=required)
    url = StorageSettings.read().redis_url
    if url:
        asyncio.run(_check_redis(url))


async def _check_redis(url: str) -> None:
    """Do what a turn and a request of the widget do with Redis.

    Raises:
        SettingError: Redis answers, and refuses that.
    """
    queue, buckets = RedisQueue(url), RedisBuckets(url, uuid.uuid4().bytes)
    conversation = f"check-{uuid.uuid4().hex}"
    try:
        ticket = await queue.enter(conversation, 1.0)
        await queue.leave(conversation, str(ticket), quietly=False)
        await buckets.ask("check", conversation, Rate.per_minute(60))
    except Exception as error:  # noqa: BLE001 - of any kind: what it means is decided below
        reason = _reason(error)
        if isinstance(_cause(error), FINAL):
            raise SettingError(f"{REDIS_VARIABLE} names a Redis that cannot be used: {reason}.") from None
        logger.warning(
            "%s names a Redis that does not answer (%s); until it does, this server goes on without it",
            REDIS_VARIABLE,
            reason,
        )
    finally:
        await queue.close()
        await buckets.close()


def _cause(error: BaseException) -> BaseException:
    return error.__cause__ if isinstance(error, QueueError) and error.__cause__ else error


def _reason(error: BaseException) -> str:
    cause = _cause(error)
    lines: list[Any] = str(cause).strip().splitlines()
    return str(lines[0] if lines else type(cause).__name__)[:MAX_REASON].rstrip(".")
