"""What somebody does on the console's pages, by the requests that the pages make."""
import json
import urllib.error
import urllib.request


class Pages:
    """A session, begun by the link that a new account is given; asked as localhost, which is among CONSOLE_HOSTS."""

    def __init__(self, url, link):
        self.url = url
        self.headers = {"Host": "localhost", "Content-Type": "application/json"}
        self.post("/api/sign-in/link", {"token": link.rsplit("#", 1)[1]})
        self.headers["X-Change-Token"] = self.get("/api/session")["changeToken"]

    def get(self, path):
        return self.ask(path, None)

    def post(self, path, body):
        return self.ask(path, json.dumps(body).encode())

    def ask(self, path, body):
        request = urllib.request.Request(self.url + path, data=body, headers=self.headers)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                cookie = answer.headers.get("Set-Cookie")
                if cookie:
                    self.headers["Cookie"] = cookie.split(";", 1)[0]
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{path}: {refused.code} {refused.read().decode()}") from refused
