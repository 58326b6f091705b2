"""Memory that is free again is the system's; looked at in processes of their own."""

import subprocess
import sys

import pytest

from resources import heap

pytestmark = pytest.mark.skipif(heap._glibc() is None, reason="the heap is not glibc's")

_HELD = """
import resource
from array import array
from resources import heap

def held():
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * resource.getpagesize() / 2**20
"""
# Small pieces with one in use after every hundred: what lies between those is free, and kept.
_SCATTERED = (
    _HELD
    + """
pieces = [bytearray(2_000) for _one in range(20_000)]
kept = pieces[::100]
del pieces
before = held()
heap.give_back()
print(before - held(), len(kept))
"""
)
# The first one that is freed has glibc keep what comes after it, below what is in use then.
_LARGE = (
    _HELD
    + """
{first}
larger = array("q", bytes(24 * 2**20))
del larger
before = held()
numbers = array("q", bytes(12 * 2**20))
above = [bytearray(200_000) for _one in range(4)]
del numbers
print(held() - before, len(above))
"""
)


def _measured(program: str) -> float:
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True)
    return float(done.stdout.split()[0])


def test_what_lies_free_between_what_is_used_is_given_back() -> None:
    assert _measured(_SCATTERED) > 20


def test_a_long_list_that_is_let_go_is_gone_though_something_was_made_after_it() -> None:
    assert _measured(_LARGE.format(first="")) > 10
    assert _measured(_LARGE.format(first="heap.keep_large_apart()")) < 3
