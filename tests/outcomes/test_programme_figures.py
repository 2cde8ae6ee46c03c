"""The figures of a programme: against an independent recount of random editions, and by hand at the edges."""

import csv
import io
import json
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from knox.models import AuthToken
from openpyxl import load_workbook
from rest_framework.test import APIClient

from casetrack.actions import Refusal
from casetrack.disclosure import is_small
from outcomes import actions
from outcomes.models import FollowUp
from outcomes.programme_figures import DEFINITIONS, Figure, Span, for_outside, programme_figures
from outcomes.programme_figures.results import months_later
from outcomes.programme_statements import Line
from outcomes.work import due_follow_ups
from participants.models import Trajectory
from tests import factories as make
from tests.outcomes.naive_programme import plus_months, recount

pytestmark = pytest.mark.django_db

EVERYTHING = ["households", "goals", "back_up", "network", "exchange", "referrals", "living_at_home"]
FIRST = date(2022, 1, 1)
REASONS = ["goal_reached", "goal_reached", "moved", "deceased", "no_contact", "duplicate", "on_their_own"]
RESULTS = ["spoken", "spoken", "not_reached", "no_contact_wanted", "appointment", "help_accepted", "already_helped"]
CHANNELS = ["phone", "visit", "email", "letter"]


def an_edition(**fields):
    """An edition that works with everything that is counted."""
    return make.EditionFactory(modules=EVERYTHING, entry_facts=["on_benefit"], starts_on=FIRST, ends_on=date(2025, 12, 31), **fields)


class Chance:
    """Makes random rows around an edition; the same for the same seed."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.edition = an_edition()
        self.other_edition = make.EditionFactory(programme=self.edition.programme)
        self.areas = [make.LifeAreaFactory(edition=self.edition, order=n, name=f"Area {n}") for n in range(1, 4)]
        self.ladders = [make.InstrumentFactory(code="ladder", edition_of=str(n), group_only=n == 2) for n in (1, 2)]
        self.homes = [make.HouseholdFactory() for _ in range(4)]
        self.people = [make.PersonFactory() for _ in range(8)]
        self.author = make.UserFactory()
        self.organisations = [make.OrganisationFactory(kind=kind) for kind in ("food_bank", "fund", "fund")]
        for home in self.homes:
            for person in self.dice.sample(self.people, self.dice.randint(0, 3)):
                since, until = sorted((self.day(), self.day()))
                make.HouseholdMemberFactory(
                    household=home, person=person, starts_on=self.dice.choice([None, since]), ends_on=self.dice.choice([None, until])
                )

    def day(self, start=FIRST):
        """A day; often on one that matters."""
        near = [0, 30, 58, 59, 89, 90, 180, 181, 182, 364, 365, 366, 545, 546, 730]
        return start + timedelta(days=self.dice.choice([*near, self.dice.randint(0, 900), self.dice.randint(0, 900)]))

    def trajectory(self):
        """A trajectory with all that hangs on it."""
        days = sorted(self.day() for _ in range(3))
        started, over = self.dice.random() < 0.9, self.dice.random() < 0.6
        home = self.dice.choice([None, *self.homes])
        fields = {"started_on": days[1]} if started else {}
        if over:
            fields |= {"ended_on": days[2], "end_reason": self.dice.choice(REASONS)}
        answer = self.dice.choice(["yes", "yes", "yes", "no", "not_asked", "refused", "unknown"])
        known = answer in ("yes", "no")
        try_again = 30
        while try_again:
            person = self.dice.choice(self.people)
            free = {"edition": self.edition, "ended_on": None}
            if over or not (
                Trajectory.objects.filter(**free, person=person).exists() or (home and Trajectory.objects.filter(**free, household=home).exists())
            ):
                break
            try_again, home = try_again - 1, None
        else:
            person = make.PersonFactory()
        edition = self.edition if self.dice.random() < 0.85 else make.EditionFactory(programme=self.edition.programme)
        case = make.TrajectoryFactory(
            edition=edition,
            person=person,
            household=home,
            registered_on=days[0],
            on_benefit=answer if known else "",
            on_benefit_state="answered" if known else answer,
            **fields,
        )
        self.parts_of(case)

    def parts_of(self, case):
        """What hangs on a trajectory."""
        dice, early = self.dice, case.registered_on
        for _ in range(dice.randint(0, 6)):
            make.ContactMomentFactory(
                trajectory=case, held_on=self.day(early), channel=dice.choice(CHANNELS), result=dice.choice(RESULTS), author=self.author
            )
        theme = make.ThemeFactory(trajectory=case, life_area=dice.choice([None, *self.areas]))
        for _ in range(dice.randint(0, 3)):
            set_on, closed = sorted((self.day(), self.day()))
            state = dice.choice(["open", "reached", "partly", "dropped"])
            area = dice.choice([None, *self.areas])
            make.GoalFactory(theme=theme, life_area=area, set_on=set_on, state=state, closed_on=None if state == "open" else closed)
        for ladder in self.ladders:
            for moment in ("start", "end", "halfway"):
                if dice.random() < 0.6:
                    measured = {
                        "trajectory": case,
                        "instrument": ladder,
                        "moment": moment,
                        "measured_on": self.day(early),
                        "author": self.author,
                        "about": case.person,
                    }
                    factory = make.GroupAnswersFactory if ladder.group_only else make.AnswersFactory
                    step = dice.choice([None, 1, 2, 3])
                    factory(**{f"measurement__{name}": value for name, value in measured.items()}, scores={"step": step})
        self.outcomes_of(case)
        for months in (6, 12):
            if case.started_on and dice.random() < 0.7:
                living = dice.choice(["at_home", "at_home", "care_home", "elsewhere", "deceased", "unknown"])
                make.FollowUpFactory(trajectory=case, months=months, asked_on=self.day(case.started_on), living=living)
        for _ in range(dice.randint(0, 2)):
            sent, result_on = sorted((self.day(), self.day()))
            result = dice.choice(["", "helped", "not_accepted"])
            make.ReferralFactory(
                trajectory=case, organisation=dice.choice(self.organisations), referred_on=sent, result=result, author=self.author,
                result_on=result_on if result else None, consent=make.ConsentFactory(trajectory=case, purpose="referral", recipient=f"{sent}{dice.random()}"),
            )  # fmt: skip
        if dice.random() < 0.6:
            make.SignUpFactory(trajectory=case, received_on=early - timedelta(days=dice.choice([0, 0, 3, 40])))

    def outcomes_of(self, case):
        """Outcomes, some of them corrected or withdrawn."""
        for _ in range(self.dice.randint(0, 2)):
            start = self.day(case.registered_on)
            known = start + timedelta(days=self.dice.choice([0, 0, 20]))
            kind = self.dice.choice(["out_of_benefit", "out_of_benefit", "voluntary_work"])
            outcome = make.OutcomeFactory(trajectory=case, kind=kind, start_on=start, recorded_on=known, country="")
            if self.dice.random() < 0.4:
                make.OutcomeFactory(
                    trajectory=case,
                    kind="out_of_benefit",
                    start_on=self.day(case.registered_on),
                    recorded_on=known + timedelta(days=self.dice.choice([0, 30])),
                    supersedes=outcome,
                    withdrawn=self.dice.random() < 0.5,
                    country="",
                )

    def signal(self):
        """A sign-up that is no trajectory, with attempts."""
        received = self.day()
        closed = self.dice.random() < 0.5
        row = make.SignalFactory(
            edition=self.edition,
            received_on=received,
            closed_on=received + timedelta(days=self.dice.choice([0, 10, 100])) if closed else None,
            close_reason=self.dice.choice(["not_reached", "already_helped", "expired"]) if closed else "",
        )
        for _ in range(self.dice.randint(0, 3)):
            make.ContactAttemptFactory(
                sign_up=row,
                held_on=received + timedelta(days=self.dice.randint(0, 120)),
                channel=self.dice.choice(CHANNELS),
                result=self.dice.choice(RESULTS),
                author=self.author,
            )


def comparable(figure):
    """What is counted, without zeros, with the names of life areas as a reader sees them."""
    found = {"n": figure.n}
    if figure.d is not None:
        found["d"] = figure.d
    if figure.cells or figure.key in ("goals_set", "goals_closed", "referrals", "reached_contacts", "reached_attempts"):
        named = figure.key.startswith("goals")
        found["cells"] = {(figure.names.get(row, "") if named else row, column): number for (row, column), number in figure.cells.items() if number}
    if figure.parts or figure.key in ("ended", "sign_ups", "ladder"):
        found["parts"] = {key: number for key, number in figure.parts.items() if number}
    if figure.excluded or figure.key in ("out_of_benefit", "relapse", "ladder", "living_at_home_6", "living_at_home_12"):
        found["excluded"] = {key: number for key, number in figure.excluded.items() if number}
    return found


SPANS = [
    (date(2022, 1, 1), date(2024, 12, 31), date(2024, 12, 31)),
    (date(2022, 7, 1), date(2022, 12, 31), date(2022, 12, 31)),
    (date(2022, 3, 1), date(2023, 2, 28), date(2023, 6, 30)),
    (date(2023, 1, 1), date(2023, 6, 30), date(2023, 3, 31)),
]


@pytest.mark.parametrize("seed", range(8))
def test_every_figure_agrees_with_a_slow_recount_of_a_random_edition(seed):
    chance = Chance(seed)
    for _ in range(chance.dice.randint(4, 14)):
        chance.trajectory()
    for _ in range(6):
        chance.signal()
    for first, until, as_of in SPANS:
        counted = {(f.key, str(f.unit), f.about): comparable(f) for f in programme_figures(chance.edition, Span(first, until, as_of))}
        expected = recount(chance.edition, first, until, as_of)
        assert set(expected) == set(counted)
        for name, content in expected.items():
            assert counted[name] == content, (name, first, until, as_of)


def test_the_random_editions_reach_every_part_of_every_figure():
    """Else the agreement above would say little."""
    seen = set()
    for seed in range(6):
        chance = Chance(seed)
        for _ in range(14):
            chance.trajectory()
        for _ in range(6):
            chance.signal()
        for first, until, as_of in SPANS:
            for (key, _unit, _about), content in recount(chance.edition, first, until, as_of).items():
                seen |= {(key, name) for name in ("n", "d") if content.get(name)}
                seen |= {(key, part) for part in (*content.get("parts", {}), *content.get("excluded", {}))}
    wanted = {(key, "n") for key in DEFINITIONS} | {(key, "d") for key in ("contacts", "out_of_benefit", "relapse", "living_at_home_12")}
    wanted |= {("relapse", why) for why in ("too_early", "moved", "deceased")} | {
        ("ladder", why) for why in ("no_start", "not_measurable", "up", "down")
    }
    wanted |= {("living_at_home_6", why) for why in ("not_asked", "unknown", "deceased")} | {
        ("sign_ups", why) for why in ("expired", "open", "trajectory")
    }
    wanted |= {("out_of_benefit", why) for why in ("before", "not_asked", "unknown")}
    assert wanted - seen == set()


# ── By hand, at the edges ─────────────────────────────────────────────────────────────────────


YEAR = Span(date(2023, 1, 1), date(2023, 12, 31), date(2024, 12, 31))


def one(edition, key, unit=None, span=YEAR):
    """The figure of this key."""
    return next(f for f in programme_figures(edition, span) if f.key == key and (unit is None or f.unit == unit))


def test_a_household_of_three_is_one_household_and_three_persons():
    edition = an_edition()
    case = make.HouseholdTrajectoryFactory(edition=edition, registered_on=date(2023, 2, 1))
    make.HouseholdMemberFactory(household=case.household)
    make.HouseholdMemberFactory(household=case.household, ends_on=case.started_on)  # left on the day of the start
    make.HouseholdMemberFactory(household=case.household, starts_on=case.started_on)
    make.StartedTrajectoryFactory(edition=edition, registered_on=date(2023, 2, 1))
    assert one(edition, "started", "households").n == 1
    assert one(edition, "started", "persons").n == 4


def test_steps_of_a_ladder_for_group_results_are_told_by_no_figure():
    edition = an_edition()
    for group_only in (False, True):
        ladder = make.InstrumentFactory(code="ladder", edition_of=str(group_only), group_only=group_only)
        case = make.StartedTrajectoryFactory(edition=edition, registered_on=date(2023, 2, 1))
        factory = make.GroupAnswersFactory if group_only else make.AnswersFactory
        for moment, step in (("start", 1), ("end", 3)):
            measured = {"trajectory": case, "instrument": ladder, "moment": moment, "measured_on": date(2023, 6, 1), "about": case.person}
            factory(**{f"measurement__{name}": value for name, value in measured.items()}, scores={"step": step})
    ladders = [figure for figure in programme_figures(edition, YEAR) if figure.key == "ladder"]
    assert [(figure.parts["up"], figure.excluded) for figure in ladders] == [(1, {})]


def test_an_edition_without_households_counts_persons_only():
    edition = make.EditionFactory()
    make.StartedTrajectoryFactory(edition=edition, registered_on=date(2023, 2, 1))
    figures = programme_figures(edition, YEAR)
    assert "households" not in {figure.unit for figure in figures}
    assert {"goals_set", "out_of_benefit", "living_at_home_6", "referrals"} & {figure.key for figure in figures} == set()


@pytest.mark.parametrize(("came", "back"), [(date(2023, 3, 1), 0), (date(2023, 3, 2), 1), (date(2024, 3, 1), 1), (date(2024, 3, 2), 0)])
def test_coming_back_counts_from_the_day_after_the_end_until_a_year_later(came, back):
    edition = an_edition()
    first = make.StartedTrajectoryFactory(edition=edition, registered_on=date(2022, 6, 1), ended_on=date(2023, 3, 1), end_reason="goal_reached")
    other = make.EditionFactory(programme=edition.programme)
    make.TrajectoryFactory(edition=other, person=first.person, registered_on=came)
    figure = one(edition, "relapse")
    assert (figure.n, figure.d) == (back, 1)


def test_a_new_start_in_another_programme_is_no_relapse():
    edition = an_edition()
    first = make.StartedTrajectoryFactory(edition=edition, registered_on=date(2022, 6, 1), ended_on=date(2023, 3, 1), end_reason="goal_reached")
    make.TrajectoryFactory(person=first.person, registered_on=date(2023, 4, 1))
    assert (one(edition, "relapse").n, one(edition, "relapse").d) == (0, 1)


def test_an_end_less_than_a_year_ago_is_too_early_to_tell():
    edition = an_edition()
    make.StartedTrajectoryFactory(edition=edition, registered_on=date(2022, 6, 1), ended_on=date(2023, 3, 1), end_reason="goal_reached")
    figure = one(edition, "relapse", span=Span(date(2023, 1, 1), date(2023, 12, 31), date(2024, 2, 29)))
    assert (figure.n, figure.d, figure.excluded) == (0, 0, {"too_early": 1})


def test_31_august_plus_six_months_is_the_last_day_of_february():
    assert months_later(date(2023, 8, 31), 6) == plus_months(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert [months_later(date(2023, 1, 31), n) for n in (1, 11, 12)] == [date(2023, 2, 28), date(2023, 12, 31), date(2024, 1, 31)]


def test_contacts_per_month_follow_the_days_under_way():
    edition = an_edition()
    case = make.StartedTrajectoryFactory(edition=edition, registered_on=date(2022, 12, 2))  # starts on 1 January 2023
    for day in range(1, 25):
        make.ContactMomentFactory(trajectory=case, held_on=date(2023, 1, day))
    make.ContactMomentFactory(trajectory=case, held_on=date(2023, 1, 25), result="not_reached")
    figure = one(edition, "contacts")
    assert (figure.n, figure.d) == (24, 365)
    assert Line(figure).value == "2.0" or Line(figure).value == "2,0"


def test_a_withdrawn_outcome_takes_nobody_out_of_the_benefit():
    edition = an_edition()
    people = [
        make.StartedTrajectoryFactory(edition=edition, registered_on=date(2022, 6, 1), on_benefit="yes", on_benefit_state="answered")
        for _ in range(2)
    ]
    kept, taken = [make.OutcomeFactory(trajectory=each, kind="out_of_benefit", start_on=date(2023, 5, 1), country="") for each in people]
    make.OutcomeFactory(trajectory=taken.trajectory, kind="out_of_benefit", start_on=date(2023, 5, 1), supersedes=taken, withdrawn=True, country="")
    figure = one(edition, "out_of_benefit")
    assert (figure.n, figure.d, kept.withdrawn) == (1, 2, False)


def test_the_number_of_queries_is_the_same_for_few_and_for_many(django_assert_num_queries):
    chance = Chance(3)
    chance.trajectory()
    for _ in range(2):
        with django_assert_num_queries(11):
            programme_figures(chance.edition, YEAR)
        for _ in range(10):
            chance.trajectory()
            chance.signal()


# ── Hiding ────────────────────────────────────────────────────────────────────────────────────


def test_no_small_number_goes_outside_and_nothing_larger_than_it_is():
    chance = Chance(5)
    for _ in range(14):
        chance.trajectory()
    figures = programme_figures(chance.edition, Span(*SPANS[0]))
    for true, hidden in zip(figures, for_outside(figures), strict=True):
        if true.key == "contacts":
            continue
        pairs = [(true.n, hidden.n), (true.d, hidden.d)]
        for name in ("parts", "cells", "excluded"):
            pairs += [(number, getattr(hidden, name)[key]) for key, number in getattr(true, name).items()]
        for number, shown in pairs:
            assert shown in (None, number)
            assert not is_small(shown)


@pytest.mark.parametrize(
    ("n", "d", "shown"),
    [(3, 40, (None, 40)), (38, 40, (None, 40)), (20, 40, (20, 40)), (0, 40, (0, 40)), (0, 12, (None, 12)), (12, 12, (None, 12)), (2, 3, (None, None)), (0, 0, (0, 0))],
)  # fmt: skip
def test_a_share_is_shown_only_where_it_says_nothing_about_a_few(n, d, shown):
    (figure,) = for_outside([Figure("relapse", "trajectories", n, d)])
    assert (figure.n, figure.d) == shown


def test_whoever_knows_the_rule_cannot_tell_a_hidden_share():
    """Every N that is hidden for some D could have been another one."""
    for d in range(60):
        hidden = [n for n in range(d + 1) if for_outside([Figure("relapse", "trajectories", n, d)])[0].n is None]
        assert len(hidden) != 1 or d < 5, d


@pytest.mark.parametrize(("under_way", "told"), [(4, "not shown"), (5, "1.0")])
def test_the_contacts_of_few_households_are_not_told_outside(under_way, told):
    figures = [Figure("running", "households", under_way), Figure("running", "persons", 20), Figure("contacts", "contacts", 12, 365)]
    with translation.override("en"):
        assert Line(for_outside(figures)[-1], outside=True).value == told


def test_persons_are_hidden_where_their_households_are():
    figures = [
        Figure("ended", "households", 13, parts={"moved": 2, "goal_reached": 5, "no_contact": 6}),
        Figure("ended", "persons", 37, parts={"moved": 7, "goal_reached": 15, "no_contact": 15}),
    ]
    households, persons = for_outside(figures)
    assert households.parts == {"moved": None, "goal_reached": None, "no_contact": 6}
    assert persons.parts == {"moved": None, "goal_reached": None, "no_contact": 15}


def test_a_percentage_outside_needs_thirty_and_inside_ten():
    assert [Line(Figure("relapse", "trajectories", 6, d), outside=True).percentage != "" for d in (29, 30)] == [False, True]
    assert [Line(Figure("relapse", "trajectories", 6, d)).percentage != "" for d in (9, 10)] == [False, True]
    assert Line(replace(Figure("relapse", "trajectories", 6, 30), n=None), outside=True).percentage == ""


# ── Pages, files and API ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def page(world, sign_in, client):
    """`page(user, **asked)` gives the page of figures of the programme of households, in English."""
    client.cookies["casetrack_language"] = "en"

    def get(user, name="edition_programme_figures", **asked):
        return sign_in(user).get(reverse(name, args=[world.kansrijk.edition.code]), asked)

    return get


def test_the_page_says_what_was_counted_in_which_unit_and_that_it_proves_nothing(world, page):
    soup = BeautifulSoup(page(world.coordinator).content, "html.parser")
    rows = {row.th.text: [cell.text.strip() for cell in row.select("td")] for row in soup.select("tbody tr") if row.th}
    assert rows["Under way, in households"][1] == "2"
    assert rows["Under way, in persons"][1] == "4"
    assert "prove no effect" in soup.text
    assert "thanks to" not in soup.text.lower()
    for table in soup.select("table"):
        assert table.caption or table.find_parent(attrs={"aria-label": True})


def test_a_wrong_period_is_named_and_nothing_is_counted(world, page):
    for asked, word in (
        ({"period_from": "2024-02-01", "period_to": "2024-01-01"}, "cannot end before it starts"),
        ({"as_of": "2999-01-01"}, "cannot lie in the future"),
        ({"period_from": "nonsense"}, "Enter a valid date"),
        ({"period_from": "2024-02-01", "period_to": "2024-03-01", "as_of": "2024-01-01"}, "Choose a day in the period"),
    ):
        text = page(world.coordinator, **asked).content.decode()
        assert word in text
        assert "What was counted" not in text


def test_the_files_hold_every_number_as_text_and_no_formula(world, page):
    life_area = world.kansrijk.life_area
    life_area.name = "=1+1"
    life_area.save()
    goal = world.kansrijk.home_case.goals.filter(life_area=life_area).first()
    assert goal is not None
    answer = page(world.coordinator, "programme_figures_csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";" if b";" in answer.content else ","))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    workbook = load_workbook(io.BytesIO(page(world.coordinator, "programme_figures_xlsx").content))
    cells = [cell for row in workbook.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("name", ["edition_programme_figures", "programme_figures_csv", "programme_figures_xlsx"])
def test_only_those_who_lead_see_the_figures(world, page, name):
    expected = {"coordinator": {200}, "buddy": {403, 404}, "spil": {403, 404}, "achterwacht2": {403, 404}, "leader": {404}, "administrator": {403}}
    for who, codes in expected.items():
        assert page(getattr(world, who), name).status_code in codes, who
    assert page(world.neighbour.leader, name).status_code == 404


def test_the_figures_of_one_edition_hold_nothing_of_another(world):
    edition = world.kansrijk.edition
    span = Span(timezone.localdate() - timedelta(days=300), timezone.localdate(), timezone.localdate())
    before = [figure.as_dict() for figure in programme_figures(edition, span)]
    other = make.HouseholdTrajectoryFactory(edition=world.edition)
    make.ContactMomentFactory(trajectory=other)
    make.ReferralFactory(trajectory=other)
    make.FollowUpFactory(trajectory=other)
    make.GoalFactory(theme__trajectory=other)
    make.SignalFactory(edition=world.edition)
    assert [figure.as_dict() for figure in programme_figures(edition, span)] == before


def test_the_api_gives_the_same_figures(world):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(world.coordinator)[1]}")
    url = reverse("api-programme-figures", args=[world.kansrijk.edition.code])
    today = timezone.localdate()
    asked = {"period_from": (today - timedelta(days=100)).isoformat(), "period_to": today.isoformat()}
    answer = client.get(url, asked).json()
    span = Span(today - timedelta(days=100), today, today)
    assert answer["figures"] == json.loads(json.dumps([figure.as_dict() for figure in programme_figures(world.kansrijk.edition, span)]))
    assert answer["note"]
    assert client.get(url, {"period": "2024"}).status_code == 400
    assert client.get(url, {"as_of": "2999-01-01"}).status_code == 400


# ── Where people live ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def lived(world):
    """Somebody of the edition of households who started seven months ago."""
    today = timezone.localdate()
    return make.StartedTrajectoryFactory(edition=world.kansrijk.edition, registered_on=months_later(today, -7) - timedelta(days=30))


def test_where_somebody_lives_is_due_from_six_months_on_until_it_is_asked(world, lived):
    today = timezone.localdate()
    assert [(row.pk, row.months) for row in due_follow_ups(world.coordinator, today)] == [(lived.pk, 6)]
    assert list(due_follow_ups(world.coordinator, months_later(lived.started_on, 6) - timedelta(days=1))) == []
    actions.record_follow_up(lived, by=world.coordinator, months=6, living="at_home")
    assert list(due_follow_ups(world.coordinator, today)) == []
    assert [row.months for row in due_follow_ups(world.coordinator, months_later(lived.started_on, 12)) if row.pk == lived.pk] == [12]
    assert list(due_follow_ups(world.leader, today)) == []
    assert list(due_follow_ups(world.neighbour.leader, today)) == []


def test_where_somebody_lives_is_recorded_on_the_page_and_corrected_with_history(world, lived, sign_in):
    client = sign_in(world.coordinator)
    assert client.get(reverse("trajectory_follow_ups", args=[lived.pk])).status_code == 200
    client.post(reverse("follow_up_add", args=[lived.pk]), {"months": "6", "living": "at_home", "asked_on": timezone.localdate().isoformat()})
    row = FollowUp.objects.get(trajectory=lived)
    client.post(reverse("follow_up_change", args=[row.pk]), {"living": "care_home", "asked_on": timezone.localdate().isoformat()})
    row.refresh_from_db()
    assert (row.living, row.history.count()) == ("care_home", 2)


def test_a_correction_of_where_somebody_lives_that_saw_an_older_answer_is_refused(world, lived, sign_in):
    row = actions.record_follow_up(lived, by=world.coordinator, months=6, living="at_home")
    actions.change_follow_up(lived, by=world.coordinator, follow_up=row, living="care_home")
    said = {"living": "elsewhere", "asked_on": timezone.localdate().isoformat(), "seen_version": row.version}
    answer = sign_in(world.coordinator).post(reverse("follow_up_change", args=[row.pk]), said)
    row.refresh_from_db()
    assert (answer.status_code, row.living, row.history.count()) == (200, "care_home", 2)


def test_it_is_not_asked_too_early_nor_twice_nor_where_the_edition_does_not(world, lived):
    with pytest.raises(Refusal):
        actions.record_follow_up(lived, by=world.coordinator, months=12, living="at_home")
    actions.record_follow_up(lived, by=world.coordinator, months=6, living="at_home")
    with pytest.raises(ValidationError):
        actions.record_follow_up(lived, by=world.coordinator, months=6, living="elsewhere")
    with pytest.raises(Refusal):
        actions.record_follow_up(world.mine, by=world.leader, months=6, living="at_home")
    with pytest.raises(PermissionDenied):
        actions.record_follow_up(world.kansrijk.home_case, by=world.buddy, months=6, living="at_home")


def test_the_card_is_not_there_where_the_edition_does_not_ask(world, sign_in):
    assert sign_in(world.leader).get(reverse("trajectory_follow_ups", args=[world.mine.pk])).status_code == 404


# ── What an edition without uitstroom shows ───────────────────────────────────────────────────


def test_an_edition_without_placement_shows_no_uitstroom(world, page):
    assert page(world.coordinator, "uitstroom").status_code == 404
    soup = BeautifulSoup(page(world.coordinator, "edition_dashboard").content, "html.parser")
    assert "Uitstroom" not in soup.text
    assert "selected" not in soup.select_one("figure table").text
    assert "placed" not in soup.text


def test_out_of_benefit_is_recorded_only_where_it_is_asked(world, sign_in):
    case = make.StartedTrajectoryFactory(edition=world.kansrijk.edition)
    said = {"kind": "out_of_benefit", "start_on": timezone.localdate()}
    assert actions.record_outcome(case, by=world.coordinator, **said).kind == "out_of_benefit"
    with pytest.raises(Refusal):
        actions.record_outcome(world.mine, by=world.leader, **said)
    assert "out_of_benefit" not in sign_in(world.leader).get(reverse("outcome_add", args=[world.mine.pk])).content.decode()
    assert "out_of_benefit" in sign_in(world.coordinator).get(reverse("outcome_add", args=[case.pk])).content.decode()
