"""Figures of others, populations, and publishing the tables of the monitor."""

from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from outcomes.choices import Event as OwnEvent
from outcomes.meldpunt_figures.facts import closed_year
from outcomes.meldpunt_figures.monitor import Variant, monitor
from outcomes.meldpunt_figures.publishing import composed, earlier_publications, fingerprint, hidden
from outcomes.meldpunt_figures.years import NOT_BY_KEPT_AWAY
from referrals.choices import Event
from referrals.models import ExternalFigure, MeldpuntMunicipality, PersonalInterest, Population, Publication
from referrals.reference import wga_form


@action(Permission.ENTER_MELDPUNT_FIGURES)
def enter_figure(meldpunt, *, by, source, year, number, citation, municipality=None, ground="", submission=None):
    """A figure of the police or the College for a year: of the area, of a municipality, or of a ground."""
    if made := already_made(ExternalFigure, submission, by=by):
        return made
    row = ExternalFigure(meldpunt=meldpunt, source=source, year=year, number=number, citation=citation, municipality=municipality, ground=ground)
    row.submission = submission
    _check_figure(row)
    return row.record(Event.FIGURE_ENTERED, by=by)


@action(Permission.ENTER_MELDPUNT_FIGURES)
def correct_figure(figure, *, by, why, **fields):
    """A figure of others as it should have been; what stood there stays in its history, with the reason."""
    _change(figure, fields)
    _check_figure(figure)
    return figure.record(OwnEvent.FIGURE_CORRECTED, by=by, why=_reason(why))


@action(Permission.ENTER_MELDPUNT_FIGURES)
def remove_figure(figure, *, by, why):
    """A figure that should not have been entered goes; its history keeps it, with who removed it and why."""
    return _removed(figure, OwnEvent.FIGURE_REMOVED, by, why)


@action(Permission.ENTER_MELDPUNT_FIGURES)
def enter_population(meldpunt, *, by, municipality, year, inhabitants, citation, submission=None):
    """How many people lived in a municipality on 1 January of a year."""
    if made := already_made(Population, submission, by=by):
        return made
    row = Population(meldpunt=meldpunt, municipality=municipality, year=year, inhabitants=inhabitants, citation=citation, submission=submission)
    _of_the_area(meldpunt, municipality)
    return row.record(Event.POPULATION_ENTERED, by=by)


@action(Permission.ENTER_MELDPUNT_FIGURES)
def correct_population(population, *, by, why, **fields):
    """A population as it should have been; what stood there stays in its history, with the reason."""
    _change(population, fields)
    _of_the_area(population.meldpunt, population.municipality)
    return population.record(OwnEvent.POPULATION_CORRECTED, by=by, why=_reason(why))


@action(Permission.ENTER_MELDPUNT_FIGURES)
def remove_population(population, *, by, why):
    """A population that should not have been entered goes; its history keeps it, with who removed it and why."""
    return _removed(population, OwnEvent.POPULATION_REMOVED, by, why)


@action(Permission.ENTER_MELDPUNT_FIGURES)
def load_populations(meldpunt, *, by, rows):
    """Populations of a file, all or none; each of `rows` has municipality, year, inhabitants and citation. What is already so stays."""
    known = {(row.municipality_id, row.year): row.inhabitants for row in Population.objects.filter(meldpunt=meldpunt)}
    for row in rows:
        _of_the_area(meldpunt, row["municipality"])
        if known.get((row["municipality"].pk, row["year"])) != row["inhabitants"]:
            Population(meldpunt=meldpunt, **row).record(Event.POPULATION_ENTERED, by=by)
    return meldpunt


@action(Permission.CLOSE_REPORTING_YEAR)
def publish_monitor(meldpunt, *, by, year, basis, with_mass, preview="", submission=None):
    """Freeze the public tables of a closed year, small numbers hidden: one way of counting, once.

    Not by somebody who is kept from a report of the meldpunt: nobody publishes what they cannot look at.
    With a second way beside it (the other municipality, or mass reports in or out) the differences would tell small numbers.
    `preview` is the fingerprint of what the user saw: when that is no longer what would be published, it is refused (code `preview`).
    """
    if made := already_made(Publication, submission, by=by):
        return made
    if PersonalInterest.stands(by, meldpunt):
        raise Refusal(NOT_BY_KEPT_AWAY)
    if closed_year(meldpunt, year) is None:
        raise Refusal({"year": _("Close this year first: what is published must not change any more.")})
    if Publication.objects.filter(meldpunt=meldpunt, year=year).exists():
        raise Refusal({"year": _("The tables of this year are already published: two versions side by side give small numbers away.")})
    variant = Variant(basis, with_mass)
    counted = monitor(meldpunt, year, variant)
    tables = composed(counted, hidden(counted), earlier_publications(meldpunt, year, variant))
    if preview and preview != fingerprint(tables):
        raise Refusal(_("What would be published has changed since you looked. Look at the tables once more."), code="preview")
    row = Publication(meldpunt=meldpunt, year=year, basis=basis, with_mass=with_mass, tables=tables, published_by=by, submission=submission)
    return row.record(Event.MONITOR_PUBLISHED, by=by)


def _change(row, fields):
    for name, value in fields.items():
        setattr(row, name, value)


def _reason(why):
    if not why.strip():
        raise Refusal({"why": _("Say what was wrong.")})
    return why.strip()


def _removed(row, event, by, why):
    row._history_user, row._change_reason, row._history_why = by, event.value, _reason(why)
    key = row.pk
    row.delete()
    row.pk = key  # so that the answer can still name it
    return row


def _check_figure(row):
    """A figure of the area of the meldpunt, and of a ground of the official form; raises Refusal."""
    if row.municipality is not None:
        _of_the_area(row.meldpunt, row.municipality)
    grounds = {key for table in wga_form()["tables"] if table["key"] == "ground" for key, _name in table["values"]}
    if row.ground and row.ground not in grounds:
        raise Refusal({"ground": _("%(value)s is not in the list.") % {"value": row.ground}})
    if row.ground and row.municipality is not None:
        raise Refusal({"ground": _("A figure is of a municipality or of a ground, not of both.")})


def _of_the_area(meldpunt, municipality):
    if not MeldpuntMunicipality.objects.filter(meldpunt=meldpunt, municipality=municipality).exists():
        raise Refusal({"municipality": _("This municipality has never belonged to the area.")})
