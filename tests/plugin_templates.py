"""A variable that a template of ours uses and nobody gave it fails the test that rendered the template."""

import sys
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = ROOT / ".venv"


class Missing(str):
    """What Django puts in a page where a variable is missing; it fills in the name with `%`."""

    __slots__ = ()

    def __contains__(self, part):
        return part == "%s"

    def __mod__(self, variable):
        name = _rendered_template()
        if name is None:
            return ""
        raise AssertionError(f"undefined variable {variable} in {name}")


def _rendered_template():
    """The template of ours that is being rendered; None inside a template of a library."""
    frame = sys._getframe(2)
    while frame is not None:
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        if origin is not None and frame.f_code.co_name.startswith("render"):
            path = Path(str(origin))
            return path.relative_to(ROOT) if path.is_relative_to(ROOT) and not path.is_relative_to(LIBRARIES) else None
        frame = frame.f_back
    return "a template made in a test"


@pytest.fixture(autouse=True, scope="session")
def _undefined_variables_fail():
    engine = engines["django"].engine
    before, engine.string_if_invalid = engine.string_if_invalid, Missing("missing %s")
    yield
    engine.string_if_invalid = before
