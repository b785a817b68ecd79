"""Release bundles: built, read, verified, served."""
