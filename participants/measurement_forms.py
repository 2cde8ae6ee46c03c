"""The form of a measurement: its questions come from the definition of the instrument."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from casetrack.forms import ActionForm, DateField, FreeText
from programmes.instruments.definition import Definition

NOT_MEASURABLE = "none"
MOST_BUTTONS = 21  # a longer scale is a list to choose from


def name_of(item) -> str:
    """The name of the field of an item."""
    return f"item-{item.code}"


class MeasureForm(ActionForm):
    """A question for each item that is asked, with "not measurable" as an answer of its own.

    `earlier` are (moment, day, answers) of the same person, shown beside the options; nothing is chosen
    beforehand, so that an earlier answer is never taken over without a thought.
    """

    creates = True

    measured_on = DateField(label=_("date"), initial=timezone.localdate)

    def __init__(self, *args, definition: Definition, items, earlier=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.definition, self.items, self.earlier = definition, items, list(earlier)
        for item in items:
            self.fields[name_of(item)] = self._question(item)
        self.order_fields([name_of(item) for item in items])

    def _question(self, item):
        scale = self.definition.levels or range(self.definition.minimum, self.definition.maximum + 1)
        values = [(str(level.value), str(level.name)) for level in self.definition.levels] or [(str(value), str(value)) for value in scale]
        choices = [*values, (NOT_MEASURABLE, _("not measurable, or not asked"))]
        long = len(values) > MOST_BUTTONS
        return forms.ChoiceField(
            choices=[("", _("choose")), *choices] if long else choices,
            widget=forms.Select if long else forms.RadioSelect,
            label=str(item.name),
            error_messages={"required": _("Choose an answer, or “not measurable, or not asked”.")},
        )

    def questions(self) -> list[dict]:
        """Each question with its options: what they mean, and who stood there before, for the template."""
        return [{"field": self[name_of(item)], "options": self._options(item), "earlier": self._earlier(item)} for item in self.items]

    def _options(self, item):
        field = self[name_of(item)]
        if not isinstance(field.field.widget, forms.RadioSelect):
            return []
        options = []
        for option in field:
            value = option.data["value"]
            level = self.definition.level(int(value)) if value != NOT_MEASURABLE else None
            moments = [moment for moment, _day, answers in self.earlier if item.code in answers and _key(answers[item.code]) == value]
            options.append(
                {
                    "tag": option.tag(),
                    "id": option.id_for_label,
                    "label": option.choice_label,
                    "criteria": level and level.criteria,
                    "earlier": moments,
                }
            )
        return options

    def _earlier(self, item):
        """Moment, day and answer, in words, of what this person answered before."""
        labels = dict(self.fields[name_of(item)].choices)
        return [
            (moment, date_format(day, "SHORT_DATE_FORMAT"), labels.get(_key(answers[item.code]), answers[item.code]))
            for moment, day, answers in self.earlier
            if item.code in answers
        ]

    @property
    def short(self) -> bool:
        """Are the options numbers, which stand side by side?"""
        return not self.definition.levels

    def values(self) -> dict:
        """What the action gets: the answers by item, None for what is not measurable."""
        values = super().values()
        asked = {item.code: values.pop(name_of(item)) for item in self.items}
        return {**values, "answers": {code: None if value == NOT_MEASURABLE else int(value) for code, value in asked.items()}}


def _key(value) -> str:
    return NOT_MEASURABLE if value is None else str(value)


class MeasurementEditForm(MeasureForm):
    """A measurement to correct; `answers` are those of now, None where nobody may read them: then all are filled in again."""

    creates = False

    why = FreeText(rows=2, required=False, label=_("reason"), help_text=_("Kept in the history beside the change."))

    @staticmethod
    def initial_of(measurement, answers):
        """The measurement as it is now."""
        return {"measured_on": measurement.measured_on, **{f"item-{code}": _key(value) for code, value in (answers or {}).items()}}
