"""The session of README.md through PyMongo. usage: orders.py URI"""

import sys
import time

from bson.son import SON
from pymongo import MongoClient
from pymongo.errors import OperationFailure

SOLAR = [
    {"$source": {"connectionName": "sample_stream_solar", "timeField": {"$dateFromString": {"dateString": "$timestamp"}}}},
    {"$match": {"obs.watts": {"$gt": 100}}},
    {"$tumblingWindow": {"interval": {"size": 1, "unit": "second"}, "pipeline": [
        {"$group": {"_id": "$group_id", "n": {"$sum": 1}, "avg": {"$avg": "$obs.watts"}, "max": {"$max": "$obs.temp"}}}]}},
]
ORDERS = [
    {"$source": {"connectionName": "kafka1", "topic": "orders", "timeField": {"$toDate": "$at"}}},
    {"$tumblingWindow": {"interval": {"size": 6, "unit": "second"}, "pipeline": [
        {"$group": {"_id": "$item", "n": {"$sum": 1}, "total": {"$sum": "$amount"}}}]}},
    {"$emit": {"connectionName": "kafka1", "topic": "totals"}},
]

client = MongoClient(sys.argv[1])


def run(name, value, **fields):
    return client.admin.command(SON([(name, value), *fields.items()]))


def first_sample(name, cursor_id):
    while True:
        reply = run("getMoreSampleStreamProcessor", name, cursorId=cursor_id)
        if reply["messages"]:
            return reply["messages"][0]
        cursor_id = reply["cursorId"]
        time.sleep(0.1)


connections = run("listStreamConnections", 1, filter=None)["connections"]
print("connections:", *sorted(connection["name"] for connection in connections))

solar = run("processStreamProcessor", SOLAR)
print("solar:", *list(first_sample(solar["name"], solar["cursorId"]))[:4])
run("dropStreamProcessor", solar["name"])

run("createStreamProcessor", "orders", pipeline=ORDERS)
run("startStreamProcessor", "orders")
sample = run("startSampleStreamProcessor", "orders")
print("sample:", *list(first_sample("orders", sample["cursorId"]))[:3])
statistics = run("getStreamProcessorStats", "orders", options={"verbose": True})
print("stats:", statistics["state"], "with input" if statistics["stats"]["inputMessageCount"] > 0 else "without input")
run("stopStreamProcessor", "orders")
listed = run("listStreamProcessors", 1, filter={"name": "orders"})["streamProcessors"][0]
print("listed:", listed["name"], listed["state"])
run("dropStreamProcessor", "orders")
try:
    run("startStreamProcessor", "orders")
except OperationFailure as error:
    print("error:", error.code, error.details["codeName"])
client.close()
