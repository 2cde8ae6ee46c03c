"""Who offers what, paid by whom: organisations, programmes, editions and their configuration."""

from programmes.models.areas import Area, AreaMember
from programmes.models.base import BASE_FIELDS, code_validator, dates_in_order
from programmes.models.editions import Edition, Phase, Programme
from programmes.models.funding import Funding, Partnership
from programmes.models.members import Membership, OrganisationMember, ProgrammeMember
from programmes.models.organisations import Organisation
from programmes.models.reference import Municipality
from programmes.models.sessions import Session
from programmes.models.setup import EditionInstrument, EditionMoment, Instrument, LifeArea, Wish
from programmes.models.volunteers import VolunteerFile

__all__ = [
    "BASE_FIELDS", "Area", "AreaMember", "Edition", "EditionInstrument", "EditionMoment", "Funding", "Instrument", "LifeArea", "Membership",
    "Municipality", "Organisation", "OrganisationMember", "Partnership", "Phase", "Programme", "ProgrammeMember", "Session", "VolunteerFile", "Wish",
    "code_validator", "dates_in_order",
]  # fmt: skip
