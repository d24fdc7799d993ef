using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>
/// What an evaluation reads and where it puts what it makes; one per task and used by one thread at a time. Values made
/// during an evaluation live in <see cref="Arena"/> until <see cref="Begin"/> is called for the next document.
/// </summary>
public sealed partial class EvaluationContext
{
    /// <summary>Creates a context.</summary>
    /// <param name="slotCount">Fields that the run of stages reads; see <see cref="FieldPlan"/>.</param>
    /// <param name="variableCount">User variables alive at once (<c>$let</c>, <c>$map</c>, …).</param>
    /// <param name="clock">Clock of <c>$currentDate</c> and of generated ids.</param>
    public EvaluationContext(int slotCount, int variableCount, TimeProvider clock)
    {
        Slots = new BsonValue[slotCount];
        Variables = new BsonValue[variableCount];
        Clock = clock;
    }

    /// <summary>The document under evaluation: <c>$$ROOT</c>, and <c>$$CURRENT</c> unless rebound.</summary>
    public BsonDocument Root { get; private set; }

    /// <summary>What the one pass over the document found; <see cref="ReadSlot"/> makes values of it.</summary>
    internal BsonValue[] Slots { get; }

    /// <summary>Values of user variables, at the indexes that the compiler gave them.</summary>
    public BsonValue[] Variables { get; }

    /// <summary>Clock of <c>$currentDate</c> and of generated ids.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Answers <c>{$meta: "stream…"}</c>; null outside streams.</summary>
    public IStreamMetadata? Metadata { get; set; }

    /// <summary>Where computed strings, arrays and documents are written.</summary>
    public BsonWriter Arena { get; } = new(4096);

    /// <summary>What has been learned of the documents' shapes, for the plan read last.</summary>
    internal Fields.FieldReader? Reader { get; set; }

    /// <summary>Value of a field that the compiled stages read; missing when the document does not have it.</summary>
    public BsonValue ReadSlot(int slot) => Slots[slot];

    /// <summary>
    /// Turns to the next document: forgets the arena; slots are filled by the plan of the stages at hand.
    /// </summary>
    public void Begin(BsonDocument document)
    {
        Arena.Reset();
        BeginBudget();
        MatchedItem = -1;
        Root = document;
    }

    /// <summary>Goes on with a document made from the present one; the arena, in which it may live, is kept.</summary>
    public void Continue(BsonDocument document) => Root = document;
}
