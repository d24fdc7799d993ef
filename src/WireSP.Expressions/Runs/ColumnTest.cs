using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Matching;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Answers a predicate for documents that nobody has written yet: by the columns of values that they would be made of.
/// </summary>
/// <param name="predicate">What is asked.</param>
/// <param name="plan">The fields that it reads.</param>
public sealed class ColumnTest(Predicate predicate, FieldPlan plan)
{
    private static readonly int[] Rows = CreateRows();

    private readonly DocumentRun _run = new();
    private RunSource? _source;

    /// <summary>Says what documents would be made of.</summary>
    /// <param name="names">The names of their fields, UTF-8, each of them once.</param>
    /// <param name="types">The type that each field has in all documents: a number, a date or null.</param>
    /// <param name="columns">Where each field's bits will be, as values have them.</param>
    /// <returns>Whether that tells.</returns>
    public bool TryBegin(ReadOnlySpan<byte[]> names, ReadOnlySpan<BsonType> types, ReadOnlySpan<long[]> columns)
    {
        // Of all other fields it is only known that somebody has to look.
        var places = new SlotPlace[plan.Count];
        Array.Fill(places, new SlotPlace(SlotKind.Element, default, default, 0, default));
        var shape = new FieldShape([], [], places);
        for (var slot = 0; slot < places.Length; slot++)
        {
            var path = Encoding.UTF8.GetBytes(plan.Paths[slot]);
            for (var i = 0; i < names.Length; i++)
            {
                if (names[i].AsSpan().SequenceEqual(path))
                {
                    places[slot] = new SlotPlace(SlotKind.Computed, types[i], default, 0, default);
                    shape.Scope.BindSlot(slot, new ColumnSource(types[i], columns[i]));
                }
            }
        }

        _source = predicate.SourceFor(shape) is { Type: BsonType.Boolean } source ? source : null;
        return _source is not null;
    }

    /// <summary>Answers for the documents whose values are in the columns now.</summary>
    /// <param name="context">The context that the predicate is evaluated in.</param>
    /// <param name="answers">Receives 1 or 0 for each; of no more than are read at once.</param>
    /// <returns>Whether all could be told.</returns>
    public bool TryAnswer(EvaluationContext context, Span<long> answers)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Begin(BsonDocument.Empty);
        _run.Begin(context, []);
        return _source!.Fill(_run, Rows.AsSpan(0, answers.Length), answers) >= answers.Length;
    }

    private static int[] CreateRows()
    {
        var rows = new int[RunReader.DocumentsMax];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = i;
        }

        return rows;
    }
}
