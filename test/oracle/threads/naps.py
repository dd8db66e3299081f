import naps


def work(number):
    return naps.naps([50_000, 100_000, 100_000])
