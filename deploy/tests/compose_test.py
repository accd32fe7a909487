"""The compose file as it stands: everything comes up, a device's readings reach store and ledger, a
restart of everything and of each service alone loses nothing, and the zones are apart.

Prints what was seen, with times and counts. Ends with 1 at the first thing that is not so.
"""
import os
import re
import signal
import subprocess
import sys
import threading
import time
import traceback

import yaml

import backup
import kube
from device import Device, MappedDevice
from page import Pages
from stack import ROOT, Stack, run, until

HOST = os.environ["INNOPARK_BIND"]
# cannot be had without the official image
WITHOUT = {"grafana", "grafana-provision"} | set(os.environ.get("WITHOUT", "").split())
TENANT, LINE, MACHINE = "golden-noodle", "line-1", "oven-1"
ORIGIN = "sim:compose"
NEWCOMER = "harbour-bakery"
NEW_LINE, NEW_MACHINE = "line-9", "press-9"
STEADY_SECONDS = int(os.environ.get("STEADY_SECONDS", "120"))
BACKLOG_HOURS = 3
IMPORTS = "SELECT string_agg(version, ' ' ORDER BY recorded_at) FROM registry.import"


RECEIVER = """
import http.server
class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        print(self.rfile.read(int(self.headers["Content-Length"])).decode(), flush=True)
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(("", 8000), Receiver).serve_forever()
"""


class Report:
    def __init__(self):
        self.begin = time.monotonic()
        self.passed = 0

    def say(self, text):
        print(f"[{time.monotonic() - self.begin:5.0f} s] {text}", flush=True)

    def holds(self, what, truth):
        if not truth:
            raise AssertionError(what)
        self.passed += 1
        self.say("ok: " + what)


def secret(name):
    with open(os.path.join(ROOT, "secrets", name)) as file:
        return file.read().strip()


def figures(stack, tenant=TENANT, machine=MACHINE, origin=ORIGIN):
    """Readings taken, and sequence numbers missing, as the tenant's bucket has them."""
    rows = stack.influx(
        f"tenant-{tenant}",
        'SELECT sum("messages"), sum("sequence_gaps") FROM "quality_of_data"'
        f" WHERE \"level\" = 'machine' AND \"machine\" = '{machine}' AND \"grain\" = 'hour' AND \"origin\" = '{origin}'",
    )
    return (int(rows[0][1] or 0), int(rows[0][2] or 0)) if rows else (0, 0)


def arrived(stack, report, device, when, tenant=TENANT, machine=MACHINE):
    until("the broker has every message", device.is_through)
    until(f"every reading {when} is in InfluxDB", lambda: figures(stack, tenant, machine, device.origin) == (device.published, 0))
    report.holds(f"{when}: {device.published:,} published, as many counted, no gap in seq", True)


def restarts(stack):
    """How often the job has begun again, as its JobManager counts."""
    page = stack.get(f"http://{stack.address('jobmanager', 'watch')}:9249/")
    found = re.search(r"^flink_jobmanager_job_numRestarts\{[^}]*\} ([0-9.]+)$", page, re.MULTILINE)
    return int(float(found.group(1)))


def causes(stack):
    """Why the job began again, of each time, as its JobManager tells."""
    told = re.findall(r"to (?:RESTARTING|FAILED)\b[^\n]*\n((?:[\w.$]+(?:Exception|Error)\b[^\n]*)(?:\n(?:\s+at |Caused by: |\s+\.\.\. )[^\n]*)*)",
                      stack.log("jobmanager", 100_000))
    lines = ([line.removeprefix("Caused by: ")[:300] for line in trace.splitlines() if not line.startswith(("\t", " "))] for trace in told)
    return sorted({" / ".join(trace) for trace in lines})


def stands(stack, report, before):
    """The job was not restarted."""
    count = restarts(stack) - before
    if count:
        report.say("causes: " + ("\n  ".join(causes(stack)) or "none in the log"))
    report.holds(f"the job was restarted {count} times meanwhile", count == 0)


def script(stack, name, *arguments, **environment):
    """One of deploy/, with the services of this stack."""
    done = subprocess.run(
        [os.path.join(ROOT, "deploy", name), *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL,
        env={**os.environ, "COMPOSE": " ".join(stack.compose), "WITHOUT": " ".join(WITHOUT), **environment})
    if done.returncode != 0:
        raise AssertionError(f"{name}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def password_of(stack, tenant, line, machine):
    with open(f"{stack.volume('credentials')}/credentials/{tenant}+{line}+{machine}") as file:
        return file.read().strip()


def device_of(stack, tenant):
    password = password_of(stack, tenant, LINE, MACHINE)
    topic = f"innopark/tai-po/{tenant}/{LINE}/{MACHINE}"
    return Device(HOST, os.path.join(ROOT, "secrets/ca.crt"), f"{tenant}/{LINE}/{MACHINE}", password, topic, ORIGIN), password


def new_tenant(stack, report):
    """Registers a tenant by the one command, while messages come in; it applies minutes later."""
    with open(os.path.join(ROOT, "registry/src/main/resources/sample.yaml")) as file:
        registry = yaml.safe_load(file)
    # an entry need not begin with its id
    newcomer = {**registry["tenants"][0], "id": NEWCOMER, "name": "Harbour Bakery"}
    registry["tenants"].append({"name": newcomer.pop("name"), **newcomer})
    # written out, since a registry file has no aliases
    plain = type("Plain", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True})
    path = os.path.join(ROOT, "deploy/tests/target/newcomer.yaml")
    with open(path, "w") as file:
        yaml.dump(registry, file, Dumper=plain, sort_keys=False)
    begin = time.monotonic()
    script(stack, "tenants.sh", path)
    report.holds(f"a new tenant is known everywhere after {time.monotonic() - begin:.0f} s", True)


def console_command(stack, *arguments):
    return run(*stack.compose, "run", "--rm", "--no-deps", "-e", "REGISTRY_USER=console",
               "-e", "REGISTRY_PASSWORD_FILE=/run/secrets/postgres-console", "database-prepare", *arguments)


def machine_by_page(stack, report):
    """A line with a machine that speaks its maker's way is added on the console's page; it applies minutes later."""
    console_command(stack, "accounts", "add", "engineer", "--role", "platform_engineer")
    link = re.search(r"http\S+/sign-in#\S+", console_command(stack, "accounts", "link", "engineer")).group(0)
    pages = Pages(f"http://{HOST}:8080", link)
    gateways = until("the console knows the gateway's heartbeat",
                     lambda: [one for one in pages.get("/api/platform")["gateways"] if one["reached"] and one["heartbeatAt"]])
    report.holds(f"the platform's page has the heartbeat of {len(gateways)} gateway", len(gateways) == 1)
    draft = {"line": NEW_LINE, "line_name": "Hall 2", "calendar": "food-two-shift", "id": NEW_MACHINE, "name": "Press 9",
             "sample_period": "PT10S", "stale_after": "PT60S", "mapping": MappedDevice.MAPPING}

    def add():
        tried = pages.post(f"/api/tenants/{TENANT}/registry/draft", draft)
        if tried["problems"]:
            raise AssertionError(f"the draft has problems: {tried['problems']}")
        return pages.post(f"/api/tenants/{TENANT}/registry", {**draft, "version": tried["version"]})

    # refused where the page has not seen the import before it yet
    done = until("the page's import is taken", add)
    imported = stack.sql(f"SELECT imported_by FROM registry.import WHERE version = '{done['version']}'")
    report.holds("a line and a machine are added on the page, by the console's own login", done["changed"] and imported == "onboarder")
    may = lambda table: stack.sql(f"SELECT has_any_column_privilege('onboarder', 'registry.{table}', 'INSERT, UPDATE')") == "t"
    report.holds("that login changes machines, and no tenant or emission factor", may("machine") and not may("tenant") and not may("factor"))
    script(stack, "tenants.sh")
    with open(stack.volume("gateway-topics") + "/topics") as file:
        report.holds("the gateway is told of its topic", MappedDevice.TOPIC in file.read())
    return MappedDevice(HOST, os.path.join(ROOT, "secrets/ca.crt"), f"{TENANT}/{NEW_LINE}/{NEW_MACHINE}",
                        password_of(stack, TENANT, NEW_LINE, NEW_MACHINE), MappedDevice.TOPIC, "real")


def mapped_counts(stack, report, mapped, when):
    for _ in range(30):
        mapped.publish()
        time.sleep(0.2)
    arrived(stack, report, mapped, when, machine=NEW_MACHINE)


def new_tenant_counts(stack, report):
    until("the newcomer's import applies",
          lambda: stack.sql("SELECT max(effective_from) <= now() FROM registry.import") == "t", patience=1200)
    device, _ = device_of(stack, NEWCOMER)
    device.keep_on(0.1)
    time.sleep(10)
    device.pause()
    arrived(stack, report, device, "of the new tenant", NEWCOMER)


def tokens_rotate(stack, report, device):
    """Every token is replaced under load; the old ones are valid until they are revoked."""
    job = lambda: open(stack.volume("tokens-job") + "/job").read().strip()
    address = f"http://{stack.address('influxdb', 'figures')}:8086/api/v2/write?org=innopark&bucket=tenant-{TENANT}&precision=ms"
    taken = lambda token: stack.posts(address, token, b"probe value=1 1\n")
    old, before = job(), restarts(stack)
    device.keep_on(0.05)
    begin = time.monotonic()
    script(stack, "rotate.sh", OVERLAP="PT1S")
    report.holds("the job has another token, and its old one is valid beside it", job() != old and taken(old) and taken(job()))
    time.sleep(5)
    script(stack, "rotate.sh", "--revoke", OVERLAP="PT1S")
    report.holds(f"the old token is revoked after {time.monotonic() - begin:.0f} s", not taken(old) and taken(job()))
    time.sleep(10)
    device.pause()
    arrived(stack, report, device, "while tokens were replaced")
    stands(stack, report, before)


def password_is_exchanged(stack, report, device):
    """The job's login gets another password, and PostgreSQL ends all connections, under load.

    That the job reads by it is seen later: it knows a tenant that is registered after this.
    """
    before, old = restarts(stack), secret("postgres-writer")
    rows = int(stack.sql("SELECT count(*) FROM ledger"))
    device.keep_on(0.05)
    os.remove(os.path.join(ROOT, "secrets/postgres-writer"))
    script(stack, "secrets.sh")
    for name in ("database-prepare", "tokens-share"):
        run(*stack.compose, "run", "--rm", "--no-deps", name)
    report.holds("the job's login has another password", old != secret("postgres-writer"))
    stack.again("postgres")
    device.pause()
    arrived(stack, report, device, "while the job's password was exchanged")
    stands(stack, report, before)
    report.holds("no row of the ledger is lost", int(stack.sql("SELECT count(*) FROM ledger")) >= rows)


class State:
    """What the Sparkplug host says of itself at the broker, from the outside."""

    def __init__(self, seconds):
        self.lines = []
        self.process = subprocess.Popen(
            ["mosquitto_sub", "-h", HOST, "-p", "8883", "--cafile", os.path.join(ROOT, "secrets/ca.crt"), "-i", "watcher",
             "-u", "operator", "-P", secret("mqtt-operator"), "-t", "spBv1.0/STATE/+", "-W", str(seconds), "-F", "%p"],
            stdout=subprocess.PIPE, text=True)
        self.thread = threading.Thread(target=lambda: self.lines.extend(self.process.stdout), daemon=True)
        self.thread.start()

    def wait(self):
        self.process.wait()
        self.thread.join()
        return [line.strip() for line in self.lines]


def comes_up(stack, report):
    begin = time.monotonic()
    seconds = stack.up()
    report.say("ready: " + ", ".join(f"{name} {took:.0f} s" for name, took in seconds.items()))
    report.holds(f"{len(seconds)} services are ready after {time.monotonic() - begin:.0f} s", True)


def is_hardened(stack, report):
    for name in stack.services:
        if name in stack.once:
            continue
        status = stack.inside(name, "cat", "/proc/1/status")
        uids = re.search(r"Uid:\s+(\d+)", status).group(1)
        capabilities = re.search(r"CapEff:\s+(\w+)", status).group(1)
        if uids == "0" or int(capabilities, 16) != 0:
            raise AssertionError(f"{name} runs as {uids} with {capabilities}")
    report.holds("every server runs without root and without capabilities", True)
    maps = stack.inside("taskmanager", "sh", "-c", "cat /proc/1/maps /proc/*/maps 2>/dev/null | grep -c libjemalloc")
    report.holds("Flink's image brings jemalloc", int(maps) > 0)
    kilobytes = int(stack.inside("kafka", "du", "-sk", "/run/kafka").split()[0])
    report.holds(f"Kafka keeps {kilobytes} KiB in its tmpfs, and no log", kilobytes < 1024)


def say_what_happens(stack, report):
    for name in ("gateway", "console"):
        report.holds(f"{name} logs what happens, not errors alone", re.search(r"\bINFO\b", stack.log(name, 1000)) is not None)


def zones_are_apart(stack, report):
    """From a container in Grafana's networks."""
    networks = ",".join(f"{stack.project}_{name}" for name in ("pages", "figures", "metrics"))
    far = [("postgres", "ledger", 5432), ("zookeeper", "flink", 2181), ("jobmanager", "flink", 6123),
           ("taskmanager", "flink", 6122), ("kafka", "stream", 9092), ("mosquitto", "broker", 1883)]
    near = [("influxdb", "figures", 8086), ("prometheus", "metrics", 9090)]

    def reaches(place):
        name, network, port = place
        script = f"timeout 3 bash -c 'exec 3<>/dev/tcp/{stack.address(name, network)}/{port}'"
        done = subprocess.run(["podman", "run", "--rm", "--network", networks, "localhost/innopark-stand-in/debian", "bash", "-c", script],
                              capture_output=True)
        return done.returncode == 0

    for place in near:
        report.holds(f"Grafana's networks reach {place[0]}:{place[2]}", reaches(place))
    for place in far:
        report.holds(f"Grafana's networks do not reach {place[0]}:{place[2]}", not reaches(place))
    address = f"http://{stack.address('influxdb', 'figures')}:8086"
    job = open(stack.volume("tokens-job") + "/job").read().strip()
    try:
        stack.get(f"{address}/query?db=tenant-{TENANT}&q=SHOW+MEASUREMENTS", job)
        raise AssertionError("the job's token reads")
    except OSError:
        report.holds("the job's token cannot read", True)
    report.holds("volume tokens-job holds the job's token and password alone",
                 sorted(os.listdir(stack.volume("tokens-job"))) == ["job", "postgres-writer"])
    report.holds("the console has no token that writes", "job" not in os.listdir(stack.volume("tokens-console")))


def is_refused_elsewhere(device_password, report):
    done = subprocess.run(
        ["mosquitto_pub", "-V", "5", "-h", HOST, "-p", "8883", "--cafile", os.path.join(ROOT, "secrets/ca.crt"), "-q", "1",
         "-i", "elsewhere", "-u", f"{TENANT}/{LINE}/{MACHINE}", "-P", device_password, "-m", "{}",
         "-t", "innopark/yuen-long/yl-semicon/smt-1/placer-1"], capture_output=True, text=True)
    report.holds("a device cannot publish as another tenant's", "authorized" in done.stderr.lower())


def tells(stack, report):
    """Prometheus sees every server, and an alert reaches who listens."""
    prometheus = f"http://{stack.address('prometheus', 'metrics')}:9090"
    until("Prometheus sees all", lambda: '"health":"down"' not in stack.get(prometheus + "/api/v1/targets?state=active")
          and '"health":"unknown"' not in stack.get(prometheus + "/api/v1/targets?state=active"))
    report.holds("every target of Prometheus is up", True)
    watch = f"http://{stack.address('watch', 'watch')}:9250/metrics"
    until("every check of the watch succeeds", lambda: 'innopark_certificate_expires' in stack.get(watch) and "} 0\n" not in
          "".join(line + "\n" for line in stack.get(watch).splitlines() if "success" in line))
    report.holds("every check of the watch succeeds", True)
    run("podman", "run", "-d", "--name", f"{stack.project}_receiver", "--network", f"{stack.project}_notify", "--network-alias", "receiver",
        "--entrypoint", "python3", "localhost/innopark-stand-in/influxdb", "-c", RECEIVER)


def is_told(stack, report):
    """Somebody hears of the malformed messages that were sent on the way."""
    said = lambda: run("podman", "logs", f"{stack.project}_receiver")
    until("an alert reaches who listens", lambda: "TenantDeadLetters" in said(), patience=900)
    report.holds("the alert of malformed messages reaches who listens, with its tenant", f'"tenant":"{TENANT}"' in said().replace(" ", ""))


def real_registry(stack):
    """Imports other reference data than the sample, as the runbook says."""
    with open(os.path.join(ROOT, "registry/src/main/resources/sample.yaml")) as file:
        sample = file.read()
    path = os.path.join(ROOT, "deploy/tests/target/plants.yaml")
    with open(path, "w") as file:
        file.write(sample.replace("Golden Noodle", "Golden Noodle Limited"))
    os.environ["REGISTRY_FILE"] = path
    run(*stack.compose, "run", "--rm", "--no-deps", "registry-import", "registry", "import", "/opt/innopark/import.yaml")
    del os.environ["REGISTRY_FILE"]
    return stack.sql(IMPORTS)


def everything_restarts(stack, report, device):
    rows = int(stack.sql("SELECT count(*) FROM ledger"))
    imports = real_registry(stack)
    begin = time.monotonic()
    stack.down()
    report.say(f"down after {time.monotonic() - begin:.0f} s")
    comes_up(stack, report)
    report.holds("no row of the ledger is lost", int(stack.sql("SELECT count(*) FROM ledger")) >= rows)
    report.holds("the sample is not imported over other reference data", stack.sql(IMPORTS) == imports)


def each_restarts(stack, report):
    servers = [name for name in stack.services if name not in stack.once]
    for name in servers:
        took = stack.again(name)
        for other in ("gateway", "jobmanager"):
            until(f"{other} is healthy after {name}", lambda other=other: stack.is_healthy(other))
        report.holds(f"{name} alone: healthy after {took:.0f} s", True)


def runs_under_kubernetes(stack, report, device, mapped):
    """The Deployments in place of their services, which stay stopped."""
    if not kube.is_possible():
        report.say("left out: kubectl is not installed, or its kustomize is below 5")
        return
    for name in kube.NAMES:
        run("podman", "stop", "-t", "30", stack.container(name))
    pods = kube.Kube(stack)
    try:
        for name in kube.NAMES:
            container = pods.start(name)
            status = run("podman", "exec", container, "cat", "/proc/1/status")
            report.holds(f"{name}'s Deployment runs under play kube, without capabilities",
                         re.search(r"Uid:\s+10001\s", status) is not None and re.search(r"CapEff:\s+0+\s", status) is not None)
        report.holds("the console's Deployment reaches the gateway's", pods.reaches("console", "gateway", 8081))
        device.keep_on()
        time.sleep(5)
        device.pause()
        arrived(stack, report, device, "through the Deployment's gateway")
        mapped_counts(stack, report, mapped, "through it, of the mapped machine")
    finally:
        pods.close()


def test(stack, report):
    comes_up(stack, report)
    device, password = device_of(stack, TENANT)
    state = State(STEADY_SECONDS)
    device.backlog(BACKLOG_HOURS * 3600, 10)
    password_is_exchanged(stack, report, device)
    device.keep_on()
    new_tenant(stack, report)
    # before a machine with topics of its own comes: for them the gateway connects anew
    said = state.wait()
    report.holds(f"Sparkplug STATE is steady for {STEADY_SECONDS} s: {said}", len(said) == 1 and '"online":true' in said[0].replace(" ", ""))
    mapped = machine_by_page(stack, report)
    is_refused_elsewhere(password, report)
    is_hardened(stack, report)
    say_what_happens(stack, report)
    zones_are_apart(stack, report)
    tells(stack, report)
    for _ in range(60):
        device.publish_malformed()
    for page in ("/health", "/"):
        report.holds(f"the console answers {page}", stack.status(f"http://{HOST}:8080{page}") in (200, 302))
    until("closed hours are in the ledger", lambda: int(stack.sql(f"SELECT count(*) FROM ledger WHERE tenant = '{TENANT}'")) > 0)
    report.holds(f"{stack.sql('SELECT count(*) FROM ledger')} rows are in the ledger", True)
    is_told(stack, report)
    device.pause()
    arrived(stack, report, device, "before")
    tokens_rotate(stack, report, device)
    new_tenant_counts(stack, report)
    mapped_counts(stack, report, mapped, "of the machine that was added on the page")
    stands(stack, report, 0)

    report.holds(f"{backup.restored(stack)} rows of the ledger are restored on a fresh PostgreSQL, and their chains hold", True)

    runs_under_kubernetes(stack, report, device, mapped)
    everything_restarts(stack, report, device)
    device.keep_on()
    time.sleep(5)
    device.pause()
    arrived(stack, report, device, "after down and up")

    device.keep_on()
    each_restarts(stack, report)
    device.pause()
    arrived(stack, report, device, "after a restart of each")
    report.holds("no chain of the ledger is at fault", stack.sql("SELECT count(*) FROM ledger_faults") == "0")


def main():
    # told to end, it still removes what it has started
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    os.environ["ALERT_WEBHOOK"] = "http://receiver:8000/"
    stack, report = Stack("innopark-test", WITHOUT), Report()
    report.say("left out: " + ", ".join(sorted(WITHOUT)))
    tidy = lambda: (run("podman", "rm", "-f", f"{stack.project}_receiver", check=False), stack.down("-v"))
    tidy()
    try:
        test(stack, report)
    except Exception as failed:
        if not isinstance(failed, AssertionError):
            traceback.print_exc()
        print(f"FAILED: {failed}", file=sys.stderr)
        for name in ("gateway", "jobmanager", "taskmanager", "mosquitto", "kafka"):
            try:
                print(f"--- {name}\n{stack.log(name, 12)[-1500:]}", file=sys.stderr)
            except AssertionError:
                pass
        print(f"{report.passed} passed, 1 failed")
        return 1
    finally:
        if not os.environ.get("KEEP"):
            tidy()
    report.say("done")
    print(f"{report.passed} passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
