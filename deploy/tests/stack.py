"""The services of docker-compose.yml under podman, started in the order in which they wait."""
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import yaml

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PATIENCE = 600
# of one answer; a machine that does other things too is slow
ANSWER_SECONDS = 60


def run(*command, check=True, quiet=True):
    """What a command says on standard output."""
    done = subprocess.run(command, cwd=ROOT, text=True, stdin=subprocess.DEVNULL, capture_output=quiet)
    if check and done.returncode != 0:
        raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return (done.stdout or "").strip()


def until(what, question, patience=PATIENCE, pause=1.0):
    """Asks until the answer is true, and gives it."""
    end = time.monotonic() + patience
    last = None
    while time.monotonic() < end:
        try:
            last = question()
            if last:
                return last
        except (OSError, AssertionError, KeyError, IndexError, ValueError) as notyet:
            last = notyet
        time.sleep(pause)
    raise AssertionError(f"{what}: not within {patience} s; at last: {last}")


class Stack:
    def __init__(self, project, without):
        self.project = project
        with open(os.path.join(ROOT, "docker-compose.yml")) as file:
            services = yaml.safe_load(file)["services"]
        self.services = {
            name: service
            for name, service in services.items()
            if name not in without and not service.get("profiles")
        }
        self.once = {
            other
            for service in services.values()
            for other, how in service.get("depends_on", {}).items()
            if how["condition"] == "service_completed_successfully"
        }
        self.compose = [os.path.join(os.path.dirname(sys.executable), "podman-compose"), "-p", project]

    def container(self, service):
        ids = run("podman", "ps", "-a", "-q", "--filter", f"label=com.docker.compose.project={self.project}",
                  "--filter", f"label=com.docker.compose.service={service}")
        if not ids:
            raise AssertionError(f"{service} has no container")
        return ids.split()[0]

    def up(self):
        """Creates all and starts each when those it waits for are ready; gives the seconds of each."""
        # without podman's own notion of what needs what: it starts things in an order of its own
        run(*self.compose, "up", "--no-start", "--no-deps", *self.services)
        started, seconds, begin = {}, {}, time.monotonic()
        while len(seconds) < len(self.services):
            if time.monotonic() - begin > 3 * PATIENCE:
                missing = ", ".join(name for name in started if name not in seconds)
                raise AssertionError(f"not ready: {missing}")
            for name, service in self.services.items():
                if name not in started and all(other in seconds for other in service.get("depends_on", {}) if other in self.services):
                    run("podman", "start", self.container(name))
                    started[name] = time.monotonic()
                elif name in started and name not in seconds and self.is_ready(name):
                    seconds[name] = time.monotonic() - started[name]
            time.sleep(0.5)
        return seconds

    def is_ready(self, name):
        container = self.container(name)
        state = json.loads(run("podman", "inspect", "--format", "{{json .State}}", container))
        if name in self.once:
            if state["Running"] or state["Status"] in ("created", "configured", "initialized"):
                return False
            if state["ExitCode"] != 0:
                raise AssertionError(f"{name} ended with {state['ExitCode']}:\n{self.log(name, 10)}")
            return True
        again = int(run("podman", "inspect", "--format", "{{.RestartCount}}", container))
        if state["Status"] == "exited" or again > 10:
            raise AssertionError(f"{name} ended with {state['ExitCode']}:\n{self.log(name, 10)}")
        return self.is_healthy(name)

    def is_healthy(self, name):
        done = subprocess.run(["podman", "healthcheck", "run", self.container(name)], capture_output=True)
        return done.returncode == 0

    def again(self, name):
        """Restarts one service alone; the seconds until it is healthy."""
        begin = time.monotonic()
        run("podman", "restart", "-t", "30", self.container(name))
        until(name + " is healthy", lambda: self.is_healthy(name))
        return time.monotonic() - begin

    def down(self, *options):
        run(*self.compose, "down", "-t", "30", *options, check=False)
        # what ended and began again meanwhile
        left = run("podman", "ps", "-a", "-q", "--filter", f"label=com.docker.compose.project={self.project}").split()
        if left:
            run("podman", "rm", "-f", "-t", "5", *left)
            run(*self.compose, "down", *options, check=False)

    def log(self, name, lines=40):
        done = subprocess.run(["podman", "logs", "--tail", str(lines), self.container(name)], capture_output=True, text=True)
        return done.stdout + done.stderr

    def inside(self, name, *command, check=True):
        return run("podman", "exec", self.container(name), *command, check=check)

    def address(self, name, network):
        networks = json.loads(run("podman", "inspect", "--format", "{{json .NetworkSettings.Networks}}", self.container(name)))
        return networks[f"{self.project}_{network}"]["IPAddress"]

    def volume(self, name):
        return run("podman", "volume", "inspect", "--format", "{{.Mountpoint}}", f"{self.project}_{name}")

    def get(self, url, token=None):
        request = urllib.request.Request(url, headers={"Authorization": "Token " + token} if token else {})
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
            return answer.read().decode()

    def posts(self, url, token, body):
        """Whether it is taken."""
        request = urllib.request.Request(url, data=body, headers={"Authorization": "Token " + token})
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
                return answer.status // 100 == 2
        except urllib.error.HTTPError:
            return False

    def status(self, url):
        """Asked as localhost, which is among CONSOLE_HOSTS."""
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers={"Host": "localhost"}), timeout=ANSWER_SECONDS) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            return refused.code

    def influx(self, bucket, influxql):
        """The rows of a query, each a list, read with the console's own token."""
        with open(self.volume("tokens-console") + "/console") as file:
            token = file.read().strip()
        query = urllib.parse.urlencode({"db": bucket, "q": influxql, "epoch": "ms"})
        answer = json.loads(self.get(f"http://{self.address('influxdb', 'figures')}:8086/query?{query}", token))
        return [row for result in answer["results"] for series in result.get("series", []) for row in series["values"]]

    def sql(self, statement):
        return self.inside("postgres", "psql", "-U", "postgres", "-d", "innopark", "-Atc", statement)
