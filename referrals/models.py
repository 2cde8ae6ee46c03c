"""What comes in: sign-ups, and files to import."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.models import JSONField, TrackedModel
from participants.models import DossierPart, Trajectory
from programmes.models import BASE_FIELDS, Edition, Organisation


class SignUp(DossierPart):
    """How a trajectory came in: who brought it, and what they told.

    A partner organisation sees the sign-ups that it brought itself, as it told them, and
    nothing of what came of them.
    """

    trajectory = models.OneToOneField(
        Trajectory,
        models.PROTECT,  # part of the dossier
        related_name="sign_up",
        verbose_name=_("trajectory"),
    )
    edition = models.ForeignKey(
        Edition,
        models.PROTECT,  # the partner sees for what it was
        related_name="sign_ups",
        verbose_name=_("edition"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,  # the partner sees its own
        null=True,
        blank=True,
        related_name="sign_ups",
        verbose_name=_("brought by"),
    )
    received_on = models.DateField(_("received on"))
    name = models.CharField(_("name as told"), max_length=601)
    explanation = models.TextField(_("what was told"), blank=True)

    view_permission = Permission.VIEW_SIGN_UP
    personal_fields = ("trajectory", "received_on", "name", "explanation")
    other_fields = (*BASE_FIELDS, "edition", "organisation")

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ("-received_on", "-pk")
        indexes = [models.Index(fields=["organisation", "-received_on", "-id"], name="sign_up_of_partner")]

    def __str__(self):
        return f"{self.name}, {self.received_on}"


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
