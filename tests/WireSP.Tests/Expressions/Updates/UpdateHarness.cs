using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Matching;
using WireSP.Expressions.Updates;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Expressions.Updates;

/// <summary>Applies updates that tests write as a shell's user would; documents are compared type by type.</summary>
internal static class UpdateHarness
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Makes(
        string update, string before, string after, string? filters = null, string? query = null) =>
        Assert.Equal(Canonical(ExtendedJson.ParseLenient(after)), Apply(update, before, filters, query));

    public static void MakesOnInsert(string update, string before, string after)
    {
        var context = new UpdateContext(new FakeClock(Now)) { IsInsert = true };
        var made = UpdateCompiler.Compile(Value(update)).Apply(ExtendedJson.ParseLenient(before), context);
        Assert.Equal(Canonical(ExtendedJson.ParseLenient(after)), Canonical(made));
    }

    /// <summary>The update is refused, or fails for the document, with that code.</summary>
    public static void Fails(
        string update, int code, string before = "{ }", string? filters = null, string? query = null)
    {
        try
        {
            Assert.Fail($"{update} made {Apply(update, before, filters, query)}");
        }
        catch (EvaluationException error)
        {
            Assert.Equal(code, error.Code);
        }
        catch (ExpressionSyntaxException error)
        {
            Assert.Equal(code, error.Code);
        }
    }

    public static string Canonical(BsonDocument document) =>
        ExtendedJson.Format(document, ExtendedJsonOptions.Canonical);

    public static BsonValue Value(string text) => ExtendedJson.ParseLenientValue(text);

    private static string Apply(string update, string before, string? filters, string? query)
    {
        var operation = UpdateCompiler.Compile(Value(update), filters is null ? default : Value(filters));
        var document = ExtendedJson.ParseLenient(before);
        var context = new UpdateContext(new FakeClock(Now));
        if (query is not null)
        {
            context.MatchedItem = MatchedItem(query, document);
        }

        return Canonical(operation.Apply(document, context));
    }

    private static int MatchedItem(string query, BsonDocument document)
    {
        var compiled = new CompileContext();
        var predicate = MatchCompiler.Compile(ExtendedJson.ParseLenient(query), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        context.Begin(document);
        compiled.Fields.Read(context);
        Assert.True(predicate.Matches(context));
        return context.MatchedItem;
    }
}
