// Writes through many connections, kills the server in the midst of it, and prints what was acknowledged. usage: writes-until-killed.mjs URI SERVER_PID
import {MongoClient} from 'mongodb';

const [uri, pid] = process.argv.slice(2);
const client = await MongoClient.connect(uri, {maxPoolSize: 16, serverSelectionTimeoutMS: 1000, retryWrites: false});
const items = client.db('kill').collection('items');
const acknowledged = [];
let next = 0;

async function write() {
  for (;;) {
    const id = next++;
    await items.insertOne({_id: id, text: 'x'.repeat(500)});
    acknowledged.push(id);
    if (acknowledged.length === 400) process.kill(Number(pid), 'SIGKILL');
  }
}

await Promise.allSettled(Array.from({length: 16}, write));
console.log(JSON.stringify(acknowledged));
process.exit(0);
