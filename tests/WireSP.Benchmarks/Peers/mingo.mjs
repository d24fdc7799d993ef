// The peer: Node with bson and mingo, as one would write the same query there. Decodes each document, runs the pipeline,
// encodes the results; prints documents, CPU nanoseconds and results of the fastest of several rounds.
//
//   node mingo.mjs CLIENTS-FOLDER DOCUMENTS.bson QUERY SECONDS
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const [clients, file, query, seconds] = process.argv.slice(2);
const require = createRequire(`${clients}/package.json`);
const { deserialize, serialize } = require('bson');
const { Aggregator } = require('mingo');

const stages = {
  q1: [{ $addFields: { price: { $multiply: ['$price', 0.908] } } }],
  q12: [{ $group: { _id: { window: { $floor: { $divide: [{ $toLong: '$dateTime' }, 10000] } }, bidder: '$bidder' }, n: { $sum: 1 } } }],
  route: [
    { $match: { operationType: { $in: ['insert', 'update', 'replace'] } } },
    { $replaceRoot: { newRoot: '$fullDocument' } },
    { $addFields: { target: { $concat: ['routed_', '$kind'] } } },
  ],
}[query];

const bytes = readFileSync(file);
const slices = [];
for (let at = 0; at < bytes.length; at += bytes.readInt32LE(at)) {
  slices.push(bytes.subarray(at, at + bytes.readInt32LE(at)));
}

function run() {
  const aggregator = new Aggregator(stages);
  const documents = slices.map(slice => deserialize(slice, { promoteValues: true }));
  let written = 0;
  for (const result of aggregator.run(documents)) {
    written += serialize(result).length > 0 ? 1 : 0;
  }
  return written;
}

let best = Infinity, results = 0;
const end = performance.now() + Number(seconds) * 1000;
do {
  const began = process.cpuUsage();
  results = run();
  const used = process.cpuUsage(began);
  best = Math.min(best, (used.user + used.system) * 1000);
} while (performance.now() < end);
console.log(`${slices.length} ${best} ${results}`);
