"""Finding conversations by what was said in them, although all of it is sealed (docs/agent-socket.md)."""
