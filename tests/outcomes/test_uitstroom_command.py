"""python manage.py uitstroom: the figures as JSON and as a table, and errors that say what is wrong."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests import factories as make


@pytest.fixture
def edition(db):
    """NJ 2014: 35 registered, 15 started, 7 placed."""
    edition = make.EditionFactory(code="nj-2014", name="NJ 2014", target=20)
    make.TrajectoryFactory.create_batch(20, edition=edition, registered_on=date(2014, 1, 10))
    started = make.StartedTrajectoryFactory.create_batch(14, edition=edition, registered_on=date(2014, 1, 10))
    make.StartedTrajectoryFactory(edition=edition, registered_on=date(2014, 1, 10), ended_on=date(2014, 5, 1), end_reason="moved")
    for trajectory in started[:7]:
        make.OutcomeFactory(trajectory=trajectory, start_on=date(2014, 7, 1))
    return edition


def run(*arguments):
    """What the command prints, in English."""
    out = StringIO()
    with translation.override("en"):
        call_command("uitstroom", "--edition=nj-2014", "--as-of=2014-12-31", *arguments, stdout=out)
    return out.getvalue()


def test_json_has_every_figure_with_all_that_belongs_to_it(edition):
    printed = json.loads(run("--format=json", "--from=2014-01-01", "--to=2014-12-31"))
    assert (printed["edition"], printed["as_of"]) == ("nj-2014", "2014-12-31")
    figures = {(figure["letter"], figure["horizon_months"]): figure for figure in printed["figures"]}
    assert list(figures) == [
        ("R", None), ("S", None), ("A", None), ("B", 6), ("B", 12), ("B", 24), ("D", None), ("E", None), ("F", None), ("J6", 6), ("U", None),
    ]  # fmt: skip
    assert (figures["R", None]["n"], figures["R", None]["d"], figures["R", None]["percentage"]) == (7, 35, "20.0")
    assert (figures["S", None]["n"], figures["S", None]["d"]) == (7, 15)
    assert (figures["A", None]["n"], figures["A", None]["d"], figures["A", None]["excluded"]) == (7, 14, {"moved": 1})
    assert figures["A", None]["period"] == {"from": "2014-01-01", "to": "2014-12-31"}
    assert {figure["version"] for figure in printed["figures"]} == {1}
    assert {figure["as_of"] for figure in printed["figures"]} == {"2014-12-31"}
    assert printed["identities"]["registered"] == 35


def test_the_table_shows_the_same_figures(edition):
    lines = [" ".join(line.split()) for line in run().splitlines()]
    assert "R 7/35 = 20.0 % placed of everybody who signed up" in lines
    assert "F 7/20 = 35.0 % realisation of the target" in lines
    assert "E 0/0 = n/a placed of everybody who completed" in lines
    assert "not counted: 1, moved away" in lines
    assert "signed up 35 = not started 20 + started 15" in lines


def test_the_target_and_what_counts_can_be_given(edition):
    printed = json.loads(run("--format=json", "--target=100", "--counts=work_only"))
    figure = next(figure for figure in printed["figures"] if figure["letter"] == "F")
    assert (figure["n"], figure["d"]) == (7, 100)
    assert figure["counts"] == ["paid_work", "self_employment"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--edition=nowhere"], ["--edition", "nowhere"]),
        (["--as-of=31-12-2014"], ["--as-of", "31-12-2014", "2022-03-31"]),
        (["--as-of=20141231"], ["--as-of", "20141231"]),
        (["--as-of=2014-02-30"], ["--as-of", "2014-02-30"]),
        (["--target=many"], ["--target", "many", "whole number"]),
        (["--target=-1"], ["--target", "-1"]),
        (["--counts=nothing"], ["--counts", "nothing", "work_only"]),
        (["--format=xml"], ["--format", "xml", "json"]),
        (["--from=2014-02-02", "--to=2014-02-01"], ["--to", "2014-02-01", "2014-02-02"]),
    ],
)
def test_an_error_names_the_argument_the_value_and_what_is_expected(edition, arguments, named):
    with pytest.raises(CommandError) as error:
        run(*arguments)
    for part in named:
        assert part in str(error.value)


def test_a_funding_counts_each_person_of_its_editions_once(edition):
    again = make.EditionFactory(programme=edition.programme, code="nj-2015", target=5)
    first = make.FundingFactory(edition=edition, funder__name="Fund", reference="NJ-1")
    make.FundingFactory(edition=again, funder=first.funder, reference="NJ-1")
    make.TrajectoryFactory(edition=again, person=edition.trajectories.first().person, registered_on=date(2014, 2, 1))
    make.TrajectoryFactory(edition=again, registered_on=date(2014, 2, 1))
    out = StringIO()
    call_command("uitstroom", "--funding=NJ-1", "--as-of=2014-12-31", "--format=json", stdout=out)
    printed = json.loads(out.getvalue())
    registered = printed["figures"][0]
    assert (printed["funding"], printed["funder"], registered["letter"], registered["d"]) == ("NJ-1", "Fund", "R", 36)


def test_a_funding_that_does_not_exist_is_named(edition):
    with pytest.raises(CommandError, match="NJ-9"):
        call_command("uitstroom", "--funding=NJ-9", "--as-of=2014-12-31", stdout=StringIO())
