using System.Text;
using WireSP.Bson;
using WireSP.TestKit.Bson;

namespace WireSP.Fuzz.Targets;

/// <summary>JSON from machines: a valid document, or refused without a trace and without an exception.</summary>
internal static class JsonFuzz
{
    public static readonly FuzzTarget Target = new(
        "json", "damaged JSON gives a valid document or an error, never an exception", Seeds, Run);

    private static readonly byte[][] Texts =
    [
        """{"a":[0,-1,1.5e-3,12345678901234567890,true,false,null,"\u00e9\ud83d\ude00\n"]}"""u8.ToArray(),
        """[{"$oid":"56e1fc72e0c917e9c4714161"},{"$date":"2012-12-24T12:15:30.501Z"},{"$numberDecimal":"1.5"}]"""u8.ToArray(),
        """ { "text" : "longer than sixteen bytes, with \"escapes\" and é" , "n" : { "m" : [ ] } } """u8.ToArray(),
    ];

    private static IReadOnlyList<byte[]> Seeds(int seed)
    {
        var document = new RandomBson(seed).NextDocument(depth: 4);
        return
        [
            Encoding.UTF8.GetBytes(ExtendedJson.Format(document)),
            Encoding.UTF8.GetBytes(ExtendedJson.Format(document, ExtendedJsonOptions.Canonical)),
            .. Texts,
        ];
    }

    private static void Run(byte[] input)
    {
        var writer = new BsonWriter();
        writer.WriteRaw([42]);
        if (JsonTranscoder.TryTranscode(input, writer, out var document, out var error))
        {
            BsonValidator.Validate(document.Span);
            _ = ExtendedJson.Format(document);
        }
        else if (writer.Position != 1 || error.Length == 0)
        {
            throw new InvalidOperationException("an error left something in the writer");
        }
    }
}
