"""Every setting, from the environment (`PROSA_…`), each with what it does."""

from functools import cached_property
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def _default_home() -> Path:
    """`.prosa/` in a checkout, the platform's data folder otherwise."""
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").is_file() and (checkout / "Makefile").is_file():
        return checkout / ".prosa"
    return Path(platformdirs.user_data_dir("prosa"))


def _parts(text: str) -> list[str]:
    """What stands between the commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


_LOOPBACK = ("localhost", "127.0.0.1", "::1")
SHORTEST_SHARED_SECRET = 32
"""Characters of a secret that the company and Prosa share."""


class Settings(BaseSettings):
    """How this node runs. Nothing needs to be set for a laptop."""

    model_config = SettingsConfigDict(env_prefix="PROSA_", extra="ignore", use_attribute_docstrings=True)

    home: Path = Field(default_factory=_default_home)
    """Data folder: embedded engines, secrets, trained models. Everything Prosa writes is in here."""

    host: str = "127.0.0.1"
    """Address to listen on. With a loopback address, reports need no sign-in from this machine itself."""

    port: int = Field(default=8000, ge=1, le=65535)
    """Port to listen on."""

    pack: Path | None = None
    """Folder of the pack to serve. Default: the sample shop, packs/loja."""

    database_url: SecretStr | None = None
    """PostgreSQL ≥ 16 with pgvector, as postgresql://user:password@host/database. Unset: an embedded one."""

    valkey_url: SecretStr | None = None
    """Valkey ≥ 8 or Redis ≥ 7, as valkey://host:6379/0 (or redis://, unix://). Unset: an embedded one."""

    database_pool: int = Field(default=10, ge=2, le=200)
    """Connections to PostgreSQL that this node keeps at most."""

    valkey_pool: int = Field(default=32, ge=2, le=1000)
    """Connections to Valkey that this node keeps at most."""

    secret_key: SecretStr | None = None
    """Signs session tokens. Unset: generated once into the data folder. All nodes must share it."""

    encryption_keys: SecretStr | None = None
    """Keys for message bodies: 32 bytes in URL-safe base64 each, comma-separated, newest first.
    Unset: generated once into the data folder."""

    session_hours: int = Field(default=24, ge=1, le=720)
    """Hours that a browser's session token stays valid."""

    allowed_origins: str = ""
    """Origins, comma-separated, whose pages may talk to this server (CORS, WebSocket). Empty: its own."""

    public_url: str = ""
    """Where browsers reach this server, as https://atendimento.example.com: for links to invitations and for
    the company's sign-in. Empty: the address that a request names."""

    sign_in_hours: int = Field(default=168, ge=1, le=8760)
    """Hours without use after which somebody who works here has to sign in again."""

    sign_in_limits: str = "10/15minute;50/day"
    """Tries to sign in to one account. Empty switches the limit off."""

    sign_in_address_limits: str = "60/15minute;500/day"
    """Tries to sign in from one address, which an office shares. Empty switches the limit off."""

    oidc_issuer: str = ""
    """The company's own sign-in (OpenID Connect), e.g. https://accounts.example.com. Empty: none."""

    oidc_client_id: str = Field(default="", max_length=500)
    """Prosa's name there. Needed with `PROSA_OIDC_ISSUER`."""

    oidc_client_secret: SecretStr | None = None
    """Prosa's secret there, if it has been given one."""

    oidc_name: str = Field(default="OpenID", max_length=80)
    """What the button calls it: "Entrar com …"."""

    oidc_domains: str = ""
    """Domains of e-mail addresses, comma-separated, whose people may come in by it without being invited;
    they become agents. Empty: only those who are known."""

    trust_local: bool = True
    """Let callers on this machine read reports without a token, while we listen on loopback only."""

    metrics_public: bool = False
    """Serve /metrics to every address, for a Prometheus elsewhere; keep it behind the proxy's rules."""

    trusted_proxies: str = ""
    """Addresses, comma-separated, of reverse proxies whose X-Forwarded-For is believed. Empty: none."""

    session_limits: str = "30/minute;50/hour;200/day"
    """Messages a session may send. Parts separated by semicolons; empty switches the limit off."""

    address_limits: str = "300/minute;2000/hour"
    """Messages an address may send: wider, since many customers share one. Empty switches the limit off."""

    max_message_chars: int = Field(default=4000, ge=100, le=20000)
    """Longest message text that is accepted."""

    max_body_bytes: int = Field(default=64 * 1024, ge=1024, le=16 * 1024 * 1024)
    """Largest request body or socket frame that is accepted."""

    max_file_bytes: int = Field(default=10 * 1024 * 1024, ge=0, le=10 * 1024 * 1024)
    """Largest photo or PDF that a customer may send from the chat. 0: they may send none."""

    max_sockets: int = Field(default=12000, ge=1)
    """Open chat sockets this node accepts; more are asked to try again later."""

    understanding_threads: int = Field(default=1, ge=1, le=64)
    """Threads that run models. Each takes batches, so one keeps up with hundreds of messages a second."""

    embeddings_base_url: str = "https://api.openai.com/v1"
    """Where `encoder: openai:…` of a pack asks for embeddings; any server that speaks as OpenAI's does."""

    embeddings_api_key: SecretStr | None = None
    """Key for that server, if it wants one."""

    embeddings_seconds: float = Field(default=2.0, ge=0.1, le=30)
    """Longest that a customer's message waits for it; then it is understood without."""

    llm_base_url: str | None = None
    """Where a language model answers customers' questions, e.g. http://localhost:11434/v1; any server that
    speaks as OpenAI's does. Unset: answers are taken from the articles word for word."""

    llm_model: str = Field(default="", max_length=200)
    """The model's name there. Needed with `PROSA_LLM_BASE_URL`."""

    llm_api_key: SecretStr | None = None
    """Key for that server, if it wants one."""

    llm_seconds: float = Field(default=15.0, ge=0.5, le=90)
    """Longest that a written answer may take, attempts and all; then the article's own words are sent."""

    llm_first_seconds: float = Field(default=5.0, ge=0.2, le=60)
    """Longest wait for the first word of it, and for a free place among those below."""

    llm_places: int = Field(default=8, ge=1, le=1000)
    """Answers that this node has written at the same time."""

    llm_answer_tokens: int = Field(default=400, ge=50, le=4000)
    """Longest answer that the model is asked for."""

    llm_conversation_tokens: int = Field(default=40_000, ge=0)
    """Tokens, read and written, that one conversation may cost in 24 hours. 0: no limit."""

    llm_day_tokens: int = Field(default=5_000_000, ge=0)
    """Tokens that all conversations together may cost a day, in the pack's time zone. 0: no limit."""

    llm_day_money: float = Field(default=0.0, ge=0, le=1_000_000)
    """Money that a day may cost, in the currency of the two prices below. 0: no limit."""

    llm_price_read: float = Field(default=0.0, ge=0, le=10_000)
    """Price of a million tokens that the model reads."""

    llm_price_written: float = Field(default=0.0, ge=0, le=10_000)
    """Price of a million tokens that the model writes."""

    llm_cache_seconds: int = Field(default=3600, ge=0, le=7 * 86400)
    """How long an answer serves for the same question about the same articles. 0: never."""

    python_actions: bool = False
    """Let actions of the pack that are Python functions run. They run as Prosa does: allow only your own."""
    identity_secret: SecretStr | None = None
    """Shared with the company's site, which signs with it who a visitor is. At least 32 characters.
    Unset: nobody is identified."""

    webhook_url: str = ""
    """Where events (tickets opened, answered, …) are sent by POST, for other systems. Empty: nowhere."""

    webhook_secret: SecretStr | None = None
    """Signs what is sent there. At least 32 characters; needed with a URL."""

    events_secret: SecretStr | None = None
    """With it the company's systems sign what they tell of customers (POST /api/events). At least 32
    characters. Unset: nothing is listened to."""

    turn_seconds: float = Field(default=10.0, gt=0.5, le=120)
    """Longest that the bot may think about one message before it apologises and calls a person; what a
    language model takes, up to `PROSA_LLM_SECONDS`, is not counted."""

    log_format: Literal["auto", "json", "console"] = "auto"
    """`json` for machines, `console` for people, `auto`: console at a terminal."""

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Least severe log lines that are written."""

    @field_validator("allowed_origins")
    @classmethod
    def _are_origins(cls, text: str) -> str:
        for origin in _parts(text):
            page = urlsplit(origin)
            whole = page.scheme in ("http", "https") and page.hostname and "*" not in origin
            if origin != "*" and not (
                whole and origin.rstrip("/").lower() == f"{page.scheme}://{page.netloc}".lower()
            ):
                raise ValueError(f"{origin!r} is no origin; https://www.example.com is")
        return text

    @field_validator("embeddings_base_url", "llm_base_url")
    @classmethod
    def _is_address(cls, text: str | None, asked: ValidationInfo) -> str | None:
        if text is None:
            return None
        address = urlsplit(text)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValueError("this is no address; https://api.openai.com/v1 is")
        if address.username or address.password or address.query or address.fragment:
            key = f"PROSA_{(asked.field_name or '').removesuffix('base_url').upper()}API_KEY"
            raise ValueError(f"keep keys out of the address: {key} is for them")
        return text

    @model_validator(mode="after")
    def _names_its_model(self) -> "Settings":
        if self.llm_base_url is not None and not self.llm_model.strip():
            raise ValueError("PROSA_LLM_BASE_URL needs PROSA_LLM_MODEL: which model is to write")
        if self.llm_day_money and not (self.llm_price_read or self.llm_price_written):
            raise ValueError("PROSA_LLM_DAY_MONEY needs PROSA_LLM_PRICE_READ and PROSA_LLM_PRICE_WRITTEN")
        return self

    @field_validator("trusted_proxies")
    @classmethod
    def _are_addresses(cls, text: str) -> str:
        for address in _parts(text):
            if address != "*":
                ip_network(address)  # says itself what is wrong
        return text

    @field_validator("webhook_url")
    @classmethod
    def _is_whole_address(cls, text: str) -> str:
        page = urlsplit(text)
        if text and not (page.scheme in ("http", "https") and page.hostname):
            raise ValueError("must begin with http:// or https:// and name a host")
        return text

    @field_validator("webhook_secret", "identity_secret", "events_secret")
    @classmethod
    def _is_long_enough(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value()) < SHORTEST_SHARED_SECRET:
            raise ValueError(f"needs {SHORTEST_SHARED_SECRET} characters or more")
        return secret

    @model_validator(mode="after")
    def _webhooks_are_signed(self) -> Self:
        if self.webhook_url and self.webhook_secret is None:
            raise ValueError("PROSA_WEBHOOK_URL needs PROSA_WEBHOOK_SECRET: events are signed")
        return self

    @field_validator("public_url", "oidc_issuer")
    @classmethod
    def _is_page(cls, text: str, asked: ValidationInfo) -> str:
        if not text:
            return text
        page = urlsplit(text)
        name = f"PROSA_{(asked.field_name or '').upper()}"
        if page.scheme not in ("http", "https") or not page.hostname or page.query or page.fragment:
            raise ValueError(f"{name} must begin with https:// and name a host")
        if asked.field_name == "public_url" and page.path.strip("/"):
            raise ValueError(f"{name} ends with its host: Prosa is served from the root")
        if asked.field_name == "oidc_issuer" and page.scheme == "http" and page.hostname not in _LOOPBACK:
            raise ValueError(f"{name} must begin with https://")
        return text.rstrip("/") if asked.field_name == "public_url" else text

    @model_validator(mode="after")
    def _knows_its_name_there(self) -> Self:
        if self.oidc_issuer and not self.oidc_client_id:
            raise ValueError("PROSA_OIDC_ISSUER needs PROSA_OIDC_CLIENT_ID: Prosa's name there")
        return self

    @field_validator("session_limits", "address_limits", "sign_in_limits", "sign_in_address_limits")
    @classmethod
    def _are_limits(cls, text: str) -> str:
        from limits import parse_many

        try:
            if text.strip():
                parse_many(text)
        except ValueError:
            raise ValueError(f"{text!r} is no limit; 30/minute;200/day is") from None
        return text

    @cached_property
    def origins(self) -> frozenset[str]:
        """The configured origins as browsers write them; "*" among them means any."""
        return frozenset(origin.rstrip("/").lower() for origin in _parts(self.allowed_origins))

    @cached_property
    def oidc_mail_domains(self) -> frozenset[str]:
        """Domains whose people may come in by the company's own sign-in without being invited."""
        return frozenset(domain.lstrip("@").lower() for domain in _parts(self.oidc_domains))

    @cached_property
    def answer_seconds(self) -> float:
        """Longest that one answer may take, with what a language model may."""
        return self.turn_seconds + (self.llm_seconds if self.llm_base_url is not None else 0.0)

    @cached_property
    def embedded_database(self) -> bool:
        """Whether this node runs its own PostgreSQL."""
        return self.database_url is None

    @cached_property
    def embedded_valkey(self) -> bool:
        """Whether this node runs its own Valkey."""
        return self.valkey_url is None

    def pack_folder(self) -> Path:
        """The pack to serve: the configured one, else the sample shop beside the code or in the wheel."""
        if self.pack is not None:
            return self.pack
        checkout = Path(__file__).resolve().parents[2] / "packs" / "loja"
        return checkout if checkout.is_dir() else Path(__file__).resolve().parent / "sample_pack"
