"""The file with reports of discrimination: what it may hold, how it compares with what is known, and that all or nothing is saved."""

import random
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casetrack.actions import Refusal
from casetrack.tabular import csv_lines, xlsx_bytes
from outcomes.meldpunt_figures.facts import live
from programmes.models import Municipality
from referrals.actions import discrimination as actions
from referrals.imports.report_columns import columns, dutch_municipalities, official_keys
from referrals.imports.reports import HasFaults, MustLook, import_reports, look_at_reports
from referrals.models import Bundle, DiscriminationReport, HandlingStep, ListValue, Milestone, ReportConsent
from tests import factories
from tests import vault as make

pytestmark = pytest.mark.django_db

ROW = {
    "external_id": "E-1", "received_on": "2023-05-01", "kind": "report", "channel": "phone", "reporter_role": "victim", "anonymity": "none",
    "residence": "0106", "incident": "0114", "grounds": "race|religion", "terrain": "labour_market", "nature": "threat",
    "handling": "advice|referral", "bundle": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def rows(*changes, **every):
    """Ordinary rows, each with its changes."""
    return [{**ROW, "external_id": f"E-{number}", **every, **row} for number, row in enumerate(changes or [{}], start=1)]


def file(*changes, without=(), **every) -> bytes:
    """A CSV file of these rows, without some columns."""
    names = [name for name in ROW if name not in without]
    return b"".join(csv_lines(names, ([row[name] for name in names] for row in rows(*changes, **every))))


def take(v, content, **how):
    """Import as the lead."""
    return import_reports(v.meldpunt, by=v.lead, content=content, **how)


def counts(plan):
    """New, changed, unchanged."""
    return plan.counts.new, plan.counts.changed, plan.counts.unchanged


def faults_of(v, content):
    """(row, column, value) of every fault; nothing was saved."""
    before = DiscriminationReport.objects.count()
    with pytest.raises(HasFaults) as refused:
        take(v, content)
    assert DiscriminationReport.objects.count() == before
    return [(fault.row, fault.column, fault.value) for fault in refused.value.plan.errors]


def imported(v):
    """The reports of the meldpunt that came from a file."""
    return DiscriminationReport.objects.filter(meldpunt=v.meldpunt).exclude(external_id="").order_by("external_id")


# ── What a row becomes ────────────────────────────────────────────────────────────────────────


def test_a_row_becomes_a_report_with_steps_a_history_and_a_number_of_its_own(vault):
    before = max(DiscriminationReport.objects.filter(meldpunt=vault.meldpunt).values_list("number", flat=True))
    assert counts(take(vault, file({"kind": "complaint", "bundle": "Poster"}))) == (1, 0, 0)
    report = imported(vault).get()
    assert (report.external_id, report.received_on, report.kind, report.complaint_since) == ("E-1", date(2023, 5, 1), "complaint", date(2023, 5, 1))
    assert (report.channel, report.reporter_role, report.anonymity, report.via) == ("phone", "victim", "none", "direct")
    assert (report.residence.code, report.residence_state, report.incident.code, report.incident_state) == ("0106", "known", "0114", "known")
    assert (report.grounds, report.terrain.key, report.nature.key) == (["race", "religion"], "labour_market", "threat")
    assert (report.bundle.name, report.bundle.kind, report.bundle.meldpunt) == ("Poster", "mass", vault.meldpunt)
    assert (report.status, report.result, report.closed_on, report.handler) == ("closed", "unknown", date(2023, 5, 1), None)
    assert report.number == before + 1
    report.full_clean()
    steps = report.steps.order_by("pk")
    assert [(step.kind.key, step.done_on, step.author, step.consent) for step in steps] == [
        ("advice", date(2023, 5, 1), vault.lead, None),
        ("referral", date(2023, 5, 1), vault.lead, None),
    ]
    for row in (report, *steps):
        past = row.history.get()
        assert (past.history_type, past.history_change_reason, past.history_user) == ("+", "reports_imported", vault.lead)
    assert report.bundle.history.get().history_change_reason == "bundle_made"
    assert not ReportConsent.objects.filter(report=report).exists()


@pytest.mark.parametrize(
    ("column", "told", "state"),
    [("residence", "unknown", "unknown"), ("residence", "abroad", "abroad"), ("residence", "0363", "elsewhere"),
     ("incident", "unknown", "unknown"), ("incident", "not_applicable", "not_applicable"), ("incident", "0363", "elsewhere")],
)  # fmt: skip
def test_a_place_without_a_municipality_keeps_the_reason(vault, column, told, state):
    plan = take(vault, file({column: told}))
    report = imported(vault).get()
    assert (getattr(report, column), getattr(report, f"{column}_state")) == (None, state)
    assert dict(plan.elsewhere) == ({"0363": 1} if told == "0363" else {})
    assert counts(take(vault, file({column: told}))) == (0, 0, 1)


def test_an_empty_way_of_handling_and_an_absent_column_give_no_steps(vault):
    take(vault, file({"handling": ""}))
    take(vault, file({"external_id": "E-2"}, without=("handling", "bundle")))
    assert imported(vault).count() == 2
    assert not HandlingStep.objects.filter(report__in=imported(vault)).exists()


def test_what_is_imported_is_what_the_form_counts(vault):
    take(vault, file({}, {"residence": "abroad", "grounds": "age", "handling": "", "bundle": "Poster"}))
    first, second = sorted(live(vault.meldpunt, 2023), key=lambda report: report.pk)
    assert (first.residence, first.incident, first.official_grounds, first.handling) == ("0106", "0114", ("race", "religion"), ("advice", "referral"))
    assert (second.residence, second.official_grounds, second.handling, second.mass) == ("abroad", ("age",), (), True)


def test_numbers_follow_in_the_order_of_the_file_and_bundles_are_made_once(vault):
    Bundle.objects.filter(meldpunt=vault.meldpunt)
    take(vault, file({"bundle": "Poster"}, {"bundle": vault.bundle.name}, {"bundle": "Poster"}))
    first, second, third = imported(vault)
    assert [first.number, second.number, third.number] == list(range(first.number, first.number + 3))
    assert first.bundle == third.bundle != vault.bundle == second.bundle
    assert Bundle.objects.filter(meldpunt=vault.meldpunt).count() == 2


def test_a_bundle_of_another_meldpunt_with_the_same_name_is_not_used(vault):
    away = make.build_vault(name="away")
    away.bundle.name = "Poster"
    away.bundle.save()
    take(vault, file({"bundle": "Poster"}))
    assert imported(vault).get().bundle.meldpunt == vault.meldpunt


# ── The file ──────────────────────────────────────────────────────────────────────────────────


def test_the_columns_are_those_of_the_format():
    known = columns(dutch_municipalities())
    assert [column.name for column in known] == list(ROW)
    assert [column.name for column in known if not column.required] == ["handling", "bundle"]


@pytest.mark.parametrize("shape", ["comma", "semicolon", "bom", "xlsx"])
def test_every_kind_of_file_reads_the_same(vault, shape):
    table = [list(ROW), list(ROW.values())]
    content = {
        "comma": "\n".join(",".join(line) for line in table).encode(),
        "semicolon": "\r\n".join(";".join(line) for line in table).encode(),
        "bom": file(),
        "xlsx": xlsx_bytes(table[0], table[1:]),
    }[shape]
    take(vault, content)
    assert imported(vault).get().grounds == ["race", "religion"]
    assert counts(take(vault, file())) == (0, 0, 1)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("external_id", ""), ("external_id", "x" * 101), ("received_on", ""), ("received_on", "01-05-2023"), ("received_on", "2023-02-30"),
        ("received_on", "1023-05-01"), ("received_on", "1999-12-31"), ("kind", "melding"), ("kind", "Report"), ("channel", "mail"), ("reporter_role", "bystander"),
        ("anonymity", "partly"), ("residence", ""), ("residence", "106"), ("residence", "9999"), ("residence", "0000"), ("residence", "Assen"),
        ("residence", "03454"), ("residence", "not_applicable"), ("incident", "abroad"), ("incident", "2000"), ("grounds", ""), ("grounds", "racism"),
        ("grounds", "race|"), ("grounds", "race|race"), ("grounds", "race,age"), ("grounds", "race.skin_colour"), ("terrain", "work"),
        ("terrain", "housing|sport"), ("nature", ""), ("nature", "insult"), ("handling", "advise"), ("handling", "advice|advice"),
        ("bundle", "x" * 201), ("residence", "٠١٠٦"), ("bundle", "two\tcells"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_with_its_row_and_column(vault, column, value):
    [(row, name, shown)] = faults_of(vault, file({}, {column: value}))
    assert (row, name) == (3, column)
    assert shown[:3] == value[:3]


def test_every_fault_of_every_row_is_told_at_once(vault):
    found = faults_of(vault, file({"kind": "x", "terrain": "y"}, {}, {"grounds": "z"}))
    assert [fault[:2] for fault in found] == [(2, "kind"), (2, "terrain"), (4, "grounds")]


def test_a_report_of_tomorrow_is_refused_and_one_of_today_is_not(vault):
    today = timezone.localdate()
    assert faults_of(vault, file({"received_on": (today + timedelta(days=1)).isoformat()})) == [
        (2, "received_on", (today + timedelta(days=1)).isoformat())
    ]
    take(vault, file({"received_on": today.isoformat()}))


def test_the_first_day_of_the_oldest_year_is_taken_over(vault):
    assert counts(take(vault, file({"received_on": "2000-01-01"}))) == (1, 0, 0)
    assert faults_of(vault, file({"received_on": "1999-12-31"})) == [(2, "received_on", "1999-12-31")]


def test_a_code_that_lost_its_zero_is_refused_with_the_code_that_is_meant(vault):
    plan = look_at_reports(vault.meldpunt, file({"residence": "106"}, {"residence": "7"}), by=vault.lead)
    one, other = plan.errors
    assert "0106 (Assen)" in one.expected
    assert "meant" not in other.expected


@pytest.mark.parametrize("name", [name for name in ROW if name not in ("handling", "bundle")])
def test_a_missing_column_is_refused(vault, name):
    assert faults_of(vault, file(without=[name])) == [(1, name, "")]


def test_an_unknown_column_and_one_that_stands_there_twice_are_refused(vault):
    assert faults_of(vault, file().replace(b"bundle", b"bundel")) == [(1, "bundel", "")]
    assert faults_of(vault, file().replace(b"bundle", b"handling")) == [(1, "handling", "")]
    assert faults_of(vault, file().replace(b"bundle", b"bsn")) == [(1, "bsn", "")]


def test_a_number_that_stands_in_the_file_twice_is_refused(vault):
    assert faults_of(vault, file({}, {"external_id": "E-1"}, {"external_id": "E-9"})) == [(3, "external_id", "E-1")]


@pytest.mark.parametrize("content", [b"", b"   \n", b"\xff\xfea", "external_id\n\xe9".encode("latin-1"), b"PK\x03\x04broken", b'external_id\n"'])
def test_what_is_no_table_is_refused(vault, content):
    assert faults_of(vault, content)


def test_a_file_without_rows_is_refused(vault):
    assert faults_of(vault, file().splitlines(keepends=True)[0]) == [(0, "", "")]


def test_a_formula_is_refused_and_never_calculated(vault):
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    book.active.append(list(ROW))
    book.active.append([*list(ROW.values())[:-1], '=HYPERLINK("http://example.org")'])
    out = BytesIO()
    book.save(out)
    [(row, column, _value)] = faults_of(vault, out.getvalue())
    assert (row, column) == (2, "M")


def test_real_dates_and_numbers_in_a_workbook_are_read(vault):
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    book.active.append(list(ROW))
    book.active.append([17, date(2023, 5, 1), *list(ROW.values())[2:6], 1680, *list(ROW.values())[7:]])
    out = BytesIO()
    book.save(out)
    take(vault, out.getvalue())
    report = imported(vault).get()
    assert (report.external_id, report.received_on, report.residence.code) == ("17", date(2023, 5, 1), "1680")


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "<script>alert(1)</script>", "'; DROP TABLE x; --", "Ω‮abc", "{{ 7*7 }}", "%(name)s"])
def test_a_hostile_cell_is_text_and_comes_back_as_it_was(vault, cell):
    content = xlsx_bytes(list(ROW), [[cell, *list(ROW.values())[1:-1], cell]])
    take(vault, content)
    report = imported(vault).get()
    assert (report.external_id, report.bundle.name) == (cell, cell)
    assert counts(take(vault, content)) == (0, 0, 1)


def test_what_looks_like_a_bsn_must_be_looked_at(vault):
    content = file({"external_id": "111222333"})
    with pytest.raises(MustLook) as refused:
        take(vault, content)
    assert [(fault.row, fault.column) for fault in refused.value.plan.warnings] == [(2, "external_id")]
    assert not imported(vault).exists()
    take(vault, content, accept_warnings=True)
    assert imported(vault).exists()


# ── All or nothing ────────────────────────────────────────────────────────────────────────────


def everything():
    """The number of rows of every table that an import writes, with history."""
    models = (DiscriminationReport, HandlingStep, Bundle)
    return [(model.objects.count(), model.history.count()) for model in models]


def test_a_dry_run_and_a_look_save_nothing(vault):
    before = everything()
    plan = take(vault, file({"bundle": "Poster"}, {}), save=False)
    assert counts(plan) == (2, 0, 0)
    assert counts(look_at_reports(vault.meldpunt, file(), by=vault.lead)) == (1, 0, 0)
    assert everything() == before


def test_one_fault_in_the_last_row_saves_nothing(vault):
    before = everything()
    with pytest.raises(HasFaults):
        take(vault, file(*[{}] * 30, {"nature": "?"}))
    assert everything() == before


def test_a_failure_half_way_undoes_everything(vault, monkeypatch):
    from casetrack import bulk

    before, insert = everything(), bulk.insert

    def fails(model, rows, **how):
        if model is HandlingStep:
            raise RuntimeError("the power is cut")
        return insert(model, rows, **how)

    monkeypatch.setattr(bulk, "insert", fails)
    with pytest.raises(RuntimeError):
        take(vault, file({"bundle": "Poster"}, {}))
    assert everything() == before


def test_what_changed_after_the_look_must_be_looked_at_again(vault):
    seen = look_at_reports(vault.meldpunt, file({}, {}), by=vault.lead).fingerprint
    take(vault, file({}))
    with pytest.raises(Refusal) as refused:
        take(vault, file({}, {}), seen=seen)
    assert refused.value.code == "changed"
    assert imported(vault).count() == 1


def test_the_same_look_has_the_same_fingerprint(vault):
    one, same, other = (
        look_at_reports(vault.meldpunt, content, by=vault.lead).fingerprint for content in (file(), file(), file({"nature": "violence"}))
    )
    assert one == same != other


# ── Importing again ───────────────────────────────────────────────────────────────────────────


def test_the_same_file_again_does_nothing(vault):
    content = file({"bundle": "Poster"}, {"kind": "complaint"}, {"residence": "0363", "handling": ""})
    take(vault, content)
    before = everything()
    plan = take(vault, content)
    assert counts(plan) == (0, 0, 3)
    assert plan.nothing_to_do
    assert everything() == before


CHANGES = {
    "received_on": "2023-06-02", "kind": "complaint", "channel": "post", "reporter_role": "witness", "anonymity": "full", "residence": "unknown",
    "incident": "0109", "grounds": "age", "terrain": "sport", "nature": "other", "handling": "advice|mediation", "bundle": "Poster",
}  # fmt: skip


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_cell_is_shown_and_updated_with_history(vault, column):
    take(vault, file({}, {}))
    plan = take(vault, file({column: CHANGES[column]}, {}))
    assert counts(plan) == (0, 1, 1)
    [change] = plan.changes.shown
    assert (change.row, change.external_id, change.column, change.before) == (2, "E-1", column, ROW[column])
    assert set(change.after.split("|")) == set(CHANGES[column].split("|"))
    first, second = imported(vault)
    first.full_clean()
    assert second.version == 1
    if column != "handling":
        assert first.version == 2
        past = first.history.first()
        assert (past.history_type, past.history_change_reason, past.history_user) == ("~", "reports_imported", vault.lead)
    assert counts(take(vault, file({column: CHANGES[column]}, {}))) == (0, 0, 2)


def test_a_way_of_handling_that_the_file_no_longer_has_goes_with_its_history_kept(vault):
    take(vault, file({"handling": "registration|advice"}))
    report = imported(vault).get()
    gone = report.steps.get(kind__key="registration")
    take(vault, file({"handling": "advice|other"}))
    assert sorted(report.steps.values_list("kind__key", flat=True)) == ["advice", "other"]
    last = HandlingStep.history.filter(id=gone.pk).first()
    assert (last.history_type, last.history_change_reason, last.history_user) == ("-", "reports_imported", vault.lead)


def test_steps_that_were_recorded_here_stay_and_are_not_doubled(vault):
    take(vault, file({"handling": "registration"}))
    report = imported(vault).get()
    make.HandlingStepFactory(report=report, kind=make.value("handling", "advice"), author=vault.consulent)
    assert counts(take(vault, file({"handling": "registration|advice"}))) == (0, 0, 1)
    take(vault, file({"handling": ""}))
    assert list(report.steps.values_list("kind__key", flat=True)) == ["advice"]


def test_a_finer_value_stays_while_the_file_says_the_one_above_it(vault):
    take(vault, file({"grounds": "race", "nature": "hostile_treatment"}))
    report = imported(vault).get()
    report.grounds, report.nature = ["race.skin_colour"], make.value("nature", "hostile_treatment.insult")
    report.save()
    assert counts(take(vault, file({"grounds": "race", "nature": "hostile_treatment"}))) == (0, 0, 1)
    report.refresh_from_db()
    assert report.grounds == ["race.skin_colour"]
    take(vault, file({"grounds": "race|age", "nature": "hostile_treatment"}))
    report.refresh_from_db()
    assert (report.grounds, report.nature.key) == (["race", "age"], "hostile_treatment.insult")


def test_an_absent_column_leaves_alone_and_an_empty_cell_clears(vault):
    take(vault, file({"bundle": "Poster"}))
    assert counts(take(vault, file({"nature": "other"}, without=("handling", "bundle")))) == (0, 1, 0)
    report = imported(vault).get()
    assert (report.bundle.name, report.steps.count()) == ("Poster", 2)
    take(vault, file({"nature": "other", "bundle": "", "handling": ""}))
    report.refresh_from_db()
    assert (report.bundle, report.steps.count()) == (None, 0)


def test_a_number_of_another_meldpunt_is_another_report(vault):
    away = make.build_vault(name="away")
    import_reports(away.meldpunt, by=away.lead, content=file({"nature": "violence"}))
    assert counts(take(vault, file())) == (1, 0, 0)
    assert imported(away).get().nature.key == "violence"


def test_the_file_may_not_contradict_days_that_were_recorded_here(vault):
    make.DiscriminationReportFactory(meldpunt=vault.meldpunt, external_id="E-1", received_on=date(2023, 5, 1), first_contact_on=date(2023, 5, 2))
    make.DiscriminationReportFactory(
        meldpunt=vault.meldpunt, external_id="E-2", received_on=date(2023, 5, 1), incident_on=date(2023, 5, 1), incident_precision="day"
    )
    found = faults_of(vault, file({"received_on": "2023-05-03"}, {"received_on": "2023-04-30"}, handling="advice"))
    assert found == [(2, "received_on", "2023-05-03"), (3, "received_on", "2023-04-30")]


def test_what_was_recorded_here_stays_lawful_when_a_file_changes_anonymity_or_the_day_of_receipt(vault):
    """As when it is changed by hand; the imported steps of a report that is not handled here come along."""
    take(vault, file({}, {}, {}, handling="mediation"))
    first, second, _third = imported(vault)
    for report in (first, second):
        consent = make.ReportConsentFactory(report=report, starts_on=date(2023, 5, 2))
        make.ReportReferralFactory(report=report, consent=consent, shared=["facts", "reporter"], referred_on=date(2023, 5, 2), author=vault.consulent)
    changes = ({"anonymity": "towards_third_parties"}, {"received_on": "2023-05-03"})
    assert faults_of(vault, file(*changes, {}, handling="mediation")) == [
        (2, "anonymity", "towards_third_parties"), (3, "received_on", "2023-05-03"),
    ]  # fmt: skip
    take(
        vault, file({}, {"received_on": "2023-05-02"}, {"anonymity": "full", "received_on": "2023-05-04"}, handling="mediation"), accept_warnings=True
    )
    assert [(row.anonymity, row.received_on.day) for row in imported(vault)] == [("none", 1), ("none", 2), ("full", 4)]


def test_who_is_known_to_the_other_party_does_not_become_anonymous_by_a_file(vault):
    take(vault, file({}))
    Milestone.objects.create(report=imported(vault).get(), kind="start_told_other", author=vault.lead)
    assert faults_of(vault, file({"anonymity": "full"})) == [(2, "anonymity", "full")]


def test_a_file_is_no_way_around_the_law_for_a_report_that_is_handled_here(vault):
    make.DiscriminationReportFactory(meldpunt=vault.meldpunt, external_id="E-1", received_on=date(2023, 5, 1), status="in_progress")
    assert faults_of(vault, file({"handling": "advice|mediation"})) == [(2, "handling", "advice|mediation")]
    take(vault, file({"handling": "advice"}))
    assert list(imported(vault).get().steps.values_list("kind__key", flat=True)) == ["advice"]


@pytest.mark.parametrize("way", ["mediation", "own_investigation", "assistance", "referral"])
def test_a_file_adds_no_step_of_the_law_to_a_report_that_was_handled_and_closed_here(vault, way):
    take(vault, file({}, {}, {}, handling="advice"))
    reopened, stepped, _untouched = imported(vault)
    actions.reopen_report(reopened, by=vault.consulent, why="New facts")
    actions.close_report(reopened, by=vault.consulent, result="unknown", why="Ready")
    make.HandlingStepFactory(report=stepped, kind=make.value("handling", "registration"), author=vault.consulent, done_on=stepped.received_on)
    more = {"handling": f"advice|{way}"}
    assert faults_of(vault, file(more, more, more)) == [(2, "handling", way), (3, "handling", way)]
    take(vault, file({"handling": "advice"}, {"handling": "advice"}, more))
    assert [set(report.steps.values_list("kind__key", flat=True)) for report in imported(vault)] == [
        {"advice"}, {"advice", "registration"}, {"advice", way},
    ]  # fmt: skip


@pytest.mark.parametrize("way", ["mediation", "own_investigation"])
@pytest.mark.parametrize("anonymity", ["towards_third_parties", "full"])
def test_a_new_anonymous_report_with_an_investigation_or_a_mediation_must_be_looked_at(vault, anonymity, way):
    content = file({"anonymity": anonymity, "handling": f"advice|{way}"}, {"handling": way}, {"anonymity": anonymity, "handling": "referral"})
    with pytest.raises(MustLook) as refused:
        take(vault, content)
    assert [(doubt.row, doubt.column, doubt.value) for doubt in refused.value.plan.warnings] == [(2, "handling", way)]
    assert not imported(vault).exists()
    assert counts(take(vault, content, accept_warnings=True)) == (3, 0, 0)
    assert counts(take(vault, content)) == (0, 0, 3)


def test_the_day_of_a_complaint_that_was_recorded_here_stays(vault):
    take(vault, file({"kind": "complaint"}))
    report = imported(vault).get()
    report.complaint_since = date(2023, 5, 20)
    report.save()
    take(vault, file({"kind": "complaint", "received_on": "2023-05-03"}))
    report.refresh_from_db()
    assert (report.complaint_since, report.closed_on) == (date(2023, 5, 20), date(2023, 5, 3))


def test_rows_of_a_closed_year_and_of_a_municipality_that_ended_are_pointed_out(vault):
    plan = take(vault, file({"received_on": "2021-03-01", "residence": "0003"}, {"received_on": "2020-03-01", "incident": "0003"}, {}))
    assert dict(plan.closed_years) == {2021: 1}
    assert dict(plan.ended) == {"0003 Appingedam": 1}
    assert vault.year.counted == type(vault.year).objects.get(pk=vault.year.pk).counted == {}


def test_a_row_that_moves_a_report_out_of_a_closed_year_points_out_that_year(vault):
    make.ReportingYear.objects.create(meldpunt=vault.meldpunt, year=2022, closed_by=vault.lead)
    days = ("2021-03-01", "2021-03-02", "2021-03-03", "2023-03-04")
    take(vault, file(*({"received_on": day} for day in days)))
    moved = ("2023-03-01", "2022-03-02", "2021-04-03", "2023-04-04")
    plan = take(vault, file(*({"received_on": day} for day in moved)))
    assert counts(plan) == (0, 4, 0)
    assert dict(plan.closed_years) == {2021: 3, 2022: 1}


# ── Who may ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("who", ["consulent", "barred", "former"])
def test_those_without_the_right_are_refused(vault, who):
    with pytest.raises(PermissionDenied):
        import_reports(vault.meldpunt, by=getattr(vault, who), content=file())
    assert not imported(vault).exists()


@pytest.mark.parametrize("who", ["leader", "coach", "administrator", "funder", "partner"])
def test_those_of_programmes_are_refused(world, vault, who):
    with pytest.raises(PermissionDenied):
        import_reports(vault.meldpunt, by=getattr(world, who), content=file())


def test_a_report_that_is_kept_from_the_lead_is_neither_shown_nor_changed(vault):
    take(vault, file({}, {}))
    hidden = imported(vault).first()
    make.PersonalInterest.objects.create(meldpunt=vault.meldpunt, user=vault.lead, report=hidden, reason="A neighbour")
    plan = take(vault, file({"nature": "violence"}, {"nature": "violence"}))
    assert [change.external_id for change in plan.changes.shown] == ["E-2"]
    hidden.refresh_from_db()
    assert (hidden.nature.key, hidden.version, imported(vault).count()) == ("threat", 1, 2)


# ── Many rows ─────────────────────────────────────────────────────────────────────────────────


def random_row(rng, number, codes):
    """A row in which every column is as random as the format allows."""
    some = lambda name, least: "|".join(rng.sample(official_keys(name), rng.randint(least, 3)))  # noqa: E731
    return {
        "external_id": f"R-{number}",
        "received_on": (date(2019, 1, 1) + timedelta(days=rng.randrange(1800))).isoformat(),
        "kind": rng.choice(["report", "complaint"]),
        "channel": rng.choice(["post", "electronic", "phone", "in_person"]),
        "reporter_role": rng.choice(["victim", "witness", "intermediary"]),
        "anonymity": rng.choice(["none", "towards_third_parties", "full"]),
        "residence": rng.choice([*codes, "unknown", "abroad"]),
        "incident": rng.choice([*codes, "unknown", "not_applicable"]),
        "grounds": some("ground", 1),
        "terrain": rng.choice(official_keys("terrain")),
        "nature": rng.choice(official_keys("nature")),
        "handling": some("handling", 0),
        "bundle": rng.choice(["", "", "Poster", 'Lied; met "tekens", en meer']),
    }


def as_row(report):
    """A report as the file writes it."""
    return {
        "external_id": report.external_id,
        "received_on": report.received_on.isoformat(),
        **{name: getattr(report, name) for name in ("kind", "channel", "reporter_role", "anonymity")},
        "residence": report.residence.code if report.residence else report.residence_state,
        "incident": report.incident.code if report.incident else report.incident_state,
        "grounds": "|".join(report.grounds),
        "terrain": report.terrain.key,
        "nature": report.nature.key,
        "handling": "|".join(report.steps.order_by("pk").values_list("kind__key", flat=True)),
        "bundle": report.bundle.name if report.bundle else "",
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), size=st.integers(1, 25), workbook=st.booleans())
def test_random_rows_come_back_as_they_were_written(db, seed, size, workbook):
    rng, codes = random.Random(seed), list(Municipality.objects.filter(country="NL").values_list("code", flat=True))
    home = make.MeldpuntFactory()
    lead = factories.ProgrammeMemberFactory(programme=home.programme, role="meldpunt_lead").user
    written = [random_row(rng, number, codes) for number in range(size)]
    table = [list(row.values()) for row in written]
    content = xlsx_bytes(list(ROW), table) if workbook else b"".join(csv_lines(list(ROW), table))
    assert counts(import_reports(home, by=lead, content=content, accept_warnings=True)) == (size, 0, 0)
    reports = DiscriminationReport.objects.filter(meldpunt=home).select_related("residence", "incident", "terrain", "nature", "bundle")
    assert [as_row(report) for report in reports.order_by("number")] == written
    for report in reports:
        report.full_clean()
    assert counts(import_reports(home, by=lead, content=content)) == (0, 0, size)


def test_the_number_of_questions_does_not_grow_with_the_file(vault, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        take(vault, file(*[{"bundle": "Poster"}] * 300))
    with django_assert_max_num_queries(45):
        take(vault, file(*[{"bundle": "", "nature": "other"}] * 300))
    assert imported(vault).filter(version=2).count() == 300


def test_the_largest_register_is_read_and_a_larger_one_refused(vault, monkeypatch):
    from referrals.imports import reports

    monkeypatch.setattr(reports, "MAX_ROWS", 5)
    monkeypatch.setattr(reports, "BATCH", 2)
    take(vault, file(*[{}] * 5))
    assert imported(vault).count() == 5
    assert faults_of(vault, file(*[{}] * 6))[0][0] == 7


def test_the_database_is_the_one_under_test():
    assert connection.vendor in ("sqlite", "postgresql")
    assert ListValue.objects.filter(list="ground", meldpunt=None).count() > 15
