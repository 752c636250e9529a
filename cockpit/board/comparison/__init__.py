"""One number held against another: how far apart they are, and how much of it each member explains, exactly."""
