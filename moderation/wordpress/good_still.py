"""Answers of which a site may say that they are good still, so that it need not send them again.

WordPress says so of nothing by itself; hosts and plugins do, by ETag or Last-Modified. They are in
memory only, few and not large, and each is known to nobody but who asked.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

_MOST = 24
_LARGEST = 512 * 1024
_VALIDATORS = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
# What was asked, and by whom: another password may see other things.
Asked = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it came, and the headers that ask whether it is good still."""

    conditions: Mapping[str, str]
    status: int
    headers: Mapping[str, str]
    data: bytes


class GoodStill:
    """The answers of the last rounds; threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Asked, Kept] = OrderedDict()

    def kept(self, asked: Asked) -> Kept | None:
        """What was answered before, if the site may be asked whether that is good still."""
        with self._lock:
            return self._kept.get(asked)

    def keep(self, asked: Asked, status: int, headers: Mapping[str, str], data: bytes) -> None:
        """Keep an answer, if the site offers to say whether it is good still."""
        conditions = {
            condition: headers[name] for name, condition in _VALIDATORS if headers.get(name)
        }
        with self._lock:
            self._kept.pop(asked, None)
            if status == 200 and conditions and len(data) <= _LARGEST:
                self._kept[asked] = Kept(conditions, status, headers, data)
                while len(self._kept) > _MOST:
                    self._kept.popitem(last=False)
