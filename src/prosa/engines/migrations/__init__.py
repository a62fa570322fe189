"""Alembic's environment and the revisions, run by `prosa.engines.schema`."""
