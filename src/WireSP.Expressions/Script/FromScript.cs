using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using WireSP.Bson;

namespace WireSP.Expressions.Script;

/// <summary>
/// Makes BSON values of JavaScript ones, in the context's arena. A number is a double; a field or item that was an
/// int32 when its object or array was passed in stays one as long as it is a whole number of that size.
/// </summary>
internal readonly ref struct FromScript
{
    private const int WalkedBytesMax = 512;

    private readonly string _function;
    private readonly ToScript _passedIn;
    private readonly EvaluationContext _context;
    private readonly BsonWriter _arena;

    private FromScript(string function, ToScript passedIn, EvaluationContext context)
    {
        _function = function;
        _passedIn = passedIn;
        _context = context;
        _arena = context.Arena;
    }

    /// <summary>The BSON value for a JavaScript one.</summary>
    /// <param name="value">What a function gave.</param>
    /// <param name="function">What failures call the function.</param>
    /// <param name="passedIn">Knows what objects were made of.</param>
    /// <param name="context">The context whose arena keeps the value.</param>
    /// <exception cref="EvaluationException">No document can hold it.</exception>
    public static BsonValue Convert(
        JsValue value, string function, ToScript passedIn, EvaluationContext context) =>
        new FromScript(function, passedIn, context).Value(value, depth: 0);

    private BsonValue Value(JsValue value, int depth)
    {
        _context.Charge(1);
        switch (value)
        {
            case JsString text:
                return _context.Text(text.ToString());
            case JsNumber number:
                return number.AsNumber();
            case JsBoolean boolean:
                return boolean.AsBoolean();
            case ScriptValue held:
                return held.Held;
            case JsDate date:
                return Date(date);
            case JsRegExp pattern:
                return _passedIn.TryFindOriginal(pattern, out var original) ? original : Pattern(pattern);
            case Function:
                throw NoValue("a function");
            case JsSymbol:
                throw NoValue("a symbol");
            case JsArray array:
                return Items(array, Deeper(depth));
            case JsObject plain:
                return Object(plain, Deeper(depth));
            case ObjectInstance other:
                return Boxed(other);
            default:
                // Undefined is null, as drivers write it.
                return BsonValue.Null;
        }
    }

    private BsonValue Object(JsObject instance, int depth)
    {
        var mark = _context.Mark;
        var names = new List<string>();
        var isKnown = _passedIn.TryFindSource(instance, out var source);
        Dictionary<string, BsonType>? types = null;
        foreach (var (key, property) in instance.GetOwnProperties())
        {
            if (key is JsSymbol || !property.Enumerable)
            {
                continue;
            }

            var name = key.ToString();
            if (name.Contains('\0', StringComparison.Ordinal))
            {
                throw NoValue("an object with a name that contains a null character");
            }

            var value = Value(property.Get is null && property.Value is { } plain ? plain : instance.Get(key), depth);
            names.Add(name);
            _context.Push(isKnown ? Kept(value, TypeOf(source, name, ref types)) : value);
        }

        var start = _arena.BeginDocument();
        var values = _context.From(mark);
        for (var i = 0; i < values.Length; i++)
        {
            _arena.WriteValue(names[i], values[i]);
            _context.ChargeBytes(0);
        }

        _context.Release(mark);
        return _context.EndDocument(start);
    }

    private BsonValue Items(JsArray array, int depth)
    {
        var mark = _context.Mark;
        var isKnown = _passedIn.TryFindSource(array, out var source);
        var sources = isKnown ? source.GetEnumerator() : default;
        for (var i = 0u; i < array.Length; i++)
        {
            isKnown = isKnown && sources.MoveNext();
            var value = Value(array[i], depth);
            _context.Push(isKnown ? Kept(value, sources.Current.Type) : value);
        }

        return _context.TakeArray(mark);
    }

    // Small documents are walked for each of their fields, others once.
    private BsonType TypeOf(BsonDocument source, string name, ref Dictionary<string, BsonType>? types)
    {
        if (source.Length <= WalkedBytesMax)
        {
            return source[name].Type;
        }

        if (types is null)
        {
            types = new(StringComparer.Ordinal);
            foreach (var element in source)
            {
                _context.Charge(1);
                _ = types.TryAdd(element.Name, element.Type);
            }
        }

        return types.GetValueOrDefault(name, BsonType.Missing);
    }

    private static BsonValue Kept(in BsonValue value, BsonType type) =>
        type == BsonType.Int32 && value.Type == BsonType.Double && value.AsDouble is var number
        && number == (int)number && !(number == 0 && double.IsNegative(number))
            ? (int)number
            : value;

    // One that reaches further than JavaScript's, and is invalid there, is passed on as it was.
    private BsonValue Date(JsDate date) =>
        !double.IsNaN(date.DateValue) ? BsonValue.FromDateTimeMs((long)date.DateValue)
        : _passedIn.TryFindOriginal(date, out var original) ? original
        : throw NoValue("an invalid date");

    private BsonValue Pattern(JsRegExp pattern)
    {
        if (pattern.Source.Contains('\0', StringComparison.Ordinal))
        {
            throw NoValue("a regular expression that contains a null character");
        }

        // The other flags say how a search goes on, not what it finds.
        var options = (pattern.IgnoreCase ? "i" : "") + (pattern.Multiline ? "m" : "") + (pattern.DotAll ? "s" : "");
        return BsonValue.FromRegularExpression(pattern.Source, options);
    }

    private int Deeper(int depth) => depth < BsonLimits.NestingDepthMax
        ? depth + 1
        : throw NoValue(
            $"an object that contains itself or is nested more than {BsonLimits.NestingDepthMax} levels deep");

    // What new Number(5) and the like give. Nothing else is asked for its value: that could be anything.
    private BsonValue Boxed(ObjectInstance other)
    {
        var name = other.GetType().Name;
        var value = name is "NumberInstance" or "BooleanInstance" or "StringInstance" ? other.ToObject() : null;
        return value switch
        {
            double number => number,
            bool boolean => boolean,
            string text => _context.Text(text),
            _ => throw NoValue(
                $"a value of the type {(name.StartsWith("Js", StringComparison.Ordinal) ? name[2..] : name)}"),
        };
    }

    private EvaluationException NoValue(string what) => ScriptErrors.NoValue(_function, what);
}
