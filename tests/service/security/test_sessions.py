"""Sessions: signed, rotated, renewed, over when they are over."""

import datetime
from http import HTTPStatus

import pytest
from itsdangerous import URLSafeSerializer

from service.nouns import Role
from service.security.ended import EndedInMemory
from service.security.sessions import IDLE, LONGEST, RENEWAL, Cookies, Sessions, Tokens
from tests.service.security.conftest import OPEN_TO_OTHERS, MakeSite, Site

SECRET = "s" * 40
START = datetime.datetime(2026, 1, 5, 9, 0, tzinfo=datetime.UTC)
MOMENT = datetime.timedelta(seconds=1)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    return Sessions(Cookies(SECRET, "brandcheck", secure=True), EndedInMemory(), clock)


def value(header: str) -> str:
    return header.partition(";")[0].partition("=")[2]


def test_a_session_is_found_by_its_cookie(sessions: Sessions) -> None:
    session = sessions.begin("ada")

    assert sessions.find(value(sessions.cookie(session))) == session


def test_no_two_sessions_are_the_same(sessions: Sessions) -> None:
    assert sessions.begin("ada").id != sessions.begin("ada").id


@pytest.mark.parametrize(
    "text", ["", "x", "a.b", "." * 50, "{}", "null.", "\u00e4.\u00e4", "W10.x" * 1000], ids=range(8)
)
def test_what_is_not_ours_is_no_session(sessions: Sessions, text: str) -> None:
    assert sessions.find(text) is None


def test_a_changed_cookie_is_no_session(sessions: Sessions) -> None:
    text = value(sessions.cookie(sessions.begin("ada")))

    for place in range(0, len(text), 7):
        changed = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
        assert sessions.find(changed) is None


def test_a_cookie_of_another_kind_is_no_session(sessions: Sessions) -> None:
    session = sessions.begin("ada")
    other = Cookies(SECRET, "brandcheck-departure", secure=True).write(session.model_dump(mode="json"))
    bare = URLSafeSerializer(SECRET).dumps(session.model_dump(mode="json"))

    assert sessions.find(value(other)) is None
    assert sessions.find(bare) is None


def test_a_cookie_signed_with_another_secret_is_no_session(sessions: Sessions) -> None:
    other = Cookies("t" * 40, "brandcheck", secure=True)

    assert sessions.find(value(other.write(sessions.begin("ada").model_dump(mode="json")))) is None


@pytest.mark.parametrize(("idle", "holds"), [(IDLE - MOMENT, True), (IDLE, True), (IDLE + MOMENT, False)])
def test_idle_sessions_end(sessions: Sessions, clock: Clock, idle: datetime.timedelta, holds: bool) -> None:  # noqa: FBT001 - a case
    text = value(sessions.cookie(sessions.begin("ada")))

    clock.now += idle

    assert (sessions.find(text) is not None) is holds


def test_busy_sessions_end_too(sessions: Sessions, clock: Clock) -> None:
    session = sessions.begin("ada")
    while clock.now - START < LONGEST:
        found = sessions.find(value(sessions.cookie(session)))
        assert found
        session = sessions.renewed(found) or found
        clock.now += IDLE / 2
    clock.now = START + LONGEST + MOMENT

    assert sessions.find(value(sessions.cookie(session))) is None


def test_a_session_is_renewed_now_and_then(sessions: Sessions, clock: Clock) -> None:
    session = sessions.begin("ada")
    clock.now += RENEWAL
    assert sessions.renewed(session) is None

    clock.now += MOMENT
    renewed = sessions.renewed(session)

    assert renewed == session.model_copy(update={"seen": clock.now})


def test_an_ended_session_is_over_for_every_copy_of_its_cookie(sessions: Sessions) -> None:
    mine, other = sessions.begin("ada"), sessions.begin("ada")

    sessions.end(mine)

    assert sessions.find(value(sessions.cookie(mine))) is None
    assert sessions.find(value(sessions.cookie(other))) == other


def test_the_cookie_is_for_this_host_alone_and_no_script(sessions: Sessions) -> None:
    flags = {part.strip().lower() for part in sessions.cookie(sessions.begin("ada")).split(";")[1:]}

    assert flags == {"path=/", "httponly", "samesite=lax", "secure"}
    assert sessions.cookies.name == "__Host-brandcheck"


def test_without_https_the_cookie_can_t_ask_for_it() -> None:
    cookies = Cookies(SECRET, "brandcheck", secure=False)

    assert cookies.name == "brandcheck"
    assert "secure" not in cookies.write({}).lower()
    assert "HttpOnly" in cookies.write({})


def test_a_token_fits_one_session_only() -> None:
    tokens = Tokens(SECRET)

    assert tokens.fit(tokens.of("a"), "a")
    assert not tokens.fit(tokens.of("a"), "b")
    assert not tokens.fit(Tokens("t" * 40).of("a"), "a")
    assert not tokens.fit("", "a")
    assert not tokens.fit("\u00e4", "a")


def test_signing_out_ends_the_session_and_removes_the_cookie(outside: Site) -> None:
    person = outside.as_person(Role.WRITER)
    copy = outside.browser()
    copy.cookies.update(person.cookies)
    assert copy.get("/v1/checks").status_code == HTTPStatus.OK

    answer = person.post("/sign-out")

    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert answer.headers["location"] == "/sign-in?out=1"
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert copy.get("/v1/checks").status_code == HTTPStatus.UNAUTHORIZED
    assert person.get("/v1/checks").status_code == HTTPStatus.UNAUTHORIZED


def test_a_session_that_was_ended_stays_so_when_the_service_starts_again(site: MakeSite) -> None:
    given = OPEN_TO_OTHERS | {"secret": "x" * 40}
    person, again = site(**given).as_person(Role.WRITER), site(**given).browser()
    again.cookies.update(person.cookies)
    assert again.get("/v1/checks").status_code == HTTPStatus.OK

    person.post("/sign-out")

    assert again.get("/v1/checks").status_code == HTTPStatus.UNAUTHORIZED


def test_a_role_that_was_taken_away_is_gone_at_once(outside: Site) -> None:
    person = outside.as_person(Role.ADMIN, "https://login.example.com demoted")
    assert person.get("/v1/keys").status_code == HTTPStatus.OK

    outside.parts.records.people.seen("https://login.example.com demoted", "A writer", "", Role.WRITER)

    assert person.get("/v1/keys").status_code == HTTPStatus.FORBIDDEN


def test_a_session_of_nobody_opens_nothing(outside: Site) -> None:
    sessions, browser = outside.parts.guard.sessions, outside.browser()
    browser.cookies.set(sessions.cookies.name, value(sessions.cookie(sessions.begin("nobody"))))

    assert browser.get("/v1/checks").status_code == HTTPStatus.UNAUTHORIZED


def test_another_installation_s_session_opens_nothing(site: MakeSite) -> None:
    mine, yours = site(**OPEN_TO_OTHERS, secret="a" * 40), site(**OPEN_TO_OTHERS, secret="b" * 40)
    person = yours.as_person(Role.ADMIN)
    browser = mine.browser()
    browser.cookies.update(person.cookies)

    assert browser.get("/v1/checks").status_code == HTTPStatus.UNAUTHORIZED


def test_somebody_unknown_is_sent_to_sign_in_and_back(outside: Site) -> None:
    answer = outside.browser(accept="text/html,*/*").get("/reports?text=a&kit=b")

    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert answer.headers["location"] == "/sign-in?next=/reports%3Ftext%3Da%26kit%3Db"
