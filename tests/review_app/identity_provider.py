"""A real OpenID Connect provider on loopback, of Authlib's server side on Flask: code flow, PKCE, signed id_tokens.

Whoever asks is logged in at the provider as ``person``; ``claims``, ``algorithm``, ``offered`` and ``signer`` let a
test make it lie in one way at a time.
"""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify
from joserfc.errors import SecurityWarning
from joserfc.jwk import OctKey, RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "jujur", "rahasia-klien-uji"
KEY = RSAKey.generate_key(2048, {"kid": "satu"}, private=True)


@dataclass
class Client:
    """The one application registered here."""

    redirect_uri: str
    client_id: str = CLIENT

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, uri: str) -> bool:
        return uri == self.redirect_uri

    def check_client_secret(self, secret: str) -> bool:
        return secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, kind: str) -> bool:
        return kind == "code"

    def check_grant_type(self, kind: str) -> bool:
        return kind == "authorization_code"


@dataclass
class Code:
    """A code that was handed out and not used yet."""

    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass
class Provider:
    """The provider's state, and the ways in which it can be made to lie."""

    issuer: str
    client: Client
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "1", "preferred_username": "siti"})
    claims: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"
    offered: list[str] = field(default_factory=lambda: ["RS256"])
    key: RSAKey = field(default_factory=lambda: KEY)
    signer: Any = None
    codes: dict[str, Code] = field(default_factory=dict)


def _grant(provider: Provider) -> type[AuthorizationCodeGrant]:
    class Grant(AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, asked: Any) -> None:
            data = asked.payload.data
            provider.codes[code] = Code(
                asked.payload.redirect_uri,
                asked.payload.scope,
                data.get("nonce"),
                data.get("code_challenge"),
                data.get("code_challenge_method"),
            )

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, code: Code) -> None:
            provider.codes = {key: value for key, value in provider.codes.items() if value is not code}

        def authenticate_user(self, code: Code) -> dict[str, Any]:
            return provider.person

    return Grant


def _openid(provider: Provider) -> OpenIDCode:
    class OpenID(OpenIDCode):
        def exists_nonce(self, nonce: str, asked: Any) -> bool:
            return any(code.nonce == nonce for code in provider.codes.values())

        def get_client_algorithm(self, client: Client) -> str:
            return provider.algorithm

        def get_encode_header(self, client: Client) -> dict[str, Any]:
            return {"alg": provider.algorithm, "kid": "satu"}

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            return {"iss": provider.issuer}

        def resolve_client_private_key(self, client: Client) -> Any:
            return provider.signer or provider.key

        def generate_user_info(self, user: dict[str, Any], scope: str) -> UserInfo:
            return UserInfo(user | provider.claims)

    return OpenID(require_nonce=True)


def application(provider: Provider) -> Flask:
    """The provider's pages."""
    app = Flask("penyedia")
    server = AuthorizationServer(app, lambda _: provider.client, lambda token, asked: None)
    server.register_grant(_grant(provider), [CodeChallenge(required=True), _openid(provider)])

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Any:
        return jsonify(
            issuer=provider.issuer,
            authorization_endpoint=f"{provider.issuer}/authorize",
            token_endpoint=f"{provider.issuer}/token",
            jwks_uri=f"{provider.issuer}/jwks",
            id_token_signing_alg_values_supported=provider.offered,
        )

    @app.get("/jwks")
    def keys() -> Any:
        return jsonify(keys=[provider.key.as_dict(private=False)])

    @app.get("/authorize")
    def authorize() -> Any:
        grant = server.get_consent_grant(end_user=provider.person)
        return server.create_authorization_response(grant_user=provider.person, grant=grant)

    @app.post("/token")
    def token() -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SecurityWarning)
            return server.create_token_response()

    return app


def shared_secret() -> OctKey:
    """A key that we know as well: signing with it proves nothing."""
    return OctKey.import_key(SECRET)


@contextmanager
def serving(redirect_uri: str, port: int) -> Iterator[Provider]:
    """The provider behind a real server on loopback."""
    provider = Provider(f"http://127.0.0.1:{port}", Client(redirect_uri))
    server = make_server("127.0.0.1", port, application(provider), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()
