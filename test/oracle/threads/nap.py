import nap


def work(number):
    return nap.nap(0.25)
