"""A machine that publishes over TLS as its own user, and sends again what was not acknowledged."""
import json
import ssl
import threading
import time

import paho.mqtt.client as mqtt


class Device:
    def __init__(self, host, ca, user, password, topic, origin):
        self.topic, self.origin = topic, origin
        self.published = 0
        self.malformed = 0
        self.acknowledged = 0
        self.lock = threading.Lock()
        self.running = threading.Event()
        self.client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=user, clean_session=False)
        self.client.username_pw_set(user, password)
        self.client.tls_set(ca_certs=ca, tls_version=ssl.PROTOCOL_TLS_CLIENT)
        self.client.reconnect_delay_set(1, 3)
        self.client.max_inflight_messages_set(20)
        self.client.on_publish = self.acked
        self.client.connect(host, 8883, keepalive=10)
        self.client.loop_start()

    def acked(self, *_):
        with self.lock:
            self.acknowledged += 1

    def publish(self, at=None):
        with self.lock:
            seq = self.published
            self.published += 1
        at = time.time() if at is None else at
        self.client.publish(self.topic, json.dumps(self.message(seq, int(at * 1000))), qos=1)

    def message(self, seq, millis):
        return {"ts": millis, "boot": "b1", "seq": seq, "origin": self.origin,
                "signals": {"state": "RUNNING", "good_count": seq, "active_energy_kwh": 1000 + seq / 100}}

    def publish_malformed(self):
        """What the pipeline refuses; it is not among the published."""
        with self.lock:
            self.malformed += 1
        self.client.publish(self.topic, "{", qos=1)

    def backlog(self, seconds, period):
        """What a device had stored: a reading each period, up to now."""
        now = time.time()
        for step in range(int(seconds // period), 0, -1):
            self.publish(now - step * period)

    def keep_on(self, period=1.0):
        self.running.set()
        self.thread = threading.Thread(target=self.tick, args=(period,), daemon=True)
        self.thread.start()

    def tick(self, period):
        while self.running.is_set():
            self.publish()
            time.sleep(period)

    def pause(self):
        self.running.clear()
        self.thread.join()

    def is_through(self):
        return self.acknowledged == self.published + self.malformed


class MappedDevice(Device):
    """One that speaks its maker's way, on its maker's topic."""

    TOPIC = "plc/hall 2/press 9"
    MAPPING = ("{topic: plc/hall 2/press 9, stamp: {at: /head/t}, sequence: {at: /head/n}, boot: {at: /head/boot},"
               " signals: {state: {at: /mode, words: {auto: RUNNING}}, good_count: {at: /good}}}")

    def message(self, seq, millis):
        return {"head": {"t": millis, "n": seq, "boot": "b1"}, "mode": "auto", "good": seq}
