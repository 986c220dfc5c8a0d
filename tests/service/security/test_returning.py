"""Where somebody is sent after sign-in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.security.returning import page_of_ours, sign_in_for

OURS = [
    "/",
    "/reports",
    "/reports/1?as=html&x=%2F%2Fevil.example",
    "/a//b",
    "/kits/a#part",
    "/?next=https://evil.example",
]
FOREIGN = [
    "",
    "reports",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/a\\..\\b",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " /reports",
    "/a b",
    "https://evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\u2028",
    "/\x00",
    "/sign-in",
    "/sign-in?next=/",
    "/sign-in/callback?code=1",
    "/" + "a" * 3000,
]


@pytest.mark.parametrize("address", OURS)
def test_pages_of_ours_are_returned_to(address: str) -> None:
    assert page_of_ours(address) == address


@pytest.mark.parametrize("address", FOREIGN)
def test_nothing_else_is(address: str) -> None:
    assert page_of_ours(address) == "/"


@given(st.text(alphabet="/\\.:@?#%\t\n a[]", max_size=12))
def test_whatever_is_asked_for_begins_with_one_slash(address: str) -> None:
    back = page_of_ours(address)

    assert back.startswith("/")
    assert back[1:2] not in {"/", "\\"}
    assert not set(back) & set("\t\n\\ ")


def test_the_way_to_sign_in_leads_back() -> None:
    assert sign_in_for("/reports?text=a&kit=b") == "/sign-in?next=/reports%3Ftext%3Da%26kit%3Db"
    assert sign_in_for("//evil.example") == "/sign-in?next=/"
