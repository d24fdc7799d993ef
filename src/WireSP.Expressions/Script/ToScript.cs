using System.Runtime.InteropServices;
using System.Text;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using WireSP.Bson;

namespace WireSP.Expressions.Script;

/// <summary>
/// Makes JavaScript values of BSON ones, and remembers until the end of the call what objects and arrays were made of.
/// </summary>
internal sealed class ToScript(ScriptRealm realm)
{
    private const int NamesMax = 256;

    private readonly (byte[] Utf8, string Name)[] _names = new (byte[], string)[NamesMax];
    private readonly Dictionary<ObjectInstance, BsonDocument> _sources = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ObjectInstance, BsonValue> _originals = new(ReferenceEqualityComparer.Instance);
    private readonly List<KeyValuePair<string, JsValue>> _fields = [];

    /// <summary>The JavaScript value for a BSON one.</summary>
    public JsValue Convert(in BsonValue value) => value.Type switch
    {
        // What has no value is null, as in any array of expressions.
        BsonType.Missing or BsonType.Null => JsValue.Null,
        BsonType.Undefined => JsValue.Undefined,
        BsonType.Double => JsNumber.Create(value.AsDouble),
        BsonType.Int32 => JsNumber.Create(value.AsInt32),
        BsonType.Boolean => value.AsBoolean ? JsBoolean.True : JsBoolean.False,
        BsonType.String or BsonType.Symbol => JsString.Create(value.AsString),
        BsonType.DateTime => Date(value),
        BsonType.Document => Object(value.AsDocument),
        BsonType.Array => Items(value.AsArray),
        BsonType.RegularExpression => Pattern(value),
        _ => realm.Types.Wrap(value),
    };

    /// <summary>The document or array that an object was made of.</summary>
    public bool TryFindSource(ObjectInstance made, out BsonDocument source) => _sources.TryGetValue(made, out source);

    /// <summary>The value that an object was made of and does not tell by itself.</summary>
    public bool TryFindOriginal(ObjectInstance made, out BsonValue original) =>
        _originals.TryGetValue(made, out original);

    /// <summary>Forgets what objects were made of.</summary>
    public void Forget()
    {
        _sources.Clear();
        _originals.Clear();
        _fields.Clear();
    }

    private JsObject Object(BsonDocument document)
    {
        var mark = _fields.Count;
        var hasInt32 = false;
        foreach (var element in document)
        {
            hasInt32 |= element.Type == BsonType.Int32;
            var value = Convert(element.Value);
            _fields.Add(new(Name(element.NameUtf8), value));
        }

        var made = JsObject.CreateFromEntries(
            realm.Engine, (ReadOnlySpan<KeyValuePair<string, JsValue>>)CollectionsMarshal.AsSpan(_fields)[mark..]);
        _fields.RemoveRange(mark, _fields.Count - mark);
        if (hasInt32)
        {
            _sources.Add(made, document);
        }

        return made;
    }

    private JsArray Items(BsonArray array)
    {
        var items = new JsValue[array.Count()];
        var count = 0;
        var hasInt32 = false;
        foreach (var item in array)
        {
            hasInt32 |= item.Type == BsonType.Int32;
            items[count++] = Convert(item);
        }

        var made = new JsArray(realm.Engine, items);
        if (hasInt32)
        {
            _sources.Add(made, array.AsDocument);
        }

        return made;
    }

    private JsDate Date(in BsonValue value)
    {
        var made = new JsDate(realm.Engine, value.AsDateTimeMs);
        if (double.IsNaN(made.DateValue))
        {
            _originals.Add(made, value);
        }

        return made;
    }

    private JsValue Pattern(in BsonValue value)
    {
        var (pattern, options) = value.AsRegularExpression;
        if (options.AsSpan().ContainsAnyExcept("ims") || ScriptGuards.IsTooLong(pattern))
        {
            return realm.Types.Wrap(value);
        }

        try
        {
            var made = realm.Engine.Construct(realm.Engine.Intrinsics.RegExp, [pattern, options]);
            if (made is JsRegExp { Source: var source } && source != pattern)
            {
                _originals.Add(made, value);
            }

            return made;
        }
        catch (JavaScriptException)
        {
            // A pattern that only the other dialect has can still be passed on.
            return realm.Types.Wrap(value);
        }
    }

    // Documents of a stream have the same names again and again.
    private string Name(ReadOnlySpan<byte> utf8)
    {
        ref var known = ref _names[(utf8.IsEmpty ? 0 : (utf8[0] * 31) + (utf8[^1] * 7) + utf8.Length) % NamesMax];
        if (known.Utf8 is null || !utf8.SequenceEqual(known.Utf8))
        {
            known = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return known.Name;
    }
}
