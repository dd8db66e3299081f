import late

import stream

DATA = late.text(3_000_000)


def work(number):
    return stream.packed_size(DATA, 9)
