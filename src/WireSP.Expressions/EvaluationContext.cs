using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>
/// What an evaluation reads and where it puts what it makes; one per task and used by one thread at a time. Values made
/// during an evaluation live in <see cref="Arena"/> until <see cref="Begin(BsonDocument)"/> turns to the next document.
/// </summary>
public sealed partial class EvaluationContext
{
    // The document's parts and not the document: they are stored and loaded one by one, and a struct that is loaded
    // whole right after its parts were stored makes the processor wait.
    private byte[] _buffer = BsonDocument.Empty.Buffer;
    private int _offset;
    private int _length = BsonDocument.Empty.Length;

    /// <summary>Creates a context.</summary>
    /// <param name="slotCount">Fields that the run of stages reads; see <see cref="FieldPlan"/>.</param>
    /// <param name="variableCount">User variables alive at once (<c>$let</c>, <c>$map</c>, …).</param>
    /// <param name="clock">Clock of <c>$currentDate</c> and of generated ids.</param>
    public EvaluationContext(int slotCount, int variableCount, TimeProvider clock)
    {
        _slots = new BsonValue[slotCount];
        Variables = new BsonValue[variableCount];
        Clock = clock;
    }

    /// <summary>The document under evaluation: <c>$$ROOT</c>, and <c>$$CURRENT</c> unless rebound.</summary>
    public BsonDocument Root
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BsonDocument.FromTrusted(_buffer, _offset, _length);
    }

    /// <summary>Values of user variables, at the indexes that the compiler gave them.</summary>
    public BsonValue[] Variables { get; }

    /// <summary>Clock of <c>$currentDate</c> and of generated ids.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Answers <c>{$meta: "stream…"}</c>; null outside streams.</summary>
    public IStreamMetadata? Metadata { get; set; }

    /// <summary>Where computed strings, arrays and documents are written.</summary>
    public BsonWriter Arena { get; } = new(4096);

    /// <summary>
    /// Turns to the next document: forgets the arena; slots are filled by the plan of the stages at hand.
    /// </summary>
    public void Begin(BsonDocument document) => Begin(document.Buffer, document.Offset, document.Length);

    /// <summary>As <see cref="Begin(BsonDocument)"/>, of a slice whose prefix the caller has checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(byte[] buffer, int offset, int length)
    {
        Arena.Reset();
        BeginBudget();
        MatchedItem = -1;
        Turn(buffer, offset, length);
    }

    /// <summary>Goes on with a document made from the present one; the arena, in which it may live, is kept.</summary>
    public void Continue(BsonDocument document) => Turn(document.Buffer, document.Offset, document.Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Turn(byte[] buffer, int offset, int length)
    {
        // Storing a reference costs the collector a look at it, and mostly the documents of a batch share a buffer.
        if (!ReferenceEquals(_buffer, buffer))
        {
            _buffer = buffer;
        }

        _offset = offset;
        _length = length;
        DocumentNumber++;
    }
}
