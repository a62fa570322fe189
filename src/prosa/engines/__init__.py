"""PostgreSQL and Valkey: started by ourselves in the data folder, or reached by URL."""

from prosa.engines.opening import Engines, Progress, open_engines

__all__ = ["Engines", "Progress", "open_engines"]
