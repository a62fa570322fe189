"""The stages of a turn, one module each, in the order of `pipeline.STAGES`."""
