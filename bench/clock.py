"""Measuring: interleaved calls, medians, and rows of the table with goal and verdict."""

import gc
import statistics
import time
from dataclasses import dataclass

GOOD, BAD, ABOUT = "ok", "not ok", ""


@dataclass
class Row:
    """One line of the table; without a verdict it is for information."""

    what: str
    goal: str
    measured: str
    verdict: str = ABOUT


def verdict(good: bool) -> str:
    """`ok` or `not ok`."""
    return GOOD if good else BAD


@dataclass(frozen=True)
class Times:
    """Milliseconds of one call: the median, and the fastest, which a busy machine disturbs least."""

    median: float
    fastest: float


def interleaved(calls: dict, rounds: int, *, warm_up=3) -> dict[str, Times]:
    """How long each call takes, all of them called in turn, `rounds` times.

    In turn, so that a noisy moment of the machine hits all alike; read the ratios.
    """
    times = {name: [] for name in calls}
    for _ in range(warm_up):
        for call in calls.values():
            call()
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, call in calls.items():
                before = time.perf_counter()
                call()
                times[name].append((time.perf_counter() - before) * 1000)
    finally:
        gc.enable()
    return {name: Times(statistics.median(values), min(values)) for name, values in times.items()}


def cpu_seconds(call, rounds: int) -> float:
    """The median CPU time of one call, in seconds."""
    times = []
    for _ in range(rounds):
        before = time.process_time()
        call()
        times.append(time.process_time() - before)
    return statistics.median(times)


def compared(what: str, times: dict[str, Times], limit: float | None) -> Row:
    """A row that says how many times `ours` takes what `raw` takes; the medians decide."""
    ours, raw = times["ours"], times["raw"]
    ratio = ours.median / raw.median
    measured = f"{ratio:.1f} × raw ({ours.median:.1f} ms, raw {raw.median:.2f} ms; fastest {ours.fastest:.1f} and {raw.fastest:.2f} ms)"
    if limit is None:
        return Row(what, "", measured)
    return Row(what, f"≤ {limit:g} × raw", measured, verdict(ratio <= limit))
