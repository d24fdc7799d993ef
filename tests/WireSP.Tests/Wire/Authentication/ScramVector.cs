namespace WireSP.Tests.Wire.Authentication;

/// <summary>One conversation, taken apart.</summary>
public sealed record ScramVector(string Client, string Mechanism)
{
    public required string ClientNonce { get; init; }

    public required string ServerNonce { get; init; }

    public required string Salt { get; init; }

    public required string Proof { get; init; }

    public required string Signature { get; init; }

    public int Iterations => Mechanism == "SCRAM-SHA-1" ? 10_000 : 15_000;

    public string ClientFirst => $"n,,n=u,r={ClientNonce}";

    public string ServerFirst => $"r={ClientNonce}{ServerNonce},s={Salt},i={Iterations}";

    public string ClientFinal => $"c=biws,r={ClientNonce}{ServerNonce},p={Proof}";

    public string ServerFinal => $"v={Signature}";

    public override string ToString() => $"{Client}, {Mechanism}";
}
