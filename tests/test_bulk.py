"""Many rows at once: complete, with history, and only inside one transaction."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import FieldDoesNotExist

from casetrack import bulk
from participants.choices import Event
from participants.models import Person
from tests import factories as make

PEOPLE = [
    {"first_name": "Anna", "last_name": f"Bruins {n}", "name_key": f"bruins {n} anna", "country": "NL", "birth_date": date(1980, 1, 1)}
    for n in range(7)
]


@pytest.mark.django_db
def test_rows_come_in_order_with_defaults_and_one_history_row_each(monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 3)
    author, done = make.UserFactory(), []
    keys = bulk.insert(Person, iter(PEOPLE), event=Event.IMPORTED, by=author, why="because", progress=done.append)
    assert done == [3, 6, 7]
    people = list(Person.objects.order_by("pk"))
    assert [person.pk for person in people] == keys
    assert [person.last_name for person in people] == [row["last_name"] for row in PEOPLE]
    for person in people:
        person.full_clean()
        assert (person.version, person.phone, person.submission) == (1, "", None)
        [past] = person.history.all()
        assert (past.history_type, past.history_change_reason, past.history_user, past.history_why) == ("+", "imported", author, "because")
        assert (past.last_name, past.birth_date, past.version) == (person.last_name, person.birth_date, 1)
    assert make.PersonFactory().pk not in keys


@pytest.mark.django_db
def test_rows_with_a_past_keep_every_event_in_order():
    author = make.UserFactory()
    names = [field.attname for field in Person._meta.concrete_fields if not field.primary_key]
    first, second = ({name: getattr(Person(**row), name) for name in names} for row in PEOPLE[:2])
    moved = {**first, "place": "Assen", "version": 2}
    told = [
        (place, {**row, "history_date": datetime(2024, 1, day, 9, tzinfo=UTC), "history_change_reason": event.value, "history_type": sort,
                 "history_user_id": author.pk, "history_why": ""})
        for place, row, day, event, sort in ((0, first, 3, Event.SIGNED_UP, "+"), (0, moved, 9, Event.PERSON_CHANGED, "~"), (1, second, 5, Event.SIGNED_UP, "+"))
    ]  # fmt: skip
    keys = bulk.insert_past(Person, [moved, second], told)
    assert [(row.last_name, row.place, row.version) for row in map(Person.objects.in_bulk(keys).get, keys)] == [
        ("Bruins 0", "Assen", 2),
        ("Bruins 1", "", 1),
    ]
    past = Person.history.filter(id=keys[0]).order_by("history_date")
    assert [(row.history_change_reason, row.place, row.history_date.day) for row in past] == [("signed_up", "", 3), ("person_changed", "Assen", 9)]
    assert Person.history.filter(id=keys[1]).count() == 1


@pytest.mark.django_db
def test_a_change_of_many_rows_raises_the_version_and_writes_history():
    author = make.UserFactory()
    bulk.insert(Person, PEOPLE, event=Event.IMPORTED, by=author)
    people = list(Person.objects.order_by("pk")[:2])
    for person in people:
        person.phone, person.birth_date = "0599", None
    assert bulk.update(people, ["phone", "birth_date"], event=Event.IMPORT_CHANGED, by=author) == 2
    assert list(Person.objects.order_by("pk").values_list("phone", "birth_date", "version")[:3]) == [
        ("0599", None, 2), ("0599", None, 2), ("", date(1980, 1, 1), 1),
    ]  # fmt: skip
    newest = people[0].history.first()
    assert (newest.history_type, newest.history_change_reason, newest.phone, newest.birth_date, newest.version) == (
        "~",
        "import_changed",
        "0599",
        None,
        2,
    )
    assert people[0].history.count() == 2
    assert bulk.update([], ["phone"], event=Event.IMPORT_CHANGED, by=author) == 0


@pytest.mark.django_db
def test_a_column_that_does_not_exist_is_refused():
    with pytest.raises(FieldDoesNotExist, match="fist_name"):
        bulk.insert(Person, [{"fist_name": "Anna"}], event=Event.IMPORTED, by=None)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written():
    with pytest.raises(RuntimeError):
        bulk.insert(Person, PEOPLE, event=Event.IMPORTED, by=None)
    assert not Person.objects.exists()
