using WireSP.Bson;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary><c>$skip</c> and <c>$limit</c>: leaves documents out at the beginning, or behind so many.</summary>
/// <param name="skip">Documents to leave out.</param>
/// <param name="limit">Documents that pass.</param>
internal sealed class PartStep(long skip, long limit) : AggregateStep
{
    private long _skip = skip;
    private long _left = limit;

    /// <inheritdoc/>
    public override bool IsSatisfied => _left == 0 || base.IsSatisfied;

    /// <summary>Reads a <c>$skip</c>.</summary>
    /// <exception cref="CollectionException">It is no whole number of at least 0.</exception>
    public static PartStep Skip(BsonValue argument) => new(Read("$skip", argument, least: 0), long.MaxValue);

    /// <summary>Reads a <c>$limit</c>.</summary>
    /// <exception cref="CollectionException">It is no whole number above 0.</exception>
    public static PartStep Limit(BsonValue argument) => new(0, Read("$limit", argument, least: 1));

    /// <inheritdoc/>
    public override void Process(BsonDocument document)
    {
        if (_skip > 0)
        {
            _skip--;
        }
        else if (_left > 0)
        {
            _left--;
            Next.Process(document);
        }
    }

    private static long Read(string stage, BsonValue argument, long least)
    {
        var number = argument.Type switch
        {
            BsonType.Int32 => argument.AsInt32,
            BsonType.Int64 => argument.AsInt64,
            BsonType.Double when Math.Floor(argument.AsDouble) == argument.AsDouble
                && Math.Abs(argument.AsDouble) < long.MaxValue => (long)argument.AsDouble,
            BsonType.Decimal128 when argument.AsDecimal128.TryToInt64Exact(out var exact) => exact,
            _ => long.MinValue,
        };
        return number >= least
            ? number
            : throw new CollectionException(
                stage == "$limit" ? 15958 : 5107200,
                $"the {stage} must be a whole number of at least {least}, found {ExtendedJson.Format(argument)}");
    }
}
