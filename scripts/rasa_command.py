"""The ``rasa`` command of .venv/bin: as bot/rasa_cli.py has it in this project, elsewhere as Rasa has it."""

import sys
from pathlib import Path

if Path("bot/rasa_cli.py").is_file():
    sys.path.insert(0, str(Path.cwd()))
    from bot.rasa_cli import main
else:
    from rasa.__main__ import main

sys.exit(main())
