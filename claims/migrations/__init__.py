"""The database's history: tables, triggers, groups."""
