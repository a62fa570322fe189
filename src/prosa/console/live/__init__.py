"""What agents see while it happens: their socket, who looks at what, who types."""
