"""Rasa's command line as this project sets it up: ``rasa shell``, or ``python -m bot.rasa_cli shell``.

Commands and options are Rasa's own. The terminal stays free of what libraries say to developers, and
``bot/rasa_commands.py`` lists what a few commands do differently. ``scripts/setup.sh`` puts this behind
``.venv/bin/rasa``.
"""

from __future__ import annotations

import sys

from bot import train
from bot.process.quiet import quiet_environment, silence_warnings
from bot.settings import ROOT, SettingError

# Both make the model that "make run" uses; every other training is Rasa's own.
TRAININGS = (["train"], ["train", "--force"])


def main(arguments: list[str] | None = None) -> int:
    """Run Rasa's command line and return its exit code.

    Args:
        arguments: what follows ``rasa``; the program's own arguments when absent.
    """
    given = sys.argv[1:] if arguments is None else arguments
    sys.argv = ["rasa", *given]
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    quiet_environment()
    silence_warnings()
    if given in TRAININGS:
        return train.main(given[1:])
    try:
        return _run_rasa()
    except (SettingError, train.TrainingError) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)


def _run_rasa() -> int:
    # Only now: Rasa takes seconds to import, and reads the environment that is set above.
    from rasa.__main__ import main as rasa_main

    from bot.rasa_commands import adapt_commands

    outcome = adapt_commands()
    rasa_main()
    return outcome.exit_code


if __name__ == "__main__":
    sys.exit(main())
