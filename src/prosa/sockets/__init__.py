"""What every WebSocket of ours is made of: frames out, pace in, and the description of a protocol."""
