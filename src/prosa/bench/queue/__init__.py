"""A day at the queue, played against real engines: many customers, few agents, nodes that die."""
