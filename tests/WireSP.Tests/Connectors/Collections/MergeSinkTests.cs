using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;
using WireSP.TestKit.Connectors;

namespace WireSP.Tests.Connectors.Collections;

public sealed class MergeSinkTests : SinkContract, IAsyncLifetime
{
    private const string Into = "into: { connectionName: 'local', db: 'd', coll: 'c' }";

    private readonly MergeStages _stages = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stages.DisposeAsync();

    [Theory]
    [InlineData("", "{_id:1,z:0,b:0,m:0}", "{ _id: 1, m: { b: 1 }, a: 5 }", "{_id:1,z:0,b:0,m:{b:1},a:5}")]
    [InlineData(", whenMatched: 'replace'", "{_id:1,z:0}", "{ _id: 1, m: 1, a: 5 }", "{_id:1,m:1,a:5}")]
    [InlineData(", whenMatched: 'keepExisting'", "{_id:1,z:0}", "{ _id: 1, m: 1 }", "{_id:1,z:0}")]
    [InlineData(", whenMatched: 'delete', whenNotMatched: 'discard'", "{_id:1,z:0}", "{ _id: 1 }", "")]
    [InlineData(", whenMatched: '$how'", "{_id:1,z:0}", "{ _id: 1, how: 'delete' }", "")]
    [InlineData(", whenNotMatched: 'discard'", "{_id:2}", "{ _id: 1 }", "{_id:2}")]
    [InlineData(", whenNotMatched: { $cond: ['$in', 'insert', 'discard'] }", "{_id:2}", "{ _id: 1 }", "{_id:2}")]
    [InlineData(", whenMatched: 'delete'", "{_id:2}", "{ _id: 1 }", "{_id:1} {_id:2}")]
    public async Task A_document_is_merged(string how, string existing, string document, string expected)
    {
        await _stages.InsertAsync("c", existing);

        Assert.Empty((await MergeAsync($"{{ {Into}{how} }}", document)).Reasons);

        Assert.Equal(expected, (await _stages.ShowAsync()).Replace("\"", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_documents_have_their_fields_in_the_order_of_their_names_as_an_upsert_gives()
    {
        _ = await MergeAsync($"{{ {Into} }}", "{ z: 1, _id: 7, b: { y: 1, a: 2 }, B: 3 }");

        Assert.Equal("{\"_id\":7,\"B\":3,\"b\":{\"y\":1,\"a\":2},\"z\":1}", await _stages.ShowAsync());
    }

    [Fact]
    public async Task Each_document_goes_where_its_fields_say()
    {
        var failures = await MergeAsync(
            "{ into: { connectionName: 'local', db: 'd', coll: { $concat: ['of_', '$kind'] } } }",
            "{ _id: 1, kind: 'a' }",
            "{ _id: 2, kind: 'b' }",
            "{ _id: 3, kind: 5 }",
            "{ _id: 4 }",
            "{ _id: 5, kind: '$' }");

        Assert.Equal("{\"_id\":1,\"kind\":\"a\"}", await _stages.ShowAsync("of_a"));
        Assert.Equal("{\"_id\":2,\"kind\":\"b\"}", await _stages.ShowAsync("of_b"));
        Assert.Equal(
            ["$concat takes strings, not int", "coll is null, expected string",
                "Invalid collection name: 'd.of_$' (collection d.of_$, code 73)"],
            failures.Reasons);
    }

    [Fact]
    public async Task More_than_a_thousand_collections_fail_the_processor()
    {
        await using var sink = _stages.Sink("{ into: { connectionName: 'local', db: 'd', coll: '$c' } }");
        await sink.OpenAsync(default);

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => WriteAsync(
            sink,
            new CollectedFailures(),
            [.. Enumerable.Range(0, 1001).Select(n => ExtendedJson.ParseLenient($"{{ _id: {n}, c: 'c{n}' }}"))]));

        Assert.Equal(424, failure.Code);
        Assert.Equal(RetryPolicy.Never, failure.Retry);
    }

    [Theory]
    [InlineData("c")]
    [InlineData("$c")]
    public async Task Without_a_unique_index_on_its_fields_nothing_is_merged(string collection)
    {
        await using var sink = _stages.Sink(
            $"{{ into: {{ connectionName: 'local', db: 'd', coll: '{collection}' }}, on: ['a.b', 'k'] }}");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(async () =>
        {
            await sink.OpenAsync(default);
            await WriteAsync(
                sink, new CollectedFailures(), [ExtendedJson.ParseLenient("{ c: 'c', k: 1, a: { b: 1 } }")]);
        });

        Assert.Equal(51183, failure.Code);
        Assert.Equal(
            "Cannot find index to verify that join fields will be unique: d.c needs a unique index on a.b, k; create "
                + "it with db.getSiblingDB('d').getCollection('c').createIndex({'a.b': 1, k: 1}, {unique: true})",
            failure.Message);
    }

    [Fact]
    public async Task Documents_belong_together_by_the_fields_of_a_unique_index()
    {
        await _stages.AddUniqueIndexAsync("c", "{ k: 1, 'a.b': 1 }");
        await _stages.InsertAsync("c", "{ _id: 9, k: 1, a: { b: 2 }, n: 1 }");

        var failures = await MergeAsync(
            $"{{ {Into}, on: ['a.b', 'k'], whenMatched: [{{ $set: {{ n: {{ $add: ['$n', '$$new.n'] }} }} }}] }}",
            "{ k: 1.0, a: { b: 2 }, n: 10 }",
            "{ k: 1, a: { b: [2] }, n: 10 }",
            "{ k: null, a: { b: 2 }, n: 10 }",
            "{ a: { b: 2 }, n: 10 }",
            "{ k: 1, a: [{ b: 2 }] }");

        Assert.Equal("{\"_id\":9,\"k\":1,\"a\":{\"b\":2},\"n\":11}", await _stages.ShowAsync());
        Assert.Equal(
            ["a.b", "k", "k", "a.b"],
            failures.Reasons.Select(reason => reason.Replace(
                "$merge write error: 'on' field cannot be missing, null, undefined or an array: ",
                "",
                StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_another_index_refuses_is_a_dead_letter_with_the_servers_code()
    {
        await _stages.AddUniqueIndexAsync("c", "{ k: 1 }");

        var failures = await MergeAsync($"{{ {Into} }}", "{ _id: 1, k: 1 }", "{ _id: 2, k: 1 }", "{ _id: 3, k: 2 }");

        Assert.Equal("{\"_id\":1,\"k\":1} {\"_id\":3,\"k\":2}", await _stages.ShowAsync());
        Assert.Equal(
            "E11000 duplicate key error collection: d.c index: u dup key: { k: 1 } (collection d.c, code 11000)",
            Assert.Single(failures.Reasons));
    }

    [Fact]
    public async Task The_pipeline_has_the_variables_of_let_and_the_new_document()
    {
        await _stages.InsertAsync("c", "{ _id: 1, n: 1 }");

        _ = await MergeAsync(
            $$"""
            { {{Into}}, let: { by: { $multiply: ['$n', 10] } },
              whenMatched: [{ $set: { n: { $add: ['$n', '$$by'] }, last: '$$new.at' } }],
              config: { deliveryGuarantee: 'atLeastOnce' } }
            """,
            "{ _id: 1, n: 2, at: 'x' }",
            "{ _id: 1, n: 3, at: 'y' }");

        Assert.Equal("{\"_id\":1,\"n\":51,\"last\":\"y\"}", await _stages.ShowAsync());
    }

    [Fact]
    public async Task Documents_without_an_id_are_given_one()
    {
        _ = await MergeAsync($"{{ {Into} }}", "{ n: 1 }", "{ n: 2 }");

        var documents = await _stages.ReadAsync();
        Assert.Equal(2, documents.Count);
        Assert.All(documents, document => Assert.Equal(BsonType.ObjectId, document["_id"].Type));
    }

    [Fact]
    public async Task Writers_side_by_side_keep_the_order_of_documents_with_one_key()
    {
        var documents = Enumerable.Range(0, 5000).Select(n => $"{{ _id: {n % 7}, n: {n} }}").ToArray();

        _ = await MergeAsync($"{{ {Into}, parallelism: 8 }}", documents);

        Assert.Equal(
            Enumerable.Range(0, 7).Select(id => 4993 + ((id + 7 - (4993 % 7)) % 7)),
            (await _stages.ReadAsync()).Select(document => document["n"].AsInt32));
    }

    [Fact]
    public async Task The_disk_failing_fails_the_attempt_and_it_may_be_tried_again()
    {
        await using var sink = _stages.Sink($"{{ {Into} }}");
        await sink.OpenAsync(default);
        await _stages.InsertAsync("c", "{ _id: 1 }");
        _ = await _stages.Collections.WriteAsync(
            transaction =>
            {
                transaction.Session.Execute($"DROP TABLE {transaction.Find(new CollectionNamespace("d", "c"))!.Table}");
                return 0;
            },
            default);

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(async () =>
        {
            await WriteAsync(sink, new CollectedFailures(), [CreateDocument(1)]);
            await sink.FlushAsync(new CollectedFailures(), default);
        });

        Assert.Equal(RetryPolicy.WithBackoff, failure.Retry);
        Assert.Equal(FailureDomain.External, failure.Domain);
    }

    protected override ISink CreateSink() => _stages.Sink($"{{ {Into} }}");

    protected override BsonDocument CreateDocument(int n) => ExtendedJson.ParseLenient($"{{ _id: {n}, n: {n} }}");

    protected override BsonDocument CreateRefusedDocument() => ExtendedJson.ParseLenient("{ _id: [1], n: 0 }");

    protected override async Task<IReadOnlyList<int>> ReadWrittenAsync(int count) =>
        [.. (await _stages.ReadAsync()).Select(document => document["n"].AsInt32)];

    private async Task<CollectedFailures> MergeAsync(string merge, params string[] documents)
    {
        await using var sink = _stages.Sink(merge);
        await sink.OpenAsync(default);
        var failures = new CollectedFailures();
        await WriteAsync(sink, failures, [.. documents.Select(ExtendedJson.ParseLenient)]);
        await sink.FlushAsync(failures, default);
        Assert.True(sink is not ITransactionalSink held || await held.CommitAsync(1, failures, default));
        return failures;
    }
}
