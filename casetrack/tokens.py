"""The API tokens of a user: made, listed and revoked by that user alone."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import AuthToken

from casetrack.models import User

LIFETIME = timedelta(days=90)
LIMIT = 5


def valid_tokens(user):
    """The tokens of this user that still work, newest first."""
    return AuthToken.objects.filter(user=user, expiry__gt=timezone.now()).order_by("-created", "pk")


@transaction.atomic
def make_token(user) -> str:
    """A new token of 90 days; the answer is the only moment at which it can be read. At most five at a time."""
    User.objects.select_for_update().get(pk=user.pk)  # two requests at once count one after the other
    AuthToken.objects.filter(user=user, expiry__lte=timezone.now()).delete()
    if valid_tokens(user).count() >= LIMIT:
        raise ValidationError(_("You have five tokens already. Revoke one first."), code="limit")
    return AuthToken.objects.create(user, expiry=LIFETIME)[1]


@transaction.atomic
def revoke_token(user, token_key) -> bool:
    """End the token that begins with `token_key`; False when this user has no such token."""
    return AuthToken.objects.filter(user=user, token_key=token_key).delete()[0] > 0
