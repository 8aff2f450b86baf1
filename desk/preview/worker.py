"""The process that answers for previews: ``python -m desk.preview.worker MODEL``, a line of JSON for each.

The model takes some 400 MB and seconds to load, so the process stays for a while and the desk has none of it.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from typing import TextIO

from bot.process.logging_config import configure_logging, configure_structlog
from bot.process.quiet import quiet_environment, silence_warnings
from bot.rasa_runtime.tensorflow_stub import keep_tensorflow_out

logger = logging.getLogger(__name__)


def main(arguments: list[str] | None = None) -> int:
    """Answer each line on standard input, until it ends."""
    (model,) = sys.argv[1:] if arguments is None else arguments
    # What libraries print must not stand between the answers.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)
        quiet_environment()
        silence_warnings()
        configure_logging()
        configure_structlog()  # Rasa would log every message
        keep_tensorflow_out()
        serve(Path(model), sys.stdin, answers)
    return 0


def serve(model: Path, requests: TextIO, answers: TextIO) -> None:
    """Load the model, then answer requests."""
    from bot.rasa_runtime import patches
    from desk.preview.answering import Answerer
    from knowledge.database import create_knowledge_engine

    patches.apply()
    answerer = Answerer(model, create_knowledge_engine())
    for line in requests:
        asked = json.loads(line)
        try:
            answer = answerer.preview(asked["files"], asked["questions"])
        except Exception:
            logger.exception("a preview failed")
            answer = {"failed": True}
        answers.write(json.dumps({**answer, "number": asked["number"]}) + "\n")
        answers.flush()


if __name__ == "__main__":
    sys.exit(main())
