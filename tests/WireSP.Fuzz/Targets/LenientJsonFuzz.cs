using System.Text;
using WireSP.Bson;

namespace WireSP.Fuzz.Targets;

/// <summary>Text as typed into a shell: a valid value, or the typed error.</summary>
internal static class LenientJsonFuzz
{
    private static readonly byte[][] Texts =
    [
        """{a: 1, 'b': "x\u00e9", $c: [1., .5, -Infinity, NaN,], /* d */ e: {} } // f"""u8.ToArray(),
        """[ObjectId('56e1fc72e0c917e9c4714161'), ISODate("2012-12-24T12:15:30.501Z"), NumberLong(5), /a[/]b/im]"""u8.ToArray(),
        """[BinData(0, '//8='), HexData(4, 'ff'), Timestamp({t: 1, i: 2}), Code('f', {x: 1}), DBRef('c', 1), MinKey]"""u8.ToArray(),
        """[{$match: {'obs.watts': {$gt: 100}, id: {$regex: '^a', $options: 'i'}}}, {$limit: NumberInt('5')}]"""u8.ToArray(),
    ];

    public static readonly FuzzTarget Target = new(
        "lenient-json", "damaged shell text gives a valid value or the typed error", static _ => Texts, Run);

    private static void Run(byte[] input)
    {
        try
        {
            var value = ExtendedJson.ParseLenientValue(Encoding.UTF8.GetString(input));
            BsonValidator.Validate(new BsonDocumentBuilder { { "v", value } }.ToDocument().Span);
            _ = ExtendedJson.Format(value);
        }
        catch (BsonFormatException)
        {
            // The right answer to most inputs.
        }
    }
}
