"""Others that a sample waits for: each answers a quarter of a second after it was asked, never before.

Easy to get wrong: who begins to wait before it is asked makes one wait of all, and the threads look fast with the GIL held.
"""

import socketserver
import subprocess
import sys
import threading
import time

DELAY = 0.25
THREADS = 4


def answering_pipes():
    """For each thread a process of its own: the descriptor to write a line to, and the one to read the answer from."""
    script = f'while read -r line; do sleep {DELAY}; echo "answer to $line"; done'
    pipes = []
    for _ in range(THREADS):
        # It ends when its input does, which is when this process ends.
        process = subprocess.Popen(["sh", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        KEPT.append(process)
        pipes.append((process.stdin.fileno(), process.stdout.fileno()))
    return pipes


def answering_server():
    """The port of a server in another process, which answers each connection by itself."""
    process = subprocess.Popen([sys.executable, "-E", "-s", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    KEPT.append(process)
    return int(process.stdout.readline())


def text(size):
    """Takes a compressor some time: neither all the same nor without any order."""
    words = b" ".join(b"%d" % (i * i * 7919 % 100_003) for i in range(size // 6 + 1))
    return words[:size]


KEPT = []


class Late(socketserver.BaseRequestHandler):
    def handle(self):
        question = self.request.recv(128)
        time.sleep(DELAY)
        self.request.sendall(b"answer to " + question)


if __name__ == "__main__":
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Late) as server:
        print(server.server_address[1], flush=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()
        server.shutdown()
