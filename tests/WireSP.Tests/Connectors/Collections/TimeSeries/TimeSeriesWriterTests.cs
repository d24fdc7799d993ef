using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Connectors.Collections.TimeSeries;

public sealed class TimeSeriesWriterTests : SinkContract, IAsyncLifetime
{
    private const string Into = "connectionName: 'local', db: 'd', coll: 'c'";
    private const string Series = "timeseries: { timeField: 't', metaField: 'm' }";

    private readonly MergeStages _stages = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stages.DisposeAsync();

    [Fact]
    public async Task The_collection_is_made_and_measurements_are_inserted()
    {
        var failures = await EmitAsync(
            $"{{ {Into}, {Series} }}",
            "{ _id: 1, t: ISODate('2026-01-01'), m: 'a', z: 1, b: 2 }",
            "{ _id: 2, t: '2026-01-01' }",
            "{ _id: 3 }");

        Assert.Equal(
            "{\"_id\":1,\"t\":{\"$date\":\"2026-01-01T00:00:00Z\"},\"m\":\"a\",\"z\":1,\"b\":2}",
            await _stages.ShowAsync());
        Assert.Equal(
            Enumerable.Repeat(
                "'t' must be present and contain a valid BSON UTC datetime value (collection d.c, code 2)", 2),
            failures.Reasons);
        Assert.Equal("timeseries", _stages.Collections.Find(new("d", "c"))!.Describe()["type"].AsString);
    }

    [Fact]
    public async Task A_collection_that_is_there_says_itself_which_field_is_the_date()
    {
        _ = await EmitAsync($"{{ {Into}, {Series} }}");

        var failures = await EmitAsync($"{{ {Into} }}", "{ _id: 1, at: ISODate('2026-01-01') }");

        Assert.StartsWith("'t' must be present", Assert.Single(failures.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_measurement_goes_where_its_fields_say()
    {
        var failures = await EmitAsync(
            $"{{ connectionName: 'local', db: 'd', coll: {{ $concat: ['of_', '$m'] }}, {Series}, parallelism: 2 }}",
            "{ _id: 1, t: ISODate('2026-01-01'), m: 'a' }",
            "{ _id: 2, t: ISODate('2026-01-01'), m: 'b' }",
            "{ _id: 3, t: ISODate('2026-01-01') }",
            "{ _id: 4, m: 'a' }");

        Assert.Equal([1], (await _stages.ReadAsync("of_a")).Select(document => document["_id"].AsInt32));
        Assert.Equal([2], (await _stages.ReadAsync("of_b")).Select(document => document["_id"].AsInt32));
        Assert.Equal([3, 4], failures.Documents.Select(document => document["_id"].AsInt32).Order());
    }

    [Fact]
    public async Task A_measurement_of_more_than_four_megabytes_is_a_dead_letter()
    {
        var text = new string('x', 4 * 1024 * 1024);

        var failures = await EmitAsync(
            $"{{ {Into}, {Series} }}", $"{{ _id: 1, t: ISODate('2026-01-01'), text: '{text}' }}");

        Assert.StartsWith("the document has 41943", Assert.Single(failures.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ _id: 1 }", Series, "d.c is an ordinary collection, and $emit writes only to time series")]
    [InlineData(null, "parallelism: 1", "there is no collection d.c; make it with ")]
    public async Task Where_no_measurements_can_go_the_attempt_fails(string? existing, string how, string reason)
    {
        if (existing is not null)
        {
            await _stages.InsertAsync("c", existing);
        }

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => EmitAsync($"{{ {Into}, {how} }}"));

        Assert.Equal((420, RetryPolicy.Never), (failure.Code, failure.Retry));
        Assert.StartsWith(reason, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timeseries: { timeField: 'at', metaField: 'm' }", "timeField t, and the stage says at")]
    [InlineData("timeseries: { timeField: 't' }", "metaField m, and the stage says (none)")]
    public async Task A_time_series_of_another_kind_fails_the_attempt(string how, string reason)
    {
        _ = await EmitAsync($"{{ {Into}, {Series} }}");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => EmitAsync($"{{ {Into}, {how} }}"));

        Assert.Equal((420, $"the time series collection d.c has {reason}"), (failure.Code, failure.Message));
    }

    [Theory]
    [InlineData("c")]
    [InlineData("$to")]
    public async Task Merging_into_a_time_series_fails_the_attempt(string collection)
    {
        _ = await EmitAsync($"{{ {Into}, {Series} }}");
        await using var sink = _stages.Sink(
            $"{{ into: {{ connectionName: 'local', db: 'd', coll: '{collection}' }} }}");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(async () =>
        {
            await sink.OpenAsync(default);
            await WriteAsync(
                sink, new CollectedFailures(), [ExtendedJson.ParseLenient("{ _id: 1, to: 'c' }")]);
        });

        Assert.Equal(
            (420, "d.c is a time series collection, which $merge cannot write to; use $emit"),
            (failure.Code, failure.Message));
    }

    [Fact]
    public async Task Over_a_bad_network_nothing_is_lost_twice_or_refused()
    {
        _stages.Context = _stages.Context with { Clock = new ImmediateClock() };
        var faults = new FaultyCollections(_stages.Connector, seed: 3);
        await using var sink = _stages.EmitSink($"{{ {Into}, {Series} }}", faults);
        await sink.OpenAsync(default);
        var failures = new CollectedFailures();

        faults.OneOf = 3;
        for (var n = 0; n < 20; n++)
        {
            await WriteAsync(sink, failures, [CreateDocument(n)]);
            await sink.FlushAsync(failures, default);
        }

        Assert.True(faults.Failed > 2);
        Assert.Empty(failures.Reasons);
        Assert.Equal(Enumerable.Range(0, 20), await ReadWrittenAsync(20));
    }

    protected override ISink CreateSink() => _stages.EmitSink($"{{ {Into}, {Series} }}");

    protected override BsonDocument CreateDocument(int n) =>
        ExtendedJson.ParseLenient($"{{ t: ISODate('2026-01-01'), n: {n} }}");

    protected override BsonDocument CreateRefusedDocument() => ExtendedJson.ParseLenient("{ t: 5, n: 9 }");

    protected override async Task<IReadOnlyList<int>> ReadWrittenAsync(int count) =>
        [.. (await _stages.ReadAsync()).Select(document => document["n"].AsInt32).Order()];

    private async Task<CollectedFailures> EmitAsync(string argument, params string[] documents)
    {
        await using var sink = _stages.EmitSink(argument);
        await sink.OpenAsync(default);
        var failures = new CollectedFailures();
        await WriteAsync(sink, failures, [.. documents.Select(ExtendedJson.ParseLenient)]);
        await sink.FlushAsync(failures, default);
        return failures;
    }
}
