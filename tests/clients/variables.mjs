// Variables of find and aggregate through the Node driver. usage: variables.mjs URI
import {MongoClient} from 'mongodb';

const client = await MongoClient.connect(process.argv[2]);
const database = client.db('variables');
const items = database.collection('items');
await items.insertMany([{_id: 1, n: 1}, {_id: 2, n: 2}]);
await database.collection('names').insertOne({_id: 2, name: 'two'});

const match = {$expr: {$gt: ['$n', '$$least']}};
const options = {let: {least: 1}};
const found = await items.find(match, {...options, projection: {m: {$add: ['$n', '$$least']}}}).toArray();
const pipeline = [{$match: {$expr: {$eq: ['$_id', {$add: ['$$least', 1]}]}}}];
const made = await items.aggregate([{$match: match}, {$lookup: {from: 'names', as: 'x', pipeline}}], options).toArray();
console.log(JSON.stringify([found, made]));
await client.close();
