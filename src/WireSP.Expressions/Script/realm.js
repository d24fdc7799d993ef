// Makes the world that functions see, from what the language brings and from what `native` adds, and locks it.
(function (native) {
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

// ---- What makes much of little, or walks much, in one call --------------------------------------------------

const guard = (holder, growth, ...names) => {
    for (const name of names) {
        if (name in holder) {
            define(holder, name, native.guard(holder[name], typeof name === 'string' ? name : '', growth));
        }
    }
};
guard(String.prototype, 1, 'split', 'indexOf', 'lastIndexOf', 'includes', 'match', 'matchAll', 'search', 'slice',
    'substring', 'substr', 'trim', 'localeCompare', 'padStart', 'padEnd');
guard(String.prototype, 3, 'toUpperCase', 'toLowerCase', 'toLocaleUpperCase', 'toLocaleLowerCase');
guard(String.prototype, 18, 'normalize');
// Not exec: the engine searches by its own means only as long as that is what the language brought.
guard(RegExp.prototype, 0, 'test', Symbol.match, Symbol.matchAll, Symbol.search, Symbol.split);
guard(Array.prototype, 0, 'fill', 'concat', 'slice', 'splice', 'flat', 'flatMap', 'reverse', 'sort', 'indexOf',
    'lastIndexOf', 'includes', 'copyWithin', 'toSorted', 'toReversed', 'toSpliced', 'with', 'shift', 'unshift');
guard(Array, 0, 'from', 'of');
guard(Object, 0, 'keys', 'values', 'entries', 'assign', 'fromEntries', 'groupBy');
guard(JSON, 8, 'parse');
guard(global, 9, 'encodeURI', 'encodeURIComponent', 'escape');

const { repeat, replace: replaceText, replaceAll: replaceAllText } = String.prototype;
define(String.prototype, 'repeat', function (count) {
    if (typeof this === 'string' && count > 0) {
        native.reserve(this.length * count);
    }
    return apply(repeat, this, [count]);
});
define(String.prototype, 'concat', function (...parts) {
    if (this === undefined || this === null) {
        throw new TypeError('String.prototype.concat called on null or undefined');
    }
    let text = `${this}`;
    for (let i = 0; i < parts.length; i++) {
        text += `${parts[i]}`;
    }
    return text;
});
define(String, 'raw', function (strings, ...values) {
    const { raw } = strings;
    let text = '';
    for (let i = 0; i < raw.length; i++) {
        text += `${raw[i]}`;
        if (i < values.length && i + 1 < raw.length) {
            text += `${values[i]}`;
        }
    }
    return text;
});

const { join } = Array.prototype;
const joining = [];
define(Array.prototype, 'join', function (separator) {
    const between = separator === undefined ? ',' : `${separator}`;
    const length = native.joinedLength(this, between.length);
    if (length >= 0) {
        native.reserve(length);
        return apply(join, this, [between]);
    }
    for (let i = 0; i < joining.length; i++) {
        if (joining[i] === this) {
            return '';
        }
    }
    const depth = joining.length;
    joining[depth] = this;
    try {
        let text = '';
        const count = Math.min(Math.max(Math.trunc(Number(this.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
        for (let i = 0; i < count; i++) {
            const item = this[i];
            if (i > 0) {
                text += between;
            }
            if (item !== undefined && item !== null) {
                text += `${item}`;
            }
        }
        return text;
    } finally {
        joining.length = depth;
    }
});
define(Array.prototype, 'toLocaleString', Array.prototype.toString);

// The engine copies the text for each match where a replacement stands for what was matched: here it is done without.
const COPIED = 1024;
const LARGE = 4194304;
const guardedReplace = (original, hasTemplate) => function (pattern, replacement) {
    native.reserve(0);
    if (!hasTemplate(this, pattern)) {
        return apply(original, this, [pattern, replacement]);
    }
    let by = replacement;
    if (typeof by !== 'function') {
        by = `${by}`;
        const length = (typeof this === 'string' ? this : `${pattern}`).length + 1;
        if (length * by.length > LARGE || (length > COPIED && by.includes('$'))) {
            by = native.replacement(by);
        }
    }
    return apply(original, this, [pattern, by]);
};
// With a pattern that is an object, String.prototype.replace only calls what is guarded below.
const isText = (self, pattern) => typeof self === 'string' && (typeof pattern !== 'object' || pattern === null);
define(String.prototype, 'replace', guardedReplace(replaceText, isText));
define(String.prototype, 'replaceAll', guardedReplace(replaceAllText, isText));
define(RegExp.prototype, Symbol.replace, guardedReplace(RegExp.prototype[Symbol.replace], () => true));

const { stringify, parse } = JSON;
define(JSON, 'stringify', function (value, replacer, space) {
    if (Array.isArray(replacer)) {
        const whole = JSON.stringify(value);
        return whole === undefined ? undefined : apply(stringify, JSON, [apply(parse, JSON, [whole]), replacer, space]);
    }
    const indent = space === undefined || space === null ? 4 : 640;
    const counting = function (key, item) {
        const kept = typeof replacer === 'function' ? apply(replacer, this, [key, item]) : item;
        native.reserve(key.length + indent + (typeof kept === 'string' ? kept.length * 2 : 8));
        return kept;
    };
    return apply(stringify, JSON, [value, counting, space]);
});

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
