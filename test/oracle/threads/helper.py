import helper


def work(number):
    return helper.measure(rounds=5, interval=50_000_000)
