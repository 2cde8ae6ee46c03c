"""Files to import, from upload to confirmation."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.models import JSONField, TrackedModel
from programmes.models import BASE_FIELDS, Edition


class ImportFile(TrackedModel):
    """Two uploaded files between upload and confirmation; the content is emptied when done, and after a day."""

    class State(models.TextChoices):
        """Where an import stands."""

        UPLOADED = "uploaded", _("uploaded, not yet imported")
        IMPORTED = "imported", _("imported")
        DROPPED = "dropped", _("cancelled")

    edition = models.ForeignKey(
        Edition,
        models.PROTECT,  # history of what was imported
        related_name="imports",
        verbose_name=_("edition"),
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # who imported must stay known
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    participants_name = models.CharField(_("file with participants"), max_length=255, blank=True)
    outcomes_name = models.CharField(_("file with outcomes"), max_length=255, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UPLOADED)
    result = JSONField(_("result"), default=dict, blank=True)

    programme_path = "edition__programme_id"
    view_permission = Permission.IMPORT_PARTICIPANTS
    personal_fields = ("participants_name", "outcomes_name", "uploaded_by")
    other_fields = (*BASE_FIELDS, "edition", "uploaded_at", "state", "result")

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-uploaded_at", "-pk")

    def __str__(self):
        return self.participants_name or self.outcomes_name


class ImportContent(models.Model):
    """The bytes of an uploaded file, apart from its history, so that they are gone when they are deleted."""

    file = models.ForeignKey(ImportFile, models.CASCADE, related_name="contents")  # the content goes with the import
    kind = models.CharField(max_length=20)
    content = models.BinaryField()

    personal_fields = ("content",)
    other_fields = ("id", "file", "kind")

    class Meta:
        verbose_name = _("content of an import")
        verbose_name_plural = _("contents of imports")
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["file", "kind"], name="import_content_once")]
