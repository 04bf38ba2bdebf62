"""Runs MLflow with a database password that changes.

The password is in a mounted file, {"username": ..., "password": ...}. It goes into a password file of libpq, which libpq reads
for each new connection, and never into an argument or a variable. A changed mounted file replaces the password file within
seconds: the server goes on without a restart, and open connections stay valid.

    start.py server [arguments of mlflow server]
    start.py upgrade

Variables: DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_SECRET_FILE, PGPASSFILE, and those of libpq for TLS.
"""

import json
import os
import signal
import subprocess
import sys
from urllib.parse import quote

import psycopg2

POLL_SECONDS = 2

# A number that no other program uses in this database.
SCHEMA_LOCK = 20260061


def escaped(field):
    return field.replace("\\", "\\\\").replace(":", "\\:")


def read_secret():
    """The mounted secret, or None while the file is incomplete."""
    try:
        with open(os.environ["DATABASE_SECRET_FILE"], encoding="utf-8") as file:
            secret = json.load(file)
        return {"username": secret["username"], "password": secret["password"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_pass_file(secret):
    """Replaces the password file in one step. libpq ignores a file that others may read."""
    target = os.environ["PGPASSFILE"]
    fields = [
        os.environ["DATABASE_HOST"],
        os.environ["DATABASE_PORT"],
        os.environ["DATABASE_NAME"],
        secret["username"],
        secret["password"],
    ]
    # Two processes that write at the same time do not take each other's file.
    staged = f"{target}.{os.getpid()}"
    descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(":".join(map(escaped, fields)) + "\n")
    os.replace(staged, target)


def database_uri(secret):
    host, port, name = (os.environ[f"DATABASE_{key}"] for key in ("HOST", "PORT", "NAME"))
    # SQLAlchemy 2.1 would load another driver for postgresql:// alone.
    return f"postgresql+psycopg2://{quote(secret['username'], safe='')}@{host}:{port}/{name}"


def upgrade(uri):
    """Brings the schema to the version of this image, one pod after another. An empty database gets its tables."""
    connection = psycopg2.connect(uri.replace("+psycopg2", "", 1))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", (SCHEMA_LOCK,))
            return subprocess.run(["mlflow", "db", "upgrade", uri], check=False).returncode
    finally:
        connection.close()


def main(arguments):
    secret = read_secret()
    if secret is None:
        raise SystemExit(f"{os.environ['DATABASE_SECRET_FILE']} has no username and password")
    write_pass_file(secret)
    uri = database_uri(secret)
    if arguments == ["upgrade"]:
        return upgrade(uri)
    if arguments[:1] != ["server"]:
        raise SystemExit("expected server or upgrade as the first argument")
    child = subprocess.Popen(["mlflow", "server", "--backend-store-uri", uri, *arguments[1:]])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: child.send_signal(received))
    while True:
        try:
            return child.wait(POLL_SECONDS)
        except subprocess.TimeoutExpired:
            current = read_secret()
            if current is not None and current != secret:
                write_pass_file(current)
                secret = current
                print("the password of the database has changed", flush=True)


if __name__ == "__main__":
    status = main(sys.argv[1:])
    # Kubernetes shows the signal of a child as the status of a shell would.
    sys.exit(status if status >= 0 else 128 - status)
