"""The meldpunt itself: its area, its value lists, and what it may not show to whom."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission, in_force
from casetrack.models import TrackedModel
from programmes.models import BASE_FIELDS, Municipality, Programme, code_validator, dates_in_order
from referrals.discrimination_choices import ValueList


class Meldpunt(TrackedModel):
    """An anti-discrimination bureau (ADV): a programme of its own, whose reports nothing links to participants."""

    programme = models.OneToOneField(
        Programme,
        models.PROTECT,  # its members are those of the meldpunt
        related_name="meldpunt",
        verbose_name=_("programme"),
    )
    code = models.CharField(_("code"), max_length=40, unique=True, validators=[code_validator])
    name = models.CharField(_("official name"), max_length=200, help_text=_("As it stands on the form for the municipalities."))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    public_form = models.BooleanField(_("form for everybody"), default=False, help_text=_("People can report without signing in."))

    programme_path = "programme_id"
    view_permission = Permission.VIEW_MELDPUNT
    lookup_field = "code"
    personal_fields = ()
    other_fields = (*BASE_FIELDS, "programme", "code", "name", "phone", "email", "public_form")

    class Meta:
        verbose_name = _("meldpunt")
        verbose_name_plural = _("meldpunten")
        ordering = ("name", "pk")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of this meldpunt: its reports."""
        return reverse("discrimination_reports", args=[self.code])

    def municipalities(self, day=None):
        """The municipalities that belong to its area on this day (default today)."""
        joined = MeldpuntMunicipality._base_manager.filter(in_force(day), meldpunt=self)
        return Municipality.objects.filter(pk__in=joined.values("municipality"))


class MeldpuntPart(TrackedModel):
    """Something that a meldpunt keeps."""

    meldpunt = models.ForeignKey(
        Meldpunt,
        models.PROTECT,  # nothing is kept without a keeper
        related_name="%(class)ss",
        verbose_name=_("meldpunt"),
    )

    programme_path = "meldpunt__programme_id"

    class Meta:
        abstract = True


class MeldpuntMunicipality(MeldpuntPart):
    """A municipality has joined the meldpunt, from a day on; `ends_on` is the first day without."""

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,  # lists are ended, never deleted
        related_name="+",
        verbose_name=_("municipality"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day on which it no longer belongs to the area."))

    view_permission = Permission.VIEW_MELDPUNT
    personal_fields = ()
    other_fields = (*BASE_FIELDS, "meldpunt", "municipality", "starts_on", "ends_on")

    class Meta:
        verbose_name = _("municipality of a meldpunt")
        verbose_name_plural = _("municipalities of a meldpunt")
        ordering = ("municipality__name", "starts_on", "pk")
        constraints = [
            dates_in_order("starts_on", "ends_on", "meldpunt_municipality_dates", _("A municipality cannot leave before it joins.")),
            models.UniqueConstraint(
                fields=["meldpunt", "municipality"],
                condition=Q(ends_on__isnull=True),
                name="meldpunt_municipality_once",
                violation_error_message=_("This municipality already belongs to the area."),
            ),
        ]

    def __str__(self):
        return str(self.municipality)


class ListValue(TrackedModel):
    """A value of one of the four lists of the official form, or a finer one of a meldpunt; ended, never deleted.

    `official` is the key of the value on the form that this one counts as: for a national value its own.
    The national values come with casetrack (referrals/data) and belong to no meldpunt.
    """

    meldpunt = models.ForeignKey(
        Meldpunt,
        models.PROTECT,  # reports use it
        null=True,
        blank=True,
        related_name="values",
        verbose_name=_("meldpunt"),
        help_text=_("Empty for the values of the law, which everybody uses."),
    )
    list = models.CharField(_("list"), max_length=20, choices=ValueList.choices)
    key = models.CharField(_("code"), max_length=60)
    official = models.CharField(_("counts on the form as"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_nl = models.CharField(_("name in Dutch"), max_length=200)
    name_de = models.CharField(_("name in German"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day on which it can no longer be chosen."))

    programme_path = "meldpunt__programme_id"
    view_permission = Permission.VIEW_MELDPUNT
    personal_fields = ()
    other_fields = (
        *BASE_FIELDS, "meldpunt", "list", "key", "official", "order", "name_nl", "name_de", "name_en", "valid_from", "valid_to",
    )  # fmt: skip

    class Meta:
        verbose_name = _("value of a list")
        verbose_name_plural = _("values of lists")
        ordering = ("list", "order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["list", "key"], name="list_value_once", violation_error_message=_("There is already a value with this code.")
            ),
            dates_in_order("valid_from", "valid_to", "list_value_dates", _("A value cannot end before it starts.")),
        ]

    def __str__(self):
        return getattr(self, f"name_{translation.get_language() or 'nl'}", self.name_nl)

    @classmethod
    def offered(cls, meldpunt, name, day=None, also=()):
        """The values of one list that `meldpunt` may choose on this day (default today), and those of `also` (keys in use)."""
        day = day or timezone.localdate()
        valid = (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))
        own = Q(meldpunt__isnull=True) | Q(meldpunt=meldpunt)
        return cls._base_manager.filter(own & (valid | Q(key__in=list(also))), list=name).order_by("order", "pk")


SAID = "—"  # where a column may not be empty and its words were erased


class PersonalInterest(MeldpuntPart):
    """Somebody of the meldpunt has a personal interest in a report or in a party: they neither see nor handle it (Besluit, art. 2.5).

    Whoever is kept away does not see this row either.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # who was kept away must stay known
        related_name="+",
        verbose_name=_("who"),
    )
    report = models.ForeignKey(
        "referrals.DiscriminationReport",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="interests",
        verbose_name=_("report"),
    )
    other_party = models.ForeignKey(
        "referrals.OtherParty",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="interests",
        verbose_name=_("other party"),
    )
    reason = models.TextField(_("reason"))
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    report_path = "report_id"
    view_permission = Permission.VIEW_PERSONAL_INTEREST
    personal_fields = ("user", "report", "other_party", "reason", "starts_on", "ends_on")
    other_fields = (*BASE_FIELDS, "meldpunt")
    telling_fields = ("reason",)

    class Meta:
        verbose_name = _("personal interest")
        verbose_name_plural = _("personal interests")
        ordering = ("-starts_on", "-pk")
        constraints = [
            dates_in_order("starts_on", "ends_on", "personal_interest_dates", _("An interest cannot end before it starts.")),
            models.CheckConstraint(
                condition=Q(report__isnull=False, other_party__isnull=True) | Q(report__isnull=True, other_party__isnull=False),
                name="personal_interest_in_one",
                violation_error_message=_("An interest is in a report or in another party: choose one of them."),
            ),
        ]

    def __str__(self):
        return str(self.user)

    def record(self, event, *, by, why=""):
        """As of every row; no words are kept after the data of the reporter of the report were erased."""
        report = self._meta.get_field("report").related_model
        erased = report._base_manager.filter(pk=self.report_id, erased_on__isnull=False).exists()
        if erased:
            self.reason = SAID
        return super().record(event, by=by, why="" if erased else why)

    @classmethod
    def kept_from(cls, user) -> Q:
        """Not the own ones: they would tell which report it is."""
        return Q(user=user)

    @classmethod
    def reports_hidden_from(cls, user):
        """The keys of the reports that `user` is kept away from today, as a sub-query."""
        of_party = Q(other_party__interests__in=cls._standing(user))
        of_report = Q(interests__in=cls._standing(user))
        report = cls._meta.get_field("report").related_model
        return report._base_manager.order_by().filter(of_party | of_report).values("pk")

    @classmethod
    def stands(cls, user, meldpunt) -> bool:
        """Is `user` kept away from anything of this meldpunt today: a report or a party, also one without reports."""
        return cls._standing(user).filter(meldpunt=meldpunt).exists()

    @classmethod
    def parties_hidden_from(cls, user):
        """The keys of the other parties that `user` is kept away from today, those of hidden reports included, as a sub-query."""
        party = cls._meta.get_field("other_party").related_model
        mine = cls._standing(user)
        return party._base_manager.order_by().filter(Q(interests__in=mine) | Q(reports__interests__in=mine)).values("pk")

    @classmethod
    def _standing(cls, user):
        return cls._base_manager.order_by().filter(in_force(), user=user)
