"""Columns of the file with reports of discrimination (version 1): what each may hold, and how a code reads as a row of a list."""

import re
from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack.tabular import Column, Wrong, choice, day, text
from programmes.models import Municipality
from referrals.discrimination_choices import Anonymity, IncidentState, ReportChannel, ReporterRole, ReportKind, ResidenceState
from referrals.models import Bundle, DiscriminationReport
from referrals.reference import wga_form

TEXTS = ("external_id", "bundle")  # watched for numbers that look like a BSN
RESIDENCE_WORDS = (ResidenceState.UNKNOWN.value, ResidenceState.ABROAD.value)
INCIDENT_WORDS = (IncidentState.UNKNOWN.value, IncidentState.NOT_APPLICABLE.value)
_CBS_CODE = re.compile(r"[01]\d{3}", re.ASCII)  # CBS has given out no municipality a number of 2000 or more
_SHORT_CODE = re.compile(r"\d{1,3}", re.ASCII)


def official_keys(name: str) -> list[str]:
    """The keys of one list of the official form, such as "ground", in its order."""
    return [key for table in wga_form()["tables"] if table["key"] == name for key, _dutch in table["values"]]


def dutch_municipalities() -> dict[str, Municipality]:
    """{CBS code: municipality} of the list."""
    return {row.code: row for row in Municipality.objects.filter(country="NL")}


def columns(known: dict[str, Municipality]) -> list[Column]:
    """The columns in the order of the format; `known` are the municipalities of the list. No report is received tomorrow."""
    return [
        Column("external_id", text(_limit(DiscriminationReport, "external_id")), required=True),
        Column("received_on", day(earliest=DiscriminationReport.earliest_receipt, latest=timezone.localdate), required=True),
        Column("kind", choice(ReportKind), required=True),
        Column("channel", choice(ReportChannel), required=True),
        Column("reporter_role", choice(ReporterRole), required=True),
        Column("anonymity", choice(Anonymity), required=True),
        Column("residence", place(known, RESIDENCE_WORDS), required=True),
        Column("incident", place(known, INCIDENT_WORDS), required=True),
        Column("grounds", several("ground"), required=True),
        Column("terrain", one("terrain"), required=True),
        Column("nature", one("nature"), required=True),
        Column("handling", several("handling"), empty=()),
        Column("bundle", text(_limit(Bundle, "name"))),
    ]


def one(name: str) -> Callable:
    """One key of a list of the official form."""
    known = {key: key for key in official_keys(name)}

    def read(cell):
        try:
            return known[cell]
        except KeyError:
            raise Wrong(_("One of: %(codes)s.") % {"codes": ", ".join(known)}) from None

    return read


def several(name: str) -> Callable:
    """One or more keys of a list of the official form with | between them, each once; gives them in the order of the cell."""
    known = official_keys(name)

    def read(cell):
        keys = tuple(part.strip() for part in cell.split("|"))
        if any(key not in known for key in keys):
            raise Wrong(_("One or more, with | between them, of: %(codes)s.") % {"codes": ", ".join(known)})
        if len(set(keys)) != len(keys):
            raise Wrong(_("Each code once."))
        return keys

    return read


def place(known: dict[str, Municipality], words: tuple[str, ...]) -> Callable:
    """A CBS code of four digits, or one of `words`; gives the text as it stands.

    The list holds the municipalities of the north only, so another code that CBS can have given is read as well: it lies
    elsewhere in the Netherlands. A code that lost its leading zeros in a spreadsheet is refused, with the code that is meant.
    """

    def read(cell):
        if cell in known or cell in words or (_CBS_CODE.fullmatch(cell) and cell != "0000"):
            return cell
        expected = _("A CBS code of four digits, or one of: %(words)s.") % {"words": ", ".join(words)}
        if _SHORT_CODE.fullmatch(cell) and (meant := known.get(cell.zfill(4))):
            hint = _("Is %(code)s (%(name)s) meant? Give the column of the spreadsheet the type text, so that the zeros stay.")
            expected += " " + hint % {"code": meant.code, "name": meant.name}
        raise Wrong(expected)

    return read


def _limit(model, column) -> int:
    return model._meta.get_field(column).max_length
