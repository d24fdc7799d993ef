using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.Wire.Handshake;

/// <summary>The fields of hello, found in one pass.</summary>
internal struct HelloRequest
{
    public bool IsLegacy;
    public bool HelloOk;
    public bool IsLoadBalanced;
    public BsonValue Client;
    public BsonValue Compression;
    public BsonValue SaslSupportedMechanisms;
    public BsonValue SpeculativeAuthenticate;
    public BsonDocument TopologyVersion;

    /// <summary>How long to wait for a change; null to answer at once.</summary>
    public TimeSpan? AwaitTime;

    /// <summary>Reads the fields.</summary>
    /// <exception cref="MongoCommandException">The fields of a wait have the wrong types or are not both
    /// there.</exception>
    public static HelloRequest Parse(BsonDocument body)
    {
        var hello = default(HelloRequest);
        BsonValue topologyVersion = default, awaitTime = default;
        var isFirst = true;
        foreach (var element in body)
        {
            var name = element.NameUtf8;
            if (isFirst)
            {
                isFirst = false;
                hello.IsLegacy = !name.SequenceEqual("hello"u8);
            }
            else if (name.SequenceEqual("topologyVersion"u8))
            {
                topologyVersion = element.Value;
            }
            else if (name.SequenceEqual("maxAwaitTimeMS"u8))
            {
                awaitTime = element.Value;
            }
            else
            {
                hello.Take(name, element.Value);
            }
        }

        hello.SetWait(topologyVersion, awaitTime);
        return hello;
    }

    /// <summary>The counter of a topology version.</summary>
    /// <exception cref="MongoCommandException">It is not an int64.</exception>
    public static long ReadCounter(BsonDocument topologyVersion)
    {
        var counter = topologyVersion["counter"];
        return counter.Type == BsonType.Int64
            ? counter.AsInt64
            : throw CommandErrors.WrongType("TopologyVersion.counter", counter.Type, BsonType.Int64);
    }

    private void Take(ReadOnlySpan<byte> name, BsonValue value)
    {
        if (name.SequenceEqual("helloOk"u8))
        {
            HelloOk = value is { Type: BsonType.Boolean, AsBoolean: true };
        }
        else if (name.SequenceEqual("loadBalanced"u8))
        {
            IsLoadBalanced = value is { Type: BsonType.Boolean, AsBoolean: true };
        }
        else if (name.SequenceEqual("client"u8))
        {
            Client = value;
        }
        else if (name.SequenceEqual("compression"u8))
        {
            Compression = value;
        }
        else if (name.SequenceEqual("saslSupportedMechs"u8))
        {
            SaslSupportedMechanisms = value;
        }
        else if (name.SequenceEqual("speculativeAuthenticate"u8))
        {
            SpeculativeAuthenticate = value;
        }
    }

    private void SetWait(BsonValue topologyVersion, BsonValue awaitTime)
    {
        if (topologyVersion.IsMissing && awaitTime.IsMissing)
        {
            return;
        }

        if (awaitTime.IsMissing)
        {
            throw new MongoCommandException(
                ErrorCode.Location31368, "A request with a 'topologyVersion' must include 'maxAwaitTimeMS'");
        }

        if (topologyVersion.IsMissing)
        {
            throw new MongoCommandException(
                ErrorCode.Location31368, "A request with 'maxAwaitTimeMS' must include a 'topologyVersion'");
        }

        if (topologyVersion.Type != BsonType.Document)
        {
            throw CommandErrors.WrongType("topologyVersion", topologyVersion.Type, BsonType.Document);
        }

        TopologyVersion = topologyVersion.AsDocument;
        AwaitTime = ReadAwaitTime(awaitTime);
    }

    private static TimeSpan ReadAwaitTime(BsonValue value)
    {
        var milliseconds = value.Type switch
        {
            BsonType.Int32 => value.AsInt32,
            BsonType.Int64 => value.AsInt64,
            BsonType.Double when value.AsDouble is >= 0 and <= int.MaxValue => (long)value.AsDouble,
            _ => -1,
        };
        if (milliseconds < 0)
        {
            throw new MongoCommandException(
                ErrorCode.Location31373, "maxAwaitTimeMS must be a non-negative integer");
        }

        return TimeSpan.FromMilliseconds(Math.Min(milliseconds, WireLimits.HelloAwaitMax.TotalMilliseconds));
    }
}
