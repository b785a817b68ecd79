"""What may leave the study: protection of tables and quotes, and the auditor that attacks it."""
