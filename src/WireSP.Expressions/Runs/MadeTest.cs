using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Matching;

namespace WireSP.Expressions.Runs;

/// <summary>
/// What the next stage asks of documents, told while they are made: by the values that were computed for them, so that
/// nobody has to look for these.
/// </summary>
/// <param name="predicate">What is asked.</param>
/// <param name="plan">The fields that it reads.</param>
internal sealed class MadeTest(Predicate predicate, FieldPlan plan)
{
    /// <summary>The answers for documents of a layout; null where computed values alone do not tell.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="columns">Where its computed values are.</param>
    public RunSource? SourceFor(RunLayout layout, long[][] columns)
    {
        if (!layout.NamesOnce)
        {
            return null;
        }

        // Of all other fields it is only known that somebody has to look.
        var places = new SlotPlace[plan.Count];
        Array.Fill(places, new SlotPlace(SlotKind.Element, default, default, 0, default));
        var made = new FieldShape([], [], places);
        foreach (var piece in layout.Pieces)
        {
            for (var slot = 0; slot < places.Length; slot++)
            {
                if (HasName(piece, plan.Paths[slot]))
                {
                    places[slot] = new SlotPlace(SlotKind.Computed, piece.Type, default, 0, default);
                    made.Scope.BindSlot(slot, ColumnSource.Of(layout.Sources[piece.Source], columns[piece.Source]));
                }
            }
        }

        return predicate.SourceFor(made) is { Type: BsonType.Boolean } source ? source : null;
    }

    private static bool HasName(in RunPiece piece, string path) => piece.Header is { } header
        && header.AsSpan(1, piece.HeaderLength - 2).SequenceEqual(Encoding.UTF8.GetBytes(path));
}
