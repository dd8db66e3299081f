import future


def work(number):
    return future.compute(number)
