// The peer: a listener as one writes it with the driver. Reads the changes of a collection from a time on, works out a
// field, and brings the documents into another collection by bulk upserts; prints milliseconds and CPU microseconds.
//
//   node change-listener.mjs CLIENTS-FOLDER URI SECONDS ORDINAL INTO DOCUMENTS
import { createRequire } from 'node:module';

const [clients, uri, t, i, into, count] = process.argv.slice(2);
const require = createRequire(`${clients}/package.json`);
const { MongoClient, Timestamp } = require('mongodb');

const BATCH = 1000;
const client = await MongoClient.connect(uri);
const shop = client.db('shop');
const target = shop.collection(into);
const began = performance.now();
const used = process.cpuUsage();

const stream = shop.collection('orders').watch([], {
  startAtOperationTime: new Timestamp({ t: Number(t), i: Number(i) }), batchSize: BATCH,
});
let writes = [];
let written = 0;
for await (const change of stream) {
  const { _id, ...order } = change.fullDocument;
  order.total = order.price * order.n;
  writes.push({ updateOne: { filter: { _id }, update: { $set: order }, upsert: true } });
  if (writes.length === BATCH || written + writes.length === Number(count)) {
    await target.bulkWrite(writes, { ordered: false });
    written += writes.length;
    writes = [];
    if (written === Number(count)) break;
  }
}

const { user, system } = process.cpuUsage(used);
console.log(`${performance.now() - began} ${user + system}`);
await client.close();
