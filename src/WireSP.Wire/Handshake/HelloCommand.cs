using WireSP.Bson;
using WireSP.Wire.Authentication;
using WireSP.Wire.Commands;
using WireSP.Wire.Compression;

namespace WireSP.Wire.Handshake;

/// <summary>
/// The first command of every connection, and how clients watch the server: who they talk to, limits, compression,
/// speculative authentication, and a wait for changes. Describes a standalone server, so that clients look no further.
/// </summary>
internal sealed class HelloCommand(ServerFacts server, Authenticator authenticator, Compressors compressors)
    : ICommandHandler
{
    public static readonly CommandSpec Spec = new("hello")
    {
        Summary =
            "Says what the server is and can do; with topologyVersion and maxAwaitTimeMS waits for a change of it.",
        Aliases = ["isMaster", "ismaster"],
        Fields =
        [
            "client", "compression", "helloOk", "loadBalanced", "maxAwaitTimeMS", "saslSupportedMechs",
            "speculativeAuthenticate", "topologyVersion",
        ],
        IgnoredFields = ["backpressure", "hostInfo", "internalClient"],
        AllowedBeforeAuthentication = true,
        RunsOnArrival = true,

        // Newer drivers announce abilities here before they know the server, so what is not known is let through.
        TakesAnyField = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var hello = HelloRequest.Parse(request.Body);
        return hello.AwaitTime is { } wait && Knows(hello.TopologyVersion, request.ExhaustCounter, out var counter)
            ? AwaitAsync(request, hello, counter, wait, cancellationToken)
            : new ValueTask<BsonDocument>(Answer(request, hello));
    }

    private async ValueTask<BsonDocument> AwaitAsync(
        CommandRequest request, HelloRequest hello, long known, TimeSpan wait, CancellationToken cancellationToken)
    {
        await server.Topology.WaitAsync(known, wait, server.Clock, cancellationToken);
        return Answer(request, hello);
    }

    // A stream of replies compares with its own last reply: the request stays the one that began it.
    private bool Knows(BsonDocument topologyVersion, long? lastTold, out long counter)
    {
        var current = server.Topology.Counter;
        counter = lastTold ?? HelloRequest.ReadCounter(topologyVersion);
        if (topologyVersion["processId"] is not { Type: BsonType.ObjectId } process
            || process.AsObjectId != server.Topology.ProcessId)
        {
            return lastTold is not null && counter == current;
        }

        return counter > current
            ? throw new MongoCommandException(
                ErrorCode.Location31382,
                $"Received a topology version with counter: {counter} which is greater than the server topology "
                + $"version counter: {current}")
            : counter == current;
    }

    private BsonDocument Answer(CommandRequest request, in HelloRequest hello)
    {
        var client = request.Client;
        var counter = server.Topology.Counter;
        request.ExhaustCounter = request.IsExhaustAllowed && hello.AwaitTime is not null ? counter : null;
        RememberClient(client, hello.Client);

        var writer = client.ReplyWriter;
        writer.Reset();
        var start = writer.BeginDocument();
        writer.WriteBoolean(hello.IsLegacy ? "ismaster"u8 : "isWritablePrimary"u8, true);
        if (hello.HelloOk)
        {
            writer.WriteBoolean("helloOk"u8, true);
        }

        WriteTopologyVersion(writer, counter);
        writer.WriteInt32("maxBsonObjectSize"u8, BsonLimits.DocumentSizeBytesMax);
        writer.WriteInt32("maxMessageSizeBytes"u8, WireLimits.MessageSizeBytesMax);
        writer.WriteInt32("maxWriteBatchSize"u8, WireLimits.WriteBatchCountMax);
        writer.WriteDateTime("localTime"u8, server.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        writer.WriteInt32("logicalSessionTimeoutMinutes"u8, ServerFacts.SessionTimeoutMinutes);
        writer.WriteInt32("connectionId"u8, (int)client.ConnectionId);
        writer.WriteInt32("minWireVersion"u8, 0);
        writer.WriteInt32("maxWireVersion"u8, ServerFacts.WireVersionMax);
        writer.WriteBoolean("readOnly"u8, false);
        WriteExtras(writer, client, hello);
        writer.WriteDouble("ok"u8, 1.0);
        writer.End(start);
        return writer.DocumentFrom(start);
    }

    private void WriteTopologyVersion(BsonWriter writer, long counter)
    {
        Span<byte> processId = stackalloc byte[ObjectId.Size];
        server.Topology.ProcessId.CopyTo(processId);
        var document = writer.BeginDocument("topologyVersion"u8);
        writer.WriteHeader(BsonType.ObjectId, "processId"u8);
        writer.WriteRaw(processId);
        writer.WriteInt64("counter"u8, counter);
        writer.End(document);
    }

    private void WriteExtras(BsonWriter writer, ClientContext client, in HelloRequest hello)
    {
        if (hello.IsLoadBalanced)
        {
            writer.WriteValue("serviceId"u8, server.ServiceId);
        }

        if (!hello.Compression.IsMissing)
        {
            HelloCompression.Agree(writer, client, hello.Compression, compressors);
        }

        if (!hello.SaslSupportedMechanisms.IsMissing)
        {
            HelloAuthentication.WriteMechanisms(writer, hello.SaslSupportedMechanisms, server.Users);
        }

        if (hello.SpeculativeAuthenticate.Type == BsonType.Document)
        {
            HelloAuthentication.Speculate(writer, client, hello.SpeculativeAuthenticate.AsDocument, authenticator);
        }
    }

    // Only the first hello introduces the client; a later one is ignored rather than refused.
    private static void RememberClient(ClientContext client, BsonValue metadata)
    {
        if (metadata.Type == BsonType.Document && client.Metadata.IsEmpty
            && metadata.Length <= WireLimits.ClientMetadataBytesMax)
        {
            client.Metadata = metadata.AsDocument.Copy();
        }
    }
}
