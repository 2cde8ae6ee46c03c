"""The list of reports of a meldpunt: filters by address, words by POST, an order that sticks, and saved searches."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal
from casetrack.pages import page
from casetrack.paging import keyset
from participants.views.one_form import Way, Words, one_form
from referrals.actions import discrimination as actions
from referrals.models import Meldpunt, SavedSearch
from referrals.report_filters import KEPT, ReportOrder, criteria_of, filled_form
from referrals.report_forms import ChangeSearchForm, SaveSearchForm
from referrals.report_lists import FoundReports, meldpunten, saved_searches
from referrals.views.reports.crumbs import leads, of_meldpunt

ORDER_COOKIE = "casetrack_report_order"
COOKIE_AGE = 90 * 24 * 3600
SEARCHES_AT_ONCE = 8
MOST_MELDPUNTEN = 100  # somebody works for one, or a few


@page(Permission.VIEW_MELDPUNT, methods=("GET",))
def choose_meldpunt(request):
    """Whoever works for one meldpunt goes straight to its reports; the filters of the address go along."""
    found = list(meldpunten(request.user)[:MOST_MELDPUNTEN])
    asked = urlencode(_kept(request.GET))
    places = [(row, f"{row.get_absolute_url()}?{asked}" if asked else row.get_absolute_url()) for row in found]
    if len(places) == 1:
        return redirect(places[0][1])
    return render(request, "referrals/reports/meldpunten.html", {"places": places})


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=Meldpunt)
def discrimination_reports(request, meldpunt):
    """The list; a search by words is a POST, so that no name stands in an address."""
    data = _asked(request)
    if request.method == "POST" and not data["q"]:
        return _sticking(redirect(f"{meldpunt.get_absolute_url()}?{urlencode(_kept(data))}"), data)
    user = request.user
    found = FoundReports(user, meldpunt, data)
    searches = list(saved_searches(user, meldpunt)[: SEARCHES_AT_ONCE + 1])
    kept = _kept(data)
    context = {
        "meldpunt": meldpunt,
        "found": found,
        "form": filled_form(found.filter, meldpunt, user),
        "asked": [*kept.items(), *([("q", data["q"])] if data["q"] else [])],
        "kept": urlencode(kept),
        "criteria": urlencode({name: value for name, value in kept.items() if name != "sort"}),
        "narrowed": bool(data["q"]) or any(name != "sort" for name in kept),
        "filtered": any(name != "sort" for name in kept),
        "searching": bool(data["q"]),
        "searches": searches[:SEARCHES_AT_ONCE],
        "more_searches": len(searches) > SEARCHES_AT_ONCE,
        "may_add": access.can(user, Permission.ADD_DISCRIMINATION_REPORT, meldpunt),
        "may_see_interests": access.can(user, Permission.VIEW_PERSONAL_INTEREST, meldpunt),
    }
    return _sticking(render(request, "referrals/reports/list.html", context), data)


def _asked(request):
    """What was asked for; the order is the one that this browser last chose, unless another one is asked for."""
    source = request.POST if request.method == "POST" else request.GET
    asked = {name: source.get(name, "") for name in (*KEPT, "after", "before")}
    asked["q"] = source.get("q", "") if request.method == "POST" else ""
    chosen = request.COOKIES.get(ORDER_COOKIE, "")
    if not asked["sort"] and chosen in ReportOrder.values:
        asked["sort"] = chosen
    return asked


def _kept(data):
    return {name: data[name] for name in KEPT if data.get(name)}


def _sticking(response, data):
    if data["sort"] in ReportOrder.values:
        response.set_cookie(
            ORDER_COOKIE, data["sort"], max_age=COOKIE_AGE, httponly=True, samesite="Lax", secure=settings.HTTPS, path=reverse("meldpunten")
        )
    return response


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=Meldpunt, methods=("GET",))
def report_searches(request, meldpunt):
    """The searches that the user keeps, and those that colleagues share."""
    rows = saved_searches(request.user, meldpunt)
    shown = keyset(rows, ("name", "pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    context = {
        "page": shown,
        "meldpunt": meldpunt,
        "leads": leads(request.user, meldpunt),
        "crumbs": of_meldpunt(meldpunt, (_("Saved searches"), "")),
    }
    return render(request, "referrals/reports/searches.html", context)


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=Meldpunt)
def report_search_save(request, meldpunt):
    """Keep the search of the list: its filters stand in this address, words that were typed do not."""
    try:
        criteria = criteria_of(_kept(request.GET), request.user)
    except ValidationError:
        raise Http404 from None  # an address that the list did not make

    def save(meldpunt, **said):
        return actions.save_search(meldpunt, criteria=criteria, **said)

    words = Words(
        _("Keep this search"), _("The search has been saved."), "" if criteria else _("No filter was chosen, so this search finds every report.")
    )
    back = f"{meldpunt.get_absolute_url()}?{urlencode(criteria)}"
    return one_form(request, words, Way(of_meldpunt(meldpunt), back), SaveSearchForm, save, meldpunt)


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=SavedSearch, methods=("GET",))
def report_search(request, search):
    """Open a saved search: the list with its filters."""
    return redirect(f"{search.meldpunt.get_absolute_url()}?{urlencode(_kept(search.criteria))}")


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=SavedSearch)
def report_search_change(request, search):
    """Another name, or shared with colleagues or no longer."""
    way = Way(of_meldpunt(search.meldpunt, (_("Saved searches"), _searches(search))), _searches(search), search.name)
    words = Words(_("Change the search"), _("Your changes have been saved."))
    known = {"name": search.name, "shared": search.shared}
    return one_form(request, words, way, ChangeSearchForm, actions.change_search, search, initial=known, seen=search)


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=SavedSearch, methods=("POST",))
def report_search_remove(request, search):
    """Remove a saved search; no report changes."""
    back = _searches(search)
    try:
        actions.remove_search(search, by=request.user)
    except Refusal as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The search has been removed."))
    return redirect(back)


def _searches(search):
    return reverse("report_searches", args=[search.meldpunt.code])
