"""An instrument typed on a page: items and levels one on a line; errors are told beside the field that they are about."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from casetrack.forms import ActionForm
from programmes.choices import Scoring
from programmes.instruments.definition import CODE_LENGTH, Definition, Text, parse

BETWEEN = "|"  # of the name of a level and its criteria
ITEMS = {
    Scoring.LADDER: _("what the ladder is about"),
    Scoring.PROFILE: _("domains"),
    Scoring.WEB: _("axes"),
}
STEPS = {Scoring.LADDER: _("steps"), Scoring.PROFILE: _("levels"), Scoring.DE_JONG_GIERVELD: _("answers")}
ONE_ON_A_LINE = _("One on a line.")
FROM_LOW_TO_HIGH = _("One on a line, from low to high. Criteria may follow after a “|”.")


def lines(text) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def area(rows, **kwargs):
    """A field with one thing on a line."""
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), max_length=20_000, **kwargs)


class InstrumentForm(ActionForm):
    """One version of an instrument; `base` is the version that it is changed from, if any.

    What stays as it was keeps its codes and its words in the other languages.
    """

    creates = True

    name = forms.CharField(label=_("name"), max_length=200)
    code = forms.CharField(label=_("code"), max_length=40, required=False, help_text=_("Empty means made from the name."))
    version = forms.CharField(label=_("version of the instrument"), max_length=20, initial="1")
    source = forms.CharField(
        label=_("source and conditions"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who made it, and under which conditions you may use it. Somebody who measures reads this too."),
    )
    group_only = forms.BooleanField(
        label=_("results for groups only"),
        required=False,
        help_text=_("Answers of one person are shown to nobody; only results of groups of five or more are."),
    )
    professionals_only = forms.BooleanField(
        label=_("not for volunteers"), required=False, help_text=_("Buddies and Spillen do not measure with it, and do not see what was measured.")
    )
    needs_reason = forms.BooleanField(
        label=_("a reason per domain"),
        required=False,
        help_text=_("An edition then asks only domains for which somebody wrote down why they are needed."),
    )

    def __init__(self, *args, scoring, base: Definition | None = None, initial=None, **kwargs):
        self.scoring, self.base = Scoring(scoring), base
        super().__init__(*args, initial={**(_typed(base) if base else {}), **(initial or {})}, **kwargs)
        self._ask_items()
        if self.scoring == Scoring.WEB:
            self.fields["minimum"] = forms.IntegerField(label=_("lowest mark"), min_value=0, max_value=100, initial=base.minimum if base else 0)
            self.fields["maximum"] = forms.IntegerField(label=_("highest mark"), min_value=0, max_value=100, initial=base.maximum if base else 10)
        else:
            self.fields["levels"] = area(7, label=STEPS[self.scoring], help_text=FROM_LOW_TO_HIGH)
        if base:
            del self.fields["code"]
        if self.scoring != Scoring.PROFILE:
            del self.fields["needs_reason"]
        self.order_fields(["name", "code", "version", *self.item_fields, "items", "levels", "minimum", "maximum", "source"])

    def _ask_items(self):
        self.item_fields = []
        if self.scoring == Scoring.DE_JONG_GIERVELD:
            for number, item in enumerate(self.base.items, start=1):
                told = (
                    _("Worded positively: whoever agrees is less lonely.") if item.positive else _("Worded negatively: whoever agrees is lonelier.")
                )
                name = f"item-{number}"
                self.fields[name] = forms.CharField(label=_("item %(number)s") % {"number": number}, max_length=200, help_text=told)
                self.fields[name].initial = str(item.name)
                self.item_fields.append(name)
        else:
            self.fields["items"] = (
                forms.CharField(label=ITEMS[self.scoring], max_length=200)
                if self.scoring == Scoring.LADDER
                else area(8, label=ITEMS[self.scoring], help_text=ONE_ON_A_LINE)
            )

    def values(self):
        """What the action gets: the definition."""
        data, base = self.cleaned_data, self.base
        definition = {
            "code": base.code if base else data["code"] or slugify(data["name"])[:40],
            "version": data["version"],
            "name": _words(data["name"], base and base.name),
            "scoring": self.scoring.value,
            "source": _words(data["source"], base and base.source),
            "items": self._items(),
            **{flag: data[flag] for flag in ("group_only", "professionals_only", "needs_reason") if flag in self.fields},
        }
        if self.scoring == Scoring.WEB:
            return {"definition": {**definition, "minimum": data["minimum"], "maximum": data["maximum"]}}
        return {"definition": {**definition, "levels": self._levels()}}

    def _items(self):
        if self.item_fields:
            return [
                {"code": item.code, "name": _words(self.cleaned_data[name], item.name), "scale": item.scale, "positive": item.positive}
                for name, item in zip(self.item_fields, self.base.items, strict=True)
            ]
        known = {str(item.name): item for item in self.base.items} if self.base else {}
        rows, taken = [], {item.code for item in known.values()}
        for number, line in enumerate(lines(self.cleaned_data["items"]), start=1):
            if item := known.pop(line, None):
                rows.append({"code": item.code, "name": _as_data(item.name)})
                continue
            code = _free(slugify(line)[: CODE_LENGTH - 4].strip("-_") or f"item-{number}", taken)
            taken.add(code)
            rows.append({"code": code, "name": line})
        return rows

    def _levels(self):
        known = {level.value: level for level in self.base.levels} if self.base else {}
        first = min(known) if known else 1
        rows = []
        for value, line in enumerate(lines(self.cleaned_data["levels"]), start=first):
            name, _between, criteria = (part.strip() for part in line.partition(BETWEEN))
            was = known.get(value)
            row = {"value": value, "name": _words(name, was and was.name)}
            if criteria:
                row["criteria"] = _words(criteria, was and was.criteria)
            rows.append(row)
        return rows

    def clean(self):
        """Say what does not fit in the definition beside the field that it is about, before anything is saved."""
        cleaned = super().clean()
        if not self.errors:
            try:
                parse(self.values()["definition"])
            except ValidationError as refusal:
                for problem in refusal.error_list:
                    path = (problem.params or {}).get("path", ())
                    if path[:1] in (("minimum",), ("maximum",)) and "levels" in self.fields:
                        continue  # the ends follow from the levels, which have a problem of their own
                    self.add_error(self._field_of(path), ValidationError(problem.messages))
        return cleaned

    def _field_of(self, path):
        """The field that a problem is about; None is the whole form."""
        if path[:1] == ("items",) and self.item_fields:
            return self.item_fields[path[1]] if len(path) > 1 else None
        return path[0] if path and path[0] in self.fields else None

    def refuse(self, refusal):
        """As in ActionForm, with the names of columns that a form calls otherwise."""
        if hasattr(refusal, "error_dict") and "edition_of" in refusal.error_dict:
            refusal.error_dict["version"] = refusal.error_dict.pop("edition_of")
        super().refuse(refusal)


class LibraryForm(ActionForm):
    """Which instrument of the library the organisation begins to use."""

    creates = True
    code = forms.CharField(max_length=50)


def _typed(definition):
    """What stands in the form for this version."""
    levels = [f"{level.name} {BETWEEN} {level.criteria}" if level.criteria else str(level.name) for level in definition.levels]
    return {
        "name": str(definition.name),
        "version": _next(definition.version),
        "source": str(definition.source),
        "group_only": definition.group_only,
        "professionals_only": definition.professionals_only,
        "needs_reason": definition.needs_reason,
        "items": "\n".join(str(item.name) for item in definition.items),
        "levels": "\n".join(levels),
    }


def _next(version):
    """The number after it, or the same with .2 behind."""
    return str(int(version) + 1) if version.isdigit() and len(version) < 4 else f"{version[:18]}.2"


def _as_data(text: Text):
    return {"nl": text.nl, "de": text.de, "en": text.en}


def _words(typed, was: Text | None):
    """What was typed; where it stayed as it was, with the words in the other languages."""
    return _as_data(was) if was and str(was) == typed.strip() else typed


def _free(code, taken):
    number, free = 1, code
    while free in taken:
        number += 1
        free = f"{code}-{number}"
    return free
