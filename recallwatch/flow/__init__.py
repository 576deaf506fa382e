"""The jobs: poll, ingest, match, dispatch, sweep. Each module draws its pipeline in its docstring."""
