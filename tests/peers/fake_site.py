"""A site that speaks WordPress' REST API about comments, and misbehaves as it is told.

It keeps its comments in memory and answers as a real one was measured to: an unknown status
lists nothing and says 200, a wrong password is nobody, a change takes the client's address for the
commenter's unless it is told one. `faults` are taken one by one by requests that match.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

WORDS = {"approve": "approved", "1": "approved", "0": "hold"}
STATUSES = ("approved", "hold", "spam", "trash")


@dataclass
class Fault:
    """What happens to the next `times` requests of that method whose route begins so.

    `kind`: status (answers it, with `code`), html, garbage, warning (before the JSON), cut (before
    anything is done), cut-after (it is done, and the answer is lost), slow (byte by byte), huge,
    wrong-totals, twice (a page's rows twice), redirect.
    """

    kind: str
    method: str = "GET"
    route: str = "wp/v2/comments"
    times: int = 1
    status: int = 503
    headers: dict[str, str] = field(default_factory=dict)
    skip: int = 0
    code: str = "too_many"


@dataclass
class FakeSite:
    """The site's memory. Its lock is held while a request is worked on."""

    user: str = "ana"
    password: str = "abcd efgh ijkl mnop"
    moderates: bool = True
    takes_passwords: bool = True
    plain_permalinks: bool = False
    rest_is_off: bool = False
    path: str = ""
    duplicates_are_refused: bool = True
    says_good_still: bool = False
    comments: dict[int, dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)
    changes: list[tuple[int, str]] = field(default_factory=list)
    good_still: list[str] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    before: Callable[[str, str], None] = lambda _method, _route: None
    port: int = 0
    newest: int = 0

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    def add(
        self,
        text: str = "I saw it.",
        status: str = "hold",
        *,
        name: str = "Ana",
        email: str = "ana@example.org",
        post: int = 7,
        parent: int = 0,
        agent: str = "Mozilla/5.0",
    ) -> int:
        """A comment comes; its number."""
        with self.lock:
            self.newest += 1
            number = self.newest
            self.comments[number] = {
                "id": number, "post": post, "parent": parent, "author": 0, "author_name": name,
                "author_email": email, "author_url": "", "author_ip": "192.0.2.7",
                "author_user_agent": agent, "date": "2026-03-01T10:00:00",
                "date_gmt": f"2026-03-01T09:{number // 60 % 60:02}:{number % 60:02}",
                "content": {"raw": text, "rendered": f"<p>{text}</p>"},
                "link": f"{self.url}/2026/03/bridge/#comment-{number}", "status": status,
                "type": "comment",
            }  # fmt: skip
            return number

    def set_status(self, number: int, status: str) -> None:
        """Somebody decides on the site."""
        with self.lock:
            self.comments[number]["status"] = status

    def edit(self, number: int, text: str) -> None:
        """Somebody edits on the site."""
        with self.lock:
            self.comments[number]["content"] = {"raw": text, "rendered": f"<p>{text}</p>"}

    def delete(self, number: int) -> None:
        """Somebody deletes on the site for good."""
        with self.lock:
            del self.comments[number]

    def status_of(self, number: int) -> str:
        """How a comment stands on the site."""
        with self.lock:
            return str(self.comments[number]["status"])

    def text_of(self, number: int) -> str:
        """What a comment says on the site."""
        with self.lock:
            return str(self.comments[number]["content"]["raw"])

    def take_fault(self, method: str, route: str) -> Fault | None:
        """The fault that this request meets, if any."""
        for fault in self.faults:
            if fault.method == method and route.startswith(fault.route) and fault.times > 0:
                if fault.skip:
                    fault.skip -= 1
                    return None
                fault.times -= 1
                return fault
        return None

    # -- what it answers -------------------------------------------------------------------

    def answer(
        self, method: str, route: str, asked: dict[str, str], body: dict[str, Any], known: bool
    ) -> tuple[int, Any, dict[str, str]]:
        """Status, JSON and headers."""
        if self.rest_is_off:
            return 401, {"code": "rest_disabled", "message": "No."}, {}
        if route == "":
            takes = {"application-passwords": {"endpoints": {}}} if self.takes_passwords else []
            told = {
                "name": "The &amp; Courier", "url": self.url, "home": self.url,
                "namespaces": ["oembed/1.0", "wp/v2"], "authentication": takes,
            }  # fmt: skip
            return 200, told, {}
        if route == "wp/v2/users/me":
            if not known:
                return 401, {"code": "rest_not_logged_in", "message": "Not logged in."}, {}
            rights = {"moderate_comments": True} if self.moderates else {}
            me: Any = {"id": 1, "name": "Ana", "username": self.user, "capabilities": rights}
            return 200, me, {}
        if route in {"wp/v2/posts", "wp/v2/pages"}:
            return 200, self._posts(asked) if route.endswith("posts") else [], {}
        if route == "wp/v2/comments":
            return self._create(body, known) if method == "POST" else self._list(asked, known)
        if route.startswith("wp/v2/comments/"):
            return self._one(method, int(route.rpartition("/")[2]), body, known)
        return 404, {"code": "rest_no_route", "message": "No route."}, {}

    def _posts(self, asked: dict[str, str]) -> list[dict[str, Any]]:
        wanted = {int(one) for one in asked.get("include", "").split(",") if one}
        return [
            {
                "id": number, "title": {"raw": f"Article {number}"}, "slug": f"article-{number}",
                "link": f"{self.url}/article-{number}", "date_gmt": "2026-02-01T08:00:00",
                "content": {"raw": "<p>Text.</p>"}, "status": "publish",
                "comment_status": "open", "password": "",
            }
            for number in sorted(wanted)
        ]  # fmt: skip

    def _list(self, asked: dict[str, str], known: bool) -> tuple[int, Any, dict[str, str]]:
        if asked.get("context") == "edit" and not known:
            return 401, {"code": "rest_forbidden_context", "message": "Sorry."}, {}
        rows = sorted(self.comments.values(), key=lambda one: int(one["id"]))
        wanted = asked.get("status", "approved")
        if wanted != "any":
            wanted = WORDS.get(wanted, wanted)
            rows = [one for one in rows if one["status"] == wanted]
        if asked.get("include"):
            numbers = {int(one) for one in asked["include"].split(",")}
            rows = [one for one in rows if one["id"] in numbers]
        for name in ("post", "parent"):
            if name in asked:
                rows = [one for one in rows if str(one[name]) == asked[name]]
        if asked.get("order", "desc") == "desc":
            rows = rows[::-1]
        size, offset = int(asked.get("per_page", "10")), int(asked.get("offset", "0"))
        page = rows[offset : offset + size]
        if fields := asked.get("_fields"):
            names = fields.split(",")
            page = [{name: one[name] for name in names} for one in page]
        return 200, page, {"X-WP-Total": str(len(rows))}

    def _create(self, body: dict[str, Any], known: bool) -> tuple[int, Any, dict[str, str]]:
        if not known:
            return 401, {"code": "rest_comment_login_required", "message": "Log in."}, {}
        text = str(body.get("content", "")).strip()
        if not text:
            return 400, {"code": "rest_comment_content_invalid", "message": "Invalid."}, {}
        if self.duplicates_are_refused and any(
            one["content"]["raw"] == text and one["post"] == body.get("post")
            and one["parent"] == body.get("parent", 0)
            for one in self.comments.values()
        ):  # fmt: skip
            told = {"code": "comment_duplicate", "message": "Duplicate; it looks&#8217; so."}
            return 409, told, {}
        status = str(body.get("status", "approved"))
        number = self.add(
            text, WORDS.get(status, status), name=str(body.get("author_name", "Ana")),
            email=str(body.get("author_email", "")), post=int(body["post"]),
            parent=int(body.get("parent", 0)), agent=str(body.get("_agent", "")),
        )  # fmt: skip
        self.changes.append((number, "made"))
        return 201, self.comments[number], {}

    def _one(
        self, method: str, number: int, body: dict[str, Any], known: bool
    ) -> tuple[int, Any, dict[str, str]]:
        one = self.comments.get(number)
        if one is None:
            return 404, {"code": "rest_comment_invalid_id", "message": "Invalid comment ID."}, {}
        if not known:
            return 401, {"code": "rest_cannot_edit", "message": "Sorry."}, {}
        if method == "POST":
            for name in ("author_name", "author_email", "author_url"):
                one[name] = body.get(name, one[name])
            one["author_ip"] = body.get("author_ip", "127.0.0.1")
            one["author_user_agent"] = body.get("author_user_agent") or body["_agent"]
            if "content" in body:
                self.edit(number, str(body["content"]).strip())
            status = WORDS.get(str(body.get("status")), str(body.get("status")))
            if status in STATUSES:
                one["status"] = status
            self.changes.append((number, str(body.get("status", "edited"))))
        return 200, one, {}
