"""Documents, cursors and change streams through PyMongo. usage: documents.py URI"""

import sys
import threading
import time

from pymongo import DeleteMany, InsertOne, MongoClient, ReplaceOne, UpdateMany, UpdateOne
from pymongo.errors import BulkWriteError, DuplicateKeyError

client = MongoClient(sys.argv[1])
items = client.python.items
items.drop()
items.create_index("sku", unique=True)

inserted = items.insert_many([{"_id": i, "sku": f"s{i}", "n": i % 5} for i in range(250)])
print("inserted:", len(inserted.inserted_ids))
print("cursor:", len(list(items.find({"n": 1}, batch_size=10).sort("_id", -1))))
print("count:", items.count_documents({"n": {"$gte": 3}}), items.estimated_document_count())

bulk = items.bulk_write([
    UpdateOne({"_id": 1}, {"$set": {"name": "one"}}),
    UpdateMany({"n": 2}, {"$inc": {"n": 10}}),
    ReplaceOne({"_id": 900}, {"sku": "s900"}, upsert=True),
    DeleteMany({"n": 3}),
    InsertOne({"_id": 901, "sku": "s901"}),
])
print("bulk:", bulk.matched_count, bulk.modified_count, bulk.upserted_count, bulk.deleted_count, bulk.inserted_count)
print("modified:", items.find_one_and_update({"_id": 1}, {"$inc": {"n": 1}}, return_document=True)["n"])
print("distinct:", *sorted(items.distinct("n")))
groups = items.aggregate([{"$group": {"_id": "$n", "c": {"$sum": 1}}}, {"$sort": {"_id": 1}}])
print("groups:", *[f"{group['_id']}={group['c']}" for group in groups])
try:
    items.insert_one({"sku": "s1"})
except DuplicateKeyError as error:
    print("duplicate:", error.code, error.details["keyValue"])
try:
    items.bulk_write([InsertOne({"_id": 1, "sku": "x"}), InsertOne({"_id": 902, "sku": "s902"})], ordered=False)
except BulkWriteError as error:
    print("unordered:", error.details["nInserted"], len(error.details["writeErrors"]))

watched = client.python.watched


def change():
    time.sleep(0.3)
    watched.insert_one({"_id": 1})
    watched.update_one({"_id": 1}, {"$set": {"a": 1}})
    watched.delete_one({"_id": 1})


threading.Thread(target=change).start()
seen = []
with watched.watch([{"$match": {"operationType": {"$ne": "replace"}}}], full_document="updateLookup") as stream:
    for event in stream:
        seen.append(event)
        if len(seen) == 3:
            break
print("watched:", *[event["operationType"] for event in seen])
with watched.watch(resume_after=seen[0]["_id"]) as stream:
    print("resumed:", *[next(stream)["operationType"] for _ in range(2)])
client.close()
