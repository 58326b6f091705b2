"""Memory that was used and is free again goes back to the system, where the heap is glibc's.

By itself glibc keeps it: what lies free between two things in use stays a part of the process, in
a heap for each thread, and once a large piece was freed the next ones of its size are kept, too.
Other systems' heaps have no word for it, and none of this is done there.
"""

import ctypes
import sys
from functools import cache
from typing import Any

# The number that glibc's malloc.h has for it.
_M_MMAP_THRESHOLD = -3
# Above what is painted at once, and below a list of a million numbers: those alone lie apart.
_LARGE = 4 * 2**20


def keep_large_apart() -> None:
    """From now on whatever is larger than a picture lies by itself, and goes when it is freed."""
    heap = _glibc()
    if heap is not None:
        heap.mallopt(_M_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """Give back what is free, also in the midst of what is used; a matter of milliseconds."""
    heap = _glibc()
    if heap is not None:
        heap.malloc_trim(0)


@cache
def _glibc() -> Any:
    if sys.platform != "linux":
        return None
    system = ctypes.CDLL(None)
    return system if hasattr(system, "gnu_get_libc_version") else None
