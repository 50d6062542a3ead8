"""A network cannot take all memory, or all time."""

import signal
import sys
import threading
import time

import numpy as np
import pytest
import torch
from torch import nn

from yasenn_report.errors import AuditError
from yasenn_report.inputs.capture import passing
from yasenn_report.inputs.capture.limits import limited
from yasenn_report.inputs.model_files import in_memory

resource = pytest.importorskip("resource")
linux = pytest.mark.skipif(sys.platform != "linux", reason="the limits of memory are Linux's")


class Greedy(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.ones(2**40).sum() + x


class Endless(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        while True:
            x = x + 1


def run(network: nn.Module) -> str:
    with pytest.raises(AuditError) as refusal:
        passing.pass_rows(in_memory(network, "net.pt"), np.zeros((3, 2)), None, lambda *_: None)
    return str(refusal.value)


@linux
def test_memory_beyond_what_is_free_is_refused() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    assert run(Greedy()) == "net.pt: running it on 3 rows takes more memory than this machine has free"
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_work_without_end_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "limited", lambda: limited(0.2))
    assert run(Endless()) == "net.pt: running it on 3 rows is not done: it takes more than 0.2 seconds"
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_other_threads_have_no_alarm() -> None:
    done = []

    def work() -> None:
        with limited(0.01):
            time.sleep(0.05)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
