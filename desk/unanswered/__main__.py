"""Runs the job once: ``python -m desk.unanswered``."""

from __future__ import annotations

import os
import sys

from sqlalchemy.exc import SQLAlchemyError

from bot.conversations.database import create_conversations_engine, unusable
from bot.process.parent_death import end_with_parent
from bot.settings import SettingError
from desk.texts import say
from desk.unanswered.job import group_unanswered
from knowledge.database import create_knowledge_engine
from knowledge.encoder import EncoderError

NICENESS = 10  # turns come first


def main() -> int:
    """Group anew what was asked in vain; return 0, or 1 with a message that says what is wrong."""
    end_with_parent()
    os.nice(NICENESS)
    try:
        number = group_unanswered(create_conversations_engine(), create_knowledge_engine())
    except SQLAlchemyError as error:
        print(unusable(error), file=sys.stderr)
        return 1
    except (EncoderError, LookupError, SettingError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(say("unanswered.grouped", number=number))
    return 0


if __name__ == "__main__":
    sys.exit(main())
