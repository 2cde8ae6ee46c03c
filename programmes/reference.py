"""Loads the reference lists that come with casetrack; safe to run any number of times."""

import csv
from datetime import date
from pathlib import Path

from programmes.models import Municipality

MUNICIPALITIES = Path(__file__).parent / "data" / "municipalities.csv"


def load_municipalities(**kwargs) -> None:
    """Add and correct municipalities from the file; what it no longer holds is kept."""
    with MUNICIPALITIES.open(encoding="utf-8", newline="") as lines:
        rows = [
            Municipality(
                country=row["country"],
                code=row["code"],
                name=row["name"],
                region=row["region"],
                valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            )
            for row in csv.DictReader(lines)
        ]
    Municipality.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["country", "code"],
        update_fields=["name", "region", "valid_from", "valid_to"],
    )
