"""How far a long piece of work is, on the terminal: a bar, the rate, and the time that remains."""

import time

WIDTH = 30


class Bar:
    """Writes `[#####.....] 50 % 1,200 of 2,400, 4,000 rows/s, 3 s left` over itself, on one line."""

    def __init__(self, out, *, every=0.2):
        self.out, self.every = out, every
        self.total = self.done = 0
        self.began = self.shown = 0.0

    def start(self, total: int) -> None:
        """There are `total` rows to do."""
        self.total, self.done, self.began, self.shown = total, 0, time.monotonic(), 0.0
        self.draw()

    def add(self, rows: int) -> None:
        """So many rows more are done; draws when it is time."""
        self.done += rows
        now = time.monotonic()
        if now - self.shown >= self.every or self.done >= self.total:
            self.shown = now
            self.draw()

    def draw(self) -> None:
        """The line as it stands now."""
        share = self.done / self.total if self.total else 1.0
        passed = max(time.monotonic() - self.began, 1e-6)
        rate = self.done / passed
        left = f"{(self.total - self.done) / rate:.0f} s left" if rate else "starting"
        full = "#" * int(WIDTH * share)
        line = f"\r[{full:.<{WIDTH}}] {share:4.0%} {self.done:,} of {self.total:,}, {rate:,.0f} rows/s, {left}"
        self.out.write(f"{line:<90}", ending="\n" if self.done >= self.total else "")
        self.out.flush()
