"""TON API v2: an index of the chain, whose collections are walked for what is sold there."""
