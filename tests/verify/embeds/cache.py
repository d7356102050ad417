"""nginx in front as a cache: 10,000 mixed requests as a log would have them, nearly all from the cache, none of a wrong variant."""

import gzip
import http.client
import os
import pathlib
import random
import shutil
import socket
import subprocess
import tempfile
import time

import brotli

URL = os.environ["BAOCAO_URL"]
SERVICE = URL.removeprefix("http://")
REQUESTS = 10_000
HOSTS = ["baocao.hanoi.gov.vn", "so-lieu.example"]
CODINGS = ["br, gzip", "gzip", "identity", "gzip, deflate, br, zstd", ""]
SLUGS = ["members-admitted", "discipline-outcomes-2022", "inspection-funnel-2022", "investment-2024"]
FIGURES = "/api/v1/figures{}?indicator=members-admitted&organization=hanoi&period=2021..2022"


def addresses():
    for slug in SLUGS:
        for lang in ("", "?lang=en"):
            yield from (f"/charts/{slug}{lang}", f"/embed/{slug}{lang}", f"/charts/{slug}.json{lang}", f"/charts/{slug}.svg{lang}")
        yield from (f"/charts/{slug}.svg?width=360", f"/embed/{slug}?theme=dark", f"/charts/{slug}?known_on=2022-12-31")
        yield f"/oembed?url=http%3A%2F%2F{{host}}%2Fcharts%2F{slug}"
    yield from ("/", "/widget/baocao.js", f"/charts/{SLUGS[0]}.png", FIGURES.format(".csv"), FIGURES.format(".jsonstat"))


def nginx(folder, port):
    conf = (pathlib.Path(__file__).parent / "nginx.conf").read_text()
    conf = conf.replace("SERVICE", SERVICE).replace("LISTEN", f"127.0.0.1:{port}").replace("FOLDER", str(folder))
    (folder / "nginx.conf").write_text(conf)
    # As root its workers would be somebody else, who may not write into our folder.
    rules = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", rules]
    started = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return started
        except OSError:
            time.sleep(0.05)
    raise SystemExit("nginx did not start")


class Client:
    def __init__(self, netloc):
        self.line = http.client.HTTPConnection(netloc, timeout=60)

    def get(self, path, host, coding, **headers):
        self.line.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": host, "Accept-Encoding": coding, **headers}.items():
            if value:
                self.line.putheader(name.replace("_", "-"), value)
        self.line.endheaders()
        answer = self.line.getresponse()
        return answer, answer.read()


def plain(answer, body):
    match answer.getheader("Content-Encoding"):
        case None:
            return body
        case "gzip":
            return gzip.decompress(body)
        case "br":
            return brotli.decompress(body)
        case other:
            raise SystemExit(f"a coding nobody asked for: {other}")


def main():
    chance = random.Random(20261122)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="baocao-nginx."))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    front = nginx(folder, port)
    try:
        through, direct = Client(f"127.0.0.1:{port}"), Client(SERVICE)
        paths = list(addresses())
        # A few are asked for much more often than the others, as in any log.
        weights = [1 / (place + 1) for place in range(len(paths))]
        truth, tags, hits, wrong, same = {}, {}, 0, 0, 0
        for _ in range(REQUESTS):
            host, coding = chance.choice(HOSTS), chance.choices(CODINGS, [6, 1, 1, 4, 1])[0]
            path = chance.choices(paths, weights)[0].replace("{host}", host)
            if (host, path) not in truth:
                answer, body = direct.get(path, host, "identity")
                assert answer.status == 200, (path, answer.status)
                truth[host, path], tags[host, path] = body, answer.getheader("ETag")
            knows = tags[host, path] if chance.random() < 0.1 else None
            answer, body = through.get(path, host, coding, If_None_Match=knows)
            hits += answer.getheader("X-Cache") in ("HIT", "STALE", "UPDATING", "REVALIDATED")
            if answer.status == 304 and knows:
                same += 1
                continue
            used = answer.getheader("Content-Encoding")
            accepted = used is None or used in coding.split(", ")
            if answer.status != 200 or not accepted or plain(answer, body) != truth[host, path]:
                wrong += 1
                print(f"wrong: {host}{path} for `{coding}`: {answer.status} {used}")
        print(f"nginx: {REQUESTS} requests, {len(truth)} answers, {100 * hits / REQUESTS:.1f} % from the cache, {same} known to be the same, {wrong} wrong")
        raise SystemExit(1 if wrong or hits < 0.95 * REQUESTS or not same else 0)
    finally:
        front.terminate()
        front.wait()
        shutil.rmtree(folder, ignore_errors=True)


main()
