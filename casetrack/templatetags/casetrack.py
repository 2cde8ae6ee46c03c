"""Small words for templates: rights, the menu, and components that hold other content."""

import re
from datetime import date

from django import forms, template
from django.apps import apps
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.choices import flatten_choices
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.hyphens import pieces

register = template.Library()

_PHONE = re.compile(r"\s*\+?[\d\s().-]{3,}", re.ASCII)

# Address name, words on screen, and the permission that shows it (None: everybody who signed in).
MENU = (
    ("my_work", _("My work"), None),
    ("quick", _("Quick contact"), Permission.RECORD_CONTACT),
    ("participants", _("Participants"), Permission.VIEW_TRAJECTORY),
    ("sign_ups", _("Sign-ups"), Permission.VIEW_SIGN_UP),
    ("exchange", _("For each other"), Permission.MATCH_EXCHANGE),
    ("help_requests", _("Questions"), Permission.ANSWER_HELP),
    ("volunteers", _("Volunteers"), Permission.VIEW_VOLUNTEER),
    ("meldpunten", _("Reports of discrimination"), Permission.VIEW_MELDPUNT),
    ("sessions", _("Sessions"), Permission.VIEW_SESSION),
    ("editions", _("Editions"), Permission.VIEW_EDITION),
    ("reports", _("Reports"), Permission.VIEW_REPORT),
    ("import_start", _("Import"), Permission.IMPORT_PARTICIPANTS),
    ("programmes", _("Programmes"), Permission.MANAGE_PROGRAMME),
    ("organisations", _("Organisations"), Permission.VIEW_ORGANISATION),
    ("members", _("Members"), Permission.MANAGE_PROGRAMME_MEMBER),
)


@register.simple_tag(takes_context=True)
def may(context, permission, obj):
    """May the signed-in user do this to this row? For buttons; the action itself decides again."""
    return access.can(context["request"].user, Permission(permission), obj)


@register.simple_tag(takes_context=True)
def site_menu(context):
    """The menu items of this user: label, url, and whether the page lies under that item."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    offered, items = _offered(user), []
    for name, label, _permission in MENU:
        if name in offered:
            try:
                items.append({"label": label, "url": reverse(name), "current": False})
            except NoReverseMatch:
                continue
    under = [item for item in items if item["url"] == request.path or (item["url"] != "/" and request.path.startswith(item["url"]))]
    if under:
        max(under, key=lambda item: len(item["url"]))["current"] = True
    return items


def _offered(user) -> set[str]:
    """The names of the items that the rights of this user open, without those that stay empty.

    Each app says in `idle_menu_items()` of its AppConfig which of the opened items nothing of this user works with.
    """
    opened = {name: permission for name, _label, permission in MENU if permission is None or access.may_somewhere(user, permission)}
    hooks = [app.idle_menu_items for app in apps.get_app_configs() if hasattr(app, "idle_menu_items")]
    return opened.keys() - {name for find in hooks for name in find(user, opened)}


@register.filter
def own_name(language):
    """A language in its own words: `nl` gives Nederlands."""
    return get_language_info(language)["name_local"].capitalize()


@register.filter
def is_narrowed(form):
    """Was anything chosen in this form of a filter?"""
    return form.is_bound and any(field.value() not in (None, "", [], field.initial) for field in form)


@register.filter
def dialled(phone):
    """A telephone number as a `tel:` address has it: +31 (0)6 123 gives +316123; empty when it holds more than one number or words."""
    if not _PHONE.fullmatch(phone):
        return ""
    return re.sub(r"[^\d+]", "", phone.replace("(0)", "") if phone.lstrip().startswith("+") else phone)


@register.filter
def hyphenated(words):
    """Long words of a table with the points at which a browser may break them: not every browser knows its own."""
    *parts, last = pieces(str(words)) or [""]
    return format_html_join("", "{}", [(_breakable(part),) for part in parts]) + conditional_escape(last)


def _breakable(part):
    """With a soft hyphen behind it; after a slash none is written; after a space or a hyphen the browser breaks by itself."""
    if part.endswith("/"):
        return format_html("{}<wbr>", part)
    return part if part.endswith((" ", "-")) else f"{part}\N{SOFT HYPHEN}"


@register.filter
def percent_of(part, whole):
    """`part` of `whole` as a whole percentage between 0 and 100; 0 when there is nothing to divide by."""
    return max(0, min(100, round(100 * part / whole))) if whole else 0


@register.filter
def error_fields(form):
    """The visible fields of a form that hold errors, in the order of the page."""
    return [field for field in form if field.errors and not field.is_hidden]


@register.filter
def may_stay_empty(field):
    """May it be left out: not when it is required, nor when one of several is and it may be this one."""
    return not field.field.required and field.name not in getattr(field.form, "one_of", ())


@register.filter
def grouped(number):
    """A whole number with a mark between the thousands, as the language of the reader writes it."""
    return number_format(number, decimal_pos=0, use_l10n=True, force_grouping=True)


@register.filter
def introducing(label):
    """A label that words come behind: with a colon, unless it ends with a mark of its own."""
    label = capfirst(label)
    return label if str(label).endswith(("?", ".", "!", ":")) else f"{label}:"


@register.filter
def body_fields(form):
    """The visible fields of a form; the box that answers a warning comes last, next to the button."""
    fields = form.visible_fields()
    return [f for f in fields if f.name != "no_bsn"] + [f for f in fields if f.name == "no_bsn"]


@register.filter
def widget_kind(field):
    """What a field looks like: `checkbox`, `options` (radio buttons, several boxes) or `input`."""
    kind = getattr(field.field.widget, "input_type", "")
    if field.use_fieldset:
        return "options"
    return "checkbox" if kind == "checkbox" else "input"


@register.filter
def stale_rows(form):
    """Both versions of what a stale form holds: label, how it is now, what this user typed, and whether they differ."""
    current = getattr(form, "stale", None)
    if current is None:
        return []
    rows = []
    for field in form.visible_fields():
        if not hasattr(current, field.name):
            continue
        theirs, mine = _shown(current, field), _typed(field)
        rows.append({"label": field.label, "theirs": theirs, "mine": mine, "different": theirs != mine})
    return rows


def _shown(row, field):
    value = getattr(row, field.name)
    display = getattr(row, f"get_{field.name}_display", None)
    if display:
        return str(display())
    value = field.field.prepare_value(getattr(value, "pk", value))
    return _in_words(field, value)


def _typed(field):
    return _in_words(field, field.value())


def _in_words(field, value):
    if value in (None, ""):
        return ""
    if isinstance(field.field, forms.DateField):
        return _day_in_words(field.field, value)
    choices = {str(key): str(label) for key, label in flatten_choices(getattr(field.field, "choices", []))}
    if isinstance(value, list | tuple):
        return ", ".join(choices.get(str(one), str(one)) for one in value)
    if isinstance(value, bool) or value in ("on", "True", "False"):
        return str(_("yes") if value in (True, "on", "True") else _("no"))
    return choices.get(str(value)) or str(field.field.widget.format_value(value) if not choices else value)


def _day_in_words(field, value):
    try:
        value = field.to_python(value)
    except ValidationError:
        return str(value)  # as it was typed
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value)


@register.simple_block_tag
def card(content, heading="", *, level=2, heading_id=""):
    """A white sheet with a heading: {% card _("Contacts") %} … {% endcard %}."""
    return render_to_string("components/card.html", {"content": content, "heading": heading, "level": level, "heading_id": heading_id})


@register.simple_block_tag
def notice(content, kind="info", *, heading=""):
    """A remark in a coloured sheet; `kind` is info, success, warning or error: {% notice "warning" %}<p>…</p>{% endnotice %}."""
    return render_to_string("components/notice.html", {"content": content, "kind": kind, "heading": heading})


@register.simple_block_tag
def table_region(content, label):
    """A frame around a wide table, which scrolls by keyboard too: {% table_region _("Participants") %}<table>…{% endtable_region %}."""
    return render_to_string("components/table_region.html", {"content": content, "label": label})
