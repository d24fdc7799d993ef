using FsCheck.Fluent;
using WireSP.Bson;
using WireSP.Connectors.Collections.Lookups;
using WireSP.Connectors.Local;
using WireSP.Streaming;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Connectors;

namespace WireSP.Tests.Connectors.Collections.Lookups;

public sealed class EqualityLookupTests : IAsyncLifetime
{
    private readonly LookupHarness _harness = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task Numbers_of_all_types_arrays_and_what_is_not_there_belong_together()
    {
        await _harness.InsertAsync(
            "{ _id: 1, b: 1 }", "{ _id: 2, b: NumberLong(1) }", "{ _id: 3, b: [1, 2] }", "{ _id: 4 }",
            "{ _id: 5, b: null }", "{ _id: 6, b: 'x' }", "{ _id: 7, b: /x/ }");
        var lookup = _harness.Create(LookupHarness.Equality("a", "b"));

        var answers = await LookupHarness.AskAsync(
            lookup, "{ a: 1.0 }", "{}", "{ a: [2, 'x', 1] }", "{ a: [] }", "{ a: /x/ }", "{ a: { $gt: 0 } }");

        Assert.Equal(["1 2 3", "4 5", "1 2 3 6", "", "7", ""], answers.Select(Ids));
    }

    [Fact]
    public async Task The_batched_lookup_is_the_plain_formula_over_all_types()
    {
        await Check("a", "b", seed: 1);
        await Check("a.x", "b.y", seed: 2);
        await Check("a", "b.0", seed: 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Documents_whose_answers_are_too_many_to_hold_are_answered_bit_by_bit(int parallelism)
    {
        // Ten kilobytes for each of twenty keys, and one key with more than a document may hold.
        for (var i = 0; i < 40; i++)
        {
            await _harness.InsertAsync($"{{ _id: {i}, b: {i % 20}, text: '{new string('x', 5_000)}' }}");
        }

        await _harness.InsertAsync("{ _id: 'more', b: [3, 4] }");
        for (var i = 0; i < 2; i++)
        {
            await _harness.InsertAsync($"{{ _id: 'most{i}', b: 3, text: '{new string('x', 9_000_000)}' }}");
        }

        var request = LookupHarness.Equality("a", "b") with { Parallelism = parallelism };
        var lookup = new EqualityLookup(new LookupTarget(_harness.Access, request) { HeldBytesMax = 50_000 });

        var answers = await LookupHarness.AskAsync(
            lookup, [.. Enumerable.Range(0, 20).Select(i => ExtendedJson.ParseLenient($"{{ a: {i} }}"))], []);

        Assert.Equal(20, answers.Count);
        Assert.Equal(
            "!the documents of db.c that belong to this one are more than 16777216 bytes together", answers[3]);
        Assert.Equal("4 24 more", Ids(answers[4]));
        Assert.Equal("19 39", Ids(answers[19]));
    }

    [Fact]
    public async Task A_collection_that_cannot_be_read_fails_the_attempt()
    {
        var lookup = _harness.Create(LookupHarness.Equality("a", "b") with { Database = "in valid" });

        await Assert.ThrowsAsync<StreamProcessorException>(() => LookupHarness.AskAsync(lookup, "{ a: 1 }"));
    }

    private async Task Check(string local, string foreign, int seed)
    {
        var random = new RandomBson(seed);
        List<BsonDocument> others = [];
        for (var i = 0; i < 150; i++)
        {
            others.Add(Document(random, foreign.Split('.'), i));
        }

        await _harness.Access.InsertAsync(new("db", $"c{seed}"), others, default);
        // As they were stored: an empty timestamp becomes the time of the insert.
        var request = LookupHarness.Equality(local, foreign) with { Collection = $"c{seed}" };
        others.Clear();
        await new LookupTarget(_harness.Access, request).FindAsync(
            BsonDocument.Empty,
            other =>
            {
                others.Add(other);
                return true;
            },
            default);
        var property = Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), choice =>
        {
            var own = new RandomBson(choice);
            List<BsonDocument> documents = [];
            for (var i = 0; i < 40; i++)
            {
                // Half of the values are those of the collection, so that there is something to find.
                documents.Add(i % 2 == 0
                    ? Document(own, local.Split('.'), i)
                    : Moved(others[(choice + i) % others.Count], foreign, local, i));
            }

            var lookup = _harness.Create(request with { Parallelism = 1 + (choice % 3) });
            var answers = LookupHarness.AskAsync(lookup, documents, []).GetAwaiter().GetResult();
            for (var i = 0; i < documents.Count; i++)
            {
                var asked = ExtendedJson.Format(documents[i], ExtendedJsonOptions.Canonical);
                Assert.Equal(
                    $"{asked} {Formula(documents[i], others, local.Split('.'), foreign)}", $"{asked} {answers[i]}");
            }
        });
        Property.Holds(property, cases: 25);
    }

    // For each value of the document's field a query of its own.
    private static string Formula(BsonDocument document, List<BsonDocument> others, string[] local, string foreign)
    {
        var filters = ValuesAt(BsonValue.FromDocument(document), local)
            .Select(value => value.Type is BsonType.Missing or BsonType.Undefined ? BsonValue.Null : value)
            .Select(value => new BsonDocumentBuilder { { "$eq", value } }.ToDocument())
            .Select(equal => new BsonDocumentBuilder { { foreign, equal } }.ToDocument())
            .Select(query => DocumentFilter.Compile(query, TimeProvider.System))
            .ToList();
        var found = new BsonArrayBuilder();
        foreach (var other in others.Where(other => filters.Exists(filter => filter.Matches(other))))
        {
            found.Add(other);
        }

        return ExtendedJson.Format(BsonValue.FromArray(found.ToArray()), ExtendedJsonOptions.Canonical);
    }

    private static IEnumerable<BsonValue> ValuesAt(BsonValue value, ReadOnlyMemory<string> path)
    {
        if (path.IsEmpty)
        {
            return value.Type == BsonType.Array ? value.AsArray.Items() : [value];
        }

        if (value.Type == BsonType.Array)
        {
            return value.AsArray.Items()
                .Where(item => item.Type == BsonType.Document)
                .SelectMany(item => ValuesAt(item, path));
        }

        var inner = value.Type == BsonType.Document ? value.AsDocument[path.Span[0]] : default;
        return ValuesAt(inner, path[1..]);
    }

    private static BsonDocument Moved(BsonDocument other, string foreign, string local, int id)
    {
        var value = foreign.Split('.').Aggregate(
            BsonValue.FromDocument(other),
            (found, name) => found.Type == BsonType.Document ? found.AsDocument[name] : BsonValue.Missing);
        return Nested(local.Split('.'), value, id);
    }

    private static BsonDocument Document(RandomBson random, string[] path, int id)
    {
        var value = random.NextValue();
        return id % 7 == 0
            ? Nested(path[..1], random.NextValue(), id)
            : Nested(path, value, id);
    }

    private static BsonDocument Nested(string[] path, BsonValue value, int id)
    {
        for (var i = path.Length - 1; i > 0; i--)
        {
            value = new BsonDocumentBuilder { { path[i], value } }.ToDocument();
        }

        return new BsonDocumentBuilder { { "_id", id }, { path[0], value } }.ToDocument();
    }

    private static string Ids(string answer) => string.Join(
        ' ',
        ExtendedJson.ParseLenientValue(answer).AsArray.Items()
            .Select(item => item.AsDocument["_id"])
            .Select(id => id.Type == BsonType.String ? id.AsString : $"{id.Payload}"));
}
