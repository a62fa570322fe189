"""From an article that answers to the sentences that do."""
