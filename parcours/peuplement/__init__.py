"""Many projects at once, for load tests: deterministic, in bulk, through the same tables, triggers and policies."""
