using System.Security.Cryptography;
using System.Text;
using WireSP.Wire.Commands;

namespace WireSP.Wire.Authentication;

/// <summary>
/// Runs SASL conversations for all connections. A client cannot tell a user who does not exist from a wrong password:
/// the challenge, the time it takes and the error are the same, and the invented salt of a name never changes.
/// </summary>
internal sealed class Authenticator(IUserStore users, LoginThrottle throttle, ReadOnlyMemory<byte> inventedSaltKey)
{
    private const int NonceSizeBytes = 24;

    /// <summary>Whether clients must authenticate.</summary>
    public bool IsRequired => users.RequiresAuthentication;

    /// <summary>The one error of every failed login.</summary>
    public static MongoCommandException Failure() => new(ErrorCode.AuthenticationFailed, "Authentication failed.");

    /// <summary>Begins a conversation; null when the first message is malformed.</summary>
    public ScramConversation? Start(ScramStart start, string address)
    {
        if (!ScramClientFirst.TryParse(start.Payload, out var first))
        {
            return null;
        }

        var known = users.TryFind(start.Database, first.User, out var user) ? user.For(start.Mechanism) : null;
        var subject = new ScramSubject(start.Database, first.User, address, known is not null);
        var credentials = known ?? Invent(start.Mechanism, start.Database, first.User);
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceSizeBytes));
        return new ScramConversation(subject, credentials, first, nonce)
        {
            SkipsEmptyExchange = start.SkipsEmptyExchange,
        };
    }

    /// <summary>Takes the next message of a conversation and logs the client in when it is the last.</summary>
    /// <exception cref="MongoCommandException">Authentication failed; the conversation is gone.</exception>
    public byte[] Continue(ClientContext client, ReadOnlySpan<byte> payload)
    {
        var conversation = client.Conversation!;
        var subject = conversation.Subject;
        var isLocked = throttle.IsLocked(subject.Name, subject.Address);
        if (!conversation.TryContinue(payload, out var reply) || isLocked)
        {
            client.Conversation = null;
            throttle.Failed(subject.Name, subject.Address);
            throw Failure();
        }

        if (conversation.IsDone)
        {
            client.Conversation = null;
            LogIn(client, subject);
        }

        return reply;
    }

    private void LogIn(ClientContext client, ScramSubject subject)
    {
        var isOther = client.User is { } current
            && (current.Name != subject.Name || current.Database != subject.Database);
        if (isOther || !users.TryFind(subject.Database, subject.Name, out var user))
        {
            throw Failure();
        }

        throttle.Succeeded(subject.Name, subject.Address);
        client.UserVersion = users.Version;
        client.User = user.ToAuthenticatedUser();
    }

    private ScramCredentials Invent(ScramMechanism mechanism, string database, string name)
    {
        var seed = HMACSHA256.HashData(
            inventedSaltKey.Span, Encoding.UTF8.GetBytes($"{mechanism.Name} {database.Length} {database} {name}"));
        var key = HMACSHA256.HashData(seed, "key"u8)[..mechanism.KeySizeBytes];
        return new ScramCredentials(mechanism, mechanism.Iterations, seed[..mechanism.SaltSizeBytes], key, key);
    }
}
