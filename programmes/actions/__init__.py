"""Operations on organisations, programmes, editions, their configuration, and who works there; by noun."""

from programmes.actions.areas import (
    add_area,
    add_area_member,
    change_area,
    change_volunteer_file,
    end_area_member,
    open_volunteer_file,
    volunteer_roles,
)
from programmes.actions.editions import (
    add_partner,
    add_phase,
    change_edition,
    change_funding,
    change_phase,
    open_edition,
    order_phases,
    record_funding,
)
from programmes.actions.instruments import (
    add_instrument,
    add_library_instrument,
    choose_instrument,
    drop_instrument,
    end_instrument,
    give_reasons,
)
from programmes.actions.members import (
    add_organisation_member,
    add_programme_member,
    end_organisation_member,
    end_programme_member,
    found_organisation,
    set_organisation_account,
    set_programme_account,
)
from programmes.actions.organisations import add_organisation, add_programme, change_organisation, change_programme
from programmes.actions.sessions import change_session, plan_series, plan_session
from programmes.actions.setup import (
    add_life_area,
    add_wish,
    change_life_area,
    change_wish,
    order_life_areas,
    order_wishes,
    remove_life_area,
    remove_moment,
    remove_wish,
    set_moment,
)

__all__ = [
    "add_area", "add_area_member", "add_instrument", "add_library_instrument", "add_life_area", "add_organisation", "add_organisation_member",
    "add_partner", "add_phase", "add_programme", "add_programme_member", "add_wish", "change_area", "change_edition", "change_funding",
    "change_life_area", "change_organisation", "change_phase", "change_programme", "change_session", "change_volunteer_file", "change_wish",
    "choose_instrument", "drop_instrument", "end_area_member", "end_instrument", "end_organisation_member", "end_programme_member",
    "found_organisation", "give_reasons", "open_edition", "open_volunteer_file", "order_life_areas", "order_phases", "order_wishes", "plan_series",
    "plan_session", "record_funding", "remove_life_area", "remove_moment", "remove_wish", "set_moment", "set_organisation_account",
    "set_programme_account", "volunteer_roles",
]  # fmt: skip
