"""The record of a report: who sees it, what makes it coherent, and who is kept from it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from casetrack import access
from casetrack.access import Permission
from casetrack.audit import tracked_models
from referrals.actions import discrimination as actions
from referrals.models import DiscriminationReport, ListValue, OtherParty, Reporter
from tests import vault as make
from tests.naive_access import may


def report_fields(**more):
    """What a consulent fills in at least."""
    return {
        "received_on": timezone.localdate(),
        "channel": "phone",
        "reporter_role": "victim",
        "grounds": ["race"],
        "terrain": make.value("terrain", "housing"),
        "nature": make.value("nature", "threat"),
        **more,
    }


def of_the_vault():
    """Every tracked model that hangs on a meldpunt."""
    return [model for model in tracked_models() if "meldpunt__" in model.programme_path or model.__name__ == "Meldpunt"]


def test_nobody_of_a_programme_sees_a_row_of_the_vault(world, vault):
    people = [person for person in vars(world).values() if hasattr(person, "is_authenticated")]
    assert len(people) > 10
    assert len(of_the_vault()) > 15
    for model in of_the_vault():
        assert model.objects.exists(), model
        for person in people:
            assert not model.objects.allowed(person, model.view_permission).exists(), (model, person)


def test_those_of_the_meldpunt_see_nothing_of_programmes(world, vault):
    for model in tracked_models():
        if model in of_the_vault():
            continue
        for person in (vault.lead, vault.consulent):
            assert not model.objects.allowed(person, model.view_permission).exists(), (model, person)


def test_a_neighbouring_meldpunt_sees_nothing(vault):
    away = make.build_vault(name="away")
    for model in of_the_vault():
        seen = model.objects.allowed(away.consulent, model.view_permission)
        assert not [row for row in seen if not may(away.consulent, model.view_permission, row)]
    assert not DiscriminationReport.objects.allowed(vault.consulent, Permission.VIEW_DISCRIMINATION_REPORT).filter(meldpunt=away.meldpunt).exists()


def test_whoever_has_a_personal_interest_sees_nothing_of_the_report_and_does_nothing_to_it(vault):
    seen = DiscriminationReport.objects.allowed(vault.barred, Permission.VIEW_DISCRIMINATION_REPORT)
    assert set(seen) == {vault.report, vault.anonymous}
    assert not Reporter.objects.allowed(vault.barred, Permission.VIEW_REPORTER).filter(report__in=[vault.hidden, vault.of_party]).exists()
    assert set(OtherParty.objects.allowed(vault.barred, Permission.VIEW_OTHER_PARTY)) == {vault.party}
    for report in (vault.hidden, vault.of_party):
        with pytest.raises(PermissionDenied):
            actions.record_first_contact(report, by=vault.barred)
    assert set(DiscriminationReport.objects.allowed(vault.consulent, Permission.VIEW_DISCRIMINATION_REPORT)) == {
        vault.report, vault.hidden, vault.of_party, vault.anonymous,
    }  # fmt: skip


def test_declaring_an_interest_works_at_once_and_takes_the_report_away(vault):
    actions.declare_interest(vault.meldpunt, by=vault.consulent, report=vault.report, reason="My cousin")
    vault.report.refresh_from_db()
    assert vault.report.handler is None
    assert not access.can(vault.consulent, Permission.VIEW_DISCRIMINATION_REPORT, vault.report)
    with pytest.raises(ValidationError, match=r"2\.5"):
        actions.assign_report(vault.report, by=vault.lead, handler=vault.consulent)


def test_an_interest_that_ended_lets_see_again(vault):
    actions.end_interest(vault.interest, by=vault.lead, why="Recorded by mistake")
    assert access.can(vault.barred, Permission.VIEW_DISCRIMINATION_REPORT, vault.hidden)


def test_only_the_lead_declares_an_interest_of_somebody_else(vault):
    with pytest.raises(ValidationError):
        actions.declare_interest(vault.meldpunt, by=vault.consulent, user=vault.lead, report=vault.report, reason="I think so")
    actions.declare_interest(vault.meldpunt, by=vault.lead, user=vault.consulent, report=vault.report, reason="She told me")
    assert not access.can(vault.consulent, Permission.VIEW_DISCRIMINATION_REPORT, vault.report)


def test_a_report_gets_the_next_number_and_its_writer_as_handler(vault):
    highest = max(DiscriminationReport.objects.values_list("number", flat=True))
    report = actions.add_report(vault.meldpunt, by=vault.consulent, reporter={"name": "Mina"}, **report_fields())
    assert (report.number, report.handler, report.status) == (highest + 1, vault.consulent, "new")
    assert report.reporter.name == "Mina"
    assert report.history.get().history_change_reason == "discrimination_reported"


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"grounds": []}, "grounds"),
        ({"grounds": ["race", "race"]}, "grounds"),
        ({"grounds": ["no-such-ground"]}, "grounds"),
        ({"incident_precision": "day"}, "__all__"),
        ({"residence_state": "known"}, "__all__"),
        ({"incident_state": "known"}, "__all__"),
        ({"received_on": timezone.localdate() + timedelta(days=1)}, "received_on"),
        ({"received_on": date(1999, 12, 31)}, "received_on"),
    ],
)
def test_what_contradicts_itself_is_refused_and_nothing_is_saved(vault, fields, column):
    before = DiscriminationReport.objects.count()
    with pytest.raises(ValidationError) as refused:
        actions.add_report(vault.meldpunt, by=vault.consulent, **report_fields(**fields))
    assert column in refused.value.message_dict
    assert DiscriminationReport.objects.count() == before


def test_no_report_is_of_a_year_before_the_oldest_reporting_year(vault):
    day = {"received_on": date(2000, 1, 1)}
    report = actions.add_report(vault.meldpunt, by=vault.consulent, **report_fields(**day))
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        actions.change_report(report, by=vault.consulent, received_on=date(1999, 12, 31))
    assert "the year 2000" in refused.value.message_dict["received_on"][0]
    report.refresh_from_db()
    assert (report.received_on, report.version) == (day["received_on"], 1)


def test_a_terrain_is_no_nature(vault):
    with pytest.raises(ValidationError) as refused:
        actions.add_report(vault.meldpunt, by=vault.consulent, **report_fields(nature=make.value("terrain", "housing")))
    assert "nature" in refused.value.message_dict


def test_the_values_of_the_form_are_those_of_the_law_and_an_own_one_counts_as_one_of_them(vault):
    law = ListValue.objects.filter(meldpunt=None)
    counts = {name: law.filter(list=name, key__in=law.values("official")).count() for name in ("ground", "terrain", "nature", "handling")}
    assert counts == {"ground": 15, "terrain": 15, "nature": 6, "handling": 8}
    own = actions.add_list_value(
        vault.meldpunt, by=vault.lead, list="ground", key="dialect", official="other", name_nl="Dialect", name_de="Dialekt", name_en="Dialect"
    )
    report = actions.add_report(vault.meldpunt, by=vault.consulent, **report_fields(grounds=[own.key]))
    assert report.grounds == [own.key]
    actions.end_list_value(vault.meldpunt, by=vault.lead, value=own)
    assert own not in ListValue.offered(vault.meldpunt, "ground")
    assert own in ListValue.offered(vault.meldpunt, "ground", also=report.grounds)


def test_erasing_takes_who_and_what_was_said_away_in_the_history_too_and_the_report_is_still_counted(vault):
    vault.report.description = "Unique canary of words"
    vault.report.save()
    actions.erase_reporter(vault.report, by=vault.lead)
    row = DiscriminationReport.objects.get(pk=vault.report.pk)
    assert (row.description, row.grounds, row.residence, row.erased_on) == ("", ["race"], vault.report.residence, timezone.localdate())
    everything = [
        str(values)
        for model in (DiscriminationReport, Reporter, *actions.erasing.TELLING)
        for manager in (model.objects, model.history)
        for values in manager.filter(
            **{
                "pk"
                if model is DiscriminationReport and manager is model.objects
                else "id"
                if model is DiscriminationReport
                else "report": vault.report.pk
            }
        ).values()
    ]
    told = " ".join(everything)
    for canary in ("Unique canary", "Reporter of report", "Advice", "Letter 0", "050 123"):
        assert canary not in told, canary
    assert vault.hidden.reporter.name
