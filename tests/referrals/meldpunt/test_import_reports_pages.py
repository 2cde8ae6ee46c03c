"""Importing reports by page and by command: upload, look, confirm; and nobody else comes near."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from casetrack.actions import Refusal
from casetrack.models import Opening
from referrals.actions.discrimination import drop_reports, purge_old_report_imports, upload_reports
from referrals.imports import report_help
from referrals.imports.reports import import_reports
from referrals.models import DiscriminationReport, PersonalInterest, ReportImport, ReportImportContent
from tests import vault as make
from tests.referrals.meldpunt.test_import_reports import file, imported

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["casetrack_language"] = "en"


def upload(v, content=None, name="reports.csv"):
    """A file as it was chosen."""
    return upload_reports(v.meldpunt, by=v.lead, content=content or file(), name=name)


def url(name, row):
    """A page of an import."""
    return reverse(f"report_import_{name}", args=[row.pk])


def test_the_page_says_what_the_file_must_hold_and_the_example_can_be_imported(vault, client):
    client.force_login(vault.lead)
    page = client.get(start(vault)).content.decode()
    header, _rows = report_help.example()
    assert len(header) == 13 and all(f"<code>{name}</code>" in page for name in header)
    assert "<code>own_investigation</code>" in page
    answer = client.get(reverse("report_import_example", args=[vault.meldpunt.code]))
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer["Content-Disposition"]
    import_reports(vault.meldpunt, by=vault.lead, content=answer.content)
    assert imported(vault).count() == 2
    client.force_login(vault.consulent)
    assert client.get(reverse("report_import_example", args=[vault.meldpunt.code])).status_code in (403, 404)


def start(v):
    """Where a file is chosen."""
    return reverse("report_import_start", args=[v.meldpunt.code])


@pytest.fixture
def lead(vault, client):
    client.force_login(vault.lead)
    return client


# ── Pages ─────────────────────────────────────────────────────────────────────────────────────


def test_a_file_is_chosen_looked_at_and_imported(vault, lead):
    answer = lead.post(start(vault), {"file": SimpleUploadedFile("reports.csv", file({"bundle": "Poster"}, {"residence": "0363"}))})
    row = ReportImport.objects.get(name="reports.csv", uploaded_by=vault.lead, content__isnull=False)
    assert answer.url == url("preview", row)
    shown = lead.get(url("preview", row))
    text = shown.content.decode()
    assert "Poster" in text
    assert "0363" in text
    assert not imported(vault).exists()
    assert Opening.objects.filter(user=vault.lead, what="referrals.reportimport", key=str(row.pk)).exists()
    answer = lead.post(url("run", row), {"plan": shown.context["plan"].fingerprint}, follow=True)
    assert answer.redirect_chain[-1][0] == url("done", row)
    assert imported(vault).count() == 2
    row.refresh_from_db()
    assert (row.state, row.result) == ("imported", {"new": 2, "changed": 0, "unchanged": 0, "bundles": 1})
    assert not ReportImportContent.objects.filter(upload=row).exists()
    assert [past.history_change_reason for past in row.history.all()] == ["file_imported", "file_uploaded"]
    assert lead.get(url("preview", row)).url == url("done", row)


def test_the_second_of_two_clicks_imports_nothing_more(vault, lead):
    row = upload(vault)
    for _twice in range(2):
        assert lead.post(url("run", row), follow=True).redirect_chain[-1][0] == url("done", row)
    assert imported(vault).count() == 1


def test_faults_are_shown_as_text_and_nothing_can_be_confirmed(vault, lead):
    row = upload(vault, file({"kind": "<b>"}, {"received_on": "soon"}))
    text = lead.get(url("preview", row)).content.decode()
    assert "&lt;b&gt;" in text
    assert "soon" in text
    assert url("run", row) not in text
    assert "errors" in lead.post(url("run", row), follow=True).content.decode()
    assert lead.get(url("done", row)).url == url("preview", row)
    assert not imported(vault).exists()


def test_a_file_that_changes_nothing_is_not_offered_for_import(vault, lead):
    lead.post(url("run", upload(vault)))
    again = upload(vault)
    text = lead.get(url("preview", again)).content.decode()
    assert "Everything is already there" in text
    assert url("run", again) not in text


def test_changes_are_shown_before_they_are_made(vault, lead):
    lead.post(url("run", upload(vault)))
    row = upload(vault, file({"nature": "violence", "bundle": "Poster"}))
    shown = lead.get(url("preview", row)).context["plan"].changes.shown
    assert [(change.column, change.before, change.after) for change in shown] == [("nature", "threat", "violence"), ("bundle", "", "Poster")]
    assert imported(vault).get().nature.key == "threat"


def test_warnings_need_a_tick(vault, lead):
    row = upload(vault, file({"external_id": "111222333"}))
    assert 'name="accept_warnings"' in lead.get(url("preview", row)).content.decode()
    lead.post(url("run", row))
    assert not imported(vault).exists()
    lead.post(url("run", row), {"accept_warnings": "on"})
    assert imported(vault).exists()


def test_what_changed_after_the_look_must_be_looked_at_again(vault, lead):
    row = upload(vault, file({}, {}))
    seen = lead.get(url("preview", row)).context["plan"].fingerprint
    make.DiscriminationReportFactory(meldpunt=vault.meldpunt, external_id="E-1")
    assert lead.post(url("run", row), {"plan": seen}).url == url("preview", row)
    assert imported(vault).count() == 1


def test_a_dropped_file_is_gone(vault, lead):
    row = upload(vault)
    assert lead.post(url("drop", row)).url == start(vault)
    row.refresh_from_db()
    assert (row.state, ReportImportContent.objects.filter(upload=row).count()) == ("dropped", 0)
    assert row.history.first().history_change_reason == "file_dropped"
    assert lead.get(url("preview", row)).status_code == 200
    lead.post(url("run", row))
    assert not imported(vault).exists()
    with pytest.raises(Refusal):
        drop_reports(row, by=vault.lead)
    assert lead.post(url("drop", row)).url == start(vault)


@pytest.mark.parametrize(
    "purge", [purge_old_report_imports, lambda: call_command("purge_imports", stdout=StringIO())], ids=["next upload", "by the clock"]
)
def test_a_file_older_than_a_day_is_thrown_away(vault, purge):
    old, young = upload(vault), upload(vault)
    old.uploaded_at = timezone.now() - timedelta(hours=25)
    old.save()
    purge()
    assert list(ReportImportContent.objects.values_list("upload_id", flat=True)) == [young.pk]


def test_a_file_that_is_no_longer_kept_is_said_to_be_gone(vault, lead):
    assert "no longer kept" in lead.get(url("preview", vault.upload)).content.decode()
    assert "no longer kept" in lead.post(url("run", vault.upload), follow=True).content.decode()


def test_the_same_form_sent_twice_keeps_one_upload(vault, lead):
    before = ReportImport.objects.count()
    for _twice in range(2):
        sent = {"submission": "0b7a6a3e-3c37-4b43-8a3d-8b8f8a1f2c11", "file": SimpleUploadedFile("a.csv", file())}
        lead.post(start(vault), sent)
    assert ReportImport.objects.count() == before + 1


def test_a_form_without_a_file_with_a_large_one_or_with_a_letter_named_as_a_workbook_is_refused(vault, lead, settings):
    assert lead.post(start(vault), {}).context["form"].errors
    assert lead.post(start(vault), {"file": SimpleUploadedFile("a.xlsx", b"Just a letter.")}).context["form"].errors
    settings.IMPORT_MAX_BYTES = 20
    assert lead.post(start(vault), {"file": SimpleUploadedFile("a.csv", file())}).context["form"].errors
    assert not ReportImportContent.objects.exists()


def test_no_name_of_a_file_or_number_of_a_row_stands_in_an_address_or_title(vault, lead):
    row = upload(vault, file({"external_id": "Jansen"}), name="Jansen.csv")
    text = lead.get(url("preview", row)).content.decode()
    assert "Jansen" not in text.split("<title>")[1].split("</title>")[0]
    assert lead.get(url("preview", row))["Cache-Control"].startswith("no-store")


# ── Who may ───────────────────────────────────────────────────────────────────────────────────


def answers(v, client, row):
    """The status of every page of importing."""
    got = [client.get(start(v)).status_code, client.post(start(v), {"file": SimpleUploadedFile("a.csv", file())}).status_code]
    got += [client.get(url(name, row)).status_code for name in ("preview", "done")]
    return got + [client.post(url(name, row)).status_code for name in ("run", "drop")]


@pytest.mark.parametrize("who", ["leader", "coach", "administrator", "funder", "partner", "nobody"])
def test_for_those_of_programmes_there_is_no_import(world, vault, client, who):
    row = upload(vault)
    client.force_login(getattr(world, who))
    assert answers(vault, client, row) == [404] * 6
    assert not imported(vault).exists()
    assert ReportImportContent.objects.count() == 1


def test_a_consulent_knows_the_meldpunt_but_may_not_import(vault, client):
    row = upload(vault)
    client.force_login(vault.consulent)
    # A consulent sees the meldpunt, so its page of importing is refused; the uploaded files are not theirs to see.
    assert answers(vault, client, row) == [403, 403, 404, 404, 404, 404]
    assert not imported(vault).exists()


def test_the_lead_of_another_meldpunt_finds_nothing(vault, client):
    away = make.build_vault(name="away")
    row = upload(vault)
    client.force_login(away.lead)
    assert answers(vault, client, row) == [404] * 6
    assert list(client.get(start(away)).context["earlier"]) == [away.upload]


def test_a_report_kept_from_the_lead_is_not_in_the_preview(vault, lead):
    lead.post(url("run", upload(vault)))
    PersonalInterest.objects.create(meldpunt=vault.meldpunt, user=vault.lead, report=imported(vault).get(), reason="A neighbour")
    text = lead.get(url("preview", upload(vault, file({"nature": "violence"})))).content.decode()
    assert "E-1" not in text
    assert "threat" not in text


# ── The command ───────────────────────────────────────────────────────────────────────────────


def run(*words):
    """What the command says."""
    out = StringIO()
    call_command("import_reports", *map(str, words), stdout=out, stderr=StringIO())
    return out.getvalue()


def refusal(*words):
    """What the command says when it refuses, and the faults that it lists."""
    err = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("import_reports", *map(str, words), stdout=StringIO(), stderr=err)
    assert refused.value.returncode == 1
    return str(refused.value), err.getvalue()


@pytest.fixture
def words(vault, tmp_path):
    """The words of an ordinary call; the lead speaks English."""
    vault.lead.language = "en"
    vault.lead.save()
    path = tmp_path / "reports.csv"
    path.write_bytes(file({"bundle": "Poster"}, {"residence": "0363", "received_on": "2021-02-03", "incident": "0010"}))
    return [path, "--meldpunt", vault.meldpunt.code, "--by", vault.lead.email]


def test_the_command_imports_and_says_what_it_did(vault, words):
    said = run(*words, "--dry-run")
    assert said.endswith("Nothing was saved: this was a dry run.\n")
    assert not imported(vault).exists()
    said = run(*words)
    assert said.splitlines() == [
        "Reports: 2 new, 0 changed, 0 unchanged.",
        "New bundle: Poster.",
        "0363 is not in the list of municipalities: saved as “elsewhere” (1).",
        "0010 Delfzijl did not exist any more on the day of receipt (1).",
        "2021 is closed: what changes is listed as a later correction (1).",
        "Imported.",
    ]
    assert imported(vault).count() == 2
    assert run(*words).endswith("Everything is already there; there is nothing to import.\n")
    words[0].write_bytes(file({"bundle": "Poster", "nature": "violence"}))
    assert "  E-1: nature: threat → violence\n" in run(*words)


def test_the_command_lists_each_fault_in_one_line_and_saves_nothing(vault, words):
    words[0].write_bytes(file({}, {"nature": "?", "kind": "x"}))
    text, listed = refusal(*words)
    assert text == "The file has errors. Nothing was imported."
    assert [line.split(":")[0] for line in listed.splitlines()] == ["row 3, column kind", "row 3, column nature"]
    assert not imported(vault).exists()


def test_the_command_stops_at_warnings_until_they_are_accepted(vault, words):
    words[0].write_bytes(file({"external_id": "111222333"}))
    text, listed = refusal(*words)
    assert "--accept-warnings" in text
    assert "111222333" in listed
    run(*words, "--accept-warnings")
    assert imported(vault).exists()


def test_the_command_tells_a_stranger_nothing_of_a_meldpunt(world, vault, words):
    path, code = words[0], vault.meldpunt.code
    for person in (world.leader, world.administrator, world.nobody, vault.former):
        said = [refusal(path, "--meldpunt", name, "--by", person.email)[0].replace(name, "*") for name in (code, "nowhere")]
        assert said[0] == said[1]
    vault.consulent.language = "en"
    vault.consulent.save()
    assert refusal(path, "--meldpunt", code, "--by", vault.consulent.email)[0].endswith("may not import into this meldpunt.")
    assert "no@one" in refusal(path, "--meldpunt", code, "--by", "no@one")[0]
    assert "gone.csv" in refusal(path.with_name("gone.csv"), "--meldpunt", code, "--by", vault.lead.email)[0]
    assert not DiscriminationReport.objects.exclude(external_id="").exists()
