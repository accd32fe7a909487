"""A Sparkplug edge node made of the public library pysparkplug and nothing of this project.

Arguments: host, port, group, edge node, device. Each line on standard input is a count of items,
which is published as data, by alias alone. What happens is told on standard output.
"""

import itertools
import sys
import threading

import pysparkplug as spb

host, port, group, edge, device = sys.argv[1:6]
lock = threading.Lock()
numbers = itertools.cycle(range(256))
items = 0


def say(what):
    print(what, flush=True)


def topic(kind, of_device=False):
    return spb.Topic(
        message_type=kind,
        group_id=group,
        edge_node_id=edge,
        device_id=device if of_device else None,
    )


def metric(name, kind, value, alias=None):
    return spb.Metric(
        timestamp=spb.get_current_timestamp(), name=name, datatype=kind, value=value, alias=alias
    )


def publish(to, payload, with_types):
    message = spb.Message(topic=to, payload=payload, qos=spb.QoS.AT_MOST_ONCE, retain=False)
    client.publish(message, include_dtypes=with_types)


bd_seq = metric("bdSeq", spb.DataType.INT64, 0)


def births():
    global numbers
    with lock:
        numbers = itertools.cycle(range(256))
        now = spb.get_current_timestamp()
        rebirth = metric("Node Control/Rebirth", spb.DataType.BOOLEAN, False)
        node = spb.NBirth(timestamp=now, seq=next(numbers), metrics=(rebirth, bd_seq))
        publish(topic(spb.MessageType.NBIRTH), node, True)
        metrics = (
            metric("state", spb.DataType.STRING, "RUNNING", 1),
            metric("good_count", spb.DataType.UINT32, items, 2),
            metric("temperature_c", spb.DataType.FLOAT, 181.25, 3),
            metric("firmware", spb.DataType.STRING, "1.0", 4),
        )
        birth = spb.DBirth(timestamp=now, seq=next(numbers), metrics=metrics)
        publish(topic(spb.MessageType.DBIRTH, True), birth, True)
    say("born")


def commanded(_, message):
    if any(one.name == "Node Control/Rebirth" and one.value for one in message.payload.metrics):
        say("told to be born again")
        threading.Thread(target=births).start()


client = spb.Client()
client.subscribe(topic(spb.MessageType.NCMD), spb.QoS.AT_LEAST_ONCE, commanded)
client.set_will(
    spb.Message(
        topic=topic(spb.MessageType.NDEATH),
        payload=spb.NDeath(timestamp=spb.get_current_timestamp(), bd_seq_metric=bd_seq),
        qos=spb.QoS.AT_LEAST_ONCE,
        retain=False,
    )
)
client.connect(host, port=int(port), callback=lambda _: births())

for line in sys.stdin:
    with lock:
        items = int(line)
        changed = metric(None, spb.DataType.UINT32, items, 2)
        data = spb.DData(
            timestamp=spb.get_current_timestamp(), seq=next(numbers), metrics=(changed,)
        )
        publish(topic(spb.MessageType.DDATA, True), data, False)
    say("said " + line.strip())
