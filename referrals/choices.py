"""Value lists of referrals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What can come in and go out."""

    SIGN_UP_RECEIVED = "sign_up_received", _("sign-up received")
    FILE_UPLOADED = "file_uploaded", _("file uploaded for import")
    FILE_IMPORTED = "file_imported", _("file imported")
    FILE_DROPPED = "file_dropped", _("import cancelled")
