// A second opinion: mingo on Node. Reads cases, one canonical Extended JSON object a line, {expression, document} or
// {pipeline, documents}, and prints one answer a line: {value}, {} for no value, or {error}. Int64 and int32 become plain
// numbers, which is all that mingo knows.
//
//   node second-opinion.mjs CASES.ndjson
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const { EJSON, Long, Double, Int32 } = require('bson');
const { Aggregator } = require('mingo');

function plain(value) {
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Double || value instanceof Int32) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
  }
  return value;
}

// Without the wrapper, EJSON would call great whole numbers longs.
function typed(value) {
  if (typeof value === 'number') return new Double(value);
  if (value instanceof Date && Number.isNaN(value.getTime())) throw new Error('no date');
  if (Array.isArray(value)) return value.map(typed);
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, typed(item)]));
  }
  return value;
}

// EJSON has no word for undefined: inside arrays it stands for null, elsewhere for no value.
function answer({ expression, document, pipeline, documents }) {
  try {
    if (pipeline) return { value: typed(new Aggregator(pipeline).run(documents)) };
    const [result] = new Aggregator([{ $project: { _id: 0, result: expression } }]).run([document]);
    return result.result === undefined ? {} : { value: typed(result.result) };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}

const lines = readFileSync(process.argv[2], 'utf8').split('\n').filter(line => line !== '');
for (const line of lines) {
  const asked = plain(EJSON.parse(line, { relaxed: false }));
  let text;
  try {
    text = EJSON.stringify(answer(asked), { relaxed: false });
  } catch (error) {
    text = JSON.stringify({ error: `not BSON: ${error.message}` });
  }
  console.log(text);
}
