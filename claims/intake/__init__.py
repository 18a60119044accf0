"""From text to candidate claims: pure reading, which knows no table."""
