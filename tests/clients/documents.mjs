// Documents, cursors and change streams through the Node driver. usage: documents.mjs URI
import {MongoClient} from 'mongodb';

const client = await MongoClient.connect(process.argv[2]);
const database = client.db('node');
const items = database.collection('items');
await items.drop();
await items.createIndex({sku: 1}, {unique: true});

const inserted = await items.insertMany(Array.from({length: 250}, (_, i) => ({_id: i, sku: `s${i}`, n: i % 5})));
console.log('inserted:', inserted.insertedCount);
console.log('cursor:', (await items.find({n: 1}, {batchSize: 10}).sort({_id: -1}).toArray()).length);
console.log('count:', await items.countDocuments({n: {$gte: 3}}), await items.estimatedDocumentCount());

const bulk = await items.bulkWrite([
  {updateOne: {filter: {_id: 1}, update: {$set: {name: 'one'}}}},
  {updateMany: {filter: {n: 2}, update: {$inc: {n: 10}}}},
  {replaceOne: {filter: {_id: 900}, replacement: {sku: 's900'}, upsert: true}},
  {deleteMany: {filter: {n: 3}}},
  {insertOne: {document: {_id: 901, sku: 's901'}}},
]);
console.log('bulk:', bulk.matchedCount, bulk.modifiedCount, bulk.upsertedCount, bulk.deletedCount, bulk.insertedCount);
const found = await items.findOneAndUpdate({_id: 1}, {$inc: {n: 1}}, {returnDocument: 'after'});
console.log('modified:', found.n);
console.log('distinct:', (await items.distinct('n')).sort((a, b) => a - b).join(' '));
const groups = await items.aggregate([{$group: {_id: '$n', c: {$sum: 1}}}, {$sort: {_id: 1}}]).toArray();
console.log('groups:', groups.map(g => `${g._id}=${g.c}`).join(' '));
try {
  await items.insertOne({sku: 's1'});
} catch (error) {
  console.log('duplicate:', error.code, JSON.stringify(error.keyValue));
}

const watched = database.collection('watched');
const stream = watched.watch([{$match: {operationType: {$ne: 'replace'}}}], {fullDocument: 'updateLookup'});
const seen = [];
const reading = (async () => {
  for await (const change of stream) {
    seen.push(change);
    if (seen.length === 3) break;
  }
})();
await new Promise(resolve => setTimeout(resolve, 300));
await watched.insertOne({_id: 1});
await watched.updateOne({_id: 1}, {$set: {a: 1}});
await watched.deleteOne({_id: 1});
await reading;
console.log('watched:', seen.map(change => change.operationType).join(' '));

const resumed = watched.watch([], {resumeAfter: seen[0]._id});
const rest = [await resumed.next(), await resumed.next()];
await resumed.close();
console.log('resumed:', rest.map(change => change.operationType).join(' '));
await client.close();
