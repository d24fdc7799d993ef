using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Transforms;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary>Where an enrichment puts its answer: what <c>$addFields</c> does with a variable.</summary>
internal sealed class EnrichTarget
{
    private const string Variable = "answer";

    private readonly DocumentTransform _transform;
    private readonly CompileContext _scope;
    private readonly CompileContext _following;

    private EnrichTarget(DocumentTransform transform, CompileContext scope, CompileContext following)
    {
        _transform = transform;
        _scope = scope;
        _following = following;
    }

    /// <summary>Compiles the path of a field; the stages that follow look at the new document.</summary>
    /// <exception cref="ExpressionSyntaxException">It is no path.</exception>
    public static EnrichTarget Compile(string path, PipelineBuilder pipeline)
    {
        var scope = new CompileContext();
        _ = scope.DeclareVariable(Variable);
        var setting = new BsonDocumentBuilder { { path, $"$${Variable}" } }.ToDocument();
        var transform = TransformCompiler.Compile("$addFields", setting, scope);
        return new EnrichTarget(transform, scope, pipeline.BeginScope());
    }

    /// <summary>The target of one task.</summary>
    public EnrichResult Create(OperatorFactory factory) =>
        new(_transform, factory.ScopeOf(_scope), factory.ScopeOf(_following));
}
