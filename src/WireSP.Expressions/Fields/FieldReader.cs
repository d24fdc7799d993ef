using WireSP.Bson;

namespace WireSP.Expressions.Fields;

/// <summary>
/// Reads the fields of one plan for one task: by the shapes of documents met before, or by a walk. Learns shapes as it
/// goes and stops for a while when documents rarely repeat them.
/// </summary>
internal sealed class FieldReader(FieldPlan plan)
{
    /// <summary>Shapes that are remembered.</summary>
    public const int ShapesMax = 4;

    private const int TrialDocuments = 256;
    private const int RestMin = 8192;
    private const int RestMax = RestMin * 16;

    private readonly FieldShape?[] _shapes = new FieldShape?[ShapesMax];

    // The first of the shapes; null when there is none, and while they rest.
    private FieldShape? _latest;
    private int _readsLeft = TrialDocuments;
    private int _misses;
    private int _rest = RestMin;
    private bool _isResting;

    /// <summary>The plan whose fields are read.</summary>
    public FieldPlan Plan { get; } = plan;

    /// <summary>The shapes that documents had lately; none while they rest.</summary>
    public ReadOnlySpan<FieldShape?> Shapes => _latest is null ? [] : _shapes;

    /// <summary>Notes that documents were read by shapes without <see cref="Read"/>.</summary>
    public void CountReads(int count)
    {
        if (count < _readsLeft)
        {
            _readsLeft -= count;
        }
        else
        {
            BeginTrial();
        }
    }

    /// <summary>Fills the context's slots from its document.</summary>
    public void Read(EvaluationContext context)
    {
        if (_latest is not { } latest || !context.TryUseShape(latest))
        {
            ReadOtherwise(context);
            return;
        }

        if (--_readsLeft == 0)
        {
            BeginTrial();
        }
    }

    private void ReadOtherwise(EvaluationContext context)
    {
        if (--_readsLeft == 0)
        {
            BeginTrial();
        }

        if (!_isResting && TryOtherShapes(context))
        {
            return;
        }

        context.UseSlots(Plan.Count);
        FieldWalk.Read(context.Root, Plan.Root, context);
        if (!_isResting)
        {
            _misses++;
            Learn(context.Root);
        }
    }

    private bool TryOtherShapes(EvaluationContext context)
    {
        for (var i = 1; i < ShapesMax && _shapes[i] is { } shape; i++)
        {
            if (context.TryUseShape(shape))
            {
                MoveToFront(i, shape);
                return true;
            }
        }

        return false;
    }

    private void Learn(BsonDocument document)
    {
        if (ShapeRecorder.Record(document, Plan) is { } shape)
        {
            MoveToFront(ShapesMax - 1, shape);
        }
    }

    private void MoveToFront(int index, FieldShape shape)
    {
        Array.Copy(_shapes, 0, _shapes, 1, index);
        _shapes[0] = shape;
        _latest = shape;
    }

    // Trying shapes and learning them costs more than it saves when three documents in ten are new: then they rest, the
    // longer the more often that was found.
    private void BeginTrial()
    {
        if (_isResting)
        {
            _isResting = false;
            _rest = Math.Min(_rest * 2, RestMax);
        }
        else if (_misses * 10 > TrialDocuments * 3)
        {
            _isResting = true;
        }
        else
        {
            _rest = RestMin;
        }

        _latest = _isResting ? null : _shapes[0];
        _readsLeft = _isResting ? _rest : TrialDocuments;
        _misses = 0;
    }
}
