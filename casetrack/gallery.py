"""Made-up content for the page that shows every component in every state."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack.actions import Stale
from casetrack.audit import Change, Entry
from casetrack.choices import AnswerState, Country
from casetrack.forms import ActionForm, DateField, FreeText, TimeInput
from casetrack.paging import KeysetPage

LONG_WORD = "Arbeitsunfähigkeitsbescheinigungsnachweis"


class ExampleForm(ActionForm):
    """One field of every kind."""

    name = forms.CharField(label=gettext_lazy("name"), max_length=60, help_text=gettext_lazy("As it stands on the letter."))
    email = forms.EmailField(label=gettext_lazy("e-mail address"), required=False)
    day = DateField(label=gettext_lazy("date"))
    starts_at = forms.TimeField(label=gettext_lazy("starts at"), required=False, widget=TimeInput)
    places = forms.IntegerField(label=gettext_lazy("number of places"), min_value=1, required=False)
    country = forms.ChoiceField(label=gettext_lazy("country"), choices=[("", "---------"), *Country.choices])
    answer = forms.ChoiceField(label=gettext_lazy("answer"), choices=AnswerState.choices, widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(
        label=gettext_lazy("days"),
        choices=[("mon", gettext_lazy("Monday")), ("tue", gettext_lazy("Tuesday"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = FreeText(label=gettext_lazy("note"), required=False, help_text=gettext_lazy("Write what others need to know. No medical details."))
    file = forms.FileField(label=gettext_lazy("file"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("The participant agrees."))


class ExampleFilter(forms.Form):
    """A small filter."""

    search = forms.CharField(label=gettext_lazy("name"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("country"), choices=[("", "---------"), *Country.choices], required=False)


def _stale_form():
    typed = {"name": "Jan de Groot", "day": "2026-03-09", "country": "DE", "answer": "answered", "note": _("Called back."), "agreed": "on"}
    form = ExampleForm(typed, auto_id="id_s_%s")
    form.stale = _Row()
    form.add_error(None, Stale(form.stale))
    return form


class _Row:
    """How somebody else left the row of the stale form."""

    name, country, note, version = "Jan de Groot", "NL", gettext_lazy("Called on Monday."), 4
    get_country_display = staticmethod(lambda: Country.NL.label)


def _at(day, hour):
    return datetime(2026, 3, day, hour, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))


def _entries():
    return [
        Entry(
            _at(9, 14),
            "Anna Voorbeeld",
            _("trajectory started"),
            _("trajectory"),
            _("The participant can start one week earlier."),
            [Change(_("start"), "", str(date(2026, 3, 9))), Change(_("phase"), _("intake"), LONG_WORD)],
        ),
        Entry(_at(2, 9), _("the system"), _("signed up"), _("sign-up"), "", [Change(_("note"), _("yes"), "")]),
    ]


_BARS = (
    '<svg viewBox="0 0 400 120" role="img" aria-label="{label}"><g fill="var(--brand)">'
    '<rect x="0" y="8" width="350" height="26" rx="4"/><rect x="0" y="47" width="150" height="26" rx="4"/>'
    '<rect x="0" y="86" width="70" height="26" rx="4"/></g></svg>'
)


def examples() -> dict:
    """The context of the gallery page."""
    return {
        "long_word": LONG_WORD,
        "facts": [(_("name"), "Mina Eigenhuis"), (_("organisation"), LONG_WORD * 2), (_("education"), ""), (_("hours"), 0)],
        "rows": [("Mina Eigenhuis", "12-01-2026", _("started"), 24), (LONG_WORD, "03-02-2026", _("intake"), 1032)],
        "empty_form": ExampleForm(auto_id="id_e_%s"),
        "error_form": ExampleForm({"name": "x" * 80, "day": "31-02-2026", "note": "111222333", "places": "0"}, auto_id="id_f_%s"),
        "stale_form": _stale_form(),
        "filter_form": ExampleFilter({"country": "DE"}, auto_id="id_filter_%s"),
        "first_page": KeysetPage([], after=25),
        "middle_page": KeysetPage([], after=75, before=51),
        "only_page": KeysetPage([]),
        "tabs": [
            {"label": _("Overview"), "url": "#tabs", "current": True},
            {"label": _("Contacts"), "url": "#tabs", "current": False, "count": 12},
            {"label": LONG_WORD, "url": "#tabs", "current": False},
        ],
        "crumbs": [(_("Editions"), "#breadcrumbs"), (LONG_WORD, "#breadcrumbs"), (_("Report"), "")],
        "steps": [
            {"label": _("sign-up"), "done": True, "date": date(2026, 1, 12)},
            {"label": _("intake"), "done": True},
            {"label": _("lessons"), "current": True},
            {"label": LONG_WORD},
        ],
        "entries": _entries(),
        "person_facts": [_("born on 12-03-1984"), "Emmen", _("coach: Anna Voorbeeld")],
        "svg": mark_safe(_BARS.replace("{label}", str(_("Bars: registered 35, started 15, placed 7")))),  # noqa: S308 - own text
        "heads": [_("step"), _("number")],
        "table": [(_("registered"), 35), (_("started"), 15), (_("placed"), 7)],
        "badges": [
            ("", _("neutral")),
            ("info", _("new")),
            ("success", _("placed")),
            ("warning", _("no contact for 30 days")),
            ("danger", _("ended")),
        ],
        "looks": ["primary", "secondary", "subtle"],
        "kinds": ["info", "success", "warning", "error"],
    }
