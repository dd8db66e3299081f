import promise


def work(number):
    return promise.fetch(f"name {number}")
