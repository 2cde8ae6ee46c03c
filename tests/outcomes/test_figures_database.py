"""Date arithmetic in the database against the same in Python, over every day of four years."""

from datetime import date, timedelta

import pytest
from django.db.models import F

from outcomes.figures.database import AddDays, AddMonths
from programmes.models import Edition
from tests import factories as make
from tests.outcomes.naive_uitstroom import add_months

FIRST = date(2019, 12, 15)
DAYS = [FIRST + timedelta(days=number) for number in range(4 * 366)]


@pytest.mark.django_db
def test_adding_months_and_days_equals_python_for_every_day_of_four_years():
    programme = make.ProgrammeFactory()
    rows = [
        Edition(programme=programme, code=f"day-{number}", name="Day", starts_on=day, ends_on=day + timedelta(days=1))
        for number, day in enumerate(DAYS)
    ]
    # Only the dates matter here, so these rows need no history.
    Edition._base_manager.bulk_create(rows)
    found = Edition.objects.annotate(
        day_28=AddDays("starts_on", 28),
        **{f"after_{months}": AddMonths(F("starts_on"), months) for months in (1, 6, 12, 24)},
    ).order_by("starts_on")
    assert len(found) == len(DAYS)
    for row in found:
        assert row.day_28 == row.starts_on + timedelta(days=28)
        for months in (1, 6, 12, 24):
            assert getattr(row, f"after_{months}") == add_months(row.starts_on, months), (row.starts_on, months)


@pytest.mark.django_db
def test_added_months_compare_as_dates_in_the_database():
    edition = make.EditionFactory(starts_on=date(2021, 8, 31), ends_on=date(2022, 2, 28))
    found = Edition.objects.annotate(after=AddMonths("starts_on", 6), later=AddDays("starts_on", 181))
    assert list(found.filter(after=F("ends_on"), later=F("ends_on"), after__lte=date(2022, 2, 28))) == [edition]
    assert not found.filter(after__lt=date(2022, 2, 28)).exists()
