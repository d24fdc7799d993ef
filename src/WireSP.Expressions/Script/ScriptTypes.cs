using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using WireSP.Bson;

namespace WireSP.Expressions.Script;

/// <summary>
/// Makes and reads the BSON values that JavaScript has no type for, on behalf of the constructors in
/// <c>realm.js</c>.
/// </summary>
internal sealed class ScriptTypes(Engine engine, TimeProvider clock)
{
    private const byte UuidSubtype = 4;

    // Reading digits costs more than their number; no 64-bit integer has that many.
    private const int NumberLengthMax = 30;

    private readonly Dictionary<BsonType, ObjectInstance> _prototypes = [];
    private ScriptValue? _minKey;
    private ScriptValue? _maxKey;

    /// <summary>Says what the values of a type inherit from.</summary>
    public void SetPrototype(BsonType type, ObjectInstance prototype) => _prototypes[type] = prototype;

    /// <summary>The JavaScript object for a value, whose bytes must outlive the call.</summary>
    public ScriptValue Wrap(in BsonValue value) => value.Type switch
    {
        // There is one of each, so that a function may compare with them.
        BsonType.MinKey => _minKey ??= new(engine, value, _prototypes[value.Type]),
        BsonType.MaxKey => _maxKey ??= new(engine, value, _prototypes[value.Type]),
        _ => new(engine, value, _prototypes[value.Type]),
    };

    /// <summary>Makes a value of a kind from what a constructor was given.</summary>
    public ScriptValue Make(string kind, JsValue first, JsValue second) => Wrap(kind switch
    {
        "int" => (int)Whole(first, int.MinValue, int.MaxValue, "NumberInt"),
        "long" => Whole(first, long.MinValue, long.MaxValue, "NumberLong"),
        "decimal" => Decimal(first),
        "id" => Id(first),
        "timestamp" => BsonValue.FromTimestamp(
            ((ulong)Whole(first, 0, uint.MaxValue, "Timestamp") << 32)
            | (ulong)Whole(second, 0, uint.MaxValue, "Timestamp")),
        "base64" => Binary(first, second, Convert.FromBase64String),
        "hex" => Binary(first, second, Convert.FromHexString),
        "uuid" => Uuid(first),
        "code" => BsonValue.FromJavaScript(first.ToString()),
        "min" => BsonValue.MinKey,
        "max" => BsonValue.MaxKey,
        _ => throw new System.Diagnostics.UnreachableException(),
    });

    /// <summary>The value as text: digits, hexadecimal, Base64 or code.</summary>
    public static string Text(in BsonValue value) => value.Type switch
    {
        BsonType.Int32 => value.AsInt32.ToString(CultureInfo.InvariantCulture),
        BsonType.Int64 => value.AsInt64.ToString(CultureInfo.InvariantCulture),
        BsonType.Decimal128 => value.AsDecimal128.ToString(),
        BsonType.ObjectId => value.AsObjectId.ToString(),
        BsonType.Binary when value is { BinarySubtype: UuidSubtype, Length: 16 } =>
            new Guid(value.AsBinary, bigEndian: true).ToString(),
        BsonType.Binary => Convert.ToBase64String(value.AsBinary),
        BsonType.JavaScript => value.AsString,
        _ => TypeNames.Of(value.Type),
    };

    /// <summary>A part of a value by name; not a number where it has none.</summary>
    public static JsValue Part(in BsonValue value, string name) => (value.Type, name) switch
    {
        (BsonType.Int32, "number") => value.AsInt32,
        (BsonType.Int64, "number") => (double)value.AsInt64,
        (BsonType.Decimal128, "number") => value.AsDecimal128.ToDouble(),
        (BsonType.Int64, "top") => (int)(value.AsInt64 >> 32),
        (BsonType.Int64, "bottom") => (double)(uint)value.AsInt64,
        (BsonType.Timestamp, "t") => (double)(value.AsTimestamp >> 32),
        (BsonType.Timestamp, "i") => (double)(uint)value.AsTimestamp,
        (BsonType.ObjectId, "ms") => value.AsObjectId.TimestampSeconds * 1000.0,
        (BsonType.Binary, "type") => (int)value.BinarySubtype,
        (BsonType.Binary, "len") => value.Length,
        (BsonType.Binary, "hex") => Convert.ToHexStringLower(value.AsBinary),
        (BsonType.Binary, "base64") => Convert.ToBase64String(value.AsBinary),
        (BsonType.RegularExpression, "source") => value.AsRegularExpression.Pattern,
        (BsonType.RegularExpression, "flags") => value.AsRegularExpression.Options,
        _ => double.NaN,
    };

    /// <summary>The MD5 digest of a text, in hexadecimal.</summary>
    // What the server's own function gives; nothing here is protected by it.
#pragma warning disable CA5351
    public static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    /// <summary>A failure that a function may catch.</summary>
    public JavaScriptException Error(string message) => new(engine.Intrinsics.TypeError, message);

    private long Whole(JsValue given, long min, long max, string name)
    {
        // Its text has no more digits than tell it from other numbers: that of -2^63 is beyond 64 bits.
        if (given is JsNumber exact)
        {
            return Truncated(exact.AsNumber(), min, max) ?? throw OutOfRange(name, given.ToString());
        }

        var number = given is ScriptValue { Held: { IsNumber: true } held } ? Text(held) : given.ToString();
        if (number.Length <= NumberLengthMax
            && Int128.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole >= min && whole <= max ? (long)whole : throw OutOfRange(name, number);
        }

        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
        {
            throw Error($"{name} takes a whole number, not {Quoted(number)}");
        }

        return Truncated(real, min, max) ?? throw OutOfRange(name, number);
    }

    private static long? Truncated(double number, long min, long max) =>
        Math.Truncate(number) is var whole && whole >= min && whole < max + 1.0 ? (long)whole : null;

    private JavaScriptException OutOfRange(string name, string number) => Error($"{Quoted(number)} is no {name}");

    private BsonValue Decimal(JsValue given)
    {
        var text = given is ScriptValue { Held: { IsNumber: true } held } ? Text(held) : given.ToString();
        return Decimal128.TryParse(text, out var value)
            ? value
            : throw Error($"NumberDecimal takes a number, not {Quoted(text)}");
    }

    private BsonValue Id(JsValue given)
    {
        if (given.Type == Types.Undefined)
        {
            return ObjectId.New(clock);
        }

        var text = given is ScriptValue { Held: { Type: BsonType.ObjectId } held } ? Text(held) : given.ToString();
        return ObjectId.TryParse(text, out var id)
            ? id
            : throw Error($"ObjectId takes 24 hexadecimal digits, not {Quoted(text)}");
    }

    private BsonValue Binary(JsValue subtype, JsValue text, Func<string, byte[]> read)
    {
        var type = (byte)Whole(subtype, 0, byte.MaxValue, "subtype");
        try
        {
            return BsonValue.FromBinary(read(text.ToString()), type);
        }
        catch (FormatException)
        {
            throw Error($"{Quoted(text.ToString())} is not the text of binary values");
        }
    }

    private BsonValue Uuid(JsValue given)
    {
        if (given.Type == Types.Undefined)
        {
            Span<byte> random = stackalloc byte[16];
            if (clock is SeededClock seeded)
            {
                seeded.Fill(random);
            }
            else
            {
                RandomNumberGenerator.Fill(random);
            }

            random[6] = (byte)((random[6] & 0x0F) | 0x40);
            random[8] = (byte)((random[8] & 0x3F) | 0x80);
            return BsonValue.FromBinary(random, UuidSubtype);
        }

        var text = given.ToString();
        return Guid.TryParse(text, out var uuid)
            ? BsonValue.FromUuid(uuid)
            : throw Error($"UUID takes 32 hexadecimal digits, not {Quoted(text)}");
    }

    private static string Quoted(string text) => text.Length <= 80 ? $"'{text}'" : $"'{text.AsSpan(0, 80)}…'";
}
