using WireSP.TestKit.Connectors.Local;

namespace WireSP.Tests.Connectors.Collections.ChangeStreams;

public class ChangeSourceParserTests
{
    [Theory]
    [InlineData("{ }")]
    [InlineData("{ db: 'shop' }")]
    [InlineData("{ db: 'shop', coll: 'orders', tsFieldName: 'ts' }")]
    [InlineData("{ db: 'shop', coll: ['orders', 'returns'], initialSync: { enable: true, parallelism: 4 } }")]
    [InlineData("{ db: 'shop', coll: 'c', readPreference: 'nearest', readPreferenceTags: [{ dc: 'x' }, {}] }")]
    [InlineData("{ db: 'shop', coll: 'c', fullDocument: 'updateLookup' }")]
    [InlineData("{ db: 'shop', coll: 'c', config: { startAfter: { _data: '82' } } }")]
    [InlineData("{ db: 'shop', coll: 'c', config: { startAtOperationTime: ISODate('2026-01-01T00:00:00Z') } }")]
    [InlineData("{ db: 'shop', coll: 'c', config: { startAtOperationTime: Timestamp(1767225600, 1) } }")]
    [InlineData(
        "{ db: 'shop', coll: 'c', config: { fullDocument: 'required', fullDocumentBeforeChange: 'whenAvailable',"
        + " fullDocumentOnly: true, maxAwaitTimeMS: 500 } }")]
    [InlineData(
        "{ db: 'shop', coll: 'c', config: { pipeline: [{ $match: { operationType: 'insert' } },"
        + " { $project: { wallTime: 1, clusterTime: 1, fullDocument: 1 } }, { $unset: 'ns' }] } }")]
    [InlineData(
        "{ db: 'shop', coll: 'c', config: { pipeline: [{ $replaceRoot: { newRoot: { _id: '$_id',"
        + " wallTime: '$wallTime', clusterTime: '$clusterTime', n: '$fullDocument.n' } } }] } }")]
    public void Accepts(string stage) => Assert.Empty(LocalStages.ProblemsOf(stage));

    [Theory]
    [InlineData("{ db: 'shop', col: 'orders' }", "$source.col: 'col' is not a known field. Did you mean 'coll'?")]
    [InlineData("{ coll: 'orders' }", "$source.db: 'db' is required beside 'coll'")]
    [InlineData("{ db: '' }", "$source.db: 'db' must not be empty")]
    [InlineData("{ db: 'shop', coll: [] }", "$source.coll: 'coll' must not be an empty array")]
    [InlineData("{ db: 'shop', coll: ['a', 'a'] }", "$source.coll: a collection is named twice")]
    [InlineData("{ db: 'shop', initialSync: { enable: true } }", "$source.initialSync: 'initialSync' copies")]
    [InlineData(
        "{ db: 'shop', coll: 'c', initialSync: { enable: true }, config: { startAfter: {} } }",
        "$source.config.startAfter: 'startAfter' cannot be used with 'initialSync'")]
    [InlineData("{ db: 'shop', coll: 'c', initialSync: { } }", "$source.initialSync.enable: 'enable' is required")]
    [InlineData(
        "{ db: 'shop', coll: 'c', initialSync: { enable: true, parallelism: 0 } }",
        "$source.initialSync.parallelism: 'parallelism' is 0")]
    [InlineData("{ db: 'shop', readPreference: 'primry' }", "$source.readPreference: 'primry' is not a value")]
    [InlineData("{ db: 'shop', readPreferenceTags: [{ a: 'b' }] }", "$source.readPreferenceTags: ")]
    [InlineData(
        "{ db: 'shop', config: { fullDocument: 'updatelookup' } }",
        "$source.config.fullDocument: 'updatelookup' is not a value")]
    [InlineData("{ db: 'shop', config: { startAftr: {} } }", "$source.config.startAftr: 'startAftr' is not a known")]
    [InlineData("{ db: 'shop', config: { startAfter: 'x' } }", "$source.config.startAfter: expected a resume token")]
    [InlineData(
        "{ db: 'shop', config: { startAtOperationTime: 5 } }",
        "$source.config.startAtOperationTime: expected timestamp or date")]
    [InlineData(
        "{ db: 'shop', config: { startAfter: {}, startAtOperationTime: Timestamp(1, 1) } }",
        "$source.config.startAfter: 'startAfter' and 'startAtOperationTime' cannot be used together")]
    [InlineData("{ db: 'shop', config: { maxAwaitTimeMS: 0 } }", "$source.config.maxAwaitTimeMS: ")]
    [InlineData(
        "{ db: 'shop', config: { pipeline: [{ $group: { _id: 1 } }] } }",
        "$source.config.pipeline.0: $group is not allowed")]
    [InlineData(
        "{ db: 'shop', config: { pipeline: [{ $match: {} }, { $unset: ['wallTime'] }] } }",
        "$source.config.pipeline.1: $unset must leave 'wallTime' as it is")]
    [InlineData(
        "{ db: 'shop', config: { pipeline: [{ $project: { fullDocument: 1 } }] } }",
        "$source.config.pipeline.0: $project must leave 'clusterTime' as it is")]
    [InlineData(
        "{ db: 'shop', config: { pipeline: [{ $project: { _id: 0 } }] } }",
        "$source.config.pipeline.0: $project must leave '_id' as it is")]
    [InlineData(
        "{ db: 'shop', config: { pipeline: [{ $set: { clusterTime: 1 } }] } }",
        "$source.config.pipeline.0: $set must leave 'clusterTime' as it is")]
    [InlineData(
        "{ db: 'shop', config: { pipeline: [{ $replaceWith: '$fullDocument' }] } }",
        "$source.config.pipeline.0: $replaceWith must leave '_id' as it is")]
    [InlineData(
        "{ db: 'shop', config: { pipeline: [{ $match: { $nope: 1 } }] } }", "$source.config.pipeline: ")]
    public void Refuses(string stage, string expected) =>
        Assert.StartsWith(expected, Assert.Single(LocalStages.ProblemsOf(stage)), StringComparison.Ordinal);
}
