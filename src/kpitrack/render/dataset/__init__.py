"""The data set of a month: tables of plan, figures and records for other programs, in four formats."""
