import notify


def work(number):
    return notify.notify(lambda: number + 1)
