"""How the list of sign-ups is narrowed."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from programmes.models import Edition
from referrals.models import SignUp


class SignUpFilter(filters.FilterSet):
    """Sign-ups for one edition."""

    edition = filters.ModelChoiceFilter(
        label=_("edition"),
        queryset=lambda request: Edition.objects.allowed(request.user, Permission.VIEW_EDITION),
        to_field_name="code",
        empty_label=_("all"),
    )

    class Meta:
        model = SignUp
        fields = ["edition"]
