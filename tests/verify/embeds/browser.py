"""A browser through Debian's chromedriver, spoken to in plain WebDriver."""

import json
import subprocess
import time
import urllib.request

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update",
         "--disable-background-networking", "--disable-sync", "--window-size=1000,1200"]


class Browser:
    """Ends with the `with` that it is used in."""

    def __init__(self, scripts=True):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        port = next(line for line in self.driver.stdout if "successfully on port" in line).split("on port ")[1].strip(".\n")
        self.base = f"http://127.0.0.1:{port}"
        options = {"args": FLAGS, "prefs": {} if scripts else {"profile.managed_default_content_settings.javascript": 2}}
        asked = {"alwaysMatch": {"goog:chromeOptions": options, "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"}}}
        session = self.ask("POST", "/session", {"capabilities": asked})
        self.base += f"/session/{session['sessionId']}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ask("DELETE", "")
        self.driver.terminate()
        self.driver.wait()

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def visit(self, address):
        self.ask("POST", "/url", {"url": address})

    def run(self, script):
        return self.ask("POST", "/execute/sync", {"script": script, "args": []})

    def wait_for(self, script, seconds=15):
        """The value of the script once it is true."""
        until = time.time() + seconds
        while time.time() < until:
            if value := self.run(script):
                return value
            time.sleep(0.1)
        raise SystemExit(f"in vain waited for: {script}")

    def element(self, selector):
        return self.ask("POST", "/element", {"using": "css selector", "value": selector})

    def text(self, selector):
        """What is seen of it, which needs no script of the page."""
        return self.ask("GET", f"/element/{next(iter(self.element(selector).values()))}/text")

    def enter(self, selector):
        self.ask("POST", "/frame", {"id": self.element(selector)})

    def leave(self):
        self.ask("POST", "/frame", {"id": None})

    def events(self, method):
        """What the DevTools told of a method since the last time."""
        told = [json.loads(line["message"])["message"] for line in self.ask("POST", "/se/log", {"type": "performance"})]
        return [one["params"] for one in told if one["method"] == method]
