"""The pages of publish hooks: made, changed, tried out, listed; and what a system's form asks for."""

import inspect
import itertools
import re
import time
from collections.abc import Callable
from http import HTTPStatus

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.hooks import connectors
from service.hooks.sealing import new_secret
from service.nouns import LOCAL
from service.nouns.hooks import FieldRule, Hook, System
from service.pages.hook_systems import ABOUT
from service.parts import Parts

SCRIPT = '"><script>alert(1)</script>'
HERE = "/settings/hooks"
SECRET = re.compile(r'<code id="secret">([0-9a-f]{64})</code>')
READ = re.compile(r"""options(?:\.get\(|\[|, )\s*["'](\w+)["']|_option\(hook, body, ["'](\w+)["']\)""")
_numbers = itertools.count()


@pytest.fixture(scope="module")
def browser(service_parts: Parts, service_url: str) -> TestClient:
    """The browser of the local user, with the token of our pages."""
    assert service_url
    headers = {"x-csrf-token": service_parts.guard.tokens.of("local"), "accept": "text/html"}
    return TestClient(
        create_app(service_parts), base_url="http://localhost:8000", headers=headers, follow_redirects=False
    )


@pytest.fixture
def put(service_parts: Parts) -> Callable[..., Hook]:
    """Return what makes a hook of a name of its own."""

    def make(**said: object) -> Hook:
        hook = Hook(**{"name": fresh(), "system": System.GENERIC, "kit": "ottermere", **said})
        return service_parts.hooks.put(hook, secret=new_secret(), token=None, by=LOCAL)

    return make


def fresh() -> str:
    return f"page-{next(_numbers)}"


def over(browser: TestClient, address: str) -> str:
    """Return the result of a test once it is there."""
    for _ in range(600):
        text = browser.get(address).text
        if "hx-get" not in text:
            return text
        time.sleep(0.1)
    raise AssertionError(text)


def test_all_systems_may_be_chosen(browser: TestClient) -> None:
    text = browser.get("/settings/new-hook").text

    assert all(f'href="/settings/new-hook?system={system.value}"' in text for system in System)


@pytest.mark.parametrize("system", System)
def test_a_form_asks_for_what_its_system_knows_and_no_more(browser: TestClient, system: System) -> None:
    text = browser.get(f"/settings/new-hook?system={system.value}").text

    asked = set(re.findall(r'name="option-(\w+)"', text))
    assert asked == {option.name for option in ABOUT[system].options}
    assert ('name="locales"' in text) == ABOUT[system].has_locales
    assert f'href="{HERE}/help/{system.value}"' in text


@pytest.mark.parametrize("system", System)
def test_what_it_asks_for_is_what_the_connector_reads(system: System) -> None:
    module = connectors.load(system)
    source = inspect.getsource(module)
    read = {name for found in READ.findall(source) for name in found if name}
    asked = {option.name for option in ABOUT[system].options}

    assert {name for name in read if name not in asked} == set()
    assert [name for name in asked if f"`{name}`" not in (inspect.getdoc(module) or "")] == []


def test_a_secret_is_made_and_shown_once(browser: TestClient, service_parts: Parts) -> None:
    name = fresh()

    made = browser.post(
        HERE, data={"name": f" {name} ", "system": "sanity", "kit": "ottermere", "judged": "true"}
    )

    assert made.status_code == HTTPStatus.CREATED
    assert made.headers["cache-control"] == "no-store"
    assert SECRET.search(made.text)
    assert f"/v1/hooks/{name}</code>" in made.text
    assert not SECRET.search(browser.get(f"{HERE}/{name}").text)
    hook = service_parts.hooks.get(name)
    assert (hook.system, hook.judged, hook.writes_back, hook.is_on) == (System.SANITY, True, False, True)


def test_a_secret_that_was_pasted_is_not_shown(browser: TestClient) -> None:
    form = {
        "name": fresh(),
        "system": "webflow",
        "kit": "ottermere",
        "secret": "pasted-by-somebody",
        "token": "t0ken",
    }

    made = browser.post(HERE, data=form)

    assert made.status_code == HTTPStatus.CREATED
    assert "pasted-by-somebody" not in made.text
    assert "t0ken" not in made.text
    assert "there is one" in made.text


WRONG = {
    "no name": ({"name": ""}, "The name"),
    "capitals": ({"name": "Website"}, "The name"),
    "a path": ({"name": "../x"}, "The name"),
    "long": ({"name": "a" * 64}, "The name"),
    "no kit": ({"kit": ""}, "The kit"),
    "a kit that is not there": ({"kit": "none-such"}, "none-such"),
    "a short secret": ({"secret": "short"}, "The signing secret"),
    "control characters": ({"team": "a\x07"}, "The team"),
    "a long option": ({"option-project": "p" * 2_001}, "The system’s own settings"),
    "a long language": ({"locales": "x" * 201}, "The languages, number 1"),
}


@pytest.mark.parametrize(("change", "says"), WRONG.values(), ids=WRONG)
def test_a_form_that_makes_no_hook_is_shown_again(
    browser: TestClient, service_parts: Parts, change: dict[str, str], says: str
) -> None:
    before = service_parts.hooks.list()
    form = {"name": fresh(), "system": "sanity", "kit": "ottermere", "audience": "what I typed"} | change

    answer = browser.post(HERE, data=form)

    assert answer.status_code in {HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.NOT_FOUND}
    assert 'role="alert"' in answer.text
    assert says in answer.text
    assert "what I typed" in answer.text
    assert service_parts.hooks.list() == before


def test_a_name_is_taken_once(browser: TestClient, put: Callable[..., Hook]) -> None:
    hook = put()

    answer = browser.post(HERE, data={"name": hook.name, "system": "generic", "kit": "ottermere"})

    assert "There is a hook called" in answer.text
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_saving_changes_what_the_page_shows_and_nothing_else(
    browser: TestClient, service_parts: Parts, put: Callable[..., Hook]
) -> None:
    fields = (FieldRule(path="/body"),)
    before = put(
        labels={"region": "north"}, fields=fields, options={"unknown": "kept", "title": "/t"}, is_on=False
    )

    answer = browser.post(
        f"{HERE}/{before.name}",
        data={
            "kit": "ottermere",
            "team": " Web ",
            "locales": "en-US, ,en-GB",
            "events": "published",
            "option-document": " /id ",
            "writes_back": "true",
        },
    )

    assert answer.status_code == HTTPStatus.SEE_OTHER
    after = service_parts.hooks.get(before.name)
    assert (after.team, after.locales, after.events) == ("Web", ("en-US", "en-GB"), ("published",))
    assert after.options == {"unknown": "kept", "document": "/id"}
    assert (after.labels, after.fields, after.is_on) == ({"region": "north"}, fields, False)
    assert (after.writes_back, after.judged) == (True, False)
    text = browser.get(f"{HERE}/{before.name}").text
    assert 'value="en-US, en-GB"' in text
    assert "there is no token to do it with" in text


def test_tokens_are_kept_and_removed(
    browser: TestClient, put: Callable[..., Hook], service_parts: Parts
) -> None:
    name = put().name

    browser.post(f"{HERE}/{name}/secrets", data={"token": " abc "})
    kept = service_parts.hooks.get(name).has_token
    wrong = browser.post(f"{HERE}/{name}/secrets", data={"secret": "short"})
    browser.post(f"{HERE}/{name}/secrets", data={"removes_token": "true"})

    assert kept
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not service_parts.hooks.get(name).has_token


def test_a_secret_is_changed(browser: TestClient, put: Callable[..., Hook]) -> None:
    hook = put()

    changed = browser.post(f"{HERE}/{hook.name}/rotate")

    assert SECRET.search(changed.text)
    assert changed.headers["cache-control"] == "no-store"
    assert "The secret before is good for a day more" in changed.text


def test_a_test_goes_all_the_way_and_its_report_is_linked(
    browser: TestClient, put: Callable[..., Hook]
) -> None:
    name = put().name

    sent = browser.post(f"{HERE}/{name}/test")
    tested = re.search(r"tested=(\w+)#test$", sent.headers["location"])
    assert tested
    text = over(browser, f"{HERE}/{name}/tested/{tested[1]}")

    assert "The test went all the way" in text
    assert 'href="/reports/' in text
    assert "The test went all the way" in browser.get(f"{HERE}/{name}?tested={tested[1]}").text
    listed = browser.get(f"{HERE}/{name}/deliveries").text
    assert 'href="/reports/' in listed
    assert "passed" in listed


def test_a_hook_that_is_off_is_not_tested(browser: TestClient, put: Callable[..., Hook]) -> None:
    name = put().name

    browser.post(f"{HERE}/{name}/switch", data={"on": "false"})
    answer = browser.post(f"{HERE}/{name}/test")

    assert "turned off" in answer.text
    assert "Turn it on" in browser.get(f"{HERE}/{name}").text
    browser.post(f"{HERE}/{name}/switch", data={"on": "true"})
    assert "Test this hook" in browser.get(f"{HERE}/{name}").text


def test_deliveries_are_listed_by_state_and_worked_on_again(
    browser: TestClient, put: Callable[..., Hook], service_parts: Parts
) -> None:
    name, other = put().name, put().name
    delivery = service_parts.hooks.test(name, by=LOCAL).id
    over(browser, f"{HERE}/{name}/tested/{delivery}")

    assert delivery in browser.get(f"{HERE}/{name}/deliveries?state=done").text
    assert "No delivery is in this state" in browser.get(f"{HERE}/{name}/deliveries?state=failed").text
    assert "Nothing has arrived yet" in browser.get(f"{HERE}/{other}/deliveries").text
    assert browser.post(f"{HERE}/{other}/deliveries/{delivery}/replay").status_code == HTTPStatus.NOT_FOUND
    assert browser.get(f"{HERE}/{other}/tested/{delivery}").status_code == HTTPStatus.NOT_FOUND
    again = browser.post(f"{HERE}/{name}/deliveries/{delivery}/replay")
    assert again.headers["location"] == f"{HERE}/{name}/deliveries"
    assert "The test went all the way" in over(browser, f"{HERE}/{name}/tested/{delivery}")


def rows(*paths: str, titles: tuple[int, ...] = (), act: str = "save") -> dict[str, object]:
    return {
        "path": list(paths),
        "called": [path.strip(" /").capitalize() for path in paths],
        "kind": ["auto" for _ in paths],
        "titles": list(titles),
        "act": act,
    }


def test_fields_are_kept_in_their_rows(
    browser: TestClient, put: Callable[..., Hook], service_parts: Parts
) -> None:
    name = put().name

    answer = browser.post(f"{HERE}/{name}/fields", data=rows("", " /title ", "/body", "", titles=(1,)))

    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert service_parts.hooks.get(name).fields == (
        FieldRule(path="/title", name="Title", is_title=True),
        FieldRule(path="/body", name="Body"),
    )
    browser.post(f"{HERE}/{name}/fields", data=rows("", ""))
    assert service_parts.hooks.get(name).fields == ()


def test_more_rows_keep_what_was_typed(
    browser: TestClient, put: Callable[..., Hook], service_parts: Parts
) -> None:
    name = put().name

    text = browser.post(f"{HERE}/{name}/fields", data=rows("/title", "", "", act="more")).text

    assert 'value="/title"' in text
    assert text.count('name="path"') > 5
    assert service_parts.hooks.get(name).fields == ()


def test_fields_are_tried_on_what_came_last(
    browser: TestClient, put: Callable[..., Hook], service_parts: Parts
) -> None:
    name = put().name
    nothing = browser.post(f"{HERE}/{name}/fields", data=rows("/title", act="try")).text
    service_parts.hooks.test(name, by=LOCAL)

    found = browser.post(f"{HERE}/{name}/fields", data=rows("/title", titles=(0,), act="try")).text
    missed = browser.post(f"{HERE}/{name}/fields", data=rows("/none", act="try")).text
    broken = browser.post(f"{HERE}/{name}/fields", data=rows("a[", act="try")).text

    assert "Nothing was received yet" in nothing
    assert "A test from Brandcheck" in found
    assert "headline" in found
    assert "They find no prose there" in missed
    assert 'class="banner error"' in broken
    assert service_parts.hooks.get(name).fields == ()


def test_a_path_that_can_t_be_is_not_kept(browser: TestClient, put: Callable[..., Hook]) -> None:
    name = put().name

    answer = browser.post(f"{HERE}/{name}/fields", data=rows("/title", "/a\x07b"))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "The fields, number 2" in answer.text


def test_script_in_what_was_typed_reaches_no_page(browser: TestClient, put: Callable[..., Hook]) -> None:
    told = put(
        team=SCRIPT,
        channel=SCRIPT,
        audience=SCRIPT,
        locales=(SCRIPT,),
        events=(SCRIPT,),
        options={"title": SCRIPT},
        fields=(FieldRule(path=SCRIPT, name=SCRIPT),),
    )
    browser.post(f"{HERE}/{told.name}/test")

    for page in ("", "/fields", "/deliveries", f"?tested={SCRIPT}", f"/deliveries?state={SCRIPT}"):
        assert "<script>alert" not in browser.get(f"{HERE}/{told.name}{page}").text
    assert "<script>alert" not in browser.get(HERE).text
    assert "<script>alert" not in browser.post(HERE, data={"name": SCRIPT, "system": "generic"}).text
    assert "<script>alert" not in browser.get(f"{HERE}/help/generic?hook={SCRIPT}").text


def test_a_hook_is_deleted_with_its_list(browser: TestClient, put: Callable[..., Hook]) -> None:
    name = put().name

    answer = browser.post(f"{HERE}/{name}/delete")

    assert answer.headers["location"] == HERE
    assert browser.get(f"{HERE}/{name}").status_code == HTTPStatus.NOT_FOUND
    assert name not in re.findall(r'href="/settings/hooks/([\w-]+)"', browser.get(HERE).text)


@pytest.mark.parametrize("page", ["", "/fields", "/deliveries"])
def test_what_is_not_there_is_not_found(browser: TestClient, page: str) -> None:
    assert browser.get(f"{HERE}/none-such{page}").status_code == HTTPStatus.NOT_FOUND
