"""One module per rule. A module with a ``rule`` is found; nothing lists it."""
