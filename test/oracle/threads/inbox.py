import inbox


def work(number):
    return inbox.nudge(), inbox.receive(number), inbox.nudge()
