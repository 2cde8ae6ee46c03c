"""Ready-made configurations of an edition, as data: what an edition begins with; everything may be changed afterwards.

A file of data/presets/ is one preset. Its names are words of the users, so a preset has them in each
language, and the edition gets a copy in the language of the user who opens it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from programmes.choices import CountedFrom, Moment
from programmes.instruments.definition import Text, in_language

FOLDER = Path(__file__).resolve().parent / "data" / "presets"


@dataclass(frozen=True)
class PresetMoment:
    """When something is measured: so many days after the start or the end of a trajectory."""

    moment: Moment
    counted_from: CountedFrom
    after_days: int


@dataclass(frozen=True)
class Preset:
    """One ready-made configuration. `suggested_for` is the kind of programme for whose first edition it is proposed, or empty."""

    code: str
    order: int
    name: Text
    sentence: Text
    modules: tuple[str, ...]
    guide_role: str
    contact_within_days: int
    public_sign_up: bool
    entry_facts: tuple[str, ...]
    end_reasons: tuple[str, ...]
    phases: tuple[Text, ...]
    life_areas: tuple[Text, ...]
    wishes: tuple[Text, ...]
    moments: tuple[PresetMoment, ...]
    instruments: tuple[str, ...]
    suggested_for: str = ""

    def columns(self) -> dict:
        """What it says about the columns of an edition."""
        return {
            "modules": list(self.modules),
            "guide_role": self.guide_role,
            "contact_within_days": self.contact_within_days,
            "public_sign_up": self.public_sign_up,
            "entry_facts": list(self.entry_facts),
            "end_reasons": list(self.end_reasons),
        }

    def phase_names(self) -> list[str]:
        """The names of its phases in the active language, else in Dutch."""
        return in_words(self.phases)


def in_words(texts) -> list[str]:
    """The texts in the active language, else in Dutch."""
    return [in_language(text) for text in texts]


def entries() -> tuple[Preset, ...]:
    """Every preset, in the order in which they are offered."""
    return tuple(sorted(_read().values(), key=lambda preset: (preset.order, preset.code)))


def preset(code: str) -> Preset:
    """The preset with this code. Raises LookupError when there is none."""
    return _read()[code]


def suggested(programme) -> Preset | None:
    """What the first edition of a programme begins with unless somebody chooses otherwise."""
    return next((preset for preset in entries() if preset.suggested_for == programme.kind), None)


@cache
def _read():
    found = (_preset(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in FOLDER.glob("*.yaml"))
    return {preset.code: preset for preset in found}


def _preset(data):
    for name in ("name", "sentence"):
        data[name] = Text(**data[name])
    for name in ("phases", "life_areas", "wishes"):
        data[name] = tuple(Text(**row) for row in data[name])
    for name in ("modules", "entry_facts", "end_reasons", "instruments"):
        data[name] = tuple(data[name])
    data["moments"] = tuple(PresetMoment(Moment(row["moment"]), CountedFrom(row["counted_from"]), int(row["after_days"])) for row in data["moments"])
    return Preset(**data)
