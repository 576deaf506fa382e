"""How the tables are laid out, so that they can be sharded by owner."""

from sqlalchemy import Table, UniqueConstraint

from store.tables import metadata

# What finds the shard: an owner's id is the key, an address or token leads to it.
_DIRECTORY = {"owners", "tokens"}


def _of_owners() -> list[Table]:
    return [table for table in metadata.sorted_tables if "owner_id" in table.c]


def test_every_key_of_owner_data_carries_the_owner() -> None:
    for table in _of_owners():
        unique = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
        for constraint in (table.primary_key, *unique):
            assert "owner_id" in {column.name for column in constraint.columns}, table.name


def test_reference_data_never_refers_to_owner_data() -> None:
    owned = {table.name for table in _of_owners()} | _DIRECTORY
    for table in metadata.sorted_tables:
        if table.name not in owned:
            assert not {key.column.table.name for key in table.foreign_keys} & owned, table.name


def test_no_id_is_made_by_the_database() -> None:
    for table in metadata.sorted_tables:
        assert table.autoincrement_column is None, table.name
