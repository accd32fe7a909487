"""Registry and ledger, backed up from the running server and restored on a fresh one."""
import os
import subprocess

from stack import ROOT, run, until

HEADS = "SELECT string_agg(tenant || origin || seq || hash, ' ' ORDER BY tenant, origin, seq) FROM ledger"
FAULTS = "SELECT count(*) FROM ledger_faults"


def restored(stack):
    """The rows of the ledger there, as the restored server has them; fails where they differ, or a chain does not hold."""
    fresh = f"{stack.project}_fresh"
    image = stack.services["postgres"]["image"]
    run("podman", "rm", "-f", fresh, check=False)
    run("podman", "run", "-d", "--name", fresh, "--network", "none", "-e", "POSTGRES_PASSWORD=restored", "-e", "POSTGRES_DB=innopark", image)
    try:
        inside = ("podman", "exec", "-i", fresh)
        ask = lambda sql: run(*inside, "psql", "-U", "postgres", "-d", "innopark", "-Atc", sql)
        # over TCP: the server that the first start sets up by listens at the socket alone
        until("a fresh PostgreSQL", lambda: run(*inside, "pg_isready", "-h", "127.0.0.1", "-d", "innopark"))
        postgres = stack.container("postgres")
        pipe(("podman", "exec", postgres, "pg_dumpall", "-U", "postgres", "--roles-only"), (*inside, "psql", "-q", "-U", "postgres", "-d", "postgres"))
        dump = os.path.join(ROOT, "deploy/tests/target/innopark.dump")
        with open(dump, "wb") as file:
            subprocess.run(["podman", "exec", postgres, "pg_dump", "-U", "postgres", "-Fc", "innopark"], stdout=file, check=True)
        with open(dump, "rb") as file:
            done = subprocess.run([*inside, "pg_restore", "-U", "postgres", "-d", "innopark", "--clean", "--if-exists"], stdin=file, capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"pg_restore: {done.stderr}")
        if ask(HEADS) != stack.sql(HEADS):
            raise AssertionError("the restored ledger is another one")
        if ask(FAULTS) != "0":
            raise AssertionError("a chain of the restored ledger does not hold")
        return int(ask("SELECT count(*) FROM ledger"))
    finally:
        run("podman", "rm", "-f", "-v", fresh, check=False)


def pipe(source, target):
    dumped = subprocess.run(source, capture_output=True, text=True, check=True)
    subprocess.run(target, input=dumped.stdout, capture_output=True, text=True, check=True)
