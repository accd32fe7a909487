"""The Deployments of deploy/kubernetes, run by podman beside the compose file's servers."""
import os
import subprocess
import tempfile

import yaml

from stack import ROOT, run, until

NAMES = ("gateway", "console", "notifier", "relay", "watch")
SECRETS = {
    "innopark-gateway": {"mqtt-gateway": "mqtt-gateway", "ca.crt": "ca.crt", "kafka-gateway.properties": "kafka-gateway.properties"},
    "innopark-console": {"postgres-auditor": "postgres-auditor", "postgres-console": "postgres-console",
                         "postgres-onboarder": "postgres-onboarder", "influx-console": None},
    "innopark-notifier": {"mqtt-notifier": "mqtt-notifier", "ca.crt": "ca.crt", "kafka-notifier.properties": "kafka-notifier.properties",
                          "postgres-notifier": "postgres-notifier"},
    # podman asks for it, though it is optional; of the notifier's channels none is a webhook here
    "innopark-webhooks": {"unused": "ca.crt"},
    "innopark-relay": {"kafka-relay.properties": "kafka-relay.properties", "postgres-relay": "postgres-relay"},
    "innopark-watch": {"kafka-watch.properties": "kafka-watch.properties", "postgres-auditor": "postgres-auditor", "ca.crt": "ca.crt"},
}
NETWORKS = {"gateway": ("broker", "stream", "watch", "gateways"), "console": ("pages", "ledger", "figures", "gateways"),
            "notifier": ("broker", "stream", "ledger", "notify"), "relay": ("stream", "ledger"), "watch": ("stream", "ledger")}


def answers(port, path):
    """A line of bash that succeeds where a page is there."""
    return (f"exec 3<>/dev/tcp/127.0.0.1/{port} && printf 'GET {path} HTTP/1.0\\r\\nHost: console\\r\\n\\r\\n' >&3"
            " && head -n 1 <&3 | grep -q ' 200 '")


READY = {"gateway": answers(8081, "/health/ready"), "console": answers(8080, "/health"), "notifier": answers(8082, "/health/ready"),
         "relay": answers(8083, "/health/ready"), "watch": answers(9250, "/metrics")}


def is_possible():
    """Whether kubectl is there, and knows these files."""
    try:
        return subprocess.run(["kubectl", "kustomize", "deploy/tests/kubernetes"], cwd=ROOT, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


class Kube:
    def __init__(self, stack):
        self.stack = stack
        self.objects = list(yaml.safe_load_all(run("kubectl", "kustomize", "deploy/tests/kubernetes")))
        self.files = tempfile.mkdtemp(prefix="innopark-kube-")
        with open(stack.volume("gateway-topics") + "/topics") as file:
            self.objects.append({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "innopark-topics"},
                                 "data": {"topics": file.read()}})
        for name, files in SECRETS.items():
            # podman mounts what stands under data as it is, without decoding it
            data = {key: self.secret(source) for key, source in files.items()}
            path = self.write(f"secret-{name}", [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name}, "data": data}])
            run("podman", "secret", "create", name, path)

    def secret(self, source):
        path = self.stack.volume("tokens-console") + "/console" if source is None else os.path.join(ROOT, "secrets", source)
        with open(path) as file:
            return file.read()

    def write(self, name, objects):
        path = os.path.join(self.files, name + ".yaml")
        with open(path, "w") as file:
            yaml.safe_dump_all(objects, file)
        os.chmod(path, 0o600)
        return path

    def start(self, name):
        """Runs a Deployment's pod, and waits until its container is ready."""
        wanted = [o for o in self.objects if o["kind"] == "ConfigMap" or (o["kind"] == "Deployment" and o["metadata"]["name"] == name)]
        # a Service gives a Deployment its name
        networks = [option for network in NETWORKS[name] for option in ("--network", f"{self.stack.project}_{network}:alias={name}")]
        run("podman", "play", "kube", *networks, self.write(name, wanted))
        container = f"{name}-pod-0-{name}"
        until(f"{name} is ready under play kube",
              lambda: subprocess.run(["podman", "exec", container, "bash", "-c", READY[name]], capture_output=True).returncode == 0)
        return container

    def reaches(self, name, other, port):
        """Whether a Deployment's container can call another one by its name."""
        script = f"timeout 5 bash -c 'exec 3<>/dev/tcp/{other}/{port}'"
        return subprocess.run(["podman", "exec", f"{name}-pod-0-{name}", "bash", "-c", script], capture_output=True).returncode == 0

    def close(self):
        for name in NETWORKS:
            run("podman", "pod", "rm", "-f", "-t", "10", f"{name}-pod-0", check=False)
        for name in SECRETS:
            run("podman", "secret", "rm", name, check=False)
        # what podman copied them into
        for name in (*SECRETS, "innopark-topics"):
            run("podman", "volume", "rm", name, check=False)
