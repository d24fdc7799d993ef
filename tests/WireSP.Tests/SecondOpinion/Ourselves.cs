using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Tests.SecondOpinion;

/// <summary>Answers a case by our own compiler.</summary>
internal static class Ourselves
{
    public static Answer Ask(OpinionCase asked)
    {
        try
        {
            var compilation = new CompileContext();
            var compiled = ExpressionCompiler.Compile(ExtendedJson.ParseValue(asked.Expression), compilation);
            var context = compilation.CreateEvaluationContext(TimeProvider.System);
            context.Begin(ExtendedJson.Parse(asked.Document));
            compilation.Fields.Read(context);
            return Answer.Of(compiled.Evaluate(context).Copy());
        }
        catch (EvaluationException error)
        {
            return Answer.Failed($"{error.Code} {error.Message}");
        }
        catch (ExpressionSyntaxException error)
        {
            return Answer.Failed($"{error.Code} {error.Message}");
        }
    }
}
