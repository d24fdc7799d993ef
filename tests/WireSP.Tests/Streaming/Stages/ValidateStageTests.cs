using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class ValidateStageTests
{
    [Theory]
    [InlineData("{ validator: { $jsonSchema: { required: ['a'], properties: { a: { bsonType: 'int' } } } } }")]
    [InlineData("{ validator: { a: { $type: 'int' } } }")]
    [InlineData("{ validator: { $expr: { $eq: [{ $type: '$a' }, 'int'] } }, validationAction: 'discard' }")]
    [InlineData("{ validator: { $jsonSchema: { required: ['a'] }, a: { $type: 'int' } } }")]
    public void Valid_documents_go_on_unchanged_and_the_others_are_discarded(string validate)
    {
        var harness = OperatorHarness.Of($"{{ $validate: {validate} }}");

        harness.Process("{ a: 1, b: 2 }", "{ a: 'x' }", "{ }");

        harness.PutsOut("{ a: 1, b: 2 }");
        Assert.Empty(harness.Pipeline.DeadLetters);
    }

    [Fact]
    public void It_may_stand_inside_a_window()
    {
        var harness = OperatorHarness.InWindow(
            "{ $validate: { validator: { a: { $gt: 1 } }, validationAction: 'dlq' } }, { $count: 'n' }");

        harness.Process("{ t: '12:00', a: 1 }", "{ t: '12:01', a: 2 }", "{ t: '12:02', a: 3 }");
        harness.Close();

        harness.PutsOut("{ n: 2 }");
        // The document that closes the window is not valid either.
        Assert.Equal(2, harness.Pipeline.DeadLetters.Count);
    }

    [Fact]
    public void It_may_follow_what_a_window_collects()
    {
        var harness = OperatorHarness.InWindow(
            "{ $group: { _id: '$k', n: { $sum: 1 } } }, { $validate: { validator: { n: { $gt: 1 } } } }");

        harness.Process("{ t: '12:00', k: 1 }", "{ t: '12:01', k: 1 }", "{ t: '12:02', k: 2 }");
        harness.Close();

        harness.PutsOut("{ _id: 1, n: 2 }");
    }

    [Theory]
    [InlineData("5", "14 $validate: ")]
    [InlineData("{ }", "40414 $validate.validator: ")]
    [InlineData("{ validator: 5 }", "15959 $validate.validator: ")]
    [InlineData("{ validator: { }, validationAction: 'warn' }", "2 $validate.validationAction: ")]
    [InlineData("{ validator: { }, validatonAction: 'dlq' }", "40415 $validate.validatonAction: ")]
    [InlineData("{ validator: { $jsonSchema: { requird: ['a'] } } }", "'required'")]
    [InlineData("{ validator: { $where: '1' } }", "$where")]
    [InlineData("{ validator: { a: { $near: [0, 0] } } }", "$near")]
    public void What_is_not_legal_is_refused(string validate, string expected) =>
        Assert.Contains(
            expected, TestPipelines.ProblemOfStage($"{{ $validate: {validate} }}"), StringComparison.Ordinal);
}
