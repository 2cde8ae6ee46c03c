"""What a made-up dossier is about: a theme in the participant's own words, with the goals, steps and notes that fit it."""

from dataclasses import dataclass

from participants.choices import HelpStep

OWN, INFORMAL, VOLUNTEER = HelpStep.OWN_STRENGTH.value, HelpStep.INFORMAL.value, HelpStep.VOLUNTEER.value
GENERAL, CARE = HelpStep.GENERAL.value, HelpStep.PROFESSIONAL.value


@dataclass(frozen=True)
class Step:
    """A small step to a goal: what, who does it, and which kind of help that is."""

    wording: str
    who: str
    help: str


@dataclass(frozen=True)
class Plan:
    """A goal in own words, and its small steps in order."""

    wording: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Sent:
    """To which organisation somebody is referred, and why."""

    organisation: str
    reason: str


@dataclass(frozen=True)
class Topic:
    """One theme; `area` and `wish` are words by which the life area and the wish of an edition are found.

    It makes sense where so many `children` live, and for somebody of this `sex` (empty: for
    everybody); `signals` are the kinds of signal with which it comes in.
    """

    stress: str
    area: tuple[str, ...]
    wish: tuple[str, ...]
    goals: tuple[Plan, ...]
    notes: tuple[str, ...]
    children: int = 0
    signals: tuple[str, ...] = ()
    sent: Sent | None = None
    sex: str = ""


def plan(wording: str, *steps: tuple[str, str, str]) -> Plan:
    """A goal with its steps, each as (what, who, kind of help)."""
    return Plan(wording, tuple(Step(*step) for step in steps))
