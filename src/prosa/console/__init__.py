"""The agents' API: lists, steps and tickets over HTTP. Rules live in `handoff`."""
