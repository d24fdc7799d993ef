// Has the budget looked at where no statement is run: before what walks much or makes much of little, and between the
// functions that the language calls by itself.
(function (native, define) {
'use strict';

const { apply, construct, ownKeys, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const global = globalThis;
const done = new Set();

const replace = (holder, name, by) => {
    define(holder, name, by);
    done.add(by);
};
const guard = (holder, growth, ...names) => {
    for (const name of names) {
        if (name in holder) {
            replace(holder, name, native.guard(holder[name], typeof name === 'string' ? name : '', growth));
        }
    }
};
const ALL = 0xffffffff;

// ---- Texts --------------------------------------------------------------------------------------------------

guard(String.prototype, 1, 'split', 'indexOf', 'lastIndexOf', 'includes', 'slice', 'substring', 'substr', 'trim',
    'trimStart', 'trimEnd', 'localeCompare', 'padStart', 'padEnd', 'toWellFormed');
guard(String.prototype, 3, 'toUpperCase', 'toLowerCase', 'toLocaleUpperCase', 'toLocaleLowerCase');
guard(String.prototype, 18, 'normalize');
guard(JSON, 8, 'parse');
guard(global, 9, 'encodeURI', 'encodeURIComponent', 'escape');
guard(global, 1, 'decodeURI', 'decodeURIComponent', 'unescape');

const { repeat, replace: replaceText, replaceAll: replaceAllText } = String.prototype;
replace(String.prototype, 'repeat', function (count) {
    if (typeof this === 'string' && count > 0) {
        native.reserve(this.length * count);
    }
    return apply(repeat, this, [count]);
});
replace(String.prototype, 'concat', function (...parts) {
    if (this === undefined || this === null) {
        throw new TypeError('String.prototype.concat called on null or undefined');
    }
    let text = `${this}`;
    for (let i = 0; i < parts.length; i++) {
        text += `${parts[i]}`;
    }
    return text;
});
replace(String, 'raw', function (strings, ...values) {
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

// The engine copies the text for each match where a replacement stands for what was matched: here it is done without.
const COPIED = 1024;
const LARGE = 4194304;
const guardedReplace = (original) => function (pattern, replacement) {
    native.reserve(0);
    // With a pattern that is an object, this only calls what is guarded below, or what others have put there.
    if (typeof this !== 'string' || Object(pattern) === pattern) {
        return apply(original, this, [pattern, replacement]);
    }
    let by = replacement;
    if (typeof by === 'function') {
        by = native.called(by);
    } else {
        by = `${by}`;
        const length = this.length + 1;
        if (length * by.length > LARGE || (length > COPIED && by.includes('$'))) {
            by = native.replacement(by);
        }
    }
    return apply(original, this, [pattern, by]);
};
replace(String.prototype, 'replace', guardedReplace(replaceText));
replace(String.prototype, 'replaceAll', guardedReplace(replaceAllText));

// ---- Regular expressions: each match may take as long as a pattern may ---------------------------------------

// Not exec: the engine searches by its own means only as long as that is what the language brought.
guard(RegExp.prototype, 0, 'test', Symbol.matchAll, Symbol.search);
const flags = getOwnPropertyDescriptor(RegExp.prototype, 'flags');
defineProperty(RegExp.prototype, 'flags', { ...flags, get: native.count(flags.get, 'get flags', false) });

// The text of a pattern is taken apart at once, and may only be so long.
for (const name of ['match', 'matchAll', 'search']) {
    replace(String.prototype, name, native.guardPattern(String.prototype[name], name, Symbol[name]));
}
const Pattern = RegExp;
const limited = function RegExp(pattern, flags) {
    const isPattern = Object(pattern) === pattern && !!pattern[Symbol.match];
    if (isPattern && new.target === undefined && flags === undefined && pattern.constructor === limited) {
        return pattern;
    }
    const given = isPattern ? pattern.source : pattern;
    const text = given === undefined ? '' : `${given}`;
    native.limitPattern(text);
    return construct(Pattern, [text, isPattern && flags === undefined ? pattern.flags : flags],
        new.target === undefined || new.target === limited ? Pattern : new.target);
};
defineProperty(limited, 'prototype', { value: RegExp.prototype, writable: false });
defineProperty(limited, Symbol.species, getOwnPropertyDescriptor(RegExp, Symbol.species));
defineProperty(limited, 'length', { value: 2 });
replace(RegExp.prototype, 'constructor', limited);
const { compile } = RegExp.prototype;
replace(RegExp.prototype, 'compile', function (pattern, flags) {
    return apply(compile, this, [new limited(pattern, flags)]);
});
replace(global, 'RegExp', limited);

const { [Symbol.match]: match, [Symbol.replace]: replacePattern } = RegExp.prototype;
const widthAt = (pattern, text) => {
    const isWide = (pattern.unicode || pattern.unicodeSets) && text.codePointAt(pattern.lastIndex) > 0xffff;
    return isWide ? 2 : 1;
};
replace(RegExp.prototype, Symbol.match, function (given) {
    native.reserve(0);
    const text = `${given}`;
    if (!this.global) {
        return apply(match, this, [text]);
    }
    const found = [];
    this.lastIndex = 0;
    for (let one = this.exec(text); one !== null; one = this.exec(text)) {
        const whole = `${one[0]}`;
        found[found.length] = whole;
        if (whole === '') {
            this.lastIndex += widthAt(this, text);
        }
    }
    return found.length === 0 ? null : found;
});
replace(RegExp.prototype, Symbol.replace, function (text, replacement) {
    native.reserve(0);
    const by = typeof replacement === 'function' ? native.called(replacement) : native.replacement(`${replacement}`);
    return apply(replacePattern, this, [text, by]);
});
replace(RegExp.prototype, Symbol.split, function (given, limit) {
    native.reserve(0);
    const text = `${given}`;
    const most = limit === undefined ? ALL : limit >>> 0;
    const parts = [];
    let flags = 'g';
    for (const flag of this.flags) {
        flags += flag === 'g' || flag === 'y' ? '' : flag;
    }
    const pattern = new RegExp(this.source, flags);
    if (text === '') {
        return most === 0 || pattern.exec(text) !== null ? parts : [text];
    }
    let from = 0;
    for (let one = pattern.exec(text); parts.length < most && one !== null; one = pattern.exec(text)) {
        const end = pattern.lastIndex;
        if (one.index >= text.length) {
            break;
        }
        if (one[0] === '') {
            pattern.lastIndex += widthAt(pattern, text);
        }
        if (end === from) {
            continue;
        }
        parts[parts.length] = text.slice(from, one.index);
        for (let i = 1; i < one.length && parts.length < most; i++) {
            parts[parts.length] = one[i];
        }
        from = end;
    }
    if (parts.length < most) {
        parts[parts.length] = text.slice(from);
    }
    return parts;
});

// ---- Arrays -------------------------------------------------------------------------------------------------

guard(Array.prototype, 0, 'fill', 'concat', 'slice', 'splice', 'reverse', 'copyWithin', 'toReversed', 'toSpliced',
    'with', 'shift', 'unshift');
guard(Array, 0, 'of');
for (const [holder, names] of [
    [Array.prototype, ['map', 'filter', 'forEach', 'every', 'some', 'find', 'findIndex', 'findLast', 'findLastIndex',
        'reduce', 'reduceRight', 'flatMap', 'sort', 'toSorted']],
    [Array, ['from']], [Object, ['groupBy']], [Map, ['groupBy']], [Map.prototype, ['forEach']],
    [Set.prototype, ['forEach']],
]) {
    for (const name of names) {
        const index = holder === Array.prototype || name === 'forEach' ? 0 : 1;
        replace(holder, name, native.guardCalls(holder[name], name, index));
    }
}
for (const name of ['sort', 'toSorted', 'indexOf', 'lastIndexOf', 'includes']) {
    replace(Array.prototype, name, native.guardComparisons(Array.prototype[name], name));
}

const put = (made, source, depth) => {
    for (let i = 0; i < source.length; i++) {
        if (i in source) {
            const item = source[i];
            if (depth > 0 && Array.isArray(item)) {
                put(made, item, depth - 1);
            } else {
                made[made.length] = item;
            }
        }
    }
    return made;
};
replace(Array.prototype, 'flat', function (depth = 1) {
    if (this === undefined || this === null) {
        throw new TypeError('Array.prototype.flat called on null or undefined');
    }
    return put([], Object(this), Math.trunc(Number(depth)) || 0);
});

const { join } = Array.prototype;
const joining = [];
replace(Array.prototype, 'join', function (separator) {
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

// ---- Objects ------------------------------------------------------------------------------------------------

// A text has a property for each character. What the syntax goes through by itself bodies look at by this.
const KEYS = 360;
const walked = (value) => native.walked(KEYS, value);
define(walked, 'look', native.walked);
define(walked, 'text', Symbol('text'));
defineProperty(String.prototype, walked.text, { get() { walked(this); } });
define(global, '$walked', walked);
guard(Object, KEYS, 'keys', 'values', 'entries', 'assign', 'create', 'defineProperties', 'freeze', 'isFrozen', 'seal',
    'isSealed', 'preventExtensions', 'getOwnPropertyNames', 'getOwnPropertyDescriptors', 'getOwnPropertySymbols');
guard(Reflect, KEYS, 'ownKeys');
replace(Object, 'fromEntries', function fromEntries(entries) {
    const made = {};
    for (const entry of entries) {
        if (typeof entry !== 'object' || entry === null) {
            throw new TypeError('Object.fromEntries takes pairs');
        }
        defineProperty(made, entry[0], { value: entry[1], writable: true, enumerable: true, configurable: true });
    }
    return made;
});

const { stringify, parse } = JSON;
replace(JSON, 'stringify', function (value, replacer, space) {
    if (Array.isArray(replacer)) {
        let count = 0;
        const whole = JSON.stringify(value, (key, item) => {
            count++;
            return item;
        });
        // Each name is looked for in each object.
        native.charge(count * replacer.length * 16);
        return whole === undefined ? undefined : apply(stringify, JSON, [apply(parse, JSON, [whole]), replacer, space]);
    }
    const indent = space === undefined || space === null ? 4 : 640;
    const counting = function (key, item) {
        const kept = typeof replacer === 'function' ? apply(replacer, this, [key, item]) : item;
        native.reserve(native.quotedLength(key) + indent + native.quotedLength(kept));
        return kept;
    };
    return apply(stringify, JSON, [value, counting, space]);
});

// Of others than sets it would go through iterators without end.
const { forEach: forEachOfSet, add } = Set.prototype;
for (const name of ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf',
    'isDisjointFrom']) {
    const original = Set.prototype[name];
    replace(Set.prototype, name, function (other) {
        const plain = new Set();
        apply(forEachOfSet, other, [(item) => { apply(add, plain, [item]); }]);
        return apply(original, this, [plain]);
    });
}

// ---- All others ---------------------------------------------------------------------------------------------

// Bound by the engine, one of which nobody looks at the calls would run no statement either.
const { bind } = Function.prototype;
replace(Function.prototype, 'bind', function (self, ...first) {
    const target = this;
    if (typeof target !== 'function' || native.called(target) === target) {
        return apply(bind, target, [self, ...first]);
    }
    return function bound(...rest) {
        return new.target === undefined
            ? apply(target, self, [...first, ...rest])
            : construct(target, [...first, ...rest], new.target === bound ? target : new.target);
    };
});

// An iterator may be the length of what it goes through, and its own text or number.
const stepper = getPrototypeOf([][Symbol.iterator]());
replace(stepper, 'next', native.count(stepper.next, 'next', false));
native.keepFast(stepper);

// What the engine knows by heart, as long as it is what the language brought. None of it takes long, and none calls
// what it was given: a function of the language that is called by another one leaves nobody to look at the stack.
const untouched = new Set(['constructor', 'exec', 'values', 'keys', 'entries']);
const iterated = Symbol.iterator;
const iterators = [''[iterated](), new Map()[iterated](), new Set()[iterated](), 'x'.matchAll(/x/g),
    (function* () {})()].map(getPrototypeOf);
const readers = [global, Date, Map.prototype, Math, Number, Set.prototype, String];
for (const holder of [global, Array, Date, Error, JSON, Map, Math, Number, Object, Reflect, String, Symbol,
    Array.prototype, Boolean.prototype, Date.prototype, Error.prototype, Function.prototype, Map.prototype,
    Number.prototype, Object.prototype, RegExp.prototype, Set.prototype, String.prototype, Symbol.prototype,
    WeakMap.prototype, WeakSet.prototype, ...iterators, getPrototypeOf(iterators[4])]) {
    for (const name of ownKeys(holder)) {
        const { value, configurable } = getOwnPropertyDescriptor(holder, name);
        if (typeof value === 'function' && configurable && !done.has(value) && value.prototype === undefined
            && !untouched.has(value.name)) {
            replace(holder, name, native.count(value, value.name, readers.includes(holder)));
        }
    }
}
})
