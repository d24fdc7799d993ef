using WireSP.Bson;
using WireSP.Expressions.Script;

namespace WireSP.Expressions.Accumulators;

/// <summary><c>$accumulator</c>: what JavaScript functions make of the documents of a group.</summary>
internal static class CustomAccumulator
{
    public static readonly AccumulatorSpec Spec = new(Name, Compile)
    {
        Summary = "Gives what JavaScript functions make of a group: init gives its first state, accumulate the next "
            + "one for each document, merge one for two of them, finalize the result, which else is the state. "
            + "initArgs see the group's key as their document, so { _id: { city: … } } is there as $city, and no "
            + "JavaScript. Parts of a window, and sessions that a document joins, are merged: results must not "
            + "depend on where they were cut. A state is a value as in $function and passes through JavaScript "
            + "with each document: keep it small, 16 MiB at most. A document for which accumulate fails changes "
            + "nothing; a group that merge or finalize fails for becomes a dead letter. Many times as slow as "
            + "other accumulators.",
        Syntax = "{ $accumulator: { init: code, initArgs: [expression, …], accumulate: code, "
            + "accumulateArgs: [expression, …], merge: code, finalize: code, lang: \"js\" } }",
        Examples =
        [
            new(
                """{ "init": "() => ({ n: 0, sum: 0 })","""
                    + """ "accumulate": "(s, v) => ({ n: s.n + 1, sum: s.sum + v })", "accumulateArgs": ["$v"],"""
                    + """ "merge": "(a, b) => ({ n: a.n + b.n, sum: a.sum + b.sum })","""
                    + """ "finalize": "s => s.sum / s.n", "lang": "js" }""",
                """[{ "v": 1 }, { "v": 4 }]""",
                "2.5"),
            new(
                """{ "init": "first => [first]", "initArgs": ["seen"], "accumulate": "(s, v) => s.concat(v)","""
                    + """ "accumulateArgs": ["$v"], "merge": "(a, b) => a.concat(b.slice(1))", "lang": "js" }""",
                """[{ "v": "a" }, { "v": "b" }]""",
                """["seen", "a", "b"]"""),
        ],
    };

    private const string Name = "$accumulator";
    private const int TypeMismatch = 14;
    private const int UnknownField = 40415;
    private const int MissingField = 40414;

    private static readonly NamedSyntax Named = new(
        Name, TypeMismatch, UnknownField,
        new Parameter("init", MissingField), new Parameter("initArgs"),
        new Parameter("accumulate", MissingField), new Parameter("accumulateArgs", MissingField),
        new Parameter("merge", MissingField), new Parameter("finalize"), new Parameter("lang", MissingField));

    private static ColumnsPlan Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        ScriptSyntax.RequireAllowed(Name, bound[6]);
        var functions = new ScriptFunctions(
            Parse("init", bound[0], context),
            Parse("accumulate", bound[2], context),
            Parse("merge", bound[4], context),
            bound[5].IsMissing ? null : Parse("finalize", bound[5], context))
        {
            Arguments = ScriptArguments.Compile(Name, "accumulateArgs", bound[3], TypeMismatch, context),
        };
        if (!bound[1].IsMissing)
        {
            functions.InitArguments = ScriptArguments.Compile(
                Name, "initArgs", bound[1], TypeMismatch, functions.OfKey);
            RequireNoScript(functions.OfKey);
        }

        return new ColumnsPlan(() => new ScriptColumns(functions), canFail: true);
    }

    private static ScriptBody Parse(string field, in BsonValue code, CompileContext context)
    {
        ScriptSyntax.RequireCode(Name, field, code);
        context.ScriptCount++;
        return ScriptBody.Parse(code.AsString, Name, field);
    }

    // It would need an engine of its own, or the wrong document's budget.
    private static void RequireNoScript(CompileContext key)
    {
        if (key.ScriptCount > 0)
        {
            throw new ExpressionSyntaxException(
                TypeMismatch, $"{Name} takes no $function in 'initArgs'; 'init' can do that itself", "initArgs");
        }
    }
}
