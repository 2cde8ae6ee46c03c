"""What comes in and goes out: sign-ups and signals, referrals, and files to import."""

from referrals.models.imports import ImportContent, ImportFile
from referrals.models.referring import Referral, receivers
from referrals.models.sign_ups import EXPIRES_AFTER_MONTHS, TOLD_WITHIN_MONTHS, ContactAttempt, SignUp

__all__ = ["EXPIRES_AFTER_MONTHS", "TOLD_WITHIN_MONTHS", "ContactAttempt", "ImportContent", "ImportFile", "Referral", "SignUp", "receivers"]
