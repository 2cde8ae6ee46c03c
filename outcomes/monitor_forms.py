"""Forms of the monitor: how to count, figures of others, populations, and publishing."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casetrack import tabular
from casetrack.forms import ActionForm, DateField, FreeText, PlainForm, YearField
from outcomes.meldpunt_figures.tally import Variant
from programmes.models import Municipality
from referrals.discrimination_choices import CountBasis, FigureSource
from referrals.models import ExternalFigure, ListValue, MeldpuntMunicipality, Population

FIRST_YEAR = 2004  # four years before it are shown too


def _words(model, name):
    """Label and help of a column, so that page and history use the same words."""
    column = model._meta.get_field(name)
    return {"label": column.verbose_name, "help_text": column.help_text}


def _year(**more):
    return YearField(min_value=2000, max_value=2199, label=_("year"), **more)


def _municipalities(meldpunt):
    joined = MeldpuntMunicipality.objects.filter(meldpunt=meldpunt)
    return Municipality.objects.filter(pk__in=joined.values("municipality")).order_by("name", "pk")


class MonitorForm(PlainForm):
    """Which year, and how reports are counted; this year by residence, with mass reports, where nothing was asked."""

    year = YearField(min_value=FIRST_YEAR, max_value=2199, label=_("year"))
    basis = forms.ChoiceField(choices=CountBasis.choices, label=_("counted by"))
    mass = forms.ChoiceField(choices=[("with", _("with mass reports")), ("without", _("without mass reports"))], label=_("mass reports"))

    def __init__(self, asked):
        usual = {"year": timezone.localdate().year, "basis": CountBasis.RESIDENCE.value, "mass": "with"}
        super().__init__({**usual, **{name: asked.get(name) for name in usual if name in asked}})

    @property
    def variant(self) -> Variant:
        """How reports are counted."""
        return Variant(self.cleaned_data["basis"], self.cleaned_data["mass"] == "with")


class InternalForm(PlainForm):
    """For which period; this year where nothing was asked."""

    period_from = DateField(label=_("period from"))
    period_to = DateField(label=_("period until"))

    def __init__(self, asked):
        today = timezone.localdate()
        usual = {"period_from": today.replace(month=1, day=1).isoformat(), "period_to": today.isoformat()}
        super().__init__({**usual, **{name: asked.get(name) for name in usual if name in asked}})

    def clean(self):
        """Refuse a period that ends before it starts."""
        cleaned = super().clean()
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", _("The period cannot end before it starts."))
        return cleaned


class FigureForm(ActionForm):
    """A figure of the police or the College."""

    creates = True

    source = forms.ChoiceField(choices=FigureSource.choices, **_words(ExternalFigure, "source"))
    year = _year()
    municipality = forms.ModelChoiceField(Municipality.objects.none(), required=False, empty_label=_("whole area"), label=_("municipality"))
    ground = forms.ChoiceField(required=False, label=_("ground"))
    number = forms.IntegerField(
        min_value=0,
        max_value=10_000_000,
        label=_("number"),
        help_text=_("Of the area of this meldpunt. A figure of a larger area, such as three provinces together, does not belong beside yours."),
    )
    citation = forms.CharField(max_length=300, **_words(ExternalFigure, "citation"))

    def __init__(self, *args, meldpunt, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = _municipalities(meldpunt)
        grounds = ListValue.objects.filter(meldpunt__isnull=True, list="ground").order_by("order", "pk")
        self.fields["ground"].choices = [("", _("all grounds")), *((row.key, str(row)) for row in grounds if row.key == row.official)]


def _why():
    return FreeText(rows=2, max_length=300, label=_("reason"), help_text=_("What was wrong, in a few words."))


class CorrectFigureForm(FigureForm):
    """The same figure as it should have been."""

    creates = False
    why = _why()


class RemoveForm(ActionForm):
    """Why something should not have been entered."""

    why = _why()


class PopulationForm(ActionForm):
    """How many people lived in a municipality on 1 January."""

    creates = True

    municipality = forms.ModelChoiceField(Municipality.objects.none(), label=_("municipality"), empty_label=_("choose"))
    year = _year(help_text=_("The population on 1 January of this year."))
    inhabitants = forms.IntegerField(min_value=1, max_value=20_000_000, label=_("inhabitants"))
    citation = forms.CharField(max_length=300, **_words(Population, "citation"))

    def __init__(self, *args, meldpunt, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = _municipalities(meldpunt)


class CorrectPopulationForm(PopulationForm):
    """The same population as it should have been."""

    creates = False
    why = _why()


POPULATION_COLUMNS = [
    tabular.Column("municipality", tabular.text(8), required=True),
    tabular.Column("year", tabular.whole_number(2000, 2199), required=True),
    tabular.Column("inhabitants", tabular.whole_number(1, 20_000_000), required=True),
    tabular.Column("citation", tabular.text(300), required=True),
]


class PopulationFileForm(ActionForm):
    """Populations of several municipalities: a file, or lines that are pasted; `problems` holds every fault by row and column."""

    one_of = ("pasted", "file")

    pasted = forms.CharField(
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        label=_("lines"),
        help_text=_(
            "Put these words on the first line: municipality,year,inhabitants,citation. Below it one line for each municipality: its CBS code of four "
            "digits, the year, the number of inhabitants on 1 January, and the source. Such as: 0106,2026,69000,CBS"
        ),
    )
    file = forms.FileField(
        required=False, label=_("or a file"), help_text=_("CSV (UTF-8) or XLSX."), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"})
    )

    def __init__(self, *args, meldpunt, **kwargs):
        super().__init__(*args, **kwargs)
        self.meldpunt, self.problems, self.rows = meldpunt, tabular.Problems(), []

    def clean(self):
        """Read what was given; refuse it as a whole when anything is wrong."""
        cleaned = super().clean()
        file, pasted = cleaned.get("file"), (cleaned.get("pasted") or "").strip()
        if bool(file) == bool(pasted):
            self.add_error(None, _("Paste lines, or choose a file: one of the two."))
            return cleaned
        if file and file.size > settings.IMPORT_MAX_BYTES:
            self.add_error("file", _("The file is larger than %(limit)d MB. Split it.") % {"limit": settings.IMPORT_MAX_BYTES // 1_000_000})
            return cleaned
        try:
            self._read(file.read() if file else pasted.encode())
        except tabular.Unreadable as fault:
            for problem in fault.problems:
                self.problems.add(problem)
        if self.problems:
            self.add_error(None, _("Nothing was saved. Mend what stands below, and try again."))
        return cleaned

    def _read(self, content):
        places = {place.code: place for place in _municipalities(self.meldpunt)}
        known = {
            (row.municipality.code, row.year): row.inhabitants
            for row in Population.objects.filter(meldpunt=self.meldpunt).select_related("municipality")
        }
        seen = set()
        for number, values, faults in tabular.read(content, POPULATION_COLUMNS, max_bytes=settings.IMPORT_MAX_BYTES, max_rows=10_000).rows:
            for fault in faults:
                self.problems.add(fault)
            code, where = values.get("municipality"), (values.get("municipality"), values.get("year"))
            if code and code not in places:
                self._wrong(number, "municipality", code, _now("A municipality of the area of the meldpunt, by its CBS code."))
            elif None not in where and where in seen:
                self._wrong(number, "year", values["year"], _now("Each municipality and year once."))
            elif where in known and known[where] != values.get("inhabitants"):
                self._wrong(
                    number,
                    "inhabitants",
                    values.get("inhabitants", ""),
                    _now("%(number)d, as it is entered. Correct it there.") % {"number": known[where]},
                )
            elif not faults:
                self.rows.append({**values, "municipality": places[code]})
            seen.add(where)

    def _wrong(self, row, column, value, expected):
        self.problems.add(tabular.Problem(row, column, str(value), expected))

    def values(self):
        """What the action gets: the rows."""
        return {"rows": self.rows}


class PublishForm(ActionForm):
    """Which closed year is made public, and how its reports are counted."""

    creates = True

    preview = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    year = forms.TypedChoiceField(coerce=int, label=_("year"))
    basis = forms.ChoiceField(choices=CountBasis.choices, widget=forms.RadioSelect, label=_("counted by"))
    with_mass = forms.BooleanField(
        required=False, label=_("with mass reports"), help_text=_("Without them, one event that many people reported does not colour the year.")
    )
    looked = forms.BooleanField(required=False, label=_("I have looked at the tables. They may become public like this."))

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]

    def values(self) -> dict:
        """What the action gets: the tick is for the user."""
        data = super().values()
        del data["looked"]
        return data

    @property
    def variant(self) -> Variant:
        """How reports are counted."""
        return Variant(self.cleaned_data["basis"], self.cleaned_data["with_mass"])
