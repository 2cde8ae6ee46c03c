"""Personal data: what looks like a citizen service number, and which columns are personal."""

import re

from stdnum.nl import bsn

_NINE_DIGITS = re.compile(r"(?<![\d+])\d(?:[ .-]?\d){8}(?!\d)")


def looks_like_bsn(text: str) -> bool:
    """Is there a run of nine digits in `text` that passes the eleven-test of the BSN?

    The BSN may only be used where a law says so (Wabb; art. 46 UAVG); casetrack keeps none.
    One in nine phone-like numbers passes by chance, hence a warning and not a refusal.
    """
    return any(bsn.is_valid(re.sub(r"\D", "", run.group())) for run in _NINE_DIGITS.finditer(text or ""))


_NAMES_A_BSN = re.compile(
    r"(?<![a-z])(bsn|sofi)(?![a-z])|bsn[_ -]?(nummer|nr|number)|burgerservice|sofi[_ -]?(nummer|nr)|citizen[_ -]?service", re.IGNORECASE
)


def names_a_bsn(column: str) -> bool:
    """Is this the name of a column for the citizen service number, which casetrack does not read?"""
    return bool(_NAMES_A_BSN.search(column))
