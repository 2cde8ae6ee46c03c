"""The instruments that come with casetrack. None is in use until an administrator adds it."""

from functools import cache
from pathlib import Path

import yaml

from programmes.instruments.definition import Definition, parse

FOLDER = Path(__file__).resolve().parent.parent / "data" / "instruments"


def entries() -> tuple[Definition, ...]:
    """Every instrument of the library, in the order of their codes."""
    return tuple(parse(load(code)) for code in sorted(_files()))


def load(code: str) -> dict:
    """The definition of one instrument as a dictionary for `parse`, a fresh one each time. Raises LookupError for an unknown code."""
    return yaml.safe_load(_files()[code])


@cache
def _files():
    """The texts of the files by code; a file is called after the code in it."""
    return {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.yaml")}
