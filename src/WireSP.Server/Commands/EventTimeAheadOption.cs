using WireSP.Bson;
using WireSP.Server.Workspace;

namespace WireSP.Server.Commands;

/// <summary>
/// Reads <c>maxEventTimeAhead</c>, an option of our own: how far ahead of the clock an event time may be, so that one
/// wrong document does not close every window. <c>{size, unit}</c> as in the stages, or 0 for any.
/// </summary>
internal static class EventTimeAheadOption
{
    /// <summary>The option's name.</summary>
    public const string Name = "maxEventTimeAhead";

    private const string Expected =
        "expected 0 or {size, unit} with a size of at least 1 and a unit of ms, second, minute, hour, day";

    /// <summary>The limit; zero for none, null when the option is not given.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">It is malformed.</exception>
    public static TimeSpan? Read(CommandArguments arguments)
    {
        if (arguments.Find(Name).IsMissing)
        {
            return null;
        }

        if (arguments.Find(Name).IsNumber)
        {
            return arguments.WholeNumber(Name, least: 0) == 0 ? TimeSpan.Zero : throw Malformed("found another number");
        }

        var fields = arguments.Document(Name)!.Value;
        foreach (var element in fields)
        {
            if (element.Name is not ("size" or "unit"))
            {
                throw Malformed($"found the field '{element.Name}'");
            }
        }

        var unit = fields["unit"] is { Type: BsonType.String } text ? UnitOf(text.AsString) : null;
        var size = fields["size"] switch
        {
            { Type: BsonType.Int32 } value => value.AsInt32,
            { Type: BsonType.Int64 } value => value.AsInt64,
            { Type: BsonType.Double } value when Math.Floor(value.AsDouble) == value.AsDouble => (long)value.AsDouble,
            _ => 0,
        };
        return unit is null || size is < 1 or > int.MaxValue
            ? throw Malformed("found another size or unit")
            : unit.Value * size;
    }

    private static TimeSpan? UnitOf(string unit) => unit switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "second" => TimeSpan.FromSeconds(1),
        "minute" => TimeSpan.FromMinutes(1),
        "hour" => TimeSpan.FromHours(1),
        "day" => TimeSpan.FromDays(1),
        _ => null,
    };

    private static Wire.Commands.MongoCommandException Malformed(string found) =>
        StreamErrors.InvalidOptions($"{Name}: {Expected}; {found}");
}
