"""Coming in through the government's own identity provider (OpenID Connect), where one is set up.

Code flow with PKCE, state and nonce by Authlib. What the provider says is believed only when signed with one of its
public keys, for us, by the issuer that was set up. It says who someone is; what they may do stands in their account.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import httpx
from authlib.deprecate import AuthlibDeprecationWarning
from authlib.integrations.base_client import OAuthError
from fastapi import Request, Response
from joserfc.errors import JoseError

from schemas.text import PersonError, Text

BEGIN, FINISH = "/masuk/pemda", "/masuk/pemda/kembali"
SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""By public key only: ``none`` and shared secrets prove nothing about who signed."""

SILENT = Text("Penyedia identitas tidak dapat dihubungi.", "The identity provider cannot be reached.")
UNPROVEN = Text(
    "Jawaban penyedia identitas tidak dapat dipercaya atau sudah kedaluwarsa.",
    "The identity provider's answer cannot be trusted, or is too old.",
)
AGAIN = Text(
    "Mulai lagi dari halaman masuk. Bila berulang, pakai kata sandi dan beri tahu administrator.",
    "Begin again from the log-in page. If it happens again, use a password and tell the administrator.",
)


class ProviderError(PersonError):
    """The provider is silent, refuses, or says what cannot be believed; ``cause`` names it for the log, no secrets."""

    def __init__(self, what: Text, cause: str) -> None:
        super().__init__(what, AGAIN)
        self.cause = cause


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSettings:
    """One provider. ``address`` is where browsers reach this application; ``claim`` equals the user names here.

    Without ``client_secret`` we are a public client (PKCE alone).
    """

    issuer: str
    client_id: str
    client_secret: str | None = field(repr=False)
    claim: str
    name: str
    address: str


class IdentityProvider:
    """The provider as log-in uses it. Its keys and addresses are fetched when first needed."""

    def __init__(self, settings: OidcSettings) -> None:
        self.settings = settings
        self._client: Any = _registry().register(
            "pemda",
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            server_metadata_url=f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile email",
                "code_challenge_method": "S256",
                "timeout": 10.0,
                "token_endpoint_auth_method": "client_secret_basic" if settings.client_secret else "none",
            },
        )

    async def begin(self, request: Request) -> Response:
        """Send the browser to the provider; raises :class:`ProviderError` where it is silent or another than set up."""
        try:
            await self._know()
            answer: Response = await self._client.authorize_redirect(request, self.settings.address + FINISH)
        except (OAuthError, httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise ProviderError(SILENT, type(error).__name__) from error
        return answer

    async def finish(self, request: Request) -> str:
        """The user name that the provider vouches for; raises :class:`ProviderError`."""
        expected = {
            "iss": {"essential": True, "value": self.settings.issuer},
            "aud": {"essential": True, "value": self.settings.client_id},
        }
        try:
            await self._know()
            token = await self._client.authorize_access_token(request, claims_options=expected)
        except httpx.HTTPError as error:
            raise ProviderError(SILENT, type(error).__name__) from error
        except (OAuthError, JoseError, RuntimeError, ValueError, KeyError, TypeError) as error:
            raise ProviderError(UNPROVEN, type(error).__name__) from error
        return self._user(token.get("userinfo") or {})

    async def _know(self) -> None:
        """What the provider says of itself, held to the issuer that was set up and to signatures by public key."""
        said = await self._client.load_server_metadata()
        if said.get("issuer") != self.settings.issuer:
            raise ProviderError(UNPROVEN, "issuer of another name")
        offered = said.get("id_token_signing_alg_values_supported") or ["RS256"]
        said["id_token_signing_alg_values_supported"] = sorted(SIGNATURES.intersection(offered))

    def _user(self, said: Mapping[str, Any]) -> str:
        user = said.get(self.settings.claim)
        if not isinstance(user, str) or not user.strip():
            raise ProviderError(UNPROVEN, f"no claim {self.settings.claim}")
        if self.settings.claim == "email" and said.get("email_verified") is not True:
            raise ProviderError(UNPROVEN, "e-mail not verified")
        return user


def _registry() -> Any:
    """Authlib's clients, loaded only where a provider is set up; it announces there that httpx has a successor."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AuthlibDeprecationWarning)
        return import_module("authlib.integrations.starlette_client").OAuth()
