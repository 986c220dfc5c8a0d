"""Kits through HTTP: written, looked over, tried, previewed, published, taken back; no change is lost."""

import json
from uuid import uuid4

import httpx2
import pytest

from service.nouns import Scope
from tests.service.api.conftest import made, problem
from tests.service.conftest import Ask
from tests.service.kits.conftest import KIT

YAML = {"content-type": "application/yaml"}
CONTENT = {"brand": "Acme", "guidelines": [{"id": "calm", "kind": "voice", "text": "Be calm."}]}


@pytest.fixture
def kit() -> str:
    """Return the id of a kit that is not there yet."""
    return f"kit-{uuid4().hex}"


def put(api: httpx2.Client, kit: str, source: str = KIT, **headers: str) -> httpx2.Response:
    return api.put(f"/v1/kits/{kit}", content=source.encode(), headers=YAML | headers)


def read(api: httpx2.Client, kit: str, accept: str = "application/yaml") -> httpx2.Response:
    return api.get(f"/v1/kits/{kit}", headers={"accept": accept})


def finished(api: httpx2.Client, address: str) -> dict[str, object]:
    """Return what *address* answers once it is done."""
    while (answer := api.get(address, params={"wait": 30})).status_code == 202:
        assert answer.headers["retry-after"] == "1"
    assert answer.status_code == 200, answer.text
    told: dict[str, object] = answer.json()
    return told


def test_a_kit_is_written_read_and_published(api: httpx2.Client, kit: str) -> None:
    new = put(api, kit)
    facts = new.json()
    assert (new.status_code, facts["number"], facts["state"]) == (201, 1, "draft")
    assert new.headers["location"] == f"/v1/kits/{kit}/versions/1"
    assert read(api, kit).text == KIT
    assert read(api, kit).headers["etag"] == new.headers["etag"] == f'"{facts["digest"]}"'

    published = api.post(f"/v1/kits/{kit}/versions/1/publish", json={"note": "First."})

    assert (published.json()["state"], published.json()["note"]) == ("published", "First.")
    listed = {each["id"]: each for each in api.get("/v1/kits").json()["items"]}
    assert (listed[kit]["brand"], listed[kit]["published"], listed[kit]["draft"]) == ("Acme", 1, None)
    assert listed[kit]["guidelines"] == 2


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/yaml", "application/yaml"),
        ("text/yaml", "application/yaml"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("application/json;q=0.5, application/yaml", "application/yaml"),
        ("text/html, application/yaml;q=0.1", "application/yaml"),
        ("application/*", "application/json"),
    ],
)
def test_a_kit_is_had_as_yaml_or_json(here: httpx2.Client, accept: str, media: str) -> None:
    answer = read(here, "ottermere", accept)

    assert answer.headers["content-type"] == media
    assert here.get(
        "/v1/kits/ottermere", headers={"accept": accept, "if-none-match": answer.headers["etag"]}
    ).status_code == (304)
    if media == "application/json":
        assert len(answer.json()["guidelines"]) == 26


@pytest.mark.parametrize("accept", ["text/html", "application/yaml;q=0, application/json;q=0"])
def test_a_kit_is_had_as_nothing_else(here: httpx2.Client, accept: str) -> None:
    problem(read(here, "ottermere", accept), 406)


def test_json_goes_there_and_back(api: httpx2.Client, kit: str) -> None:
    assert api.put(f"/v1/kits/{kit}", json=CONTENT).status_code == 201
    answer = read(api, kit, "application/json")

    assert answer.json() == CONTENT
    again = api.put(f"/v1/kits/{kit}", json=answer.json(), headers={"if-match": answer.headers["etag"]})
    assert again.status_code == 200


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(api: httpx2.Client, kit: str) -> None:
    opened = put(api, kit).headers["etag"]
    theirs = put(api, kit, KIT + "# theirs\n", **{"if-match": opened})
    assert theirs.status_code == 200

    told = problem(put(api, kit, KIT + "# mine\n", **{"if-match": opened}), 412)

    assert told["type"] == "/problems/stale"
    assert read(api, kit).text == KIT + "# theirs\n"
    assert put(api, kit, KIT + "# mine\n", **{"if-match": theirs.headers["etag"]}).status_code == 200


def test_a_change_says_what_it_is_made_from(here: httpx2.Client, kit: str) -> None:
    put(here, kit)

    problem(put(here, kit, KIT + "# more\n"), 428)
    problem(put(here, kit, KIT + "# more\n", **{"if-none-match": "*"}), 412)
    problem(put(here, kit, KIT + "# more\n", **{"if-match": 'W/"weak"'}), 412)
    assert put(here, kit, KIT + "# more\n", **{"if-match": "*"}).status_code == 200
    problem(put(here, f"{kit}-2", **{"if-match": '"some"'}), 412)
    assert put(here, f"{kit}-2", **{"if-none-match": "*"}).status_code == 201


def test_a_draft_that_changed_is_not_published_unseen(here: httpx2.Client, kit: str) -> None:
    seen = put(here, kit).headers["etag"]
    put(here, kit, KIT + "# more\n", **{"if-match": seen})

    answer = here.post(f"/v1/kits/{kit}/versions/1/publish", json={}, headers={"if-match": seen})

    problem(answer, 412)


def test_every_breach_of_the_form_is_told_with_its_line(here: httpx2.Client, kit: str) -> None:
    wrong = "- id: a b\n  kind: mesage\n- id: c\n  kind: voice\n  text: C.\n  colour: red\n"
    source = f"brand: A\nguidelines:\n{wrong}"

    told = problem(put(here, kit, source), 422)

    faults = told["faults"]
    assert isinstance(faults, list)
    assert [fault["at"] for fault in faults] == ["line 3", "line 3", "line 4", "line 8"]
    assert "did you mean" in faults[2]["says"]
    problem(read(here, kit), 404)


def test_breaches_of_json_have_lines_too(here: httpx2.Client, kit: str) -> None:
    body = json.dumps(CONTENT | {"guidelines": [{"id": "a", "kind": "vioce", "text": "A."}]}, indent=1)

    answer = here.put(f"/v1/kits/{kit}", content=body, headers={"content-type": "application/json"})

    faults = problem(answer, 422)["faults"]
    assert isinstance(faults, list)
    assert faults[0]["at"] == "line 6"


BOMB = b"a: &a [x, x, x, x, x, x, x, x, x, x]\n" + b"".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n".encode() for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (BOMB, "application/yaml", 422),
        (b"[" * 100_000, "application/yaml", 422),
        (b"[" * 100_000, "application/json", 422),
        (b"\xff\xfe", "application/yaml", 422),
        (b"", "application/yaml", 422),
        (b"x" * 500_001, "application/yaml", 413),
        (KIT.encode(), "text/plain", 415),
        (KIT.encode(), "", 415),
        (b'{"brand": "\\ud800", "guidelines": []}', "application/json", 422),
        (b'{"brand": 1e999999, "guidelines": []}', "application/json", 422),
    ],
)
def test_a_hostile_kit_is_refused(
    here: httpx2.Client, kit: str, content: bytes, kind: str, status: int
) -> None:
    headers = {"content-type": kind} if kind else {}
    problem(here.put(f"/v1/kits/{kit}", content=content, headers=headers), status)


@pytest.mark.parametrize("name", ["..%2Fx", "a%2Fb", "A", "a b", "%00", "-a", "new", "import", "a" * 65])
def test_an_id_that_could_mislead_is_none(here: httpx2.Client, name: str) -> None:
    assert put(here, name).status_code in {404, 405, 422}
    assert read(here, name).status_code in {404, 405}


def test_a_kit_of_scripts_is_data(api: httpx2.Client, kit: str) -> None:
    script = "<script>alert(1)</script>"
    content = {"brand": script, "guidelines": [{"id": script, "kind": "voice", "text": script}]}
    assert api.put(f"/v1/kits/{kit}", json=content).status_code == 201

    assert read(api, kit, "application/json").json() == content
    assert read(api, kit).headers["x-content-type-options"] == "nosniff"
    assert script in read(api, kit).text


def test_lint_and_tests_are_told(api: httpx2.Client, kit: str) -> None:
    put(api, kit)

    linted = api.get(f"/v1/kits/{kit}/versions/1/lint").json()
    tested = finished(api, f"/v1/kits/{kit}/versions/1/tests")

    assert "no-examples" in {each["rule"] for each in linted["problems"]}
    assert (tested["passed"], tested["of"], tested["failures"]) == (2, 2, [])


def test_a_preview_names_what_changes_verdict(api: httpx2.Client, kit: str) -> None:
    put(api, kit)
    api.post(f"/v1/kits/{kit}/versions/1/publish", json={})
    check = made(api, "# A splendid day", kit=kit)
    source = KIT.replace("phrases: [cheap]", "phrases: [splendid]")
    put(api, kit, source, **{"if-match": read(api, kit).headers["etag"]})

    impact = finished(api, f"/v1/kits/{kit}/versions/2/impact")

    assert (check["verdict"], impact["of"], impact["left_out"]) == ("pass", 1, 0)
    changes = impact["changes"]
    assert isinstance(changes, list)
    assert [(each["check"], each["before"], each["after"], each["new"]) for each in changes] == [
        (check["id"], "pass", "fail", 1)
    ]


def test_what_was_published_is_gone_back_to(api: httpx2.Client, kit: str) -> None:
    put(api, kit)
    api.post(f"/v1/kits/{kit}/versions/1/publish", json={})
    put(api, kit, KIT + "# more\n", **{"if-match": "*"})
    problem(api.post(f"/v1/kits/{kit}/versions/2/roll-back", json={}), 409)
    api.post(f"/v1/kits/{kit}/versions/2/publish", json={})

    back = api.post(f"/v1/kits/{kit}/versions/1/roll-back", json={"note": "It flagged too much."})

    assert back.json()["note"] == "It flagged too much."
    told = api.get(f"/v1/kits/{kit}/versions").json()
    assert told["kit"]["published"] == 1
    assert [(each["number"], each["state"]) for each in told["items"]] == [(2, "retired"), (1, "published")]
    assert read(api, kit).text == KIT


def test_a_draft_is_discarded_and_a_kit_deleted(api: httpx2.Client, kit: str) -> None:
    put(api, kit)
    api.post(f"/v1/kits/{kit}/versions/1/publish", json={})
    put(api, kit, KIT + "# more\n", **{"if-match": "*"})
    published = api.get(
        f"/v1/kits/{kit}", params={"state": "published"}, headers={"accept": "application/yaml"}
    )
    assert published.text == KIT

    assert api.delete(f"/v1/kits/{kit}/draft").status_code == 204
    problem(api.delete(f"/v1/kits/{kit}/draft"), 404)
    problem(api.get(f"/v1/kits/{kit}", params={"state": "draft"}), 404)
    assert api.delete(f"/v1/kits/{kit}").status_code == 204
    problem(read(api, kit), 404)
    problem(api.delete(f"/v1/kits/{kit}"), 404)


GUIDE = b'# Acme\n\n## Words\n\n- Don\'t say "cheap". Say "low-cost".\n'


def test_a_guide_is_imported_as_a_draft(api: httpx2.Client, kit: str) -> None:
    sent = api.post("/v1/kits/import", files={"file": ("guide.md", GUIDE)}, data={"id": kit})

    assert (sent.status_code, sent.json()["kit"], sent.json()["state"]) == (201, kit, "draft")
    assert "# line 5" in read(api, kit).text
    problem(api.post("/v1/kits/import", files={"file": ("guide.md", GUIDE)}, data={"id": kit}), 409)


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("guide.pdf", b"%PDF-1.7 broken", 422),
        ("guide.docx", b"PK\x03\x04 broken", 422),
        ("guide.exe", b"MZ\x00\x00", 415),
        ("guide.md", b"Hello.", 422),
    ],
)
def test_a_guide_that_is_none_is_refused(
    here: httpx2.Client, kit: str, name: str, content: bytes, status: int
) -> None:
    answer = here.post("/v1/kits/import", files={"file": (name, content)}, data={"id": kit})

    problem(answer, status)


def test_without_a_model_no_model_reads_a_guide(here: httpx2.Client, kit: str) -> None:
    sent = {"id": kit, "judged": "true"}

    problem(here.post("/v1/kits/import", files={"file": ("guide.md", GUIDE)}, data=sent), 503)


@pytest.mark.parametrize("name", ["../../etc/passwd", "<script>.md", "a\r\nb.md", "\u202egpj.md"])
def test_a_misleading_file_name_makes_a_plain_id(here: httpx2.Client, name: str) -> None:
    answer = here.post("/v1/kits/import", files={"file": (name, GUIDE)})

    assert answer.status_code in {201, 415}, answer.text
    if answer.status_code == 201:
        assert set(answer.json()["kit"]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


CHANGES = [
    ("PUT", "/v1/kits/ottermere"),
    ("DELETE", "/v1/kits/ottermere"),
    ("DELETE", "/v1/kits/ottermere/draft"),
    ("POST", "/v1/kits/ottermere/versions/1/publish"),
    ("POST", "/v1/kits/ottermere/versions/1/roll-back"),
    ("POST", "/v1/kits/import"),
]
LOOKS = [
    "/v1/kits",
    "/v1/kits/ottermere",
    "/v1/kits/ottermere/versions",
    "/v1/kits/ottermere/versions/1",
    "/v1/kits/ottermere/versions/1/lint",
    "/v1/kits/ottermere/versions/1/tests?wait=0",
    "/v1/kits/ottermere/versions/1/impact?wait=0",
]


def test_who_may_only_look_changes_nothing(with_key: Ask) -> None:
    reader = with_key(Scope.READ, Scope.CHECK)

    for method, address in CHANGES:
        problem(reader.request(method, address, json={}), 403)
    for address in LOOKS:
        assert reader.get(address).status_code in {200, 202}


def test_who_may_not_look_sees_nothing(with_key: Ask) -> None:
    blind = with_key(Scope.CHECK)

    for address in LOOKS:
        problem(blind.get(address), 403)


def test_every_change_is_in_the_audit_log(api: httpx2.Client, kit: str) -> None:
    put(api, kit)
    api.post(f"/v1/kits/{kit}/versions/1/publish", json={})
    api.delete(f"/v1/kits/{kit}")

    entries = api.get("/v1/audit", params={"limit": 200}).json()["items"]

    mine = [each["action"] for each in entries if each["subject"].startswith(kit)]
    assert mine == ["delete kit", "publish kit", "edit kit"]
