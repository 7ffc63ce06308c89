"""How it looks: values become lines, sheets and files of every format; sentences are made here and in `cli` alone."""
