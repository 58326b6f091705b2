"""A real WordPress for the tests, where its packages are installed: `tests/peers/wordpress`."""

import json
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

_SCRIPT = Path(__file__).parent / "wordpress" / "peer.sh"
_SITE = Path(__file__).parent / "wordpress" / "site.php"


@dataclass(frozen=True)
class RealSite:
    """The site: where it is, who is there, and what it says when one asks it directly."""

    folder: Path
    port: int
    told: Mapping[str, Any]

    @property
    def url(self) -> str:
        """Its address."""
        return str(self.told["url"])

    @property
    def article(self) -> int:
        """The published article."""
        return int(self.told["posts"]["harbour-bridge-opens"])

    def password(self, user: str = "ana") -> str:
        """The application password of a user: admin, ana (editor), wim (author), rea."""
        return str(self.told["users"][user]["password"])

    def add(self, count: int) -> None:
        """So many comments come."""
        subprocess.run(
            ["php", _SITE, self.folder, str(self.port), str(count)], check=True, capture_output=True
        )

    def ask(self, method: str, route: str, **given: Any) -> Any:
        """What its API answers to the administrator."""
        answer = httpx.request(
            method, f"{self.url}/wp-json/wp/v2/{route}", auth=("admin", self.password("admin")),
            timeout=60, **given,
        )  # fmt: skip
        answer.raise_for_status()
        return answer.json()

    def comments(self) -> dict[int, dict[str, Any]]:
        """All its comments by number."""
        found: dict[int, dict[str, Any]] = {}
        page = 1
        while rows := self.ask(
            "GET", "comments",
            params={"context": "edit", "status": "any", "type": "all", "per_page": 100,
                    "orderby": "id", "order": "asc", "page": page},
        ):  # fmt: skip
            found |= {int(one["id"]): one for one in rows}
            page += 1
        return found

    def changes(self) -> list[tuple[str, int]]:
        """What REST did to its comments, in order: `made` or `changed`, and the number."""
        log = self.folder / "changes.log"
        lines = log.read_text(encoding="ascii").splitlines() if log.exists() else []
        return [(did, int(number)) for did, number in (line.split() for line in lines)]

    def public_page(self) -> str:
        """The article as every reader sees it."""
        return httpx.get(f"{self.url}/harbour-bridge-opens/", timeout=60).text

    def pull_the_plug(self) -> None:
        """Its web server dies."""
        subprocess.run([_SCRIPT, "halt", self.folder], check=True, capture_output=True)

    def start(self) -> None:
        """It runs again."""
        subprocess.run(
            [_SCRIPT, "start", self.folder, str(self.port)], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


@contextmanager
def real_site() -> Iterator[RealSite]:
    """Start one, and stop it afterwards; skips, with the reason, where it is not installed."""
    installed = shutil.which("bash") is not None and (
        subprocess.run([_SCRIPT, "check"], check=False, capture_output=True).returncode == 0
    )
    if not installed:
        packages = subprocess.run(
            [_SCRIPT, "packages"], check=False, capture_output=True, text=True
        ).stdout
        pytest.skip(f"no WordPress here: apt-get install {packages.strip()}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="commentdesk-peer-", ignore_cleanup_errors=True) as at:
        folder = Path(at)
        folder.chmod(0o755)
        site = RealSite(folder, port, {})
        try:
            site.start()
            told = json.loads((folder / "site.json").read_text(encoding="utf-8"))
            yield RealSite(folder, port, told)
        finally:
            subprocess.run([_SCRIPT, "stop", folder], check=False, capture_output=True)
