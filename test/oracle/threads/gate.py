import gate


def work(number):
    return gate.enter()
