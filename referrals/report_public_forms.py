"""Reporting discrimination without signing in: five short steps, carried from page to page in the form itself.

Nothing is kept on the server before the last step, and nothing on the device: all answers travel as hidden fields.
"""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from stdnum.nl import postcode as dutch_postcode

from casetrack.forms import ActionForm, FreeText, YearField
from programmes.models import Municipality
from referrals.actions.discrimination import receive_report, reply_by_reporter
from referrals.cleaning import MOST_FILES, Busy, Effort, clean, kind_of
from referrals.discrimination_choices import AlsoReportedTo, Anonymity, IncidentState, Precision, ReporterRole, ResidenceState
from referrals.models import ListValue
from referrals.plain_words import plain
from referrals.public_forms import BIG, OpenToAll, opened_now

UNKNOWN = "unknown"
ROLES = [
    (ReporterRole.VICTIM, _("It happened to me")),
    (ReporterRole.WITNESS, _("I saw or heard it happen to somebody else")),
    (ReporterRole.INTERMEDIARY, _("I tell it for somebody else")),
]
ANONYMITY = [
    (Anonymity.FULL, _("I stay anonymous. You do not know who I am, and you cannot investigate or mediate.")),
    (Anonymity.TOWARDS_THIRD_PARTIES, _("Only you may know who I am. You do not tell anybody, and you cannot investigate or mediate.")),
    (Anonymity.NONE, _("You may know who I am. You ask me before you tell anybody.")),
]
CONTACT = ("name", "phone", "email")


class MultipleFiles(forms.FileInput):
    """A field in which several files can be chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        """All of them."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.FileField):
    """At most three files, as they came in: looked at, and not decoded; see `WithFiles.draw`."""

    widget = MultipleFiles({"accept": ".jpg,.jpeg,.png,.pdf,image/jpeg,image/png,application/pdf"})

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Photos, screenshots or PDFs"))
        kwargs.setdefault("help_text", _("At most 3 files, each at most 5 MB. We take out hidden data, such as where a photo was made."))
        super().__init__(required=False, **kwargs)

    def clean(self, data, initial=None):
        """The content of each; raises ValidationError with the number of the file that is wrong."""
        if len(data or []) > MOST_FILES:
            raise ValidationError(_("Choose at most %(number)d files."), params={"number": MOST_FILES})
        contents = [file.read() for file in data or []]
        _each(contents, kind_of)
        return contents


def _each(contents, do, *, all_faults=True):
    """What `do` makes of every file; raises ValidationError with the number of each that is wrong, or of the first."""
    made, faults = [], []
    for number, content in enumerate(contents, start=1):
        try:
            made.append(do(content))
        except Busy as busy:
            faults.append(busy)
            break
        except ValidationError as refusal:
            faults.append(ValidationError(_("File %(number)d: %(why)s"), params={"number": number, "why": refusal.messages[0]}))
            if not all_faults:
                break
    if faults:
        raise ValidationError([*faults, ValidationError(_("Choose your files again: they were not kept."))])
    return made


class WithFiles:
    """A form with `files`. Drawing them anew costs a second of a processor or more, so it comes last: once the rest of the form is
    right and the limit of the visitor lets it pass; and it stops at the first that is refused.
    """

    def draw(self, new, charge) -> bool:
        """Replace the files by their clean ones; False when one is refused, with the errors in the form.

        `new` says whether the visitor was not let through lately; `charge` is told how many seconds of a processor it cost.
        """
        files, effort = self.cleaned_data["files"], Effort(new)
        if not files:
            return True
        try:
            self.cleaned_data["files"] = _each(files, lambda content: clean(content, effort), all_faults=False)
        except ValidationError as refusal:
            self.add_error("files", refusal)
        finally:
            charge(effort.seconds)
        return not self.errors


class Step(ActionForm):
    """One page of the form. `columns` gives what the report gets from it; `in_words` what the last look shows."""

    step = ""
    title = ""

    def __init__(self, *args, place, role=ReporterRole.VICTIM, **kwargs):
        super().__init__(*args, **kwargs)
        self.place, self.for_another = place, role != ReporterRole.VICTIM
        del self.fields["submission"], self.fields["seen_version"]

    def columns(self) -> dict:
        """Columns of the report."""
        return self.values()

    def in_words(self) -> list[tuple]:
        """What was answered, as (question, answer) for people."""
        return [(field.label, said) for field in self.visible_fields() if (said := _said(field, self.cleaned_data.get(field.name)))]


def _said(field, value):
    """An answer in words; empty when nothing was answered."""
    if value in (None, "", [], False, UNKNOWN):
        return ""
    labels = {}
    for key, label in getattr(field.field, "choices", []):
        labels.update({str(k): v for k, v in label} if isinstance(label, list) else {str(key): label})
    if isinstance(value, list):
        return ", ".join(str(labels[one]) for one in value)
    return str(_("yes")) if value is True else str(labels.get(str(value), value))


class WhatForm(Step):
    """What happened."""

    step, title = "what", _("What happened")

    description = FreeText(
        rows=8,
        max_length=10_000,
        label=_("What happened?"),
        help_text=_(
            "Tell it in your own words. You may name a company or organisation. Leave out your own name if you want to stay anonymous. Please do not write a BSN."
        ),
    )
    reporter_role = forms.ChoiceField(choices=ROLES, widget=forms.RadioSelect(BIG), initial=ReporterRole.VICTIM, label=_("To whom did it happen?"))


def _choice(**kwargs):
    return forms.ChoiceField(required=False, initial=UNKNOWN, **kwargs)


class WhereForm(Step):
    """When and where."""

    step, title = "where", _("When and where")

    day = forms.IntegerField(required=False, min_value=1, max_value=31, label=_("day"))
    month = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, label=_("month"))
    year = YearField(required=False, min_value=1900, label=_("year"))
    repeated = forms.BooleanField(required=False, label=_("It happened more than once. The day above is when it began."))
    incident = _choice(label=_("In which municipality did it happen?"))
    online = forms.BooleanField(required=False, label=_("It happened online."))
    platform = forms.CharField(required=False, max_length=100, label=_("On which website or app?"))
    residence = _choice(label=_("In which municipality do you live?"))
    postcode = forms.CharField(
        required=False,
        max_length=10,
        label=_("The four digits of your postcode"),
        help_text=_(
            "With them we see in which part of a municipality discrimination happens. We do not ask for the letters, and do not keep them: four digits point to no house."
        ),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [("", _("choose")), *MONTHS.items()]
        places = [*_municipalities(self.place), (ResidenceState.ELSEWHERE, _("A municipality that is not in this list"))]
        places.append((ResidenceState.ABROAD, _("Outside the Netherlands")))
        nowhere = [(IncidentState.UNKNOWN, _("I do not know")), (IncidentState.NOT_APPLICABLE, _("Online, or nowhere in particular"))]
        self.fields["incident"].choices = [*nowhere, *places]
        self.fields["residence"].choices = [(ResidenceState.UNKNOWN, _("I would rather not say")), *places]
        if self.for_another:
            self.fields["residence"].label = _("In which municipality do you live yourself?")

    def clean_postcode(self):
        """The four digits, whatever else was typed behind them."""
        typed = self.cleaned_data["postcode"].strip()
        if not typed:
            return ""
        digits, rest = typed[:4], typed[4:].strip()
        if not (digits.isascii() and digits.isdigit() and int(digits) >= 1000) or (rest and not dutch_postcode.is_valid(typed)):
            raise ValidationError(_("A postcode begins with four digits, such as 9401. You may also leave this empty."))
        return digits

    def clean(self):
        """A day that exists, has come, and is not half."""
        cleaned = super().clean()
        if self.errors.keys() & {"day", "month", "year"}:
            return cleaned
        day, month, year = (cleaned.get(name) for name in ("day", "month", "year"))
        if day and not month:
            self.add_error("month", _("Choose the month as well."))
            return cleaned
        if month and not year:
            self.add_error("year", _("Fill in the year as well."))
            return cleaned
        cleaned["incident_on"] = None
        if year and year > timezone.localdate().year:  # before a date is made of it: Python knows none after the year 9999
            self.add_error("year", _("This day has not come yet."))
            return cleaned
        if year:
            try:
                cleaned["incident_on"] = date(year, month or 1, day or 1)
            except ValueError:
                self.add_error("day", _("This day does not exist."))
                return cleaned
            if cleaned["incident_on"] > timezone.localdate():
                self.add_error("year", _("This day has not come yet."))
        return cleaned

    def columns(self):
        """The day with how exact it is, and the two places."""
        said = self.cleaned_data
        precision = Precision.UNKNOWN
        if said["incident_on"]:
            exact = Precision.DAY if said["day"] else Precision.MONTH if said["month"] else Precision.YEAR
            precision = Precision.REPEATEDLY if said["repeated"] else exact
        return {
            "incident_on": said["incident_on"],
            "incident_precision": precision,
            **_place("incident", said["incident"]),
            **_place("residence", said["residence"]),
            "online": said["online"] or bool(said["platform"]),
            "platform": said["platform"],
        }

    def in_words(self):
        """The three parts of the day as one."""
        said = self.cleaned_data
        parts = (("day", "DATE_FORMAT"), ("month", "YEAR_MONTH_FORMAT"), ("year", "Y"))
        day = next((date_format(said["incident_on"], form) for name, form in parts if said[name]), "") if said["incident_on"] else ""
        rest = [pair for pair in super().in_words() if pair[0] not in [self.fields[name].label for name, _form in parts]]
        return [(_("When did it happen?"), day), *rest] if day else rest


def _municipalities(meldpunt):
    """The municipalities of today as groups of choices: those of the area first."""
    area = set(meldpunt.municipalities().values_list("pk", flat=True))
    rows = list(Municipality.objects.filter(country="NL", valid_to=None).order_by("name", "pk").values_list("pk", "name"))
    near, far = ([(str(pk), name) for pk, name in rows if (pk in area) is own] for own in (True, False))
    groups = [(_("In our area"), near), (_("Near our area"), far)]
    return [group for group in groups if group[1]]


def _place(name, chosen):
    """A column of a place and its state, from one choice."""
    if chosen and chosen.isdigit():
        return {f"{name}_id": int(chosen), f"{name}_state": "known"}
    return {f"{name}_id": None, f"{name}_state": chosen or UNKNOWN}


class AboutForm(Step):
    """What it was about, in plain words; a consulent looks at it again."""

    step, title = "about", _("What it was about")

    grounds = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple(BIG),
        label=_("Why, do you think, did it happen?"),
        help_text=_("You may choose more than one."),
    )
    terrain = _choice(widget=forms.RadioSelect(BIG), label=_("Where in your life did it happen?"))
    nature = _choice(widget=forms.RadioSelect(BIG), label=_("What kind of thing was it?"))
    also_reported_to = forms.MultipleChoiceField(
        choices=AlsoReportedTo.choices, required=False, widget=forms.CheckboxSelectMultiple(BIG), label=_("Did you report it somewhere else as well?")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field, name in (("grounds", "ground"), ("terrain", "terrain"), ("nature", "nature")):
            offered = ListValue.offered(self.place, name).values_list("key", flat=True)
            words = plain(name, of_another=self.for_another)
            self.fields[field].choices = [(key, capfirst(words[key])) for key in offered if key in words]
        if self.for_another:
            self.fields["nature"].label = _("What was done?")
        self.fields["also_reported_to"].choices = [(key, capfirst(label)) for key, label in AlsoReportedTo.choices]

    def columns(self):
        """Rows of the lists; “I do not know” beside something else says nothing."""
        said = self.cleaned_data
        grounds = [key for key in said["grounds"] if key != UNKNOWN] or [UNKNOWN]
        values = {row.list: row for row in _values(said)}
        return {"grounds": grounds, "terrain": values["terrain"], "nature": values["nature"], "also_reported_to": said["also_reported_to"]}


def _values(said):
    for name in ("terrain", "nature"):
        yield ListValue._base_manager.get(list=name, key=said[name] or UNKNOWN)


class YouForm(Step):
    """Who reports: anonymous unless they choose otherwise."""

    step, title = "you", _("About you")
    one_of = CONTACT

    anonymity = forms.ChoiceField(choices=ANONYMITY, widget=forms.RadioSelect(BIG), initial=Anonymity.FULL, label=_("Do you want to stay anonymous?"))
    name = forms.CharField(required=False, max_length=300, label=_("your name"), widget=forms.TextInput({"autocomplete": "name"}))
    phone = forms.CharField(
        required=False,
        max_length=40,
        label=_("phone"),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
        help_text=_("Only if we may call you. Think of who else may pick up."),
    )
    email = forms.EmailField(
        required=False,
        label=_("e-mail address"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("Only if we may write to you. Think of who else reads your mail."),
    )

    def clean(self):
        """Whoever is known gives something to know them by; of the anonymous nothing is kept, whatever was typed."""
        cleaned = super().clean()
        if cleaned.get("anonymity") == Anonymity.FULL:
            cleaned.update(dict.fromkeys(CONTACT, ""))
            for name in CONTACT:
                self.errors.pop(name, None)
        elif not any(cleaned.get(name) or name in self.errors for name in CONTACT):
            self.add_error("name", _("Fill in your name, phone or e-mail address, or choose to stay anonymous."))
        return cleaned

    def columns(self):
        """How anonymous; name and contact are no columns of the report."""
        return {"anonymity": self.cleaned_data["anonymity"]}


class LastForm(WithFiles, OpenToAll):
    """The last look: files, and sending."""

    step, title = "last", _("Last look")

    files = FilesField()

    def __init__(self, *args, role="", **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["seen_version"]


STEPS = {form.step: form for form in (WhatForm, WhereForm, AboutForm, YouForm, LastForm)}
ORDER = list(STEPS)


class Answers:
    """Everything that was typed so far, as it travels with the form."""

    def __init__(self, meldpunt, data=None, files=None):
        self.meldpunt, self.data, self.files = meldpunt, data, files

    def form(self, step, *, checked=False):
        """The form of one page: with faults when `checked`, else with what was typed and no word about it."""
        if checked:
            return STEPS[step](self.data, self.files, place=self.meldpunt, role=self._role)
        form = STEPS[step](place=self.meldpunt, role=self._role)
        for name, field in form.fields.items():
            if self.data is not None and (name in self.data or self.data.get(f"was_{step}")) and not isinstance(field, FilesField):
                many = isinstance(field, forms.MultipleChoiceField)
                form.initial[name] = self.data.getlist(name) if many else self.data.get(name, "")
        return form

    @property
    def _role(self):
        """Whose experience it is: of the reporter, unless another role was chosen."""
        typed = self.data.get("reporter_role") if self.data is not None else None
        return typed if typed in ReporterRole.values else ReporterRole.VICTIM

    def carried(self, form):
        """(name, value) of everything that the page of `form` does not show itself."""
        names = [name for step in STEPS.values() for name in step.base_fields if name not in ("seen_version", "files") and name not in form.fields]
        names = list(dict.fromkeys(names))
        found = [(name, value) for name in names for value in self._typed(name)]
        seen = [(f"was_{step}", "1") for step in ORDER if step != form.step and self._typed(f"was_{step}")]
        return [*found, *seen, (f"was_{form.step}", "1")]

    def _typed(self, name):
        if self.data is not None and name in self.data:
            return self.data.getlist(name)
        return {"submission": [STEPS["last"].base_fields["submission"].initial()], "opened": [opened_now(self.meldpunt)]}.get(name, [])

    def checked(self):
        """Every page with what was typed, checked."""
        return [self.form(step, checked=True) for step in ORDER]

    def look(self):
        """For the last look: (step, title, [(question, answer)]) of every page before it."""
        pages = [self.form(step, checked=True) for step in ORDER[:-1]]
        return [(form.step, form.title, form.in_words() if form.is_valid() else []) for form in pages]

    def receive(self, forms_):
        """Keep the report; gives (report, code), or None when it was refused, with the errors in the last form."""
        *pages, last = forms_
        columns = {}
        for page in pages:
            columns |= page.columns()
        known = pages[-1].cleaned_data
        reporter = {name: known[name] for name in CONTACT} | {"postcode": pages[1].cleaned_data["postcode"]}
        try:
            return receive_report(
                self.meldpunt, submission=last.cleaned_data["submission"], reporter=reporter, files=last.cleaned_data["files"], **columns
            )
        except ValidationError as refusal:
            last.refuse(refusal)
        return None


class ReplyForm(WithFiles, ActionForm):
    """The reporter writes to the meldpunt from the mailbox."""

    one_of = ("text", "files")

    text = FreeText(required=False, rows=6, max_length=10_000, label=_("Your message"))
    files = FilesField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["submission"], self.fields["seen_version"]

    def clean(self):
        """Words, or a file."""
        cleaned = super().clean()
        if not self.errors and not cleaned["text"].strip() and not cleaned["files"]:
            self.add_error("text", _("Write something, or choose a file."))
        return cleaned

    def send(self, mailbox) -> bool:
        """Put it in the mailbox; False when it was refused, with the errors in the form."""
        try:
            reply_by_reporter(mailbox, self.cleaned_data["text"], self.cleaned_data["files"])
        except ValidationError as refusal:
            self.refuse(refusal)
        return not self.errors
