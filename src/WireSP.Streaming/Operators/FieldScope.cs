using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Matching;
using WireSP.Expressions.Runs;
using WireSP.Expressions.Transforms;
using WireSP.Streaming.Tasks;
using WireSP.Streaming.Time;

namespace WireSP.Streaming.Operators;

/// <summary>
/// A run of operators that look at the same document: whoever makes that document calls <see cref="Begin(in
/// StreamDocument)"/> once, and all of them find its fields in the one context.
/// </summary>
internal sealed class FieldScope : IStreamMetadata
{
    private readonly FieldPlan? _fields;
    private readonly BsonWriter? _metadata;
    private DocumentOrigin _origin;

    /// <summary>Creates the scope of a task.</summary>
    /// <param name="compiled">What the stages of the run read.</param>
    /// <param name="clock">The task's clock.</param>
    /// <param name="showsMetadata">Whether any stage reads <c>$meta</c>.</param>
    public FieldScope(CompileContext compiled, TimeProvider clock, bool showsMetadata)
    {
        Context = compiled.CreateEvaluationContext(clock);
        _fields = compiled.Fields.Count > 0 ? compiled.Fields : null;
        if (showsMetadata)
        {
            _metadata = new BsonWriter();
            Context.Metadata = this;
        }
    }

    /// <summary>The context that the run's expressions evaluate in.</summary>
    public EvaluationContext Context { get; }

    /// <summary>Gives documents that come from the source their time; null where they have it.</summary>
    public EventTime? Time { get; set; }

    /// <summary>Whether nothing but the document's fields is looked at.</summary>
    public bool IsPlain => _metadata is null && Time is null;

    /// <summary>
    /// Reads inputs of many documents at once; null where documents have to be looked at one by one.
    /// </summary>
    /// <param name="inputs">What is wanted of each document.</param>
    public RunReader? CreateRunReader(IReadOnlyList<RunInput> inputs) =>
        _fields is null || _metadata is not null ? null : new RunReader(_fields, inputs);

    /// <summary>Makes many documents at once; null where they have to be looked at one by one.</summary>
    /// <param name="transform">What is made of each document.</param>
    public TransformRun? CreateTransformRun(DocumentTransform transform) =>
        _fields is null || _metadata is not null ? null : transform.CreateRun(_fields);

    /// <summary>Has a predicate over the fields answered for documents while they are made, where it can be.</summary>
    public void Ask(TransformRun run, Predicate predicate)
    {
        if (_fields is not null && IsPlain)
        {
            run.Ask(predicate, _fields);
        }
    }

    /// <summary>
    /// Answers a predicate over the fields of documents that are not written yet; null where more is looked at.
    /// </summary>
    public ColumnTest? CreateColumnTest(Predicate predicate) =>
        _fields is not null && IsPlain ? new ColumnTest(predicate, _fields) : null;

    /// <summary>Turns to a document: finds the fields that the run reads.</summary>
    /// <exception cref="BsonFormatException">The document is malformed.</exception>
    public void Begin(in StreamDocument document) => Begin(document.Body, document);

    /// <summary>Turns to what a stage made of a document.</summary>
    /// <param name="body">The new body.</param>
    /// <param name="document">The document that it was made of, whose origin it has.</param>
    /// <exception cref="BsonFormatException">The new body is malformed.</exception>
    public void Begin(BsonDocument body, in StreamDocument document)
    {
        Context.Begin(body);
        _fields?.Read(Context);
        if (_metadata is not null)
        {
            _origin = document.Origin;
        }
    }

    /// <summary>Turns to a document of a batch; where the source's come in, finds their time as well.</summary>
    /// <exception cref="BsonFormatException">The document is malformed.</exception>
    /// <exception cref="EvaluationException">The document has no time.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(DocumentRows documents, int index)
    {
        documents.Begin(index, Context);
        _fields?.Read(Context);
        if (!IsPlain)
        {
            BeginOrigin(documents, index);
        }
    }

    /// <inheritdoc/>
    public BsonDocument GetStreamMetadata()
    {
        _metadata!.Reset();
        return StreamMetadata.Write(_metadata, _origin);
    }

    // Apart, because what it takes from the rows would be in everybody's way.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BeginOrigin(DocumentRows documents, int index)
    {
        if (_metadata is not null)
        {
            _origin = documents[index].Origin;
        }

        if (Time is not null)
        {
            documents.SetEventTime(index, Time.Of(Context));
        }
    }
}
