"""What a participant consents to: recorded and withdrawn."""

from functools import partial

from django.utils.translation import gettext_lazy

from casetrack.access import Permission
from casetrack.pages import page
from participants import actions, guidance_forms
from participants.models import Consent, Trajectory
from participants.views.guidance import way
from participants.views.one_form import Words, one_form

GIVE = Words(
    gettext_lazy("Record consent"),
    gettext_lazy("The consent has been recorded."),
    text=gettext_lazy("Only what the participant said themselves. Consent can be taken back at any time."),
)
WITHDRAW = Words(
    gettext_lazy("Withdraw consent"),
    gettext_lazy("The consent has been withdrawn."),
    text=gettext_lazy("It works at once: whoever could read along can no longer do so."),
    submit=gettext_lazy("Withdraw consent"),
    warning=True,
)


@page(Permission.RECORD_CONSENT, of=Trajectory)
def consent_give(request, trajectory):
    """The participant consents to something."""
    form = partial(guidance_forms.ConsentForm, trajectory=trajectory)
    return one_form(request, GIVE, way(trajectory), form, actions.give_consent, trajectory)


@page(Permission.RECORD_CONSENT, of=Consent)
def consent_withdraw(request, consent):
    """The participant takes it back."""
    trajectory = consent.trajectory
    form = partial(guidance_forms.WithdrawForm, trajectory=trajectory)
    place = way(trajectory)
    place = type(place)(place.above, place.back, f"{trajectory}: {consent}")

    def run(trajectory, *, by, seen_version=None, **fields):
        return actions.withdraw_consent(trajectory, by=by, consent=consent, **fields)

    return one_form(request, WITHDRAW, place, form, run, trajectory)
