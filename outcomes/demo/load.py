"""Writes the demonstration: organisations, the programme, its editions, and the people in them."""

import random
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from casetrack.access import Role
from casetrack.models import User
from outcomes.actions import submit_report
from outcomes.demo.cohorts import INTERREG, INVENTED_FUND, LEAD_PARTNER, REGIO_DEAL, cohorts
from outcomes.demo.dossiers import add_dossiers
from outcomes.demo.meldpunt.write import write as write_meldpunt
from outcomes.demo.names import EMPOWERMENT, EXCURSIONS, LESSONS
from outcomes.demo.neighbourhood.write import write
from outcomes.demo.paths import paths
from outcomes.demo.story import Story, save
from programmes.choices import Event
from programmes.models import (
    Edition,
    Funding,
    Organisation,
    OrganisationMember,
    Partnership,
    Phase,
    Programme,
    ProgrammeMember,
    Session,
)

SEED = 2014
HOME = "CMO STAMM"
PARTNERS = (
    # name, kind, country, place
    ("UWV", "employment_service", "NL", "Emmen"),
    ("Agentur für Arbeit Nordhorn", "employment_service", "DE", "Nordhorn"),
    ("Volkshochschule Meppen", "school", "DE", "Meppen"),
    ("Rijnland Instituut", "school", "NL", "Emmen"),
    ("Zero to One", "other", "NL", "Emmen"),
)
PAYERS = ((INTERREG, "funder"), (REGIO_DEAL, "funder"), (INVENTED_FUND, "funder"), (LEAD_PARTNER, "other"))
PHASES = ("Werving en selectie", "Lesdagen", "Excursies en empowerment", "Matching", "Nazorg")
FIRST_DAY = date(2014, 1, 6)
INVENTED = (
    "Begeleiding naar werk of opleiding aan beide kanten van de grens. Dit is een demonstratie: de organisaties bestaan echt, "
    "alle personen, bedragen, nummers en afspraken zijn verzonnen."
)
EXPLANATION = "Verzonnen voorbeeld. Enkele deelnemers vonden pas na de einddatum werk; zij tellen hier nog niet mee."

# Part of the e-mail address before @, first and last name, all made up.
STAFF = {
    "leader": ("Marijke", "Hoekstra"),
    "coach": ("Jantine", "Oldenburger"),
    "coach2": ("Heinrich", "Brookmann"),
    "funder": ("Annelies", "Terpstra"),
    "partner": ("Wilma", "Kloosterhuis"),
    "administrator": ("Bert", "Zwiers"),
    "coordinator": ("Femke", "Boonstra"),
}


class Staff:
    """The users of the demonstration, by the first part of their address."""

    def __init__(self, hashed):
        for name, (first, last) in STAFF.items():
            user = User(email=f"{name}@example.org", first_name=first, last_name=last, password=hashed)
            user.save()
            setattr(self, name, user)


def is_loaded() -> bool:
    """Is the demonstration there already."""
    return User.objects.filter(email="leader@example.org").exists() or Programme.objects.filter(code="nj").exists()


@transaction.atomic
def load(*, password: str, today: date) -> dict[str, int]:
    """Write everything or nothing; returns how many trajectories each edition has, and how many reports the meldpunt."""
    rng = random.Random(SEED)
    hashed = make_password(password)
    staff = Staff(hashed)
    organisations = _organisations(staff)
    programme = _programme(staff, organisations)
    counted, number = {}, 1
    for cohort in cohorts(today):
        edition, phases, sessions = _edition(cohort, programme, organisations, staff)
        people = paths(cohort, rng, today, number)
        number += len(people)
        add_dossiers(people, edition, phases, sessions, staff=staff, partners=[organisations[row[0]] for row in PARTNERS], rng=rng, today=today)
        counted[cohort.code] = len(people)
    _report(staff)
    home = organisations[HOME]
    counted |= write(home, administrator=staff.administrator, coordinator=staff.coordinator, password_hash=hashed, today=today)
    return counted | write_meldpunt(home, administrator=staff.administrator, password_hash=hashed, today=today)


def _report(staff):
    """The report on 2017–2018 as it was known on its last day, submitted by the leader to Interreg."""
    funding = Funding.objects.select_related("edition").get(edition__code="nj-2017", funder__name=INTERREG)
    submit_report(
        funding.edition, by=staff.leader, funding=funding, as_of=funding.edition.ends_on,
        title="Eindrapport New Jobportunities 2017–2018 (verzonnen)", explanation=EXPLANATION,
    )  # fmt: skip


def _organisations(staff):
    first = Story(Organisation(name=HOME, kind="institute", place="Assen")).then(FIRST_DAY, Event.ORGANISATION_ADDED, by=staff.administrator)
    [home] = save([first])
    home.kept_by = home
    home._history_date = first.steps[0].at + timedelta(minutes=5)
    home.record(Event.ORGANISATION_CHANGED, by=staff.administrator)
    rows = [Organisation(name=name, kind=kind, country=country, place=place, kept_by=home) for name, kind, country, place in PARTNERS]
    rows += [Organisation(name=name, kind=kind, kept_by=home) for name, kind in PAYERS]
    save([Story(row, salt).then(FIRST_DAY, Event.ORGANISATION_ADDED, by=staff.administrator) for salt, row in enumerate(rows)])
    members = [
        OrganisationMember(organisation=home, user=staff.administrator, role=Role.ADMINISTRATOR),
        OrganisationMember(organisation=rows[0], user=staff.partner, role=Role.PARTNER),
        OrganisationMember(organisation=rows[len(PARTNERS)], user=staff.funder, role=Role.FUNDER_CONTACT),
    ]
    for member in members:
        member.starts_on = FIRST_DAY
    save([Story(row, salt).then(FIRST_DAY, Event.MEMBER_ADDED, by=staff.administrator) for salt, row in enumerate(members)])
    return {row.name: row for row in [home, *rows]}


def _programme(staff, organisations):
    row = Programme(organisation=organisations[HOME], code="nj", name="New Jobportunities", kind="job_guidance", description=INVENTED)
    [programme] = save([Story(row).then(FIRST_DAY, Event.PROGRAMME_ADDED, by=staff.administrator)])
    members = [(staff.leader, Role.PROJECT_LEADER), (staff.coach, Role.COACH), (staff.coach2, Role.COACH)]
    save(
        [
            Story(ProgrammeMember(programme=programme, user=user, role=role, starts_on=FIRST_DAY), salt).then(
                FIRST_DAY, Event.MEMBER_ADDED, by=staff.administrator
            )
            for salt, (user, role) in enumerate(members)
        ]
    )
    return programme


def _edition(cohort, programme, organisations, staff):
    opened = cohort.starts_on - timedelta(days=14)
    row = Edition(
        programme=programme, code=cohort.code, name=cohort.name, starts_on=cohort.starts_on, ends_on=cohort.ends_on,
        places=cohort.places, target=cohort.target,
    )  # fmt: skip
    [edition] = save([Story(row).then(opened, Event.EDITION_OPENED, by=staff.leader)])
    phases = [Phase(edition=edition, order=order, name=name) for order, name in enumerate(PHASES, start=1)]
    save([Story(row, row.order).then(opened, Event.PHASE_ADDED, by=staff.leader) for row in phases])
    partners = [Partnership(edition=edition, organisation=organisations[name]) for name, *_ in PARTNERS]
    save([Story(row, salt).then(opened, Event.PARTNER_ADDED, by=staff.leader) for salt, row in enumerate(partners)])
    fundings = [_funding(edition, organisations, **values) for values in cohort.fundings]
    save([Story(row, salt).then(opened, Event.FUNDING_RECORDED, by=staff.administrator) for salt, row in enumerate(fundings)])
    return edition, phases, [_sessions(edition, group, wave, staff) for group, wave in enumerate(cohort.waves)]


def _funding(edition, organisations, *, funder, lead_partner=None, **values):
    return Funding(
        edition=edition,
        funder=organisations[funder],
        lead_partner=organisations[lead_partner] if lead_partner else None,
        role="via_lead_partner" if lead_partner else "direct",
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        **values,
    )


def _sessions(edition, group, wave, staff):
    """Sixteen lesson days on Tuesdays and Thursdays, and then two excursions and two days of empowerment."""
    places = [place.strip() for place in edition.places.split(",")]
    days = [wave.first_day + timedelta(days=7 * (n // 2) + 2 * (n % 2)) for n in range(len(LESSONS))]
    planned = [("lesson", f"Lesdag {n}: {title}", day) for n, (title, day) in enumerate(zip(LESSONS, days, strict=True), start=1)]
    planned += [("excursion", title, wave.first_day + timedelta(days=24 + 21 * n)) for n, title in enumerate(EXCURSIONS)]
    planned += [("empowerment", title, wave.first_day + timedelta(days=15 + 35 * n)) for n, title in enumerate(EMPOWERMENT)]
    stories = []
    for salt, (kind, title, day) in enumerate(planned):
        place = places[(salt // 2) % len(places)]
        row = Session(
            edition=edition, kind=kind, title=f"Groep {group + 1} · {title}", held_on=day, starts_at="09:30", ends_at="14:30",
            place=place, country="DE" if place in ("Meppen", "Leer") else "NL",
        )  # fmt: skip
        stories.append(Story(row, salt).then(wave.first_day - timedelta(days=25), Event.SESSION_PLANNED, by=staff.leader))
    return save(stories)
