import worker


def work(number):
    return worker.start()
