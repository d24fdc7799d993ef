// The session of README.md through the Node driver. usage: node orders.mjs URI
import { MongoClient } from 'mongodb';

const solar = [
  { $source: { connectionName: 'sample_stream_solar', timeField: { $dateFromString: { dateString: '$timestamp' } } } },
  { $match: { 'obs.watts': { $gt: 100 } } },
  { $tumblingWindow: { interval: { size: 1, unit: 'second' }, pipeline: [
    { $group: { _id: '$group_id', n: { $sum: 1 }, avg: { $avg: '$obs.watts' }, max: { $max: '$obs.temp' } } }] } },
];
const orders = [
  { $source: { connectionName: 'kafka1', topic: 'orders', timeField: { $toDate: '$at' } } },
  { $tumblingWindow: { interval: { size: 6, unit: 'second' }, pipeline: [
    { $group: { _id: '$item', n: { $sum: 1 }, total: { $sum: '$amount' } } }] } },
  { $emit: { connectionName: 'kafka1', topic: 'totals' } },
];

const client = await new MongoClient(process.argv[2]).connect();
const run = (command) => client.db('admin').command(command);

async function firstSample(name, cursorId) {
  for (;;) {
    const reply = await run({ getMoreSampleStreamProcessor: name, cursorId });
    if (reply.messages.length > 0) return reply.messages[0];
    cursorId = reply.cursorId;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const { connections } = await run({ listStreamConnections: 1, filter: null });
console.log('connections:', connections.map((connection) => connection.name).sort().join(' '));

const { name, cursorId } = await run({ processStreamProcessor: solar });
console.log('solar:', Object.keys(await firstSample(name, cursorId)).slice(0, 4).join(' '));
await run({ dropStreamProcessor: name });

await run({ createStreamProcessor: 'orders', pipeline: orders });
await run({ startStreamProcessor: 'orders' });
const sample = await run({ startSampleStreamProcessor: 'orders' });
console.log('sample:', Object.keys(await firstSample('orders', sample.cursorId)).slice(0, 3).join(' '));
const statistics = await run({ getStreamProcessorStats: 'orders', options: { verbose: true } });
console.log('stats:', statistics.state, statistics.stats.inputMessageCount > 0 ? 'with input' : 'without input');
await run({ stopStreamProcessor: 'orders' });
const { streamProcessors } = await run({ listStreamProcessors: 1, filter: { name: 'orders' } });
console.log('listed:', streamProcessors[0].name, streamProcessors[0].state);
await run({ dropStreamProcessor: 'orders' });
await run({ startStreamProcessor: 'orders' }).catch((error) => console.log('error:', error.code, error.codeName));
await client.close();
