"""A safeguard of the database, taken out."""


def in_database(statement: str, *names: str) -> tuple[str, str, str]:
    """Change the schema after every migration, where the rights are granted."""
    line = "    _pin_triggers()\n    if desk != owner:\n"
    given = ", ".join(f'"{each}"' for each in (statement, *names))
    return "claims/services/rights.py", line, f"    _run({given})\n{line}"
