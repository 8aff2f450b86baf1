"""The page for visitors that says what is kept of them, made from the settings."""
