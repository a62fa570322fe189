"""The web channel: REST and WebSocket for the widget and for anyone who speaks JSON."""
