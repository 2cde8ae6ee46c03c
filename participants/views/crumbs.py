"""The way back from a page about a trajectory."""

from django.urls import reverse
from django.utils.translation import gettext as _


def crumbs(trajectory, here=""):
    """Label and address of the pages above; the page itself comes last, without address."""
    way = [(_("Participants"), reverse("participants")), (str(trajectory), trajectory.get_absolute_url() if here else "")]
    return [*way, (here, "")] if here else way
