"""Bounds on what one pass of a stranger's network may use: memory that is free now, and some minutes."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

if sys.platform != "win32":
    import resource

MOST_SECONDS = 300
"""For one block of rows: ample for networks that people train, and an end for one that never ends."""


@contextmanager
def limited(seconds: float = MOST_SECONDS) -> Iterator[None]:
    """Within it, memory beyond what the machine has free is refused, and work beyond so many seconds ends.

    Memory is bounded on Linux; time only in the main thread, and where nobody else has set an alarm.

    Raises:
        MemoryError or RuntimeError: by whoever asks for the memory.
        TimeoutError: the time is over.
    """
    with _within_memory(), _within_time(seconds):
        yield


@contextmanager
def _within_memory() -> Iterator[None]:
    free = _kilobytes("/proc/meminfo", "MemAvailable:")
    used = _kilobytes("/proc/self/status", "VmSize:")
    if sys.platform == "win32" or free is None or used is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = (used + free) * 1024
    if soft != resource.RLIM_INFINITY:
        bound = min(bound, soft)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _kilobytes(file: str, name: str) -> int | None:
    """A line such as ``VmSize:  123 kB`` of a file of Linux; None elsewhere."""
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), None)


@contextmanager
def _within_time(seconds: float) -> Iterator[None]:
    alarm = getattr(signal, "SIGALRM", None)
    if alarm is None or threading.current_thread() is not threading.main_thread() or signal.getitimer(0) != (0.0, 0.0):
        yield
        return

    def end(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"it takes more than {seconds:g} seconds")

    before = signal.signal(alarm, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(alarm, before)
