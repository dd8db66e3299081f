import os

import chosen

SILENT, KEPT_OPEN = os.pipe()


def work(number):
    return chosen.chosen(SILENT)
