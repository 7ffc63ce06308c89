"""Who speaks: one file per verb. Prompts, clock, user and exit codes are here, and no rule."""
