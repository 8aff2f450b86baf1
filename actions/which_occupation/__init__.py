"""Which occupation a title or described work means, where the policy has to decide."""
