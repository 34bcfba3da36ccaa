"""The program interface answers as it describes itself, whatever is sent (schemathesis)."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from tests.served import PATIENCE

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
)
EXAMPLES = 2
"""Of each operation and mode; of the commands, which are one function, one each."""


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_operation_answers_as_described(api_office: Any, mode: GenerationMode) -> None:
    program = api_office.as_("api.manager")
    schema = schemathesis.openapi.from_dict(program.get("/openapi.json").fields)
    base = f"http://127.0.0.1:{api_office.served.port}"
    schema.config.update(base_url=base, request_timeout=PATIENCE)
    for found in schema.get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and not operation.body and not operation.query:
            continue

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=1 if "/commands/" in operation.path else EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def answers(case: Any) -> None:
            bearer = {"Authorization": f"Bearer {program.bearer}"}
            case.call_and_validate(headers=bearer, checks=CHECKS)

        answers()
