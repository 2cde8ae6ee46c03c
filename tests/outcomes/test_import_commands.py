"""`manage.py import_participants` and `open_edition`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from participants.models import Trajectory
from programmes.models import Edition
from tests.imports import outcomes, participants

pytestmark = pytest.mark.django_db

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(name, *words):
    out, err = StringIO(), StringIO()
    call_command(name, *map(str, words), stdout=out, stderr=err)
    return out.getvalue()


def refusal(name, *words):
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError) as refused:
        call_command(name, *map(str, words), stdout=out, stderr=err)
    assert refused.value.returncode == 1
    return str(refused.value), err.getvalue()


@pytest.fixture
def leader(world):
    world.leader.language = "en"
    world.leader.save()
    return world.leader.email


def test_an_edition_is_opened_filled_and_counted(world, leader):
    words = ["--programme", "home-programme", "--code", "nj-2014-test", "--name", "NJ 2014", "--start", "2014-01-01", "--end", "2014-12-31"]
    assert "nj-2014-test" in run("open_edition", *words, "--target", 15, "--by", leader)
    opened = Edition.objects.get(code="nj-2014-test")
    assert (opened.programme, opened.target, str(opened.starts_on)) == (world.programme, 15, "2014-01-01")
    assert opened.history.get().history_user == world.leader
    text, _err = refusal("open_edition", *words, "--by", leader)
    assert text.startswith("--code: ")
    files = [EXAMPLES / "nj-2014-participants.csv", "--outcomes", EXAMPLES / "nj-2014-outcomes.csv", "--edition", "nj-2014-test", "--by", leader]
    assert "35 new, 0 changed, 0 unchanged" in run("import_participants", *files, "--dry-run")
    assert not Trajectory.objects.filter(edition=opened).exists()
    run("import_participants", *files)
    again = run("import_participants", *files)
    assert "0 new, 0 changed, 35 unchanged" in again
    assert again.endswith("Everything is already there; there is nothing to import.\n")
    figures = json.loads(run("uitstroom", "--edition", "nj-2014-test", "--as-of", "2014-12-31", "--format", "json"))["figures"]
    found = {figure["letter"]: (figure["n"], figure["d"]) for figure in figures}
    assert (found["R"], found["S"]) == ((7, 35), (7, 15))


def test_faults_are_listed_one_a_line_and_nothing_is_saved(world, leader, tmp_path):
    (tmp_path / "p.csv").write_bytes(participants({}, {"sex": "v", "birth_date": "soon"}))
    text, err = refusal("import_participants", tmp_path / "p.csv", "--edition", "home-edition", "--by", leader)
    places = [line.split(":")[0] for line in err.splitlines()]
    assert places == ["participants, row 3, column sex", "participants, row 3, column birth_date"]
    assert text
    assert not Trajectory.objects.filter(external_id="A-1").exists()


def test_a_text_named_as_a_workbook_is_refused_in_one_sentence(world, leader, tmp_path):
    (tmp_path / "p.xlsx").write_text("Just a letter, no table.")
    text, err = refusal("import_participants", tmp_path / "p.xlsx", "--edition", "home-edition", "--by", leader)
    assert text.endswith("is not a spreadsheet. Save it again as .xlsx or as CSV UTF-8.")
    assert not err


def test_warnings_are_listed_and_must_be_accepted(world, leader, tmp_path):
    (tmp_path / "p.csv").write_bytes(participants({"street": "111222333"}))
    (tmp_path / "o.csv").write_bytes(outcomes({}))
    words = [tmp_path / "p.csv", "--outcomes", tmp_path / "o.csv", "--edition", "home-edition", "--by", leader]
    text, err = refusal("import_participants", *words)
    assert "--accept-warnings" in text
    assert "111222333" in err
    run("import_participants", *words, "--accept-warnings")
    assert Trajectory.objects.get(external_id="A-1").outcomes.count() == 1


def test_changes_and_duplicates_are_told(world, leader, tmp_path):
    (tmp_path / "p.csv").write_bytes(participants({"birth_date": "1980-01-01"}, {"birth_date": "1980-01-01"}))
    words = [tmp_path / "p.csv", "--edition", "home-edition", "--by", leader]
    assert "row 3, A-2: Anna Bruins = row 2" in run("import_participants", *words)
    (tmp_path / "p.csv").write_bytes(participants({"last_name": "Smid"}))
    assert "A-1: last_name: Bruins → Smid" in run("import_participants", *words)


@pytest.mark.parametrize("who", ["coach", "administrator", "funder"])
def test_others_may_not_import(world, tmp_path, who):
    (tmp_path / "p.csv").write_bytes(participants({}))
    text, _err = refusal("import_participants", tmp_path / "p.csv", "--edition", "home-edition", "--by", getattr(world, who).email)
    assert text.startswith("--by: ")
    assert not Trajectory.objects.filter(external_id="A-1").exists()


def test_what_does_not_exist_is_named(world, leader, tmp_path):
    (tmp_path / "p.csv").write_bytes(participants({}))
    assert "p2.csv" in refusal("import_participants", tmp_path / "p2.csv", "--edition", "home-edition", "--by", leader)[0]
    assert "nowhere" in refusal("import_participants", tmp_path / "p.csv", "--edition", "nowhere", "--by", leader)[0]
    assert "no@one" in refusal("import_participants", tmp_path / "p.csv", "--edition", "home-edition", "--by", "no@one")[0]
    words = ["--code", "x", "--name", "X", "--start", "2014-01-01", "--end", "2014-12-31", "--by"]
    assert "nowhere" in refusal("open_edition", "--programme", "nowhere", *words, leader)[0]
    assert "--by" in refusal("open_edition", "--programme", "home-programme", *words, world.coach.email)[0]
    early = ["--programme", "home-programme", *words[:6], "--end", "2013-01-01", "--by", leader]
    assert refusal("open_edition", *early)[0]
    assert not Edition.objects.filter(code="x").exists()


def test_the_example_files_are_the_people_of_the_demonstration(db, settings):
    settings.DEMO = True
    run("demo")
    files = [EXAMPLES / "nj-2014-participants.csv", "--outcomes", EXAMPLES / "nj-2014-outcomes.csv", "--edition", "nj-2014"]
    told = run("import_participants", *files, "--by", "leader@example.org")
    assert told.count("0 nieuw, 0 gewijzigd") == 2  # the command speaks the language of the user
    figures = json.loads(run("uitstroom", "--edition", "nj-2014", "--as-of", "2014-12-31", "--format", "json"))["figures"]
    assert [(f["n"], f["d"]) for f in figures[:2]] == [(7, 35), (7, 15)]
