using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>What an update does to one field.</summary>
/// <param name="path">The field's path as written, for messages.</param>
internal abstract class FieldModifier(string path) : UpdateNode
{
    /// <summary>The field's path as written, for messages.</summary>
    public string Path { get; } = path;

    /// <summary>
    /// The field's new value: <paramref name="current"/> to leave it alone, missing to have no such field.
    /// </summary>
    /// <exception cref="EvaluationException">The operator does not suit the present value.</exception>
    public abstract BsonValue Apply(in BsonValue current, UpdateContext context);
}
