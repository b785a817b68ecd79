"""The indicators of the experiment, declared: one file for each of the three families that the charter asks for."""
