"""Requirements of queues that share people: what a pool needs together, and each queue's share of it.

    linked  Which queues share people, the scarcest people first
    between Work that may wait, done between live contacts
    shared  The need of queues together, and each queue's share of its pool's need
"""
