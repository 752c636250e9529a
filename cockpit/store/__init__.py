"""The exchange database: registers, daily facts, the sums beside them, and the ledger of loads."""
