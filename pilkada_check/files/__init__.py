"""Where it lies: lists, tables, journals and the workspace on a disk; nothing here decides what they mean."""
