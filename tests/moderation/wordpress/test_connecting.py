"""What is wrong with a site is said in plain words; and the password goes to that site alone."""

import logging
import traceback
from dataclasses import replace
from pathlib import Path

import pytest

from moderation.newsroom import Newsroom
from moderation.wordpress import address, connecting, discovery, wire
from moderation.wordpress.troubles import SiteTrouble, Trouble
from moderation.wordpress.wire import Login, Wire
from tests.peers.fake_server import encrypted, serving
from tests.peers.fake_site import FakeSite, Fault


def trouble_of(site: FakeSite, **given: str) -> SiteTrouble:
    told = {"typed": site.url, "user": site.user, "password": site.password} | given
    with pytest.raises(SiteTrouble) as caught:
        connecting.test(told["typed"], told["user"], told["password"])
    assert caught.value.sentence
    return caught.value


def test_a_site_that_takes_the_password_is_named_as_it_calls_itself(site: FakeSite) -> None:
    tested = connecting.test(f"{site.url}/wp-admin/edit-comments.php", "ana", site.password)

    assert tested.site.name == "The & Courier"
    assert tested.site.source == f"wordpress:127.0.0.1:{site.port}"
    assert tested.username == "ana"


def test_plain_permalinks_and_a_path_below_the_domain_work() -> None:
    with serving(FakeSite(plain_permalinks=True, path="/blog")) as site:
        tested = connecting.test(site.url, site.user, site.password)

        assert tested.site.root == f"{site.url}/?rest_route=/"
        assert tested.site.source.endswith("/blog")


def test_the_password_is_taken_with_its_blanks_and_without(site: FakeSite) -> None:
    assert connecting.test(site.url, site.user, site.password.replace(" ", "")).username


def test_a_wrong_password_is_told_though_a_public_list_would_say_200(site: FakeSite) -> None:
    assert trouble_of(site, password="wrong").kind is Trouble.PASSWORD


def test_who_may_not_moderate_is_told_so(site: FakeSite) -> None:
    site.moderates = False

    assert trouble_of(site).kind is Trouble.RIGHTS


def test_a_site_without_application_passwords_is_told_so(site: FakeSite) -> None:
    site.takes_passwords = False

    assert trouble_of(site).kind is Trouble.PASSWORDS_OFF
    assert not site.authorizations


def test_a_closed_rest_api_is_told_from_no_wordpress_at_all(site: FakeSite) -> None:
    site.rest_is_off = True

    assert trouble_of(site).kind is Trouble.REST_OFF


def test_a_page_that_is_no_wordpress_is_told_so(site: FakeSite) -> None:
    assert trouble_of(site, typed=f"{site.url}/elsewhere").kind is Trouble.NOT_WORDPRESS


def test_a_machine_that_is_not_there_is_told_so(site: FakeSite) -> None:
    assert trouble_of(site, typed="http://127.0.0.1:1/").kind is Trouble.NOT_THERE
    assert trouble_of(site, typed="nowhere.invalid").kind is Trouble.NOT_THERE


@pytest.mark.parametrize(
    "typed", ["", "ftp://example.org", "https://", "exa mple.org", "https://[x"]
)
def test_what_is_no_address_is_told_so(site: FakeSite, typed: str) -> None:
    assert trouble_of(site, typed=typed).kind is Trouble.ADDRESS


def test_a_password_in_the_address_is_refused_and_not_repeated(site: FakeSite) -> None:
    trouble = trouble_of(site, typed="https://ana:secret@example.org")

    assert trouble.kind is Trouble.ADDRESS
    assert "secret" not in trouble.sentence + trouble.way_out


def test_http_is_refused_but_for_this_machine_itself() -> None:
    assert not address.read("http://example.org").is_local
    for host in ("http://127.0.0.1:8080", "http://localhost", "http://[::1]:80"):
        assert address.read(host).is_local


def test_without_a_scheme_it_is_https() -> None:
    assert address.read("Example.ORG/blog/wp-login.php").url == "https://example.org/blog/"


def test_http_alone_is_refused_before_a_password_is_sent(
    site: FakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "is_local", lambda _host: False)

    assert trouble_of(site).kind is Trouble.PLAIN_HTTP
    assert not site.authorizations


def test_a_redirect_never_carries_the_password_elsewhere(site: FakeSite) -> None:
    with serving(FakeSite()) as other:
        there = {"Location": f"{other.url}/wp-json/wp/v2/comments"}
        site.faults.append(Fault("redirect", headers=there))
        login = Login(site.user, site.password)
        with Wire(f"{site.url}/wp-json/", login) as line, pytest.raises(SiteTrouble) as caught:
            line.get("wp/v2/comments")

        assert caught.value.kind is Trouble.REDIRECT
        assert caught.value.elsewhere.startswith(other.url)
        assert site.authorizations
        assert not other.requests


def test_what_speaks_no_https_is_told_so_and_sent_nothing(site: FakeSite) -> None:
    trouble = trouble_of(site, typed=f"https://127.0.0.1:{site.port}")

    assert (trouble.kind, trouble.sentence) == (
        Trouble.PLAIN_HTTP, f"127.0.0.1:{site.port} does not speak https.",
    )  # fmt: skip
    assert not site.authorizations


def test_a_certificate_that_proves_nothing_is_told_and_nothing_is_sent(tmp_path: Path) -> None:
    with encrypted(FakeSite(), tmp_path) as site:
        trouble = trouble_of(site, typed=f"https://127.0.0.1:{site.port}")

        assert trouble.kind is Trouble.CERTIFICATE
        assert "self-signed certificate" in trouble.sentence
        assert not site.requests


def test_the_password_is_in_no_error_log_or_address(
    site: FakeSite, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    login = Login(site.user, "very secret word")
    seen = [repr(login)]
    for kind in ("cut", "html", "garbage", "redirect", "status"):
        fault = Fault(kind, headers={"Location": "https://example.org/"}, status=500)
        site.faults.append(fault)
        with Wire(f"{site.url}/wp-json/", login) as line, pytest.raises(SiteTrouble) as caught:
            line.get("wp/v2/comments")
        cause: BaseException | None = caught.value
        while cause is not None:
            seen += traceback.format_exception(cause)
            request = getattr(cause, "_request", None)
            seen.append(str(getattr(request, "headers", "")))
            cause = cause.__cause__
    told = "".join([*seen, caplog.text, *(route for _method, route in site.requests)])

    for secret in ("very secret word", "verysecretword", *site.authorizations):
        assert secret not in told


def test_the_connection_is_kept_without_the_password(newsroom: Newsroom, site: FakeSite) -> None:
    tested = connecting.test(site.url, site.user, site.password)
    connection, is_kept = connecting.connect(newsroom, tested, site.password)

    assert (connection.name, connection.username) == ("The & Courier", "ana")
    assert not is_kept
    for end in ("", "-wal"):
        data = newsroom.path.with_name(newsroom.path.name + end).read_bytes()
        for secret in (site.password, site.password.replace(" ", "")):
            assert secret.encode() not in data


def test_connecting_it_again_changes_how_it_is_reached_and_no_more(
    newsroom: Newsroom, site: FakeSite
) -> None:
    tested = connecting.test(site.url, site.user, site.password)
    first, _kept = connecting.connect(newsroom, tested, site.password)
    again, _kept = connecting.connect(newsroom, tested, site.password)

    assert first == again
    assert len(connecting.all_of(newsroom)) == 1


def test_a_second_site_is_a_site_of_its_own(newsroom: Newsroom, site: FakeSite) -> None:
    with serving(FakeSite(path="/blog")) as other:
        for one in (site, other):
            tested = connecting.test(one.url, one.user, one.password)
            connecting.connect(newsroom, tested, one.password)

        found = connecting.all_of(newsroom)
        assert [one.site for one in found] == [1, 2]
        assert connecting.find(newsroom, other.url) == [found[1]]


def test_a_link_header_that_names_another_host_is_not_followed(
    site: FakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(url: str) -> object:
        return replace(
            wire.look(url), links={"https://api.w.org/": "https://evil.example/wp-json/"}
        )

    monkeypatch.setattr(discovery, "look", look)

    trouble = trouble_of(site)
    assert (trouble.kind, trouble.elsewhere) == (
        Trouble.REDIRECT, "https://evil.example/wp-json/",
    )  # fmt: skip
    assert not site.authorizations
