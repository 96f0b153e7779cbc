"""PostgreSQL: by its own programs, which read the login from their environment."""

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from partnerships.backups.faults import BackupError
from partnerships.backups.held import REASON, TABLE, UNSAVED_TABLES

# What stands in the database is taken away in the same transaction that brings the backup's rows: tables that
# are newer than the backup would be in the way of the next migration.
CLEAR = """
DO $$
DECLARE item record;
BEGIN
  FOR item IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE public.%I CASCADE', item.tablename);
  END LOOP;
  FOR item IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP SEQUENCE public.%I CASCADE', item.sequencename);
  END LOOP;
  -- What triggers call; functions of extensions stay with their extension.
  FOR item IN
    SELECT oid::regprocedure AS signature FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
  LOOP
    EXECUTE format('DROP FUNCTION %s CASCADE', item.signature);
  END LOOP;
END $$;
"""
HOLD = f"INSERT INTO public.{TABLE} (reason, held_at) VALUES ('{REASON}', now());\n"  # noqa: S608


def save(database: dict[str, Any], target: Path) -> None:
    unsaved = [f"--exclude-table-data=public.{table}" for table in UNSAVED_TABLES]
    _run(
        database, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", *unsaved, f"--file={target}"
    )


def load(database: dict[str, Any], source: Path) -> None:
    """Replace all tables by the backup's, with its mail held. Raises BackupError and changes nothing."""
    with TemporaryDirectory() as folder:
        before, rows, after = (Path(folder) / name for name in ("before.sql", "rows.sql", "after.sql"))
        before.write_text(CLEAR)
        after.write_text(HOLD)
        # Written out whole first: half a backup must not get as far as the database.
        _run(database, "pg_restore", "--no-owner", "--no-privileges", f"--file={rows}", str(source))
        files = [f"--file={path}" for path in (before, rows, after)]
        strict = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction"]
        _run(database, "psql", *strict, *files)


def _run(database: dict[str, Any], program: str, *arguments: str) -> None:
    try:
        # Our own program names; the file's is one argument among them, and no shell reads it.
        subprocess.run(  # noqa: S603
            [program, *arguments],
            env=os.environ | _login(database),
            check=True,
            text=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
    except FileNotFoundError as error:
        raise BackupError(f"{program} is missing: install PostgreSQL's client programs.") from error
    except subprocess.CalledProcessError as error:
        first = (error.stderr.strip().splitlines() or ["no reason given"])[0]
        raise BackupError(f"{program} failed, and nothing was changed: {first}") from error


def _login(database: dict[str, Any]) -> dict[str, str]:
    given = {
        "PGHOST": database["HOST"],
        "PGPORT": str(database["PORT"] or ""),
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
        "PGOPTIONS": "-c client_min_messages=warning",
    }
    return {name: value for name, value in given.items() if value}
