using WireSP.Bson;
using WireSP.TestKit.Bson;

namespace WireSP.TestKit.Wire;

/// <summary>Messages that are right, to damage: one of each kind, and the recorded requests of real clients.</summary>
public static class FrameSeeds
{
    /// <summary>All seeds.</summary>
    public static IReadOnlyList<byte[]> All()
    {
        var ping = ExtendedJson.Parse(
            """{ "ping": 1, "lsid": { "id": 1 }, "comment": { "a": [1, "x"] }, "$db": "admin" }""");
        var hello = ExtendedJson.Parse(
            """
            { "hello": 1, "helloOk": true, "client": { "driver": { "name": "d", "version": "1" } }, "$db": "admin",
              "compression": ["zlib", "snappy", "zstd"], "saslSupportedMechs": "admin.admin",
              "topologyVersion": { "processId": { "$oid": "6b01d4b725ce34c0fa9ddd86" }, "counter": { "$numberLong": "0" } },
              "maxAwaitTimeMS": 1,
              "speculativeAuthenticate": { "saslStart": 1, "mechanism": "SCRAM-SHA-256", "payload": "biwsbj11LHI9YWJj" } }
            """);
        var seeds = new List<byte[]>
        {
            TestMessage.Command(1, ping),
            TestMessage.Command(1, hello),
            TestMessage.Query(1, ExtendedJson.Parse("""{ "isMaster": 1, "helloOk": true }""")),
            TestMessage.Command(1, ping, TestMessage.Sequence("documents", ping, hello)),
            TestMessage.Command(1, new TestScram("SCRAM-SHA-256", "u", "p").Start("admin")),
            TestMessage.Command(1, TestScram.Continue("c=biws,r=abc,p=AAAA"u8.ToArray())),
            TestMessage.Command(
                1, ExtendedJson.Parse("""{ "aggregate": "c", "pipeline": [{ "$match": {} }], "$db": "a" }""")),
            TestMessage.Compressed(1, 2, 40, [0x78, 0x9C, 1, 2, 3, 4, 5, 6, 7, 8]),
        };
        foreach (var path in Repository.Files("protocol-fixtures", "*-request.hex"))
        {
            seeds.Add(HexBytes.Parse(File.ReadAllText(path)));
        }

        return seeds;
    }
}
