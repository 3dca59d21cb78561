"""Accounts: making one, signing in, staying signed in, signing out, and who is asking.

An access token is believed only while its session is alive in the store: signing out (or a refresh token
used twice) is felt by the very next request, also after a restart and in every other process.
"""

from __future__ import annotations

import secrets
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import timedelta

import structlog

from tertulia.auth.passwords import PasswordHasher
from tertulia.auth.sessions import RefreshTokens
from tertulia.auth.tokens import AccessTokens
from tertulia.domain.errors import InvalidInput, Unauthorized
from tertulia.domain.ids import SessionId, UserId
from tertulia.domain.names import clean_name
from tertulia.domain.records import Session, User
from tertulia.services.clock import Clock
from tertulia.store.base import Sessions, Users

log = structlog.get_logger()

USERNAME_MIN = 3


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is asking, and by which sign-in."""

    user: User
    session_id: SessionId


@dataclass(frozen=True, slots=True)
class SignIn:
    user: User
    access_token: str
    access_token_s: int
    refresh_token: str
    refresh_token_s: int


class Accounts:
    def __init__(
        self,
        users: Users,
        sessions: Sessions,
        passwords: PasswordHasher,
        access: AccessTokens,
        refresh: RefreshTokens,
        clock: Clock,
        *,
        session_s: int,
    ) -> None:
        self._users = users
        self._sessions = sessions
        self._passwords = passwords
        self._access = access
        self._refresh = refresh
        self._clock = clock
        self._session_s = session_s

    async def register(self, *, name: str, username: str, password: str) -> User:
        """Raises `InvalidInput`, `Conflict(code="username_taken")`, `Busy`."""
        name, username = clean_name(name), clean_username(username)
        password_hash = await self._passwords.hash(password)
        user = User(UserId(uuid.uuid4().hex), name, username, password_hash, self._clock.now())
        await self._users.add(user)
        log.info("account.created", user=user.id)
        return user

    async def login(self, *, username: str, password: str) -> SignIn:
        """Raises `Unauthorized(code="wrong_credentials")`, the same for an unknown user, as slowly."""
        user = await self._by_username(username)
        matches = await self._passwords.verify(password, user.password_hash if user else None)
        if user is None or not matches:
            raise Unauthorized("That username and password do not match.", code="wrong_credentials")
        now = self._clock.now()
        session_id = SessionId(secrets.token_hex(16))
        token = self._refresh.issue(session_id)
        expires_at = now + timedelta(seconds=self._session_s)
        await self._sessions.add(Session(session_id, user.id, token.hash, now, now, expires_at))
        log.info("session.started", user=user.id)
        return self._signed_in(user, session_id, token.text)

    async def refresh(self, refresh_token: str) -> SignIn:
        """A new pair for a refresh token that is good now.

        Of one token shown twice, at once or later, the second ends the session: there is no telling the
        thief from the owner. Browsers let only one tab refresh at a time.
        Raises `Unauthorized(code="session_ended")`.
        """
        token = self._refresh.read(refresh_token)
        session = await self._alive(token.session_id)
        now = self._clock.now()
        fresh = self._refresh.issue(session.id)
        expires_at = now + timedelta(seconds=self._session_s)
        if not await self._sessions.rotate(
            session.id, old_hash=token.hash, new_hash=fresh.hash, now=now, expires_at=expires_at
        ):
            await self._sessions.end(session.id, now)
            log.warning("session.refresh_reused", user=session.user_id)
            raise _ended()
        user = await self._users.by_id(session.user_id)
        if user is None:
            raise _ended()
        return self._signed_in(user, session.id, fresh.text)

    async def logout(self, *, access_token: str | None, refresh_token: str | None) -> None:
        """Ends the session of each token given. Raises `Unauthorized` when none of them is ours."""
        refused: Unauthorized | None = None
        ended = False
        for token, session_of in ((access_token, self._session_of_access), (refresh_token, self._session_of_refresh)):
            if token is None:
                continue
            try:
                await self._sessions.end(session_of(token), self._clock.now())
                ended = True
            except Unauthorized as why:
                refused = refused or why
        if not ended:
            raise refused or Unauthorized("Please sign in.", code="token_missing")

    async def identify(self, access_token: str) -> Identity:
        """Raises `Unauthorized`: `token_invalid`, `token_expired` or `session_ended`."""
        claims = self._access.verify(access_token)
        session = await self._alive(claims.session_id)
        user = await self._users.by_id(claims.user_id)
        if user is None or session.user_id != user.id:
            raise _ended()
        return Identity(user, session.id)

    async def forget_old_sessions(self) -> int:
        """Sessions that ended or expired more than a day ago."""
        return await self._sessions.purge(self._clock.now() - timedelta(days=1))

    async def _by_username(self, username: str) -> User | None:
        try:
            return await self._users.by_username(clean_username(username))
        except InvalidInput:
            return None  # nobody can have such a name

    async def _alive(self, session_id: SessionId) -> Session:
        session = await self._sessions.get(session_id)
        if session is None or session.ended_at is not None or session.expires_at <= self._clock.now():
            raise _ended()
        return session

    def _session_of_access(self, token: str) -> SessionId:
        return self._access.verify(token).session_id

    def _session_of_refresh(self, token: str) -> SessionId:
        return self._refresh.read(token).session_id

    def _signed_in(self, user: User, session_id: SessionId, refresh_token: str) -> SignIn:
        access = self._access.issue(user.id, session_id)
        return SignIn(user, access, self._access.ttl_s, refresh_token, self._session_s)


def account_key(username: str) -> str:
    """One for every way to write the same username: what attempts at an account are counted by."""
    try:
        username = clean_username(username)
    except InvalidInput:
        username = username.strip()
    return unicodedata.normalize("NFC", username.casefold())


def clean_username(raw: str) -> str:
    """Like a name, but not shorter than `USERNAME_MIN` characters."""
    try:
        username = clean_name(raw, field="username")
    except InvalidInput as bad:
        sentence = bad.message.replace("A name", "A username")
        raise InvalidInput(sentence, code=bad.code.replace("name_", "username_", 1), field="username") from bad
    if len(username) < USERNAME_MIN:
        raise InvalidInput(
            f"A username has at least {USERNAME_MIN} characters.", code="username_too_short", field="username"
        )
    return username


def _ended() -> Unauthorized:
    return Unauthorized("Your session has ended. Please sign in again.", code="session_ended")
