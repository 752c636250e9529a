"""The few kinds of mark. Each is a function from numbers to an element; none knows a database, Dash or a clock."""
