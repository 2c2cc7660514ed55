"""Somebody's published table: do its printed rates follow from the numbers beside them, and if not, why."""
