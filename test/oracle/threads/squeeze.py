import zlib

import late

import squeeze

DATA = late.text(3_000_000)


def work(number):
    return zlib.crc32(squeeze.squeeze(DATA))
