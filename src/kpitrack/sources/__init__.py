"""Bytes → rows or nodes with places. One module per format, no knowledge of plans."""
