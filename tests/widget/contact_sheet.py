"""Puts pictures of host pages side by side: ``python -m tests.widget.contact_sheet FOLDER SHEET [NAME…]``."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw

COLUMNS = 4
WIDTH, HEIGHT, TITLE, GAP = 420, 303, 16, 8  # pixels


def contact_sheet(files: list[Path]) -> Image.Image:
    """Return the pictures in rows, each below its name, in 256 colours."""
    rows = -(-len(files) // COLUMNS)
    step_x, step_y = WIDTH + GAP, HEIGHT + TITLE + GAP
    sheet = Image.new("RGB", (COLUMNS * step_x + GAP, rows * step_y + GAP), "#e4e8e7")
    draw = ImageDraw.Draw(sheet)
    for place, file in enumerate(files):
        x, y = GAP + place % COLUMNS * step_x, GAP + place // COLUMNS * step_y
        picture = Image.open(file).convert("RGB")
        picture.thumbnail((WIDTH, HEIGHT))
        draw.text((x, y), file.stem, fill="#1b2523")
        sheet.paste(picture, (x, y + TITLE))
    return sheet.quantize(256)


if __name__ == "__main__":
    folder, target, *names = sys.argv[1:]
    chosen = [Path(folder) / f"{name}.png" for name in names] or sorted(Path(folder).glob("*.png"))
    contact_sheet(chosen).save(target, optimize=True)
