"""What a form says of a fault: in plain words, with one mark behind the question."""

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from casetrack.forms import ActionForm, YearField
from casetrack.templatetags.casetrack import introducing


@pytest.fixture(autouse=True)
def english():
    """The words as they stand in the source."""
    with translation.override("en"):
        yield


class Asked(ActionForm):
    """One field of each sort."""

    words = forms.CharField(label="what happened?")
    place = forms.ChoiceField(choices=[("a", "A")])
    looked = forms.BooleanField(label="I have looked at it.")
    year = YearField(min_value=1900, max_value=2100)
    number = forms.IntegerField(min_value=1)
    own = forms.CharField(error_messages={"required": "Say it all the same."})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["later"] = forms.CharField()


def test_an_empty_field_says_what_to_do_each_in_its_own_way():
    errors = Asked({}).errors
    assert errors["words"] == errors["later"] == errors["year"] == ["Fill this in."]
    assert errors["place"] == ["Make a choice."]
    assert errors["looked"] == ["Tick this box."]
    assert errors["own"] == ["Say it all the same."]


def test_a_number_that_does_not_fit_says_which_does():
    assert Asked({"year": "26", "number": "0"}).errors["year"] == ["Fill in a year from 1900 on, in four digits."]
    assert Asked({"year": "26", "number": "0"}).errors["number"] == ["Fill in 1 or more."]
    assert Asked({"year": "20260"}).errors["year"] == ["Fill in a year up to 2100, in four digits."]


@pytest.mark.parametrize(("label", "told"), [("reason", "Reason:"), ("what happened?", "What happened?"), ("I have looked.", "I have looked.")])
def test_a_label_gets_a_colon_only_where_it_has_no_mark_of_its_own(label, told):
    assert introducing(label) == told


def test_the_summary_of_faults_puts_no_two_marks_together():
    summary = render_to_string("components/error_summary.html", {"form": Asked({})})
    assert "What happened? Fill this in." in summary
    assert "I have looked at it. Tick this box." in summary
    assert "Place: Make a choice." in summary
