"""A private PostgreSQL and a private Valkey in the data folder, from wheels."""

from prosa.engines.embedded.supervision import EmbeddedEngines, EmbeddedUrls, embedded_engines

__all__ = ["EmbeddedEngines", "EmbeddedUrls", "embedded_engines"]
