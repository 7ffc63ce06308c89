"""What there is: pure values; nothing here reads, prints or decides."""
