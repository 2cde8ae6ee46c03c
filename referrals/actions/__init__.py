"""Operations on what comes in and goes out: sign-ups and signals, referrals, files to import.

Those on reports of discrimination stand apart, in `referrals.actions.discrimination`.
"""

from referrals.actions import discrimination
from referrals.actions.deciding import accept_sign_up, close_sign_up, record_attempt, record_told, reopen_sign_up
from referrals.actions.emptying import expire_sign_ups
from referrals.actions.imports import drop_import, mark_imported, purge_old_imports, upload_import
from referrals.actions.incoming import Busy, add_signal, change_sign_up, receive_sign_up, takes_sign_ups
from referrals.actions.referring import record_referral_result, refer
from referrals.actions.signing_up import sign_up

__all__ = [
    "Busy",
    "accept_sign_up",
    "add_signal",
    "change_sign_up",
    "close_sign_up",
    "discrimination",
    "drop_import",
    "expire_sign_ups",
    "mark_imported",
    "purge_old_imports",
    "receive_sign_up",
    "record_attempt",
    "record_referral_result",
    "record_told",
    "refer",
    "reopen_sign_up",
    "sign_up",
    "takes_sign_ups",
    "upload_import",
]
