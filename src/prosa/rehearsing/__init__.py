"""Rehearsals: a whole bot is asked what customers ask, and its answers are judged. No node imports it."""
