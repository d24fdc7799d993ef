using WireSP.TestKit.Connectors;

namespace WireSP.Tests.Connectors.Collections;

public class MergeParserTests
{
    private const string Into = "into: { connectionName: 'local', db: 'd', coll: 'c' }";

    [Theory]
    [InlineData("")]
    [InlineData(", on: 'k', whenMatched: 'replace', whenNotMatched: 'discard', parallelism: 4")]
    [InlineData(", on: ['a.b', 'c'], whenMatched: [{ $set: { n: { $add: ['$n', '$$new.n'] } } }]")]
    [InlineData(", let: { by: '$n', new: '$inner' }, whenMatched: [{ $set: { n: { $add: ['$$by', '$$new.x'] } } }]")]
    [InlineData(", whenMatched: { $cond: ['$gone', 'delete', 'replace'] }, whenNotMatched: '$what'")]
    [InlineData(", config: { deliveryGuarantee: 'atLeastOnce' }")]
    public void A_merge_that_can_be_is_taken(string more) =>
        Assert.Empty(MergeStages.Parse($"{{ {Into}{more} }}").Problems);

    [Theory]
    [InlineData("db: 1, coll: 'c'", "into.db: db is int, expected string; give a name, or an expression that gives "
        + "one")]
    [InlineData("coll: 'c'", "into.db: 'db' is required and is missing")]
    [InlineData("db: 'd', coll: ''", "into.coll: coll is empty or has a NUL in it; give a name, or an expression that "
        + "gives one")]
    [InlineData("db: 'admin', coll: 'c'", "into.coll: the database 'admin' is protected: it holds no collections here; "
        + "use another database")]
    [InlineData("db: 'd', coll: '$'", "into.coll: '$' by itself is not a field path")]
    [InlineData("db: 'd', coll: 'c', col: 1", "into.col: 'col' is not a known field. Did you mean 'coll'? Known "
        + "fields: coll, connectionName, db")]
    public void A_target_that_cannot_be_is_refused(string into, string expected) =>
        Refuses($"{{ into: {{ connectionName: 'local', {into} }} }}", expected);

    [Theory]
    [InlineData("on: 5", "on: expected string, found int")]
    [InlineData("on: []", "on: 'on' must not be an empty array")]
    [InlineData("on: ['a', 'a']", "on: 'on' names a field more than once")]
    [InlineData("on: '$a'", "on: the field name '$a' may not start with '$'; $getField and $setField take such names")]
    [InlineData("parallelism: 0", "parallelism: 'parallelism' is 0; expected at least 1")]
    [InlineData("let: { a: 1 }", "let: 'let' is for a pipeline in 'whenMatched', and there is none")]
    [InlineData("whenMatched: []", "whenMatched: the pipeline must not be empty")]
    [InlineData("whenMatched: 5", "whenMatched: expected delete, keepExisting, merge, replace, a pipeline, or an "
        + "expression that gives one of the words, found int")]
    [InlineData("whenMatched: 'replaces'", "whenMatched: 'replaces' is not a value of 'whenMatched'; expected delete, "
        + "keepExisting, merge, replace, a pipeline, or an expression that gives one of the words. Did you mean "
        + "'replace'?")]
    [InlineData("whenMatched: 'fail'", "whenMatched: 'fail' is not a value of 'whenMatched'; expected delete, "
        + "keepExisting, merge, replace, a pipeline, or an expression that gives one of the words. A stream cannot "
        + "fail for one document: discard it, or look for it with $validate.")]
    [InlineData("whenNotMatched: 'fail'", "whenNotMatched: 'fail' is not a value of 'whenNotMatched'; expected "
        + "discard, insert, or an expression that gives one of them. A stream cannot fail for one document: discard "
        + "it, or look for it with $validate.")]
    [InlineData("whenNotMatch: 'insert'", "whenNotMatch: 'whenNotMatch' is not a known field. Did you mean "
        + "'whenNotMatched'? Known fields: config, into, let, on, parallelism, whenMatched, whenNotMatched")]
    [InlineData("config: { deliveryGuarantee: 'once' }", "config.deliveryGuarantee: 'once' is not a value of "
        + "'deliveryGuarantee'; expected atLeastOnce, exactlyOnce.")]
    public void A_field_that_cannot_be_is_refused(string field, string expected) =>
        Refuses($"{{ {Into}, {field} }}", expected);

    [Fact]
    public void A_pipeline_is_checked_when_the_processor_is_made() =>
        Assert.StartsWith(
            "$merge.whenMatched",
            Assert.Single(MergeStages.Parse($"{{ {Into}, whenMatched: [{{ $group: {{ _id: 1 }} }}] }}").Problems),
            StringComparison.Ordinal);

    private static void Refuses(string argument, string expected) =>
        Assert.Equal($"$merge.{expected}", Assert.Single(MergeStages.Parse(argument).Problems));
}
