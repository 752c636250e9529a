"""What comes in: the city as data, the demonstration world, and one file per kind of source."""
