"""What comes in and goes out: sign-ups and signals, referrals, files to import, and the reports of the Meldpunt."""

from referrals.models.discrimination import *  # noqa: F403 (its own list of names)
from referrals.models.discrimination import __all__ as _of_discrimination
from referrals.models.imports import ImportContent, ImportFile
from referrals.models.referring import Referral, receivers
from referrals.models.sign_ups import EXPIRES_AFTER_MONTHS, TOLD_WITHIN_MONTHS, ContactAttempt, SignUp

__all__ = [
    "EXPIRES_AFTER_MONTHS",
    "TOLD_WITHIN_MONTHS",
    "ContactAttempt",
    "ImportContent",
    "ImportFile",
    "Referral",
    "SignUp",
    "receivers",
    *_of_discrimination,
]
