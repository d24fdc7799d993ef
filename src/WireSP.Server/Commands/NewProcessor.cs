using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Makes the row of a processor from a request; everything in it is copied from the receive buffer.</summary>
internal static class NewProcessor
{
    /// <summary>The row of a processor that has never run.</summary>
    public static ProcessorRow Row(
        CommandRequest request,
        string name,
        BsonArray pipeline,
        ProcessorOptions options,
        TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return new ProcessorRow
        {
            Id = ObjectId.New(clock).ToString(),
            Name = name,
            Pipeline = BsonValue.FromArray(pipeline).Copy().AsArray,
            Options = options,
            LastModified = now,
            LastStateChange = now,
            ModifiedBy = request.Client.User?.Name ?? "",
        };
    }
}
