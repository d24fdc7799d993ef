using WireSP.Bson;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Matching;

/// <summary>
/// What one operator of a query asks of one value. Stateless and shared. Applied to a path, it asks this of each value
/// that the path leads to.
/// </summary>
internal abstract class ValueTest
{
    /// <summary>
    /// Whether an array at the end of a path is also tested item by item, before it is tested itself.
    /// </summary>
    public virtual bool TestsItems => true;

    /// <summary>Whether nothing but the value is looked at, and no value can fail.</summary>
    public virtual bool IsPlain => false;

    /// <summary>Whether the value passes; a missing value is passed in as such.</summary>
    public abstract bool Matches(in BsonValue value, EvaluationContext context);

    /// <summary>What the test gives for many values of a field at once; for tests that are plain.</summary>
    public virtual RunSource SourceFor(RunSource field) => new ValueTestSource(field, this);

    /// <summary>
    /// The predicate that asks this of a path; operators made of others apply those to the path instead.
    /// </summary>
    public virtual Predicate At(QueryPath path) => path.Ask(this);
}
