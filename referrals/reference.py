"""Loads the value lists of the official form of the Wga; safe to run any number of times."""

import json
from functools import cache
from pathlib import Path

import yaml
from django.db import transaction

from casetrack import bulk
from referrals.choices import Event
from referrals.models import ListValue

DATA = Path(__file__).parent / "data"


@cache
def wga_form() -> dict:
    """The official form as data: source, columns, and tables with their values, in the words of the regulation."""
    return json.loads((DATA / "wga-form.json").read_text(encoding="utf-8"))


def load_list_values(**kwargs) -> None:
    """Add the national values that are not there yet. What is there stays as it is: values are ended, never changed or deleted."""
    there = set(ListValue._base_manager.values_list("list", "key"))
    rows = [row for row in _national_values() if (row["list"], row["key"]) not in there]
    if rows:
        with transaction.atomic():
            bulk.insert(ListValue, rows, event=Event.LIST_VALUE_ADDED, by=None)


def _national_values():
    names = yaml.safe_load((DATA / "list_values.yaml").read_text(encoding="utf-8"))
    for table in wga_form()["tables"]:
        for order, (key, dutch) in enumerate(table["values"] if table["key"] in names else (), start=1):
            german, english = names[table["key"]][key]
            yield _row(table["key"], key, key, order * 10, dutch, german, english)
    for order, finer in enumerate(names["finer"], start=1):
        yield _row(finer["list"], finer["key"], finer["official"], 1000 + order, finer["nl"], finer["de"], finer["en"])


def _row(name, key, official, order, dutch, german, english):
    return {"list": name, "key": key, "official": official, "order": order, "name_nl": dutch, "name_de": german, "name_en": english}
