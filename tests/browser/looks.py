"""How a page looks to tools and to people: what axe finds, what leaves the screen, and the pictures of the README."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

SCREENSHOTS = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
LONGEST_PICTURE = 1600
AXE = Axe()
# Colours that are inherited change one after another, each in a frame of its own.
SETTLED = """async () => {
  for (let quiet = 0; quiet < 3; quiet = document.getAnimations().length ? 0 : quiet + 1) await new Promise(requestAnimationFrame);
}"""
OPTIONS = {
    "resultTypes": ["violations"],
    "iframes": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def faults_of(page, *, dark=False):
    """What axe finds in the light and in the dark; what leaves the width of a phone, or of a screen with letters twice as large."""
    found, address, size = [], page.url.split("/", 3)[3], page.viewport_size
    page.wait_for_selector(".htmx-request", state="detached")
    page.evaluate(AXE.axe_script)
    for scheme in ("light", "dark") if dark else ("light",):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED)
        for violation in page.evaluate("options => axe.run(document, options).then(answer => answer.violations)", OPTIONS):
            where = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            found.append(f"/{address} ({scheme}): {violation['id']}: {where}")
    page.emulate_media(color_scheme="light")
    for width, letters in ((PHONE["width"], "100%"), (640, "200%")):
        page.set_viewport_size({"width": width, "height": PHONE["height"]})
        page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            found.append(f"/{address}: {over} px wider than {width} px with letters of {letters}")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(size)
    return found


def press(page, button):
    """Click, and wait until the page that answers is there whole: a browser that is busy shows the old one for a while."""
    page.evaluate("document.documentElement.dataset.before = 'yes'")
    button.click()
    page.wait_for_selector("html:not([data-before])", state="attached")
    page.wait_for_load_state()


def choose(page, name, value=None, *, nth=0):
    """Choose a radio button or tick a box with the keyboard, however its label covers it."""
    chosen = page.locator(f"main input[name={name}]" + (f"[value='{value}']" if value is not None else "")).nth(nth)
    if not chosen.is_checked():
        chosen.focus()
        page.keyboard.press("Space")
    assert chosen.is_checked(), name


def picture(page, name, *, size=DESKTOP, dark=False):
    """A picture for the README, from its top; only when CASETRACK_PICTURES=1 asks for it, so that other runs leave the folder alone."""
    if os.environ.get("CASETRACK_PICTURES") != "1":
        return
    was = page.viewport_size
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.wait_for_selector(".htmx-request", state="detached")
    page.evaluate("scrollTo(0, 0)")
    height = min(LONGEST_PICTURE, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({**size, "height": height})
    page.evaluate(SETTLED)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(was)
