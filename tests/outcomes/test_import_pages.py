"""Importing by page: upload, look, confirm, follow."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from casetrack.actions import Refusal
from participants.models import Person, Trajectory
from referrals.actions import drop_import, purge_old_imports, upload_import
from referrals.models import ImportContent, ImportFile
from tests import factories as make
from tests.imports import outcomes, participants

pytestmark = pytest.mark.django_db


def upload(world, people=None, results=None, **how):
    files = {name: content for name, content in (("participants", people), ("outcomes", results)) if content is not None}
    return upload_import(world.edition, by=world.leader, files=files, names={name: f"{name}.csv" for name in files}, **how)


def url(name, row):
    return reverse(f"import_{name}", args=[row.pk])


def page(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


def test_the_whole_way_from_file_to_result(world, sign_in):
    client = sign_in(world.leader)
    assert client.get(reverse("import_start")).status_code == 200
    sent = {
        "edition": world.edition.pk,
        "participants": SimpleUploadedFile("deelnemers.csv", participants({}, {"first_name": "<b>Zoë</b>"})),
        "outcomes": SimpleUploadedFile("uitkomsten.csv", outcomes({})),
    }
    response = client.post(reverse("import_start"), sent)
    row = ImportFile.objects.get()
    assert response.url == url("preview", row)
    assert (row.participants_name, row.outcomes_name, row.contents.count()) == ("deelnemers.csv", "uitkomsten.csv", 2)
    shown = client.get(url("preview", row))
    plan = shown.context["plan"]
    assert (plan.participants.new, plan.outcomes.new) == (2, 1)
    assert not Trajectory.objects.filter(external_id="A-1").exists()
    told = client.post(url("run", row), {"plan": plan.fingerprint})
    assert told.streaming
    text = page(told)
    assert text.index("<progress") < text.index(url("done", row)) < text.index("</html>")
    assert Trajectory.objects.filter(edition=world.edition, external_id__in=["A-1", "A-2"]).count() == 2
    row.refresh_from_db()
    assert (row.state, row.contents.count()) == ("imported", 0)
    assert [past.history_change_reason for past in row.history.all()] == ["file_imported", "file_uploaded"]
    assert "Home edition" in page(client.get(url("done", row)))
    assert client.get(url("preview", row)).url == url("done", row)


def test_the_second_of_two_clicks_shows_the_result_of_the_first(world, sign_in):
    row, client = upload(world, participants({})), sign_in(world.leader)
    late = client.post(url("run", row))  # not yet read: the import starts when the page is sent
    assert url("done", row) in page(client.post(url("run", row)))
    assert url("done", row) in page(late)
    assert client.post(url("run", row)).url == url("done", row)
    assert Trajectory.objects.filter(external_id="A-1").count() == 1


def test_who_leaves_before_the_end_imports_nothing(world, sign_in):
    row, client = upload(world, participants({}, {})), sign_in(world.leader)
    response = client.post(url("run", row))
    parts = iter(response.streaming_content)
    next(parts), next(parts)
    assert Trajectory.objects.filter(external_id="A-1").exists()
    response._iterator.close()  # what a server does when the connection is gone
    assert not Trajectory.objects.filter(external_id="A-1").exists()
    row.refresh_from_db()
    assert (row.state, row.contents.count()) == ("uploaded", 1)


def test_faults_are_all_shown_and_nothing_can_be_confirmed(world, sign_in):
    row, client = upload(world, participants({"sex": "<b>"}, {"birth_date": "soon"})), sign_in(world.leader)
    text = page(client.get(url("preview", row)))
    assert "&lt;b&gt;" in text
    assert "soon" in text
    assert url("run", row) not in text
    assert url("done", row) not in page(client.post(url("run", row)))
    assert not Trajectory.objects.filter(external_id__in=["A-1", "A-2"]).exists()


def test_a_file_without_rows_is_a_fault(world, sign_in, english):
    row = upload(world, participants().splitlines(keepends=True)[0], outcomes().splitlines(keepends=True)[0])
    shown = sign_in(world.leader).get(url("preview", row))
    assert [(problem.file, problem.expected) for problem in shown.context["plan"].errors] == [
        ("participants", "The file has no rows."),
        ("outcomes", "The file has no rows."),
    ]
    assert url("run", row) not in page(shown)


def test_a_file_that_changes_nothing_is_not_offered_for_import(world, sign_in, english):
    client = sign_in(world.leader)
    first, again, other = (upload(world, participants({"street": street}), outcomes({})) for street in ("Kade 1", "Kade 1", "Kade 2"))
    page(client.post(url("run", first)))
    nothing = "Everything is already there; there is nothing to import."
    shown = page(client.get(url("preview", again)))
    assert nothing in shown
    assert url("run", again) not in shown
    shown = page(client.get(url("preview", other)))
    assert nothing not in shown
    assert url("run", other) in shown


def test_a_text_named_as_a_workbook_is_refused_in_one_sentence(world, sign_in, english):
    for name, content, refused in (("p.xlsx", b"Just a letter.", True), ("p.csv", participants({}), False)):
        sent = {"edition": world.edition.pk, "participants": SimpleUploadedFile(name, content)}
        response = sign_in(world.leader).post(reverse("import_start"), sent)
        assert (response.status_code == 200) is refused
        if refused:
            wrong = ["The file is broken or is not a spreadsheet. Save it again as .xlsx or as CSV UTF-8."]
            assert response.context["form"].errors == {"participants": wrong}
    assert bytes(ImportContent.objects.get().content) == participants({})


def test_warnings_need_a_tick(world, sign_in):
    row, client = upload(world, participants({"street": "111222333"})), sign_in(world.leader)
    assert 'name="accept_warnings"' in page(client.get(url("preview", row)))
    page(client.post(url("run", row)))
    assert not Trajectory.objects.filter(external_id="A-1").exists()
    page(client.post(url("run", row), {"accept_warnings": "on"}))
    assert Trajectory.objects.filter(external_id="A-1").exists()


def test_what_changed_after_the_look_must_be_looked_at_again(world, sign_in):
    row, client = upload(world, participants({})), sign_in(world.leader)
    seen = client.get(url("preview", row)).context["plan"].fingerprint
    make.TrajectoryFactory(edition=world.edition, external_id="A-1")
    assert url("preview", row) in page(client.post(url("run", row), {"plan": seen}))
    assert Person.objects.filter(last_name="Bruins").count() == 0


def test_dropped_files_are_gone(world, sign_in):
    row, client = upload(world, participants({})), sign_in(world.leader)
    assert client.post(url("drop", row)).url == reverse("import_start")
    row.refresh_from_db()
    assert (row.state, ImportContent.objects.count()) == ("dropped", 0)
    assert row.history.first().history_change_reason == "file_dropped"
    assert client.get(url("preview", row)).status_code == 200
    assert url("done", row) not in page(client.post(url("run", row)))
    with pytest.raises(Refusal):
        drop_import(row, by=world.leader)


@pytest.mark.parametrize("purge", [purge_old_imports, lambda: call_command("purge_imports", stdout=StringIO())], ids=["next upload", "by the clock"])
def test_files_older_than_a_day_are_thrown_away(world, purge):
    old, young = upload(world, participants({})), upload(world, participants({}))
    old.uploaded_at = timezone.now() - timedelta(hours=25)
    old.save()
    purge()
    assert list(ImportContent.objects.values_list("file_id", flat=True)) == [young.pk]


def test_the_same_form_sent_twice_keeps_one_upload(world, sign_in):
    key, client = "0b7a6a3e-3c37-4b43-8a3d-8b8f8a1f2c11", sign_in(world.leader)
    for _twice in range(2):
        client.post(
            reverse("import_start"), {"edition": world.edition.pk, "submission": key, "participants": SimpleUploadedFile("a.csv", participants({}))}
        )
    assert ImportFile.objects.count() == 1


def test_a_form_without_a_file_or_with_a_large_one_is_refused(world, sign_in, settings):
    client = sign_in(world.leader)
    assert client.post(reverse("import_start"), {"edition": world.edition.pk}).context["form"].errors
    settings.IMPORT_MAX_BYTES = 20
    large = {"edition": world.edition.pk, "participants": SimpleUploadedFile("a.csv", participants({}))}
    assert "participants" in client.post(reverse("import_start"), large).context["form"].errors
    assert not ImportFile.objects.exists()


def test_duplicates_name_nobody_of_another_programme(world, sign_in):
    theirs = world.neighbour.trajectory.person
    row = upload(world, participants({"first_name": theirs.first_name, "last_name": theirs.last_name, "birth_date": theirs.birth_date}))
    response = sign_in(world.leader).get(url("preview", row))
    assert response.context["plan"].duplicates.total == 0
    assert "Away" not in page(response)


@pytest.mark.parametrize("who", ["coach", "former", "partner", "funder", "administrator", "nobody"])
def test_others_find_no_import_at_all(world, sign_in, who):
    row, client = upload(world, participants({})), sign_in(getattr(world, who))
    assert client.get(reverse("import_start")).status_code == 404
    for name in ("preview", "done"):
        assert client.get(url(name, row)).status_code == 404
    for name in ("run", "drop"):
        assert client.post(url(name, row)).status_code == 404
    assert ImportContent.objects.count() == 1


def test_the_leader_of_a_neighbour_sees_and_uses_only_the_own_editions(world, sign_in):
    row, client = upload(world, participants({})), sign_in(world.neighbour.leader)
    start = client.get(reverse("import_start"))
    assert list(start.context["form"].fields["edition"].queryset) == [world.neighbour.edition]
    assert list(start.context["earlier"]) == []
    sent = {"edition": world.edition.pk, "participants": SimpleUploadedFile("a.csv", participants({}))}
    assert "edition" in client.post(reverse("import_start"), sent).context["form"].errors
    assert client.post(url("run", row)).status_code == 404
    assert ImportFile.objects.count() == 1


def test_a_look_saves_nothing_and_asks_a_fixed_number_of_questions(world, sign_in, django_assert_max_num_queries):
    row, client = upload(world, participants(*[{"birth_date": "1970-01-01"}] * 50), outcomes({})), sign_in(world.leader)
    with django_assert_max_num_queries(25):
        client.get(url("preview", row))
    assert not Trajectory.objects.filter(external_id="A-1").exists()
