"""The server against requests that nobody thought of, made from its own description."""

from collections.abc import Iterator
from contextlib import nullcontext, suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from tests.server.live import Live

schemathesis = pytest.importorskip("schemathesis")

PATHS = [
    *("/sparql", "/api/search", "/api/neighbourhood", "/api/questions", "/api/terms", "/id/{key}", "/doc/{tail}"),
    *("/documents/{file}", "/search", "/graph", "/entities/{kind}", "/questions/{name}", "/query", "/", "/ontology"),
]


@pytest.fixture(scope="module")
def schema(live: Live) -> Any:
    return schemathesis.openapi.from_dict(live.send("/openapi.json").json)


def list_operations(schema: Any) -> Iterator[Any]:
    for result in schema.get_all_operations():
        yield result.ok()


def test_the_description_is_openapi_3_1_and_names_every_path(schema: Any) -> None:
    assert schema.raw_schema["openapi"].startswith("3.1.")
    assert {operation.path for operation in list_operations(schema)} >= set(PATHS)


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("path", PATHS)
def test_no_request_breaks_the_server_or_its_description(live: Live, schema: Any, path: str) -> None:
    for operation in list_operations(schema):
        if operation.path == path:
            _fuzz(live, operation)


def list_checks() -> list[Any]:
    from schemathesis import checks
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    return [
        checks.not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_schema_conformance,
    ]


def _fuzz(live: Live, operation: Any) -> None:
    right, wrong = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
    for mode in (right, wrong):

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=12,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def check(case: Any) -> None:
            case.call_and_validate(base_url=live.base, checks=list_checks())

        # Where a request has nothing that can be wrong, none can be made.
        with suppress(Unsatisfiable) if mode is wrong else nullcontext():
            check()
