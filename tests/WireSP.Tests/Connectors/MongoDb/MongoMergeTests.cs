using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.TestKit.Connectors.MongoDb;

namespace WireSP.Tests.Connectors.MongoDb;

public class MongoMergeTests(MongoServers servers) : IClassFixture<MongoServers>
{
    public static TheoryData<bool> Targets => MongoServers.All;

    /// <summary>A mode, whether it inserts, and what becomes of document 1, which is there, and of 2.</summary>
    public static TheoryData<bool, MergeMode, bool, string> Modes
    {
        get
        {
            var rows = new TheoryData<bool, MergeMode, bool, string>();
            foreach (bool isCluster in MongoServers.All)
            {
                rows.Add(isCluster, MergeMode.Merge, true, "{_id:1,a:9,b:0,c:3} {_id:2,a:9,c:3}");
                rows.Add(isCluster, MergeMode.Merge, false, "{_id:1,a:9,b:0,c:3}");
                rows.Add(isCluster, MergeMode.Replace, true, "{_id:1,c:3,a:9} {_id:2,c:3,a:9}");
                rows.Add(isCluster, MergeMode.Replace, false, "{_id:1,c:3,a:9}");
                rows.Add(isCluster, MergeMode.KeepExisting, true, "{_id:1,a:0,b:0} {_id:2,a:9,c:3}");
                rows.Add(isCluster, MergeMode.KeepExisting, false, "{_id:1,a:0,b:0}");
                rows.Add(isCluster, MergeMode.Delete, false, "");
                rows.Add(isCluster, MergeMode.Delete, true, "{_id:2,c:3,a:9}");
                rows.Add(isCluster, MergeMode.Pipeline, true, "{_id:1,a:9,b:0,by:7} {_id:2,c:3,a:9}");
                rows.Add(isCluster, MergeMode.Pipeline, false, "{_id:1,a:9,b:0,by:7}");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_document_meets_one_that_is_there_and_one_that_is_not(
        bool isCluster, MergeMode mode, bool isInserted, string expected)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1, a: 0, b: 0 }");
        var plan = new MergePlan(["_id"])
        {
            Pipeline = ExtendedJson.ParseLenientValue("[{ $set: { a: '$$new.a', by: '$$by' } }]").AsArray,
            VariableNames = ["new", "by"],
        };

        var failures = await target.Access.MergeAsync(
            plan,
            [
                Write(target, "{ _id: 1, c: 3, a: 9 }", mode, isInserted),
                Write(target, "{ _id: 2, c: 3, a: 9 }", mode, isInserted),
            ],
            default);

        Assert.Empty(failures);
        var found = string.Join(' ', await target.FindAsync("c"));
        Assert.Equal(expected, found.Replace("\"", "", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Documents_of_one_key_are_merged_in_their_order(bool isCluster)
    {
        await using var target = servers.Open(isCluster);

        var failures = await target.Access.MergeAsync(
            new MergePlan(["_id"]),
            [
                Write(target, "{ _id: 1, a: 1 }", MergeMode.Merge),
                Write(target, "{ _id: 1 }", MergeMode.Delete, isInserted: false),
                Write(target, "{ _id: 1, b: 1 }", MergeMode.Merge),
                Write(target, "{ _id: 2, a: 1 }", MergeMode.Replace),
                Write(target, "{ _id: NumberLong(1), c: 1 }", MergeMode.KeepExisting),
                Write(target, "{ _id: 2 }", MergeMode.Delete, isInserted: false),
                Write(target, "{ _id: 3, a: 1 }", MergeMode.Delete),
                Write(target, "{ _id: 3, a: 1 }", MergeMode.Delete),
                Write(target, "{ _id: 3, a: 2 }", MergeMode.Delete),
            ],
            default);

        Assert.Empty(failures);
        Assert.Equal(["""{"_id":1,"b":1}""", """{"_id":3,"a":2}"""], await target.FindAsync("c"));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_pipeline_counts_every_document_of_a_key_once(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1, n: 10 }");
        var plan = new MergePlan(["_id"])
        {
            Pipeline = ExtendedJson.ParseLenientValue("[{ $set: { n: { $add: ['$n', '$$new.n'] } } }]").AsArray,
            VariableNames = ["new"],
        };

        var failures = await target.Access.MergeAsync(
            plan,
            [.. Enumerable.Range(0, 3_000).Select(i => Write(
                target, $"{{ _id: {i % 3}, n: 1 }}", MergeMode.Pipeline) with { Variables = [One] })],
            default);

        Assert.Empty(failures);
        Assert.Equal(
            ["""{"_id":0,"n":1000}""", """{"_id":1,"n":1010}""", """{"_id":2,"n":1000}"""],
            await target.FindAsync("c"));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task The_values_of_a_document_are_never_read_as_expressions(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1, secret: 5 }");
        var plan = new MergePlan(["_id"])
        {
            Pipeline = ExtendedJson.ParseLenientValue("[{ $set: { a: '$$new.a' } }]").AsArray,
            VariableNames = ["new"],
        };
        var document = ExtendedJson.ParseLenient("{ _id: 1, a: { x: '$secret', y: { $add: [1, 2] } } }");

        _ = await target.Access.MergeAsync(
            plan,
            [
                new MergeWrite(target.Name("c"), document, MergeMode.Pipeline, IsInserted: true)
                {
                    Variables = [BsonValue.FromDocument(document)],
                },
            ],
            default);

        Assert.Equal(
            ["""{"_id":1,"secret":5,"a":{"x":"$secret","y":{"$add":[1,2]}}}"""], await target.FindAsync("c"));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task What_is_refused_is_told_by_its_place_and_the_others_are_written(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1, k: 'a' }");
        var large = $"{{ _id: 9, text: '{new string('x', 16 * 1024 * 1024)}' }}";

        var failures = await target.Access.MergeAsync(
            new MergePlan(["_id"]),
            [
                Write(target, "{ _id: 2, k: 'b' }", MergeMode.Merge),
                Write(target, large, MergeMode.Replace),
                Write(target, "{ _id: null, k: 'c' }", MergeMode.Merge),
                Write(target, "{ _id: [1], k: 'c' }", MergeMode.Merge),
                Write(target, "{ _id: 3, $x: 1 }", MergeMode.Merge),
                Write(target, "{ $inc: { k: 1 }, _id: 1 }", MergeMode.Replace),
                Write(target, "{ _id: 4, k: 'd' }", MergeMode.Replace),
            ],
            default);

        Assert.Equal(
            [(1, 10334), (2, 51132), (3, 51185), (4, 52), (5, 52)], failures.Select(one => (one.Index, one.Code)));
        Assert.Equal(
            ["""{"_id":1,"k":"a"}""", """{"_id":2,"k":"b"}""", """{"_id":4,"k":"d"}"""], await target.FindAsync("c"));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Documents_may_belong_together_by_other_fields_and_go_to_several_collections(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1, a: { k: 'x' }, b: 2, n: 0 }");

        var failures = await target.Access.MergeAsync(
            new MergePlan(["a.k", "b"]),
            [
                Write(target, "{ a: { k: 'x' }, b: 2, n: 5 }", MergeMode.Merge),
                Write(target, "{ _id: 7, a: { k: 'y' }, b: 2, n: 6 }", MergeMode.Merge),
                Write(target, "{ _id: 8, a: { k: 'x' }, b: 2 }", MergeMode.Merge) with { Into = target.Name("d") },
                Write(target, "{ _id: 8, a: { k: 'x' } }", MergeMode.Merge),
            ],
            default);

        Assert.Equal((3, 51132), (Assert.Single(failures).Index, failures[0].Code));
        Assert.Equal(
            ["""{"_id":1,"a":{"k":"x"},"b":2,"n":5}""", """{"_id":7,"a":{"k":"y"},"b":2,"n":6}"""],
            await target.FindAsync("c"));
        Assert.Equal(["""{"_id":8,"a":{"k":"x"},"b":2}"""], await target.FindAsync("d"));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_document_without_an_id_gets_one(bool isCluster)
    {
        await using var target = servers.Open(isCluster);

        var failures = await target.MergeAsync("c", MergeMode.Merge, "{ a: 1 }", "{ a: 2 }");

        Assert.Empty(failures);
        Assert.Equal(2, (await target.FindAsync("c")).Count);
    }

    private static readonly BsonValue One = BsonValue.FromDocument(ExtendedJson.ParseLenient("{ n: 1 }"));

    private static MergeWrite Write(MongoTarget target, string document, MergeMode mode, bool isInserted = true)
    {
        var parsed = ExtendedJson.ParseLenient(document);
        return new MergeWrite(target.Name("c"), parsed, mode, isInserted)
        {
            Variables = [BsonValue.FromDocument(parsed), 7],
        };
    }
}
