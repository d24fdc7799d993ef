using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Enrichment;
using WireSP.TestKit.Connectors;

namespace WireSP.Tests.Connectors.Collections.Lookups;

public sealed class PipelineLookupTests : IAsyncLifetime
{
    private readonly LookupHarness _harness = new();

    public async Task InitializeAsync() => await _harness.InsertAsync(
        "{ _id: 1, k: 'a', n: 1 }", "{ _id: 2, k: 'a', n: 5 }", "{ _id: 3, k: 'b', n: 9 }");

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Variables_and_equal_fields_narrow_together(int parallelism)
    {
        var byVariable = Create(
            "[{ $match: { $expr: { $gte: ['$n', '$$least'] } } }, { $project: { n: 1, by: '$$least' } }]",
            parallelism);
        var lookup = byVariable with { LocalField = "k", ForeignField = "k" };

        var answers = await AskAsync(lookup, ["{ k: 'a' }", "{ k: 'b' }", "{ k: ['a', 'b'] }", "{}"], 5, 10, 5, 0);

        Assert.Equal(
            [
                "[{\"_id\":2,\"n\":5,\"by\":5}]",
                "[]",
                "[{\"_id\":2,\"n\":5,\"by\":5},{\"_id\":3,\"n\":9,\"by\":5}]",
                "[]",
            ],
            answers);
    }

    [Fact]
    public async Task A_variable_that_is_declared_again_inside_is_not_the_document_s()
    {
        var lookup = Create(
            "[{ $limit: 1 }, { $project: { _id: 0, v: { $let: { vars: { least: 7 }, in: '$$least' } }, w: '$$least' } }]");

        Assert.Equal(["[{\"v\":7,\"w\":1}]"], await AskAsync(lookup, ["{}"], 1));
    }

    [Fact]
    public async Task Documents_that_ask_the_same_share_an_answer_and_one_that_fails_stands_alone()
    {
        var lookup = Create("[{ $limit: 1 }, { $project: { _id: 0, v: { $divide: [6, '$$least'] } } }]");

        var answers = await AskAsync(lookup, ["{}", "{}", "{}"], 2, 0, 2);

        Assert.Equal(["[{\"v\":3.0}]", "[{\"v\":3.0}]"], [answers[0], answers[2]]);
        Assert.StartsWith("!", answers[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stages_that_are_wrong_fail_the_attempt()
    {
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => AskAsync(Create("[{ $graphLookup: {} }]"), ["{}"], 1));

        Assert.Equal(238, failure.Code);
    }

    private static LookupRequest Create(string pipeline, int parallelism = 1) => new("db", "c")
    {
        Pipeline = ExtendedJson.ParseLenientValue(pipeline).AsArray,
        VariableNames = ["least"],
        Parallelism = parallelism,
    };

    private async Task<List<string>> AskAsync(
        LookupRequest request, IReadOnlyList<string> documents, params BsonValue[] least)
    {
        var answers = await LookupHarness.AskAsync(
            _harness.Create(request), [.. documents.Select(ExtendedJson.ParseLenient)], least);
        return [.. answers.Select(Relaxed)];
    }

    private static string Relaxed(string answer) =>
        answer[0] == '!' ? answer : ExtendedJson.Format(ExtendedJson.ParseLenientValue(answer));
}
