"""What it means: pure rules over values; the verdict is `rules.md`, nothing else."""
