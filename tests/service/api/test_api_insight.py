"""Alignment and claims over HTTP: figures, files, labels, and polling that costs nothing."""

import json

import httpx2
import pytest

from service.client import Brandcheck, Refused, WantedAlignment, WantedClaims

KIT = {"kit": "ottermere"}
TEXT = "# Learn it between two swimmers.\n\nFitting takes two hours. The guarantee is three years long."


@pytest.fixture
def checked(http: httpx2.Client) -> str:
    """Return the id of a check whose draft has labels."""
    labels = {"region": "insight-test", "readers": "1,200", "date": "2026-03-02"}
    sent = http.post("/v1/checks?wait=30", json={"text": TEXT, **KIT, "team": "insight", "labels": labels})
    assert sent.status_code == 200, sent.text
    assert sent.json()["labels"] == labels
    return str(sent.json()["id"])


@pytest.mark.usefixtures("checked")
def test_the_alignment_counts_what_is_asked_for(http: httpx2.Client) -> None:
    asked = KIT | {"by": "region", "label": "region:insight-test", "team": "insight"}
    found = http.get("/v1/alignment", params=asked)

    assert found.status_code == 200, found.text
    assert [group["name"] for group in found.json()["groups"]] == ["insight-test"]
    again = http.get("/v1/alignment", params=asked, headers={"If-None-Match": found.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = http.get("/v1/alignment", params=asked | {"by": "team"})
    assert other.headers["etag"] != found.headers["etag"]


@pytest.mark.parametrize(("what", "media_type"), [("alignment.csv", "text/csv"), ("claims.csv", "text/csv")])
@pytest.mark.usefixtures("checked")
def test_files_are_attachments(http: httpx2.Client, what: str, media_type: str) -> None:
    found = http.get(f"/v1/{what}", params=KIT)

    assert found.status_code == 200, found.text
    assert found.headers["content-type"].startswith(media_type)
    assert found.headers["content-disposition"] == f'attachment; filename="{what}"'
    assert found.content


def test_a_claim_is_found_by_its_id(http: httpx2.Client, checked: str) -> None:
    with Brandcheck(str(http.base_url)) as client:
        wanted = WantedClaims(kit="ottermere", team="insight")
        ledger, tag = client.get_claims(wanted)
        assert client.get_claims(wanted, if_none_match=tag) is None
        assert [place.document for claim in ledger.claims for place in claim.wordings[0].places]
        assert client.get_claim(ledger.claims[0].id, wanted).value == ledger.claims[0]
        assert client.get_alignment(
            WantedAlignment(kit="ottermere", label=("region:insight-test",))
        ).value.documents
        with pytest.raises(Refused) as caught:
            client.get_claim("unknown", wanted)
    assert caught.value.problem.status == 404
    assert checked


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("alignment?kit=nothing", 404),
        ("claims?kit=nothing", 404),
        ("alignment", 422),
        ("alignment?kit=ottermere&label=region", 422),
        ("alignment?kit=ottermere&since=yesterday", 422),
        ("claims?kit=ottermere&standing=so-so", 422),
        ("alignment.exe?kit=ottermere", 422),
    ],
)
def test_what_can_not_be_answered_is_a_problem(http: httpx2.Client, path: str, status: int) -> None:
    found = http.get(f"/v1/{path}")

    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "labels",
    [
        {"": "x"},
        {"n" * 101: "x"},
        {"n": "x" * 501},
        {str(number): "x" for number in range(51)},
        {"n": 1},
        ["n"],
    ],
)
def test_labels_have_limits(http: httpx2.Client, labels: object) -> None:
    assert http.post("/v1/checks", json={"text": TEXT, **KIT, "labels": labels}).status_code == 422
    form = {"labels": json.dumps(labels), **KIT}
    assert http.post("/v1/checks", data=form, files={"file": ("a.md", TEXT.encode())}).status_code == 422


@pytest.mark.parametrize(("labels", "status"), [('{"region": "south"}', 200), ("", 200), ("{broken", 422)])
def test_a_form_carries_labels_as_json(http: httpx2.Client, labels: str, status: int) -> None:
    files = {"file": ("a.md", TEXT.encode())}
    sent = http.post("/v1/checks?wait=30", data={"labels": labels, **KIT}, files=files)

    assert sent.status_code == status, sent.text
    if labels.startswith('{"'):
        assert sent.json()["labels"] == {"region": "south"}
