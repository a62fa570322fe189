"""Files that agents and customers send each other."""
