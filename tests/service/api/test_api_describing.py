"""The OpenAPI document: whole, in words, and true of what the service answers."""

import json
import typing
from types import SimpleNamespace

import httpx2
import pytest
from fastapi import FastAPI
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from service.api import ROUTERS
from service.api.describing import ALWAYS, SAYS, describe
from tests.service.api.conftest import problem
from tests.service.conftest import Ask

Described = dict[str, typing.Any]
SIGNED = "POST /v1/hooks/{name}"
"""The one operation whose callers sign what they send, in any form, and have no key."""
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}


@pytest.fixture(scope="module")
def described(here: httpx2.Client) -> Described:
    document: Described = here.get("/openapi.json").json()
    return document


@pytest.fixture(scope="module")
def operations(described: Described) -> dict[str, Described]:
    return {
        f"{method.upper()} {path}": operation
        for path, item in described["paths"].items()
        for method, operation in item.items()
        if path.startswith("/v1/")
    }


def test_every_route_of_every_router_is_in_it(operations: dict[str, Described]) -> None:
    routes = {
        f"{method} {route.path.replace(':path', '')}"
        for router in ROUTERS
        for route in router.routes
        for method in route.methods  # type: ignore[attr-defined]
    }

    assert set(operations) == routes
    assert len(routes) > 20


def test_operations_are_called_as_what_they_do(operations: dict[str, Described]) -> None:
    names = [operation["operationId"] for operation in operations.values()]

    assert len(set(names)) == len(names)
    assert all(name.islower() and name.replace("_", "").isalpha() for name in names)
    assert all(operation["summary"] and operation["description"] for operation in operations.values())


def test_every_operation_says_what_can_go_wrong_in_one_form(operations: dict[str, Described]) -> None:
    for name, operation in operations.items():
        problems = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
        assert {str(status) for status in ALWAYS} <= set(problems), name
        assert all(answer["content"] == PROBLEM for answer in problems.values()), name
        assert all(answer["description"] for answer in problems.values()), name
        if "requestBody" in operation:
            refused = {"413", "422"} if name == SIGNED else {"413", "415", "422"}
            assert refused <= set(problems), name
        if "{" in name:
            assert "404" in problems or name.startswith("PUT"), name


def test_every_parameter_and_field_is_explained(
    described: Described, operations: dict[str, Described]
) -> None:
    unexplained = [
        (name, parameter["name"])
        for name, operation in operations.items()
        for parameter in operation.get("parameters", [])
        if not parameter.get("description") and parameter["name"] not in {"limit", "verdict", "state"}
    ]
    assert unexplained == []
    sent = [name for name in described["components"]["schemas"] if name.startswith("New")]
    assert len(sent) > 5
    for name in sent:
        schema = described["components"]["schemas"][name]
        assert schema["description"], name
        assert all(field.get("description") for field in schema["properties"].values()), name


def test_examples_fit_what_they_show(described: Described) -> None:
    schemas = described["components"]["schemas"]
    shown = {name: schema["examples"] for name, schema in schemas.items() if "examples" in schema}

    assert len(shown) > 4
    for name, examples in shown.items():
        whole = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
        for example in examples:
            Draft202012Validator(whole).validate(example)


def test_every_schema_is_one(described: Described) -> None:
    for schema in described["components"]["schemas"].values():
        validator_for(schema, default=Draft202012Validator).check_schema(schema)


def test_every_reference_leads_somewhere(described: Described) -> None:
    text = json.dumps(described)
    names = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}

    assert names - set(described["components"]["schemas"]) == set()
    assert "HTTPValidationError" not in names


def test_a_key_is_needed_or_not_as_the_service_has_it(operations: dict[str, Described]) -> None:
    assert "security" not in operations[SIGNED]
    keyed = [operation for name, operation in operations.items() if name != SIGNED]
    assert all(operation["security"] == [{"HTTPBearer": []}, {}] for operation in keyed)


def test_a_service_for_others_says_that_a_key_is_needed() -> None:
    app = FastAPI()
    for router in ROUTERS:
        app.include_router(router)
    app.state.guard = SimpleNamespace(lets_local_in=False)

    paths = describe(app)()["paths"]

    assert "security" not in paths["/v1/hooks/{name}"].pop("post")
    securities = [operation["security"] for item in paths.values() for operation in item.values()]
    assert len(securities) > 20
    assert all(security == [{"HTTPBearer": []}] for security in securities)


def test_every_problem_has_words() -> None:
    assert set(ALWAYS) <= set(SAYS)
    assert all(says.endswith(".") for says in SAYS.values())


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1/nothing", "/v1/checks/", "/v1//checks"])
def test_an_address_with_nothing_is_a_problem(here: httpx2.Client, path: str) -> None:
    problem(here.get(path), 404)


def test_who_may_not_is_told_so_in_the_same_form(here: httpx2.Client, with_key: Ask) -> None:
    problem(with_key().get("/v1/checks"), 403)
    problem(here.get("/v1/checks", headers={"authorization": "Bearer nonsense"}), 401)
