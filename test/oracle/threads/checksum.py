import checksum

DATA = bytes(range(256)) * 600_000


def work(number):
    return checksum.checksum(DATA)
