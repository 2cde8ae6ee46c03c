"""Reports of discrimination: a vault of its own; nothing in it points to a participant, and nothing points to it."""

from referrals.models.discrimination.mailbox import Mailbox, MailboxFile, MailboxMessage
from referrals.models.discrimination.meldpunt import ListValue, Meldpunt, MeldpuntMunicipality, PersonalInterest
from referrals.models.discrimination.parts import (
    HandlingStep,
    Letter,
    LetterContent,
    LetterTemplate,
    Milestone,
    ReportConsent,
    ReportDraft,
    ReportReferral,
    SavedSearch,
)
from referrals.models.discrimination.reports import Bundle, DiscriminationReport, OtherParty, Reporter
from referrals.models.discrimination.years import ExternalFigure, Population, Publication, ReportImport, ReportImportContent, ReportingYear

__all__ = [
    "Bundle",
    "DiscriminationReport",
    "ExternalFigure",
    "HandlingStep",
    "Letter",
    "LetterContent",
    "LetterTemplate",
    "ListValue",
    "Mailbox",
    "MailboxFile",
    "MailboxMessage",
    "Meldpunt",
    "MeldpuntMunicipality",
    "Milestone",
    "OtherParty",
    "PersonalInterest",
    "Population",
    "Publication",
    "ReportConsent",
    "ReportDraft",
    "ReportImport",
    "ReportImportContent",
    "ReportReferral",
    "Reporter",
    "ReportingYear",
    "SavedSearch",
]
