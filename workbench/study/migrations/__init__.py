"""How stores get from one version to the next; every step is kept, so that any older study can be brought along."""
