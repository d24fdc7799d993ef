// What idle stream processors cost: starts COUNT of them and prints the server's memory before and after, and each one's share.
// usage: node idle-processors.mjs URI PROCESS_ID [COUNT]
import { readFileSync } from 'node:fs';
import { MongoClient } from 'mongodb';

const [uri, processId, count = '1000'] = process.argv.slice(2);
const client = await new MongoClient(uri).connect();
const run = (command) => client.db('admin').command(command);
const residentKiB = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))[1]);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Idle: one document when the year begins.
const pipeline = [{ $source: { schedule: '0 0 0 1 1 *' } }];
await run({ ping: 1 });
const before = residentKiB();
const began = Date.now();
for (let i = 0; i < Number(count); i++) {
  await run({ processStreamProcessor: pipeline });
}
const seconds = (Date.now() - began) / 1000;
await pause(5000);
const after = residentKiB();
console.log(JSON.stringify({
  processors: Number(count),
  startedInSeconds: seconds,
  beforeKiB: before,
  afterKiB: after,
  eachKiB: Math.round((after - before) / Number(count)),
}));
await client.close();
