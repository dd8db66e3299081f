"""Calls the driver of a sample in one thread and in four; prints as JSON how long that took and what the calls returned.

    measure.py FOLDER DRIVER.py [--processes]     FOLDER: where the built module lies; --processes: four processes instead

Easy to get wrong: whoever leaves the barrier first may hold the GIL to the end of its call, so the clock is read before
anybody leaves it.
"""

import importlib.util
import json
import os
import sys
import threading
import time

THREADS = 4


def in_threads(work, count):
    barrier = threading.Barrier(count + 1)
    results = [None] * count
    failures = []

    def one(number):
        barrier.wait()
        try:
            results[number] = repr(work(number))
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    while barrier.n_waiting < count:
        time.sleep(0.001)
    started = time.perf_counter()
    barrier.wait()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    if failures:
        raise failures[0]
    return {"seconds": seconds, "results": results}


def in_processes(work, count):
    """What the machine gives at best: nothing is shared, so nobody waits for a GIL. Each has its memory before it begins."""
    begin, begun = os.pipe()
    done, tell = os.pipe()
    children = []
    for number in range(count):
        child = os.fork()
        if child == 0:
            work(number)
            os.write(tell, b".")
            os.read(begin, 1)
            work(number)
            os.write(tell, b".")
            os._exit(0)
        children.append(child)
    await_bytes(done, count)
    started = time.perf_counter()
    os.write(begun, b"." * count)
    await_bytes(done, count)
    seconds = time.perf_counter() - started
    for child in children:
        os.waitpid(child, 0)
    return {"seconds": seconds, "results": []}


def await_bytes(source, count):
    while count > 0:
        count -= len(os.read(source, count))


def load(folder, driver):
    sys.path[:0] = [folder, os.path.join(os.path.dirname(driver), "lib")]
    spec = importlib.util.spec_from_file_location("driver", driver)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.work


if __name__ == "__main__":
    folder, driver, *options = sys.argv[1:]
    work = load(folder, driver)
    if "--processes" in options:
        print(json.dumps({"four": in_processes(work, THREADS)}))
    else:
        print(json.dumps({"one": in_threads(work, 1), "four": in_threads(work, THREADS)}))
