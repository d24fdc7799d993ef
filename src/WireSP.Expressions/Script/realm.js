// Makes the world that functions see, from what the language brings and from what `native` adds, and locks it.
(function (native, guardAll) {
'use strict';

const { apply, ownKeys, getPrototypeOf, defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;
const { freeze } = Object;
const global = globalThis;

const define = (holder, name, value) =>
    defineProperty(holder, name, { value, writable: true, enumerable: false, configurable: true });

const known = new Set(['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'Math', 'JSON', 'Date',
    'RegExp', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Error', 'AggregateError', 'EvalError', 'RangeError',
    'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'Reflect', 'globalThis', 'undefined', 'NaN', 'Infinity',
    'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'encodeURI', 'encodeURIComponent', 'decodeURI',
    'decodeURIComponent', 'escape', 'unescape']);
for (const name of ownKeys(global)) {
    if (!known.has(name)) {
        deleteProperty(global, name);
    }
}

// Endless without a statement, waiting, or remembering: what was matched last, each symbol that has a name.
const iterators = getPrototypeOf(getPrototypeOf([][Symbol.iterator]()));
for (const name of ownKeys(iterators)) {
    if (name !== Symbol.iterator) {
        deleteProperty(iterators, name);
    }
}
deleteProperty(Array, 'fromAsync');
deleteProperty(Math, 'sumPrecise');
deleteProperty(Symbol, 'for');
deleteProperty(Symbol, 'keyFor');
deleteProperty(RegExp, 'escape');
for (const name of ownKeys(RegExp)) {
    if (typeof name === 'string' && /^(\$.|input|last.*|left.*|right.*)$/.test(name)) {
        deleteProperty(RegExp, name);
    }
}
define(Math, 'random', native.random);

// ---- BSON's constructors ------------------------------------------------------------------------------------

const methods = (prototype, members) => {
    for (const name of ownKeys(members)) {
        const descriptor = getOwnPropertyDescriptor(members, name);
        descriptor.enumerable = false;
        defineProperty(prototype, name, descriptor);
    }
};

const type = (name, constructor, members) => {
    native.setPrototype(name, constructor.prototype);
    methods(constructor.prototype, members);
    if (constructor.name) {
        define(global, constructor.name, constructor);
    }
};

const numeric = {
    valueOf() { return native.part(this, 'number'); },
    toNumber() { return native.part(this, 'number'); },
    toString() { return native.text(this); },
    toJSON() { return native.part(this, 'number'); },
    equals(other) { return native.isSame(this, other); },
};

type('int', function NumberInt(value = 0) { return native.make('int', value); }, numeric);
type('long', function NumberLong(value = 0) { return native.make('long', value); }, {
    ...numeric,
    get top() { return native.part(this, 'top'); },
    get bottom() { return native.part(this, 'bottom'); },
});
type('decimal', function NumberDecimal(value = '0') { return native.make('decimal', value); }, {
    ...numeric,
    toJSON() { return native.text(this); },
});

type('objectId', function ObjectId(text) { return native.make('id', text); }, {
    get str() { return native.text(this); },
    toString() { return native.text(this); },
    toHexString() { return native.text(this); },
    valueOf() { return native.text(this); },
    toJSON() { return native.text(this); },
    getTimestamp() { return new Date(native.part(this, 'ms')); },
    equals(other) { return native.isSame(this, other); },
});

type('binData', function BinData(subtype, text) { return native.make('base64', subtype, text); }, {
    get type() { return native.part(this, 'type'); },
    get len() { return native.part(this, 'len'); },
    subtype() { return native.part(this, 'type'); },
    length() { return native.part(this, 'len'); },
    base64() { return native.part(this, 'base64'); },
    hex() { return native.part(this, 'hex'); },
    toString() { return native.text(this); },
    toJSON() { return native.text(this); },
    equals(other) { return native.isSame(this, other); },
});
define(global, 'HexData', function HexData(subtype, text) { return native.make('hex', subtype, text); });
define(global, 'UUID', function UUID(text) { return native.make('uuid', text); });
define(global, 'MD5', function MD5(text) { return native.make('hex', 5, text); });

type('timestamp', function Timestamp(t = 0, i = 0) { return native.make('timestamp', t, i); }, {
    get t() { return native.part(this, 't'); },
    get i() { return native.part(this, 'i'); },
    getTime() { return native.part(this, 't'); },
    getInc() { return native.part(this, 'i'); },
    toString() { return `Timestamp(${this.t}, ${this.i})`; },
    toJSON() { return { t: this.t, i: this.i }; },
    equals(other) { return native.isSame(this, other); },
});

type('javascript', function Code(text) { return native.make('code', text); }, {
    get code() { return native.text(this); },
    toString() { return native.text(this); },
    toJSON() { return native.text(this); },
});

// What has no constructor: it can be passed on, and told from others.
const other = (name) => type(name, function () {}, {
    toString() { return native.text(this); },
    toJSON() { return native.text(this); },
});
other('javascriptWithScope');
other('dbPointer');
type('regex', function () {}, {
    get source() { return native.part(this, 'source'); },
    get flags() { return native.part(this, 'flags'); },
    toString() { return `/${this.source}/${this.flags}`; },
    toJSON() { return this.toString(); },
});

for (const [name, kind] of [['MinKey', 'min'], ['MaxKey', 'max']]) {
    type(`${kind}Key`, function () {}, { toString() { return name; }, toJSON() { return name; } });
    define(global, name, native.make(kind));
}

define(global, 'DBRef', function DBRef(collection, id, database) {
    return database === undefined
        ? { $ref: collection, $id: id }
        : { $ref: collection, $id: id, $db: database };
});
define(global, 'ISODate', function ISODate(text) {
    const date = text === undefined ? new Date() : new Date(text);
    if (isNaN(date.getTime())) {
        throw new TypeError(`'${`${text}`.slice(0, 80)}' is not a date`);
    }
    return date;
});

// ---- What the server's own scripts find ---------------------------------------------------------------------

const items = (array) => {
    if (!Array.isArray(array)) {
        throw new TypeError('the first argument must be an array');
    }
    return array;
};
const mean = (array) => array.length === 0 ? undefined : Array.sum(array) / array.length;
define(Array, 'sum', function sum(array) {
    if (items(array).length === 0) {
        return null;
    }
    let total = array[0];
    for (let i = 1; i < array.length; i++) {
        total += array[i];
    }
    return total;
});
define(Array, 'avg', function avg(array) { return items(array).length === 0 ? null : mean(array); });
define(Array, 'stdDev', function stdDev(array) {
    if (items(array).length === 0) {
        return null;
    }
    const average = mean(array);
    let squares = 0;
    for (const item of array) {
        squares += (item - average) ** 2;
    }
    return Math.sqrt(squares / array.length);
});
define(Array, 'contains', function contains(array, item) {
    for (const other of items(array)) {
        if (other == item) {
            return true;
        }
    }
    return false;
});
define(Array, 'unique', function unique(array) { return [...new Set(items(array))]; });
define(global, 'hex_md5', function hex_md5(text) { return native.md5(`${text}`); });
define(global, 'isString', function isString(value) { return typeof value === 'string'; });
define(global, 'isNumber', function isNumber(value) { return typeof value === 'number'; });
define(global, 'isObject', function isObject(value) { return typeof value === 'object' && value !== null; });
define(global, 'tojson', function tojson(value) { return JSON.stringify(value, null, '\t'); });
define(global, 'tojsononeline', function tojsononeline(value) { return JSON.stringify(value); });
// Before the locks: all that may take long, or call others, looks at the budget.
guardAll(native, define);

// ---- Locks --------------------------------------------------------------------------------------------------

// A name that is locked in a prototype could not be assigned to in the objects that inherit it: these names can.
const assignable = (prototype, ...names) => {
    for (const name of names) {
        const { value } = getOwnPropertyDescriptor(prototype, name) ?? {};
        if (value === undefined) {
            continue;
        }
        defineProperty(prototype, name, {
            get: native.constant(value),
            set(given) {
                if (this !== prototype) {
                    defineProperty(this, name, { value: given, writable: true, enumerable: true, configurable: true });
                }
            },
            enumerable: false,
            configurable: false,
        });
    }
};
assignable(Object.prototype, 'constructor', 'toString', 'toLocaleString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf',
    'propertyIsEnumerable');
for (const name of ownKeys(global)) {
    if (/Error$/.test(name)) {
        assignable(global[name].prototype, 'constructor', 'name', 'message', 'toString');
    }
}
for (const constructor of [Array, Function, Date, RegExp, Map, Set]) {
    assignable(constructor.prototype, 'constructor', 'toString');
}

const hidden = [
    [][Symbol.iterator](), ''[Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator](),
    'x'.matchAll(/x/g), function* () {}, (function* () {})(), /x/, native,
];
const seen = new Set();
const lock = (roots) => {
    const waiting = [...roots];
    const meet = (value) => {
        if (((typeof value === 'object' && value !== null) || typeof value === 'function') && !seen.has(value)) {
            waiting.push(value);
        }
    };
    while (waiting.length > 0) {
        const object = waiting.pop();
        seen.add(object);
        meet(getPrototypeOf(object));
        for (const key of ownKeys(object)) {
            const { value, get, set } = getOwnPropertyDescriptor(object, key);
            meet(value);
            meet(get);
            meet(set);
        }
        freeze(object);
    }
};
lock([global, ...hidden]);

return (made) => {
    freeze(made);
    if (made.prototype !== undefined) {
        freeze(made.prototype);
    }
    return made;
};
})
