"""The operations of an interface that ninja serves."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.operation import Operation

from openimr.web.problem_details import Fault, NotAsDescribed


def each_operation(api: NinjaAPI) -> Iterator[Operation]:
    """Every operation of an interface."""
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            yield from view.operations


def refuse_unknown_parameters(api: NinjaAPI) -> None:
    """Let every operation refuse parameters of an address that it does not know."""
    for operation in each_operation(api):
        operation.run = _knowing(api, operation)  # type: ignore[method-assign]


def _knowing(api: NinjaAPI, operation: Operation) -> Any:
    run = operation.run

    @functools.wraps(run)
    def answering(request: HttpRequest, **named: Any) -> Any:
        if fault := _unknown_parameters(request, operation):
            return api.on_exception(request, NotAsDescribed(fault))
        return run(request, **named)

    return answering


def _unknown_parameters(request: HttpRequest, operation: Operation) -> Fault | None:
    """That a parameter of an address is not known: it may be misspelt."""
    known = {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    }
    if not set(request.GET) - known:
        return None
    told = ", ".join(sorted(known)) or "none"
    return Fault(where="query", found=f"No such parameter; there are: {told}")


def headers_of_a_count(says: str) -> dict[str, Any]:
    """The headers of answers that are counted; ``says`` what may be asked how often."""
    told = {
        "RateLimit-Limit": says,
        "RateLimit-Remaining": "How many are left.",
        "RateLimit-Reset": "Seconds until the count begins anew.",
    }
    return {
        name: {"description": description, "schema": {"type": "integer"}}
        for name, description in told.items()
    }
