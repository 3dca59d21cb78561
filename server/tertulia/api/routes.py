"""Every REST route on one screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel

from tertulia import __version__
from tertulia.api import errors, files, health, ice, legacy, meetings, openapi, users
from tertulia.api.body import documented, documented_bytes
from tertulia.api.caller import Api, from_our_pages
from tertulia.api.metrics import CountRequests
from tertulia.protocol import rest

PREFIX = "/api/v1"


def build(api: Api) -> FastAPI:
    app = FastAPI(title="Tertulia", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.router.redirect_slashes = False
    app.state.api = api
    app.state.body_bytes = api.body_bytes
    errors.install(app)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(api.cors_origins),
        allow_credentials=True,
        allow_methods=["GET", "POST", "PUT", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "X-File-Name"],
        expose_headers=["Retry-After"],
    )
    app.add_middleware(CountRequests, metrics=api.metrics)
    if api.legacy_clients:
        legacy.install(app, PREFIX)
    _install(app)
    openapi.install(app)
    return app


def _install(app: FastAPI) -> None:
    r = _Routes(app)
    page = [Depends(from_our_pages)]
    r.add("POST", "/users/register", users.register, 201, rest.Message, (409, 422, 429, 503), body=rest.RegisterRequest)
    r.add(
        "POST", "/users/login", users.login, 200, rest.LoginResponse, (401, 403, 422, 429, 503), page, rest.LoginRequest
    )
    r.add("POST", "/users/refresh", users.refresh, 200, rest.LoginResponse, (401, 403, 429), page)
    r.add("POST", "/users/logout", users.logout, 200, rest.Message, (401, 403), page)
    r.add("GET", "/users/me", users.me, 200, rest.UserView, (401,))
    r.add("GET", "/users/me/settings", users.get_settings, 200, rest.AccountSettings, (401,))
    r.add(
        "PUT",
        "/users/me/settings",
        users.put_settings,
        200,
        rest.AccountSettings,
        (401, 409, 422),
        body=rest.AccountSettings,
    )
    r.add(
        "POST",
        "/users/add_to_activity",
        users.add_to_activity,
        201,
        rest.ActivityAdded,
        (401, 422),
        body=rest.ActivityRequest,
    )
    r.add("GET", "/users/get_all_activity", users.get_all_activity, 200, list[rest.Activity], (401,))
    r.add("GET", "/users/search", users.search, 200, rest.SearchResults, (401, 422))
    r.add("GET", "/users/activity/{id}", users.get_activity, 200, rest.ActivityDetail, (401, 404))
    r.add("DELETE", "/users/activity/{id}", users.delete_activity, 204, None, (401, 404))
    r.add(
        "POST", "/meetings", meetings.create_meeting, 201, rest.MeetingView, (401, 422, 429), body=rest.MeetingRequest
    )
    r.add("GET", "/meetings/{code}", meetings.get_meeting, 200, rest.MeetingView, (404, 422, 429))
    r.add("GET", "/meetings/{code}/quality", meetings.get_quality, 200, rest.MeetingQuality, (401, 403, 404, 422, 429))
    r.add(
        "POST",
        "/meetings/{code}/files",
        files.add_file,
        201,
        rest.FileView,
        (400, 401, 403, 408, 413, 415, 422, 429, 507),
        extra=documented_bytes(),
    )
    r.add("POST", "/meetings/{code}/report", files.put_report, 204, None, (401, 403, 422), body=rest.ReportRequest)
    r.add("GET", "/files/{id}", files.get_file, 200, None, (401, 404, 416))
    r.add("DELETE", "/files/{id}", files.take_back_file, 204, None, (401, 404))
    r.add("GET", "/ice", ice.get_ice, 200, rest.IceResponse, (401, 429))
    r.add("GET", "/healthz", health.healthz, 200, rest.Health)
    r.add("GET", "/readyz", health.readyz, 200, rest.Health)
    r.add("GET", "/metrics", health.metrics, 200, None, (401, 403))
    for path, endpoint in (("/healthz", health.healthz), ("/readyz", health.readyz), ("/metrics", health.metrics)):
        app.add_api_route(path, endpoint, include_in_schema=False)  # where probes look for them


class _Routes:
    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def add(
        self,
        method: str,
        path: str,
        endpoint: Callable[..., Any],
        status: int,
        answer: Any,
        problems: tuple[int, ...] = (),
        dependencies: Any = (),
        body: type[BaseModel] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        documented_problems = (*problems, *((400, 408, 413, 415) if body else ()), 500, 503)
        self._app.add_api_route(
            PREFIX + path,
            endpoint,
            methods=[method],
            status_code=status,
            response_model=answer,
            tags=[tag if (tag := path.split("/")[1]) in ("users", "meetings", "files", "ice") else "operations"],
            dependencies=list(dependencies),
            responses={code: {"model": rest.Problem} for code in sorted(set(documented_problems))},
            openapi_extra=documented(body) if body else extra,
        )
