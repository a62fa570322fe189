"""Portuguese text in, `Understanding` out: pure functions and models, no database, no network."""
