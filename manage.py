#!/usr/bin/env python3
"""Run the project's commands; the first one makes the environment by itself."""
# ruff: noqa: PLC0415 - there is no Django before the environment is made, and Ctrl-C may come during any import

import os
import sys

# Everything in this file has to parse on Python 2.7, so that an old Python reaches this sentence.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "This needs Python 3.11 or newer, and %s is Python %s."  # noqa: UP031
        % (sys.executable, sys.version.split()[0])
    )
if os.name == "nt":
    sys.exit("On Windows, run this inside WSL (Windows Subsystem for Linux).")


def main(argv):
    from partnerships import bootstrap

    try:
        bootstrap.ensure_environment(argv)
    except bootstrap.NotReadyError as reason:
        sys.exit(str(reason))
    return run(argv)


def run(argv):
    if argv[1:2] == ["demo"]:
        from partnerships.demo import launcher

        return launcher.main(argv[2:])
    if argv[1:2] == ["test"]:
        from partnerships import suite

        return suite.main(argv[2:])
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnerships.settings")
    return execute_from_command_line(argv)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv))
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        sys.exit(130)
