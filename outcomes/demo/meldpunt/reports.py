"""Saves the planned reports: who it was about, the record with its history, and who told it."""

from outcomes.demo.meldpunt import people, words
from outcomes.demo.meldpunt.plans import Case
from outcomes.demo.meldpunt.setup import Setup
from outcomes.demo.story import Story, save
from referrals.choices import Event
from referrals.discrimination_choices import IncidentState, PartyKind, Precision, ReportKind, ReportStatus, ResidenceState
from referrals.models import DiscriminationReport, OtherParty, PersonalInterest, Reporter

WHY_AGAIN = "De melder belde: de afspraken worden niet nagekomen."


def save_parties(setup: Setup, cases: list[Case]) -> dict[str, OtherParty]:
    """{name in the plan: party}, each noted down with the first report about it."""
    first: dict[str, Case] = {}
    for case in cases:
        if case.party:
            first.setdefault(case.party, case)
    kinds = {name: kind for kind, names in (*words.PARTIES.values(), words.OTHERWISE) for name in names}
    stories = []
    for salt, (name, case) in enumerate(first.items()):
        row = OtherParty(meldpunt=setup.meldpunt, kind=kinds[name])
        # Neighbours are people; all others have the name of an organisation.
        column = "name" if row.kind == PartyKind.NEIGHBOUR else "organisation"
        setattr(row, column, name + words.INVENTED)
        stories.append(Story(row, salt).then(case.received_on, Event.OTHER_PARTY_CHANGED, by=_author(setup, case)))
    return dict(zip(first, save(stories), strict=True))


def save_interest(setup: Setup, parties: dict[str, OtherParty], cases: list[Case]) -> None:
    """A consulent has a relative who works for one of the parties, so reports about it are kept from her (Besluit, art. 2.5)."""
    name = words.parties_of("education")[0]
    if name not in parties:
        return
    day = next(case.received_on for case in cases if case.party == name)
    row = PersonalInterest(
        meldpunt=setup.meldpunt, user=setup.users["consulent2"], other_party=parties[name], starts_on=day,
        reason="Verzonnen: een broer werkt bij deze organisatie.",
    )  # fmt: skip
    save([Story(row).then(day, Event.INTEREST_DECLARED, by=setup.users["consulent2"])])
    for case in cases:
        if case.party == name and case.handler == "consulent2":
            case.handler = "consulent"


def save_reports(setup: Setup, cases: list[Case], parties: dict[str, OtherParty]) -> list[DiscriminationReport]:
    """The records, numbered by day of receipt, each with what happened to it."""
    return save([_story(setup, case, number, parties) for number, case in enumerate(cases, start=1)])


def save_reporters(setup: Setup, cases: list[Case], reports: list[DiscriminationReport], rng) -> None:
    """Who told it, where somebody gave a name."""
    stories = []
    for number, (case, report) in enumerate(zip(cases, reports, strict=True)):
        if told := people.reporter(case, number, rng):
            day = case.contact_on or case.received_on
            stories.append(Story(Reporter(report=report, **told), number).then(day, Event.REPORTER_CHANGED, by=_author(setup, case)))
    save(stories)


def place(setup: Setup, name: str, told: str) -> dict:
    """The two columns of a place, from a CBS code or a word."""
    states = ResidenceState if name == "residence" else IncidentState
    found = setup.municipalities.get(told)
    state = states.KNOWN if found else states.ELSEWHERE if told.isdigit() else states(told)
    return {name: found, f"{name}_state": state.value}


def _author(setup, case):
    return setup.users[case.handler or "consulent"]


def _story(setup, case, number, parties):
    row = DiscriminationReport(
        meldpunt=setup.meldpunt, number=number, external_id=case.external_id, received_on=case.received_on, channel=case.channel, via=case.via,
        reporter_role=case.role, anonymity=case.anonymity, incident_on=case.received_on.replace(day=1), incident_precision=Precision.MONTH, grounds=case.grounds,
        terrain=setup.values["terrain", case.terrain], nature=setup.values["nature", case.nature], online=case.online,
        platform=words.PLATFORMS[number % 3] if case.online else "", description=case.description,
        bundle=setup.bundle if case.mass else None, other_party=parties.get(case.party),
        also_reported_to=["police"] if case.nature in ("violence", "threat") and number % 2 else [],
        handler=setup.users[case.handler] if case.handler else None,
        **place(setup, "residence", case.residence), **place(setup, "incident", case.incident),
    )  # fmt: skip
    if case.complaint and case.complaint_since == case.received_on:
        row.kind, row.complaint_since = ReportKind.COMPLAINT, case.received_on
    by = _author(setup, case)
    # From the public form no author is known; see referrals/models/discrimination/mailbox.py.
    story = Story(row, number).then(case.received_on, Event.DISCRIMINATION_REPORTED, by=None if case.mailbox else by)
    for day, event, changes, why in sorted(_events(case), key=lambda entry: entry[0]):
        story.then(day, event, by=by, why=why, **changes)
    return story


def _events(case):
    """What happened to the record, as (day, event, changes, why); on one day in this order."""
    if case.contact_on:
        yield case.contact_on, Event.FIRST_CONTACT, {"first_contact_on": case.contact_on}, ""
    if case.complaint and case.complaint_since != case.received_on:
        changes = {"kind": ReportKind.COMPLAINT, "complaint_since": case.complaint_since}
        yield case.complaint_since, Event.REPORT_BECAME_COMPLAINT, changes, "De melder wil dat er iets gebeurt."
    for status, day in case.moves:
        if status == ReportStatus.CLOSED:
            yield day, Event.REPORT_CLOSED, {"status": status, "closed_on": day, "result": "recognition"}, "Afspraken gemaakt met de organisatie."
        elif status == ReportStatus.REOPENED:
            yield day, Event.REPORT_REOPENED, {"status": status, "closed_on": None, "result": ""}, WHY_AGAIN
        else:
            yield day, Event.REPORT_MOVED, {"status": status}, ""
    if case.closed_on:
        changes = {"status": ReportStatus.CLOSED, "closed_on": case.closed_on, "result": case.result}
        yield case.closed_on, Event.REPORT_CLOSED, changes, case.why
