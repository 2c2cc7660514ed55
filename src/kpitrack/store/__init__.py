"""What is written into data/progress/, and how: locked, whole, and on the disk before we say so."""
