using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Tasks;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Pipelines;

/// <summary>
/// Stages of the language over documents that come to an end, as inside a window that is fed and closed by hand. A
/// document that fails takes the whole run down. For one run and one thread.
/// </summary>
public sealed class BatchPipeline
{
    private readonly ChainOutput _output;
    private readonly FieldScope _source;
    private readonly List<Operator> _operators = [];
    private readonly OriginTable _origins = new();

    internal BatchPipeline(BatchPlan plan, TimeProvider clock, IReadOnlyList<BsonValue> variables)
    {
        var context = new TaskContext("", "aggregate", IsEphemeral: true, null, clock);
        _output = new ChainOutput(new DeadLetterFormat(context, null, "_stream_meta"), clock) { IsStrict = true };
        var factory = new OperatorFactory(_output, showsMetadata: false) { Variables = variables };
        _source = factory.ScopeOf(plan.SourceScope);
        foreach (var stage in plan.Stages)
        {
            _operators.Add(stage.Create(factory));
        }

        _operators.Add(new CollectOperator("CollectOperator", _output));
        for (var i = 0; i < _operators.Count - 1; i++)
        {
            _operators[i].Next = _operators[i + 1];
        }

        // What keeps documents as they are expects them to say from which window they are.
        _ = _origins.Add(new DocumentOrigin(new WindowOrigin(null, 0, 0), 0, 0, 0, BsonDocument.Empty));
    }

    /// <summary>Bytes of groups and documents that are kept for the end.</summary>
    public long StateBytes
    {
        get
        {
            long bytes = 0;
            foreach (var one in _operators)
            {
                bytes += one.StateBytes;
            }

            return bytes;
        }
    }

    /// <summary>Compiles stages for one run.</summary>
    /// <returns>Null when there is any problem.</returns>
    public static BatchPipeline? Compile(
        BsonArray stages, TimeProvider clock, ICollection<PipelineProblem> problems) =>
        BatchPlan.Compile(stages, [], problems)?.Start(clock, []);

    /// <summary>Takes a document in.</summary>
    /// <param name="document">Its bytes must stay as they are as long as the results are used.</param>
    /// <param name="results">Receives what comes out already; bytes of their own, or the document's.</param>
    /// <exception cref="EvaluationException">The document cannot be processed.</exception>
    public void Process(BsonDocument document, ICollection<BsonDocument> results)
    {
        var input = new StreamDocument(document, 0, _origins, 0);
        _source.Begin(input);
        _operators[0].Process(input);
        Drain(document.Buffer, results);
    }

    /// <summary>Says that there are no more documents.</summary>
    /// <param name="results">Receives what comes out.</param>
    /// <exception cref="EvaluationException">A result cannot be made.</exception>
    public void Finish(ICollection<BsonDocument> results)
    {
        _operators[0].Finish();
        Drain(null, results);
    }

    private void Drain(byte[]? input, ICollection<BsonDocument> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        foreach (var document in _output.Batch.Documents)
        {
            var isInput = ReferenceEquals(document.Body.Buffer, input);
            results.Add(isInput ? document.Body : document.Body.Copy());
        }

        _output.Batch.Clear();
    }
}
