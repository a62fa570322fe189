"""Settings that make no sense are refused at the start, not found out later."""

import pytest
from pydantic import ValidationError

from prosa.settings import Settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("allowed_origins", ""),
        ("allowed_origins", "*"),
        ("allowed_origins", "https://loja.example, http://localhost:3000/"),
        ("trusted_proxies", "10.0.0.0/8, ::1"),
        ("session_limits", ""),
        ("session_limits", "5/second; 30/minute"),
    ],
)
def test_what_makes_sense_is_taken(name: str, value: str):
    assert getattr(Settings.model_validate({name: value}), name) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("allowed_origins", "loja.example"),
        ("allowed_origins", "https://loja.example/chat"),
        ("allowed_origins", "https://loja.example?x"),
        ("allowed_origins", "https://*.loja.example"),
        ("allowed_origins", "https://loja.example, ftp://loja.example"),
        ("trusted_proxies", "proxy.internal"),
        ("trusted_proxies", "10.0.0.1/8"),
        ("session_limits", "thirty a minute"),
        ("address_limits", "30/fortnight"),
        ("port", "0"),
        ("max_body_bytes", "1"),
        ("turn_seconds", "nan"),
        ("log_level", "trace"),
    ],
)
def test_what_makes_none_is_refused(name: str, value: str):
    with pytest.raises(ValidationError):
        Settings.model_validate({name: value})


def test_origins_are_compared_as_browsers_write_them():
    settings = Settings.model_validate({"allowed_origins": "HTTPS://Loja.example/ , ,http://localhost:3000"})
    assert settings.origins == {"https://loja.example", "http://localhost:3000"}


def test_secrets_do_not_show():
    settings = Settings.model_validate(
        {
            "secret_key": "s3cret-" * 8,
            "encryption_keys": "k3y-" * 12,
            "database_url": "postgresql://prosa:pa55@db/prosa",
            "valkey_url": "valkey://:pa55@valkey/0",
        }
    )
    assert not [word for word in ("s3cret", "k3y", "pa55") if word in f"{settings!r}{settings}"]
