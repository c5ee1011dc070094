"""Requirements of queues that share people: what a pool needs together, and each queue's share of it.

    present     Who could be at work when
    linked      Which queues share people, the scarcest people first
    shared      The need of queues together by formula, and each queue's share of its pool's need
    flat        Contacts at steady rates before a crew that shares queues (compiled)
    calibrated  How much of what chance asks for each queue of a pool really needs, by play
    between     Work that may wait, done between live contacts
    pooled      The requirement in which queues of pools ask for their shares
"""
