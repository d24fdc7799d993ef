using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Tasks;

namespace WireSP.Connectors.Collections;

/// <summary>
/// A dead letter queue in a collection, which is made with the first dead letter. While the collection fails it waits
/// and tries again, then fails the attempt: what was not written is read once more by the next one.
/// </summary>
/// <param name="open">Takes a share in the connection's collections; given back with the queue.</param>
/// <param name="name">The collection.</param>
/// <param name="clock">Clock of the pauses and of generated ids.</param>
/// <param name="warn">Receives what a person should know.</param>
public sealed class DeadLetterCollection(
    Func<ICollectionAccess> open, CollectionNamespace name, TimeProvider clock, Action<string> warn) : IDeadLetterWriter
{
    // A server takes so many in a command, and so many bytes with room for what stands around them.
    private const int DocumentsMax = 1000;
    private const int BytesMax = 8 * 1024 * 1024;
    private const int IdBytes = 17;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    private readonly MergePlan _plan = new(["_id"]);
    private readonly List<MergeWrite> _writes = [];
    private ICollectionAccess? _access;

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        // A queue that is not there is told at the start, and not with the first dead letter.
        _access ??= open();
        _ = await _access.ReadOperationTimeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyList<BsonDocument> deadLetters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deadLetters);
        var next = 0;
        while (next < deadLetters.Count)
        {
            _writes.Clear();
            var bytes = 0;
            while (next < deadLetters.Count && _writes.Count < DocumentsMax
                && (bytes += deadLetters[next].Length) <= Math.Max(BytesMax, deadLetters[next].Length))
            {
                // With its own id, so that writing it a second time changes nothing.
                _writes.Add(new MergeWrite(name, WithId(deadLetters[next++]), MergeMode.Replace, IsInserted: true));
            }

            await WriteSomeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _access?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask WriteSomeAsync(CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                Check(await _access!.MergeAsync(_plan, _writes, cancellationToken).ConfigureAwait(false));
                return;
            }
            catch (StreamProcessorException failure)
                when (failure.Retry == RetryPolicy.WithBackoff && pause <= LongestPause)
            {
                warn($"the dead letter queue {name} cannot be written, tried again in {pause}: {failure.Message}");
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Check(IReadOnlyList<WriteFailure> failures)
    {
        if (failures is [var first, ..])
        {
            throw new StreamProcessorException(
                first.Code,
                FailureDomain.User,
                RetryPolicy.Never,
                $"the dead letter queue {name} on connection '{_access!.ConnectionName}' refuses a dead letter: "
                    + $"{first.Message}");
        }
    }

    private BsonDocument WithId(BsonDocument deadLetter)
    {
        var isTooLarge = deadLetter.Length + IdBytes > BsonLimits.DocumentSizeBytesMax;
        var writer = new BsonWriter(isTooLarge ? 1024 : deadLetter.Length + IdBytes + 8);
        var start = writer.BeginDocument();
        writer.WriteValue("_id"u8, ObjectId.New(clock));
        foreach (var element in deadLetter)
        {
            if (isTooLarge && element.NameEquals("doc"u8))
            {
                // What no collection can hold is left out, and all that is known of it stays.
                var note = writer.BeginDocument("doc"u8);
                writer.WriteString("$omitted"u8, "too large to store");
                writer.WriteInt32("bytes"u8, element.Value.Length);
                writer.End(note);
            }
            else
            {
                writer.WriteRaw(element.Raw);
            }
        }

        writer.End(start);
        return writer.DocumentFrom(start);
    }
}
