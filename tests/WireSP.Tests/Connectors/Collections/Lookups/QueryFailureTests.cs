using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Collections.Lookups;
using WireSP.Streaming;
using WireSP.TestKit.Connectors.MongoDb;

namespace WireSP.Tests.Connectors.Collections.Lookups;

/// <summary>What a lookup's query fails with, as the C driver brings it: the pipeline's fault, or one document's.
/// </summary>
public sealed class QueryFailureTests(MongoServers servers) : IClassFixture<MongoServers>
{
    [Theory]
    [InlineData("5", 40323)]
    [InlineData("{ $nope: 1 }", 40324)]
    [InlineData("{ $match: {}, $limit: 1 }", 40323)]
    [InlineData("{ $match: 5 }", 15959)]
    [InlineData("{ $match: { $expr: '$$nope' } }", 17276)]
    [InlineData("{ $match: { $expr: { $nope: 1 } } }", 168)]
    [InlineData("{ $project: {} }", 51272)]
    [InlineData("{ $project: { a: { $nope: 1 } } }", 31325)]
    [InlineData("{ $project: { a: 1, b: 0 } }", 31254)]
    [InlineData("{ $project: { a: '$' } }", 16872)]
    [InlineData("{ $addFields: 5 }", 40272)]
    [InlineData("{ $addFields: { a: { $add: '$b', $abs: 1 } } }", 15983)]
    [InlineData("{ $addFields: { a: { $divide: [1] } } }", 16020)]
    [InlineData("{ $group: 5 }", 15947)]
    [InlineData("{ $group: { n: { $sum: 1 } } }", 15955)]
    [InlineData("{ $group: { _id: 1, n: { $nope: 1 } } }", 15952)]
    [InlineData("{ $sort: 5 }", 15973)]
    [InlineData("{ $sort: { a: 2 } }", 15975)]
    [InlineData("{ $limit: 0 }", 15958)]
    [InlineData("{ $skip: -1 }", 5107200)]
    [InlineData("{ $unwind: 5 }", 15981)]
    [InlineData("{ $unwind: 'a' }", 28818)]
    [InlineData("{ $count: '' }", 40157)]
    [InlineData("{ $replaceRoot: 5 }", 40229)]
    [InlineData("{ $lookup: {} }", 9)]
    [InlineData("{ $graphLookup: {} }", 238)]
    public async Task A_pipeline_that_is_wrong_fails_for_all(string stage, int code)
    {
        var failure = await FailAsync(isCluster: false, stage);

        Assert.Equal((code, false), (failure.Code, QueryFailure.IsOfDocument(failure)));
    }

    [Theory]
    [InlineData("{ $project: { v: { $divide: [1, { $literal: 0 }] } } }")]
    [InlineData("{ $project: { v: { $toInt: { $literal: 'x' } } } }")]
    [InlineData("{ $project: { v: { $toDate: { $literal: 'x' } } } }")]
    [InlineData("{ $project: { v: { $concat: ['$s', { $literal: 5 }] } } }")]
    [InlineData("{ $project: { v: { $add: ['$s', { $literal: 5 }] } } }")]
    [InlineData("{ $project: { v: { $arrayElemAt: ['$s', { $literal: 0 }] } } }")]
    [InlineData("{ $project: { v: { $sqrt: { $literal: -1 } } } }")]
    [InlineData("{ $replaceRoot: { newRoot: { $literal: 5 } } }")]
    [InlineData("{ $match: { $expr: { $in: ['$s', { $literal: 5 }] } } }")]
    public async Task A_value_that_does_not_suit_the_pipeline_fails_for_its_document(string stage)
    {
        var failure = await FailAsync(isCluster: false, stage);

        Assert.True(QueryFailure.IsOfDocument(failure), $"{failure.Code}: {failure.Message}");
    }

    [Fact]
    public async Task A_code_that_a_value_can_cause_as_well_counts_as_the_document_s()
    {
        var wrongStage = await FailAsync(isCluster: false, "{ $match: { a: { $nope: 1 } } }");

        Assert.Equal((2, true), (wrongStage.Code, QueryFailure.IsOfDocument(wrongStage)));
    }

    [Fact]
    public async Task A_server_that_is_gone_fails_for_all()
    {
        await using var target = new MongoTarget("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100");

        var failure = await FailAsync(target, "{ $match: {} }");

        Assert.Equal((421, false), (failure.Code, QueryFailure.IsOfDocument(failure)));
    }

    private async Task<StreamProcessorException> FailAsync(bool isCluster, string stage)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1, s: 'text' }");
        return await FailAsync(target, stage);
    }

    private static Task<StreamProcessorException> FailAsync(MongoTarget target, string stage) =>
        Assert.ThrowsAsync<StreamProcessorException>(async () => await MongoTarget.ReadAllAsync(
            await target.Access.AggregateAsync(
                target.Name("c"),
                ExtendedJson.ParseLenientValue($"[{stage}]").AsArray,
                ReadPreference.Primary,
                default)));
}
