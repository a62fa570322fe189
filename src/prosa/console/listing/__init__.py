"""Lists of conversations: which, in what order, how many, and what each agent has read of them."""
