"""The pages of one trajectory, side by side: which ones its edition works with is configuration."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from programmes.choices import Module


@dataclass(frozen=True)
class Tab:
    """One page of a trajectory; `module` is what the edition must work with, if anything."""

    url_name: str
    label: str
    module: Module | None = None


# Names of addresses of upper apps stand here as text: nothing is imported upwards.
TABS = (
    Tab("trajectory", _("Overview")),
    Tab("trajectory_household", _("Household"), Module.HOUSEHOLDS),
    Tab("trajectory_goals", _("Goals"), Module.GOALS),
    Tab("trajectory_measurements", _("Measurements")),
    Tab("trajectory_network", _("Network"), Module.NETWORK),
    Tab("trajectory_exchange", _("For each other"), Module.EXCHANGE),
    Tab("trajectory_referrals", _("Referrals"), Module.REFERRALS),
    Tab("trajectory_guidance", _("Guidance")),
    Tab("trajectory_history", _("Time line")),
)


def tabs_of(trajectory, here: str) -> list[dict]:
    """The tabs of this trajectory, for components/tabs.html; `here` is the name of the page that is shown."""
    shown = []
    for tab in TABS:
        if tab.module and not trajectory.edition.has(tab.module):
            continue
        try:
            url = reverse(tab.url_name, args=[trajectory.pk])
        except NoReverseMatch:
            continue
        shown.append({"label": tab.label, "url": url, "current": tab.url_name == here, "count": None})
    return shown


def of_module(module: Module) -> Callable:
    """Under @page of a trajectory: the page is there only where the edition works with `module`; else 404."""

    def decorate(view):
        @wraps(view)
        def run(request, trajectory, *args, **kwargs):
            if not trajectory.edition.has(module):
                raise Http404
            return view(request, trajectory, *args, **kwargs)

        run.page_module = module
        return run

    return decorate
