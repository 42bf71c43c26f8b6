"""
Sessions that stay on the server: in memory with the shim's interface, in Redis with the example's.
"""

import json
import os
import sys
from datetime import datetime, timedelta

from sessioncompat import UTC
from sessioncompat.memory import MemorySessionInterface

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "examples"))
from redis_sessions import RedisSessionInterface  # noqa: E402


class InMemory(object):
    """The records of the interface that comes with the shim."""

    def __init__(self):
        self.interface = MemorySessionInterface()

    def load(self, sid):
        return self.interface.load(sid)

    def save(self, sid, data):
        self.interface.store(sid, data, datetime.now(UTC) + timedelta(days=1))

    def __len__(self):
        return len(self.interface.records)


class InRedis(object):
    """The records of the interface that is the example for Redis."""

    def __init__(self, redis):
        self.redis = redis
        self.interface = RedisSessionInterface(redis)

    def load(self, sid):
        record = self.redis.get("session:" + sid)
        return None if record is None else json.loads(record.decode("utf-8"))

    def save(self, sid, data):
        self.redis.set("session:" + sid, json.dumps(data))

    def __len__(self):
        return self.redis.dbsize()
