"""Accounts and their history."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi import Query as InQuery
from fastapi.security import APIKeyCookie

from tertulia.api import files
from tertulia.api.body import body_of
from tertulia.api.caller import AccessToken, Address, Api, House, SignedIn, is_https
from tertulia.domain.errors import Unauthorized
from tertulia.domain.records import CallReport, ChatLine
from tertulia.protocol.rest import (
    AccountSettings,
    Activity,
    ActivityAdded,
    ActivityDetail,
    ActivityRequest,
    Attendee,
    DropView,
    FoundLine,
    FoundMeeting,
    LoginRequest,
    LoginResponse,
    Message,
    QuoteView,
    RegisterRequest,
    ReportView,
    SaidLine,
    SearchResults,
    UserView,
)
from tertulia.services.accounts import SignIn, account_key
from tertulia.services.history import Line

REFRESH_COOKIE = "tertulia_refresh"
REFRESH_PATH = "/api/v1/users"
Query = Annotated[str, InQuery(min_length=1, max_length=200, description="Words; all must be found in one place")]
After = Annotated[str | None, InQuery(max_length=64, description="`after` of the page before")]
RefreshCookie = Annotated[
    str | None, Depends(APIKeyCookie(name=REFRESH_COOKIE, auto_error=False, scheme_name="refreshCookie"))
]


async def register(
    house: House, address: Address, body: Annotated[RegisterRequest, Depends(body_of(RegisterRequest))]
) -> Message:
    """Make an account."""
    house.throttles.register_address.take(address)
    await house.accounts.register(name=body.name, username=body.username, password=body.password)
    return Message(message="Your account is ready. You can sign in now.")


async def login(
    request: Request,
    response: Response,
    house: House,
    address: Address,
    body: Annotated[LoginRequest, Depends(body_of(LoginRequest))],
) -> LoginResponse:
    """Exchange a username and password for an access token; sets the refresh cookie."""
    house.throttles.login_address.take(address)
    house.throttles.login_account.take(account_key(body.username))
    return _answer(request, response, house, await house.accounts.login(username=body.username, password=body.password))


async def refresh(
    request: Request, response: Response, house: House, address: Address, cookie: RefreshCookie
) -> LoginResponse:
    """A new access token for the refresh cookie, which is replaced; the old one must not be used again."""
    house.throttles.refresh_address.take(address)
    if not cookie:
        raise Unauthorized("Please sign in.", code="token_missing")
    return _answer(request, response, house, await house.accounts.refresh(cookie))


async def logout(
    request: Request, response: Response, house: House, token: AccessToken, cookie: RefreshCookie
) -> Message:
    """End the sign-in of the access token or the refresh cookie, on the server too."""
    await house.accounts.logout(access_token=token, refresh_token=cookie)
    response.delete_cookie(
        REFRESH_COOKIE, path=REFRESH_PATH, httponly=True, samesite="strict", secure=is_https(request, house)
    )
    return Message(message="You are signed out.")


async def me(who: SignedIn) -> UserView:
    """Who the access token belongs to."""
    return UserView(id=who.user.id, name=who.user.name, username=who.user.username)


async def get_settings(house: House, who: SignedIn) -> AccountSettings:
    """What the signed-in user set; version 0 when nothing yet."""
    version, settings = await house.preferences.of_user(who.user.id)
    return AccountSettings(version=version, settings=settings)


async def put_settings(
    house: House, who: SignedIn, body: Annotated[AccountSettings, Depends(body_of(AccountSettings))]
) -> AccountSettings:
    """Keep settings in place of the version they were made from."""
    version = await house.preferences.replace(who.user.id, body.settings, version=body.version)
    return AccountSettings(version=version, settings=body.settings)


async def add_to_activity(
    house: House, who: SignedIn, body: Annotated[ActivityRequest, Depends(body_of(ActivityRequest))]
) -> ActivityAdded:
    """Note that the signed-in user joins a meeting."""
    record = await house.history.add(who.user.id, body.meeting_code)
    return ActivityAdded(message="Added to your history.", id=record.id)


async def get_all_activity(house: House, who: SignedIn) -> list[Activity]:
    """All meetings the signed-in user joined, in that order."""
    return [_activity(line) for line in await house.history.of_user(who.user.id)]


async def get_activity(house: House, who: SignedIn, id: str) -> ActivityDetail:
    """One meeting of the history: who was there and what was said."""
    detail = await house.history.detail(who.user.id, id)
    people = [
        Attendee(id=p.participant_id, name=p.name, user_id=p.user_id, joined_at=p.joined_at, left_at=p.left_at)
        for p in detail.people
    ]
    chat = [_said(line) for line in detail.chat]
    report = _report(detail.report) if detail.report else None
    return ActivityDetail(**_activity(detail.line).model_dump(), people=people, chat=chat, report=report)


async def search(house: House, who: SignedIn, q: Query, after: After = None) -> SearchResults:
    """Find one's own meetings by title, by who was there, or by what was said; newest first."""
    results = await house.search(who.user.id, q, after)
    found = [
        FoundMeeting(
            **_activity(Line(each.record, each.title)).model_dump(),
            people=list(each.people),
            lines=[
                FoundLine(seq=hit.line.seq, name=hit.line.sender_name, at=hit.line.at, excerpt=hit.excerpt)
                for hit in each.lines
            ],
            line_count=each.line_count,
        )
        for each in results.found
    ]
    return SearchResults(found=found, after=results.after)


async def delete_activity(house: House, who: SignedIn, id: str) -> None:
    """Forget one line of the history."""
    await house.history.remove(who.user.id, id)


def _said(line: ChatLine) -> SaidLine:
    quote = line.reply
    return SaidLine(
        seq=line.seq,
        name=line.sender_name,
        sender_id=line.sender_id,
        text=line.text,
        at=line.at,
        reply=QuoteView(seq=quote.seq, name=quote.name, text=quote.text, files=list(quote.files)) if quote else None,
        files=[files.view(note) for note in line.files],
    )


def _report(report: CallReport) -> ReportView:
    drops = [DropView(at=d.at_ms, lasted_ms=d.lasted_ms, step=d.step, side=d.side) for d in report.drops]
    return ReportView(
        good_ms=report.good_ms, fair_ms=report.fair_ms, poor_ms=report.poor_ms, lost_ms=report.lost_ms, drops=drops
    )


def _activity(line: Line) -> Activity:
    record = line.record
    return Activity(
        id=record.id, user_id=record.user_id, meetingCode=record.meeting_code, date=record.date, title=line.title
    )


def _answer(request: Request, response: Response, house: Api, sign_in: SignIn) -> LoginResponse:
    response.set_cookie(
        REFRESH_COOKIE,
        sign_in.refresh_token,
        max_age=sign_in.refresh_token_s,
        path=REFRESH_PATH,
        httponly=True,
        samesite="strict",
        secure=is_https(request, house),
    )
    user = UserView(id=sign_in.user.id, name=sign_in.user.name, username=sign_in.user.username)
    return LoginResponse(token=sign_in.access_token, user=user, expires_in=sign_in.access_token_s)
