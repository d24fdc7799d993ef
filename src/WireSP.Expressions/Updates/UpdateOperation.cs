using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>
/// A compiled update: operators, a replacement, or a pipeline. Immutable and shared; what changes is in the context.
/// </summary>
public abstract class UpdateOperation
{
    /// <summary>Whether the update replaces the whole document but its <c>_id</c>.</summary>
    public virtual bool IsReplacement => false;

    /// <summary>Whether a path has the part <c>$</c>, which stands for the item that the query matched.</summary>
    public virtual bool NeedsMatchedItem => false;

    /// <summary>
    /// The document after the update, valid until the context's next use; <paramref name="before"/> itself when
    /// nothing changes, so that <see cref="BsonDocument.Buffer"/> and offset tell.
    /// </summary>
    /// <exception cref="EvaluationException">The update does not suit the document; it stays as it was.</exception>
    public BsonDocument Apply(BsonDocument before, UpdateContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Begin(before);
        var after = Write(before, context);
        if (after.Span.SequenceEqual(before.Span))
        {
            return before;
        }

        CheckId(before, after, context);
        return after.Length <= BsonLimits.DocumentSizeBytesMax
            ? after
            : throw UpdateErrors.TooLarge(after.Length);
    }

    /// <summary>Writes the document after the update to the context's output.</summary>
    internal abstract BsonDocument Write(BsonDocument before, UpdateContext context);

    private static void CheckId(BsonDocument before, BsonDocument after, UpdateContext context)
    {
        if (before.TryGetValue("_id"u8, out var id))
        {
            var sameId = after.TryGetValue("_id"u8, out var newId) && newId.Type == id.Type && IsSame(id, newId);
            if (!sameId)
            {
                throw UpdateErrors.IdChanged(newId);
            }
        }
        else if (context.IsInsert && after.TryGetValue("_id"u8, out var given)
            && given.Type is BsonType.Array or BsonType.RegularExpression or BsonType.Undefined)
        {
            throw UpdateErrors.BadValue($"The '_id' value cannot be of type {TypeNames.Of(given.Type)}");
        }
    }

    private static bool IsSame(in BsonValue left, in BsonValue right) =>
        left.Buffer is null ? left.Payload == right.Payload : left.Bytes.SequenceEqual(right.Bytes);
}
