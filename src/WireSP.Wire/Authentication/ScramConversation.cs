using System.Security.Cryptography;
using System.Text;

namespace WireSP.Wire.Authentication;

/// <summary>
/// The server's side of one SCRAM conversation (RFC 5802): challenge, check of the proof, and an empty last step when
/// the client did not ask to skip it. Ends at the first failure.
/// </summary>
internal sealed class ScramConversation
{
    private const string ChannelBinding = "c=biws,";

    private readonly ScramCredentials _credentials;
    private readonly string _nonce;
    private readonly string _clientFirstBare;
    private readonly string _serverFirst;
    private bool _isProven;

    /// <summary>Begins the conversation.</summary>
    /// <param name="subject">Who it is about.</param>
    /// <param name="credentials">What the proof is checked by; invented ones when there is no such user.</param>
    /// <param name="first">The client's first message.</param>
    /// <param name="serverNonce">The server's part of the nonce.</param>
    public ScramConversation(
        ScramSubject subject, ScramCredentials credentials, ScramClientFirst first, string serverNonce)
    {
        Subject = subject;
        _credentials = credentials;
        _clientFirstBare = first.Bare;
        _nonce = first.Nonce + serverNonce;
        _serverFirst = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"r={_nonce},s={Convert.ToBase64String(credentials.Salt)},i={credentials.Iterations}");
    }

    /// <summary>Who the conversation is about.</summary>
    public ScramSubject Subject { get; }

    /// <summary>Whether the client is authenticated.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whether the client asked for no empty exchange at the end.</summary>
    public bool SkipsEmptyExchange { get; init; }

    /// <summary>The server's first message.</summary>
    public byte[] Challenge => Encoding.UTF8.GetBytes(_serverFirst);

    /// <summary>Takes the client's next message; false ends the conversation.</summary>
    public bool TryContinue(ReadOnlySpan<byte> payload, out byte[] reply)
    {
        reply = [];
        if (_isProven)
        {
            IsDone = payload.IsEmpty;
            return IsDone;
        }

        if (!TryCheckProof(payload, out reply))
        {
            return false;
        }

        _isProven = true;
        IsDone = SkipsEmptyExchange;
        return true;
    }

    private bool TryCheckProof(ReadOnlySpan<byte> payload, out byte[] reply)
    {
        reply = [];
        var mechanism = _credentials.Mechanism;
        if (!TryParseFinal(payload, out var withoutProof, out var proof) || proof.Length != mechanism.KeySizeBytes)
        {
            return false;
        }

        var signed = Encoding.UTF8.GetBytes($"{_clientFirstBare},{_serverFirst},{withoutProof}");
        var clientKey = mechanism.Hmac(_credentials.StoredKey, signed);
        for (var index = 0; index < clientKey.Length; index++)
        {
            clientKey[index] ^= proof[index];
        }

        // The comparison comes first, so that a user who does not exist takes the same time as a wrong password.
        var isRight = CryptographicOperations.FixedTimeEquals(mechanism.Hash(clientKey), _credentials.StoredKey);
        reply = Encoding.UTF8.GetBytes(
            "v=" + Convert.ToBase64String(mechanism.Hmac(_credentials.ServerKey, signed)));
        return isRight & Subject.Exists;
    }

    private bool TryParseFinal(ReadOnlySpan<byte> payload, out string withoutProof, out byte[] proof)
    {
        withoutProof = "";
        proof = [];
        if (payload.Length > WireLimits.SaslPayloadBytesMax)
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(payload);
        var proofAt = text.LastIndexOf(",p=", StringComparison.Ordinal);
        if (proofAt < 0 || !text.StartsWith(ChannelBinding, StringComparison.Ordinal))
        {
            return false;
        }

        withoutProof = text[..proofAt];
        var nonce = withoutProof[ChannelBinding.Length..].Split(',')[0];
        var base64 = text[(proofAt + 3)..];
        proof = new byte[base64.Length];
        if (nonce != "r=" + _nonce || !Convert.TryFromBase64String(base64, proof, out var length))
        {
            return false;
        }

        proof = proof[..length];
        return true;
    }
}
