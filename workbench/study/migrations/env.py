"""What Alembic runs: the migrations, on the connection and in the transaction of whoever asked for them."""

from alembic import context

from workbench.study.schema import metadata

connection = context.config.attributes["connection"]
# SQLite undoes DDL with its transaction as well; batch mode is how it alters a table
context.configure(
    connection=connection,
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
