"""A visitor of the public form and the mailbox, who does what a browser without script does: fill in the form of the page and send it."""

import io
import time
from unittest.mock import patch

from bs4 import BeautifulSoup
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

ADDRESS = "203.0.113.77"
DEVICE = "Mozilla/5.0 (TestPhone 77)"
STORY = "The landlord refused me because of my name"


def later(seconds):
    """As if so many seconds had gone by, for signed moments."""
    return patch.object(signing.time, "time", return_value=time.time() + seconds)


def photo(kind="JPEG", size=(60, 40), **options):
    """A small picture as a browser sends it."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **options)
    return out.getvalue()


def sent(content, name="Photo of Mina.jpg"):
    """A chosen file."""
    return SimpleUploadedFile(name, content)


class Visitor:
    """One browser. `page` is the last answer, read; `status` its status."""

    def __init__(self, meldpunt, **extra):
        self.client = Client(enforce_csrf_checks=True, REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=DEVICE, **extra)
        self.start = reverse("public_report", args=[meldpunt.code])

    def _keep(self, answer):
        self.answer, self.status = answer, answer.status_code
        self.page = BeautifulSoup(answer.content, "html.parser")
        return self

    def get(self, url):
        """Open an address."""
        return self._keep(self.client.get(url))

    def post(self, url, data):
        """Send something to an address."""
        return self._keep(self.client.post(url, data))

    @property
    def step(self):
        """The step whose page is shown; "" on other pages."""
        field = self.page.select_one("form#step input[name=step]")
        return field["value"] if field else ""

    def typed(self):
        """What the form of the step would send as it stands."""
        data = {}
        for field in self.page.select("form#step [name]"):
            name, kind = field["name"], field.get("type", field.name)
            if kind == "submit" or (kind in ("radio", "checkbox") and not field.has_attr("checked")) or kind == "file":
                continue
            if field.name == "select":
                chosen = field.select_one("option[selected]") or field.select_one("option")
                value = chosen["value"]
            else:
                value = field.text.lstrip("\n") if field.name == "textarea" else field.get("value", "on" if kind == "checkbox" else "")
            data.setdefault(name, []).append(value)
        return data

    def send(self, to="next", **changes):
        """Fill in and press a button of the step."""
        data = {**self.typed(), "to": to, **changes}
        return self.post(self.start, {name: value for name, value in data.items() if value is not None})

    def up_to_last(self, **answers):
        """Through all steps to the last look, with something filled in on each."""
        self.get(self.start)
        pages = {
            "what": {"description": STORY},
            "where": {"postcode": "9401 AB", "day": "3", "month": "2", "year": "2024"},
            "about": {"grounds": ["race"], "terrain": "housing"},
            "you": {},
        }
        for step, filled in pages.items():
            assert self.step == step, (self.step, self.page.select_one(".error-summary"))
            known = {name: value for name, value in answers.items() if self.page.select(f"form#step [name={name}]")}
            self.send(**{**filled, **known})
        return self

    def report(self, files=(), **answers):
        """The whole form; gives the code, as it is shown."""
        self.up_to_last(**answers)
        assert self.step == "last"
        with later(10):
            self.send("send", files=[sent(content) for content in files] or None)
        return self.code

    @property
    def code(self):
        """The code on the page of the receipt, with its hyphens; "" when there is none."""
        shown = self.page.select_one("[data-code]")
        return "".join(shown.text.split()) if shown else ""

    def mailbox(self, code, part="", **data):
        """Open the mailbox, or do something in it: reply, file, withdraw, erase."""
        return self.post(reverse(f"mailbox_{part}" if part else "mailbox"), {"code": code, **data})
