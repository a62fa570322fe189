"""People: agents, the queue that leads to them, business hours, and tickets."""
