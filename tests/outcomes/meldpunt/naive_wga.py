"""The form of the Wga, counted once more by hand: shares nothing with the application but the file with the official form.

A report is a plain dictionary: residence and incident (a CBS code, or a word for what is no municipality), grounds
(keys, finer ones as `race.skin_colour`), terrain, nature, and steps (the ways of handling, in any order, any may recur).
"""

import json
from pathlib import Path

FORM = json.loads((Path(__file__).parents[3] / "referrals" / "data" / "wga-form.json").read_text(encoding="utf-8"))


def belongs(column, report, municipality):
    """Does the report stand in this column, by the words of the form?"""
    resident = report["residence"] == municipality
    in_the_municipality = report["incident"] == municipality
    if column == "resident_inside":
        return resident and in_the_municipality
    if column == "resident_outside":
        return resident and not in_the_municipality
    if column == "resident_total":
        return resident
    if column == "nonresident_inside":
        return not resident and in_the_municipality
    if column == "total":
        return resident or in_the_municipality
    raise AssertionError(column)


def has(table, value, report):
    """Does the report stand in this row?"""
    if table == "complaints":
        return True
    if table == "handling":
        return value in report["steps"]
    if table == "ground":
        return value in [ground.split(".")[0] for ground in report["grounds"]]
    return report[table].split(".")[0] == value


def recount(reports, municipality):
    """{table: {value: {column: number}}}."""
    found = {}
    for table in FORM["tables"]:
        found[table["key"]] = {}
        for value, _name in table["values"]:
            found[table["key"]][value] = {
                column["key"]: sum(belongs(column["key"], report, municipality) and has(table["key"], value, report) for report in reports)
                for column in FORM["columns"]
            }
    return found
