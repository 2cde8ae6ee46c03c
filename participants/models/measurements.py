"""Measurements: that one was held, and what was answered. The two are apart because not everybody may read answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from casetrack.access import ACHTERWACHT, STAFF, ByConsent, ByProgramme, Permission, facts_of
from casetrack.models import JSONField, TrackedQuerySet
from participants.models.persons import Person
from participants.models.trajectories import DossierPart, on_trajectory
from programmes.choices import Moment
from programmes.instruments.definition import parse
from programmes.models import BASE_FIELDS, Instrument


def professional_in(user, *, fresh=False) -> list[int]:
    """The programmes (keys) in which `user` works as a professional.

    This is the one place that says who is one: a member of the programme as coach, coordinator or project
    leader. Buddies and Spillen are volunteers, whatever their day job is.
    """
    return facts_of(user, fresh=fresh).ids(ByProgramme, STAFF)


class Measurement(DossierPart):
    """An instrument was held at a moment, about one person."""

    trajectory = on_trajectory("measurements")
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,  # says what the answers mean
        related_name="measurements",
        verbose_name=_("instrument"),
    )
    moment = models.CharField(_("moment"), max_length=10, choices=Moment.choices)
    about = models.ForeignKey(
        Person,
        models.PROTECT,  # part of the dossier
        related_name="+",
        verbose_name=_("about"),
    )
    measured_on = models.DateField(_("date"), default=timezone.localdate)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # a measurement has an author
        related_name="+",
        verbose_name=_("recorded by"),
    )

    view_permission = Permission.VIEW_MEASUREMENT
    personal_fields = ("trajectory", "instrument", "moment", "about", "measured_on", "author")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ("measured_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "instrument", "moment", "about"],
                name="measurement_once",
                violation_error_message=_("This was already measured at this moment. Change that measurement."),
            )
        ]

    def __str__(self):
        return f"{self.get_moment_display()}, {date_format(self.measured_on, 'SHORT_DATE_FORMAT')}"


class MeasuredPart(DossierPart):
    """What was answered in a measurement: `answers` by item, `scores` by name; None is "not measurable", never 0."""

    answers = JSONField(_("answers"), default=dict)
    scores = JSONField(_("scores"), default=dict)

    programme_path = "measurement__trajectory__programme_id"
    trajectory_path = "measurement__trajectory_id"
    personal_fields = ("measurement", "answers", "scores")
    other_fields = BASE_FIELDS

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.measurement)

    @classmethod
    def history_in_words(cls, rows):
        """Answers by the names of items and levels, one query; scores follow from them, and are not said again."""
        measured = Measurement.objects.filter(pk__in={row.measurement_id for row in rows}).select_related("instrument")
        definitions = {row.pk: parse(row.instrument.definition) for row in measured}
        return {(row.history_id, "scores"): "" for row in rows} | {
            (row.history_id, "answers"): in_words(definitions[row.measurement_id], row.answers) for row in rows
        }


def in_words(definition, answers) -> str:
    """The answers as they are read: "Step: 2 – social contacts"."""
    said = []
    for item in definition.items:
        if item.code in answers:
            value, level = answers[item.code], definition.level(answers[item.code])
            said.append(f"{item.name}: {_('not measurable') if value is None else f'{value} – {level.name}' if level else value}")
    return "; ".join(said)


class AnswersQuerySet(TrackedQuerySet):
    """Answers; to an instrument for professionals, professionals read them and volunteers do not."""

    def allowed(self, user, permission):
        """The rows on which `user` has `permission` today, and that they may read as the volunteer or professional who they are."""
        rows = super().allowed(user, permission)
        if not user.is_authenticated:
            return rows
        # The achterwacht is a worker of a neighbourhood team: who reads the dossier by consent reads this too.
        consented = facts_of(user).ids(ByConsent, ACHTERWACHT)
        anybody = Q(measurement__instrument__professionals_only=False)
        professional = Q(measurement__trajectory__programme__in=professional_in(user)) | Q(measurement__trajectory__in=consented)
        return rows.filter(anybody | professional)


class Answers(MeasuredPart):
    """Answers that those who may see measurements may read, except volunteers where the instrument is for professionals."""

    measurement = models.OneToOneField(Measurement, models.PROTECT, related_name="answers", verbose_name=_("measurement"))  # part of the dossier

    objects = AnswersQuerySet.as_manager()

    view_permission = Permission.VIEW_MEASUREMENT

    class Meta:
        verbose_name = _("answers")
        verbose_name_plural = _("answers")
        ordering = ("pk",)


class GroupAnswers(MeasuredPart):
    """Answers to an instrument for group results: read by nobody, counted by the figures of groups."""

    measurement = models.OneToOneField(Measurement, models.PROTECT, related_name="group_answers", verbose_name=_("measurement"))  # counted by figures

    view_permission = Permission.VIEW_GROUP_ANSWERS

    class Meta:
        verbose_name = _("answers for group results")
        verbose_name_plural = _("answers for group results")
        ordering = ("pk",)
