import os

import ready

SILENT, KEPT_OPEN = os.pipe()


def work(number):
    return ready.ready(SILENT, 250)
