#!/usr/bin/env python3
"""InfluxDB 1 behind the part of InfluxDB 2.7's API that this project uses.

Organisation, buckets, mappings and tokens are kept here, in a file; a bucket is a database of its
name. Who asks without a token, or with one that does not permit it, is refused as version 2 does.
"""
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FOLDER = "/var/lib/influxdb2"
STATE = FOLDER + "/stand-in.json"
INNER = 18086
CONFIG = f"""
reporting-disabled = true
bind-address = "127.0.0.1:18088"
[meta]
  dir = "{FOLDER}/meta"
[data]
  dir = "{FOLDER}/data"
  wal-dir = "{FOLDER}/wal"
  query-log-enabled = false
  index-version = "tsi1"
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:{INNER}"
  log-enabled = false
  max-row-limit = 0
[continuous_queries]
  enabled = false
"""
lock = threading.RLock()
local = threading.local()
state = {}


class Refused(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code = status, code


def keep():
    with open(STATE + ".new", "w") as file:
        json.dump(state, file)
    os.replace(STATE + ".new", STATE)


def identity():
    return secrets.token_hex(8)


def inner(method, path, body=b"", headers=None):
    """Asks InfluxDB 1, over a connection of this thread's."""
    for attempt in (1, 2):
        try:
            if getattr(local, "connection", None) is None:
                local.connection = HTTPConnection("127.0.0.1", INNER, timeout=60)
            local.connection.request(method, path, body, headers or {})
            answer = local.connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        except OSError:
            local.connection = None
            if attempt == 2:
                raise
    raise OSError("unreachable")


def database(statement):
    status, _, body = inner(
        "POST",
        "/query",
        urllib.parse.urlencode({"q": statement}).encode(),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    if status != 200 or b'"error"' in body:
        raise Refused(500, "internal error", body.decode())


def setup():
    """The first start, by the environment that the image reads."""
    if os.path.exists(STATE):
        with open(STATE) as file:
            state.update(json.load(file))
        return
    read = lambda name: os.environ.get("DOCKER_INFLUXDB_INIT_" + name, "")
    state.update(org={"id": identity(), "name": read("ORG")}, buckets=[], dbrps=[], authorizations=[])
    if read("MODE") == "setup":
        seconds = duration(read("RETENTION") or "0")
        new_bucket({"name": read("BUCKET"), "retentionRules": [{"type": "expire", "everySeconds": seconds}]})
        everything = [{"action": action, "resource": {"type": "*"}} for action in ("read", "write")]
        state["authorizations"].append(
            {"id": identity(), "token": read("ADMIN_TOKEN"), "status": "active", "description": "admin's Token", "permissions": everything})
    keep()


def duration(text):
    units = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
    return sum(int(n) * units[unit] for n, unit in re.findall(r"(\d+)([smhdw])", text))


def new_bucket(asked):
    if any(bucket["name"] == asked["name"] for bucket in state["buckets"]):
        raise Refused(422, "conflict", f"bucket with name {asked['name']} already exists")
    rules = [rule for rule in asked.get("retentionRules", []) if rule.get("everySeconds")]
    check_shards(rules)
    bucket = {"id": identity(), "orgID": state["org"]["id"], "name": asked["name"], "retentionRules": rules}
    database(f'CREATE DATABASE "{bucket["name"]}"')
    state["buckets"].append(bucket)
    return bucket


def check_shards(rules):
    for rule in rules:
        if rule["everySeconds"] < 7 * 86400 and not rule.get("shardGroupDurationSeconds"):
            raise Refused(422, "unprocessable entity", "shard-group duration must also be updated to be smaller than new retention duration")


def found(kind, key):
    for item in state[kind]:
        if item["id"] == key:
            return item
    raise Refused(404, "not found", f"{kind[:-1]} not found")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *arguments):
        pass

    def do(self):
        url = urllib.parse.urlsplit(self.path)
        query = {key: values[0] for key, values in urllib.parse.parse_qs(url.query).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            if url.path in ("/health", "/ping"):
                return self.answer(200, {"name": "influxdb", "message": "ready for queries and writes", "status": "pass"})
            authorization = self.authorized()
            if url.path == "/api/v2/write":
                return self.write(authorization, query, body)
            if url.path == "/query":
                return self.query(authorization, query, body)
            self.permit(authorization, "write", None)
            with lock:
                answer = self.manage(self.command + " " + url.path, query, json.loads(body) if body else {})
                if self.command != "GET":
                    keep()
            self.answer(*answer)
        except Refused as refused:
            self.answer(refused.status, {"code": refused.code, "message": str(refused)})
        except (OSError, ValueError, KeyError) as failed:
            self.answer(500, {"code": "internal error", "message": repr(failed)})

    do_GET = do_POST = do_PATCH = do_DELETE = do_HEAD = do

    def authorized(self):
        token = self.headers.get("Authorization", "").removeprefix("Token ")
        with lock:
            for authorization in state["authorizations"]:
                if token and secrets.compare_digest(authorization["token"], token) and authorization["status"] == "active":
                    return authorization
        raise Refused(401, "unauthorized", "unauthorized access")

    def permit(self, authorization, action, bucket):
        for permission in authorization["permissions"]:
            if permission["action"] == action and permission["resource"].get("id") in (bucket, None):
                return
        raise Refused(403, "forbidden", "insufficient permissions for " + action)

    def bucket(self, name):
        with lock:
            for bucket in state["buckets"]:
                if name in (bucket["name"], bucket["id"]):
                    return bucket
        raise Refused(404, "not found", f'bucket "{name}" not found')

    def write(self, authorization, query, body):
        if query.get("org") not in (state["org"]["name"], state["org"]["id"]):
            raise Refused(404, "not found", f"organization name \"{query.get('org')}\" not found")
        bucket = self.bucket(query.get("bucket", ""))
        self.permit(authorization, "write", bucket["id"])
        path = "/write?" + urllib.parse.urlencode({"db": bucket["name"], "precision": query.get("precision", "ns")})
        headers = {"Content-Encoding": self.headers["Content-Encoding"]} if self.headers.get("Content-Encoding") == "gzip" else {}
        status, _, said = inner("POST", path, body, headers)
        if status == 204:
            return self.answer(204, None)
        message = json.loads(said).get("error", "") if said else ""
        code = "invalid" if status == 400 else "unprocessable entity" if status == 422 else "internal error"
        self.answer(status, {"code": code, "message": message})

    def query(self, authorization, query, body):
        if body and "json" not in self.headers.get("Content-Type", ""):
            query = {**{key: values[0] for key, values in urllib.parse.parse_qs(body.decode()).items()}, **query}
        bucket = self.bucket(query.get("db", ""))
        self.permit(authorization, "read", bucket["id"])
        status, headers, said = inner("POST", "/query", urllib.parse.urlencode(query).encode(),
                                      {"Content-Type": "application/x-www-form-urlencoded"})
        self.answer(status, said, headers.get("Content-Type", "application/json"))

    def manage(self, call, query, asked):
        key = call.rsplit("/", 1)[-1]
        kind = re.sub(r"/[0-9a-f]{16}$", "/ID", call)
        org = state["org"]
        if kind == "GET /api/v2/orgs":
            if query.get("org") not in (None, org["name"]):
                raise Refused(404, "not found", "organization name not found")
            return 200, {"orgs": [org]}
        if kind == "GET /api/v2/buckets":
            buckets = sorted((b for b in state["buckets"] if query.get("name") in (None, b["name"])), key=lambda b: b["id"])
            start, limit = int(query.get("offset", 0)), int(query.get("limit", 20))
            return 200, {"buckets": buckets[start:start + limit]}
        if kind == "POST /api/v2/buckets":
            return 201, new_bucket(asked)
        if kind == "PATCH /api/v2/buckets/ID":
            rules = [rule for rule in asked.get("retentionRules", []) if rule.get("everySeconds")]
            check_shards(rules)
            found("buckets", key)["retentionRules"] = rules
            return 200, found("buckets", key)
        if kind == "GET /api/v2/dbrps":
            # a bucket is found as the database of its name without a mapping of its own
            virtual = [{"id": bucket["id"], "orgID": org["id"], "bucketID": bucket["id"], "database": bucket["name"],
                        "retention_policy": "autogen", "default": True, "virtual": True}
                       for bucket in state["buckets"] if not any(m["bucketID"] == bucket["id"] for m in state["dbrps"])]
            return 200, {"content": state["dbrps"] + virtual}
        if kind == "POST /api/v2/dbrps":
            state["dbrps"].append({"id": identity(), **asked})
            return 201, state["dbrps"][-1]
        if kind == "GET /api/v2/authorizations":
            return 200, {"authorizations": state["authorizations"]}
        if kind == "POST /api/v2/authorizations":
            made = {"id": identity(), "token": secrets.token_urlsafe(64), "status": "active", **asked}
            state["authorizations"].append(made)
            return 201, made
        if kind == "PATCH /api/v2/authorizations/ID":
            found("authorizations", key).update(asked)
            return 200, found("authorizations", key)
        if kind == "DELETE /api/v2/authorizations/ID":
            state["authorizations"].remove(found("authorizations", key))
            return 204, None
        if kind == "POST /api/v2/delete":
            column, value = re.fullmatch(r'(\w+)="(\w+)"', asked["predicate"]).groups()
            name = urllib.parse.quote(self.bucket(query["bucket"])["name"])
            statement = f"DELETE WHERE \"{column}\" = '{value}' AND time < '{asked['stop']}'"
            inner("POST", f"/query?db={name}&q={urllib.parse.quote(statement)}")
            return 204, None
        raise Refused(404, "not found", "path not found")

    def answer(self, status, content, kind="application/json; charset=utf-8"):
        # version 2 indents its errors
        body = content if isinstance(content, bytes) else b"" if content is None else json.dumps(content, indent="\t").encode()
        self.send_response(status)
        if body or status != 204:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def end_with(process):
    process.wait()
    if not stopping.is_set():
        os._exit(1)


def main():
    os.makedirs(FOLDER, exist_ok=True)
    with open("/tmp/influxdb-1.conf", "w") as file:
        file.write(CONFIG)
    process = subprocess.Popen(["/usr/local/bin/influxd-1", "-config", "/tmp/influxdb-1.conf"])
    for attempt in range(600):
        try:
            if inner("GET", "/ping")[0] == 204:
                break
        except OSError:
            time.sleep(0.1)
    setup()
    server = ThreadingHTTPServer(("0.0.0.0", 8086), Handler)
    server.daemon_threads = True
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    threading.Thread(target=end_with, args=(process,), daemon=True).start()
    print("influxd: ready on 8086", flush=True)
    server.serve_forever()
    stopping.set()
    process.terminate()
    process.wait(30)


stopping = threading.Event()
if __name__ == "__main__":
    sys.exit(main())
