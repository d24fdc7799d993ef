using WireSP.Connectors.Kafka.Native;
using WireSP.Expressions;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Writes documents to topics. What the library cannot send yet waits in it, within bounds; when these are reached
/// writing waits, which is the back pressure. A record that a broker refuses for itself goes to the dead letters; any
/// other trouble fails the attempt, and the source reads again from its last position.
/// </summary>
/// <param name="options">The stage.</param>
/// <param name="context">The task.</param>
/// <param name="transactional">Remembers what a transaction cannot hold; null when there are no transactions.</param>
internal sealed class KafkaSink(KafkaSinkOptions options, TaskContext context, KafkaRefusedRecords? transactional)
    : ISink, IDeliveryReceiver
{
    private readonly TimeProvider _clock = context.Clock;
    private readonly KafkaInFlight _inFlight = new();
    private readonly List<(StreamDocument Document, string Reason)> _refused = [];
    private KafkaClient? _client;
    private KafkaRecordWriter? _writer;
    private int _failure;

    /// <summary>The native client, once it is open.</summary>
    public KafkaClient Client => _client!;

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        _client = KafkaClient.Create(
            Librdkafka.ProducerType,
            options.Connection.Name,
            transactional is null ? options.ProducerSettings() : options.TransactionSettings(context),
            this);
        _writer = new KafkaRecordWriter(options, new KafkaTopicHandles(_client), _clock);

        // A cluster that is not there is told at the start, and not when the first records have timed out. It takes
        // real time to answer, whatever clock the task lives by.
        var inquiry = new KafkaInquiry(_client, options.Connection.Name, TimeProvider.System);
        await inquiry.WaitForClusterAsync(cancellationToken).ConfigureAwait(false);
        _client.ClearTrouble();
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken)
    {
        _inFlight.Begin();
        var next = 0;
        while (true)
        {
            next = Produce(batch, next);
            Serve(batch.Failures);
            if (next == batch.Documents.Count)
            {
                break;
            }

            await WaitAsync(cancellationToken).ConfigureAwait(false);
            Serve(batch.Failures);
        }

        _inFlight.End();
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken)
    {
        Serve(failures);
        while (_inFlight.Count > 0)
        {
            await WaitAsync(cancellationToken).ConfigureAwait(false);
            Serve(failures);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Delivered(long number, int error)
    {
        if (IsAboutTheRecord(error))
        {
            var document = _inFlight[number];
            transactional?.Add(document.Body, $"the broker refused the record: {KafkaError.Describe(error)}");
            var origin = document.Origin with { Details = document.Origin.Details.Copy() };
            var copy = new StreamDocument(document.Body.Copy(), document.EventTimeMs, origin);
            _refused.Add((copy, $"the broker refused the record: {KafkaError.Describe(error)}"));
        }
        else if (error != KafkaError.None && _failure == KafkaError.None)
        {
            _failure = error;
        }

        _inFlight.Release(number);
    }

    private static bool IsAboutTheRecord(int error) => error is KafkaError.MessageTooLarge
        or KafkaError.InvalidMessage or KafkaError.InvalidMessageSize or KafkaError.RecordListTooLarge
        or KafkaError.InvalidTimestamp or KafkaError.UnsupportedForMessageFormat or KafkaError.PolicyViolation
        or KafkaError.InvalidRecord or KafkaError.InvalidTopic;

    private async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        await _client!.Wake.WaitAsync(ConnectorLimits.IdleWait, _clock, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    // Takes delivery reports, hands on what was refused, and fails when the cluster does not take our records.
    private void Serve(ISinkFailures failures)
    {
        _ = _client!.ServeEvents();
        if (transactional is not null && _refused.Count > 0)
        {
            throw KafkaErrors.RecordRefused(options.Connection.Name, _refused[0].Reason);
        }

        foreach (var (document, reason) in _refused)
        {
            failures.DeadLetter(document, reason);
        }

        _refused.Clear();
        var trouble = _failure != KafkaError.None ? _failure : _client.LastError;
        if (_failure != KafkaError.None || trouble is KafkaError.Authentication or KafkaError.Ssl or KafkaError.Fatal)
        {
            var reason = _client.LastReason is { } last ? $"{KafkaError.Describe(trouble)} ({last})"
                : KafkaError.Describe(trouble);
            throw KafkaErrors.Connection(options.Connection.Name, reason);
        }
    }

    // Produces from one document of the batch on; answers where it had to stop, because there is no room.
    private int Produce(SinkBatch batch, int next)
    {
        for (; next < batch.Documents.Count; next++)
        {
            var document = batch.Documents[next];
            if (transactional?.FindReason(document.Body) is { } reason)
            {
                batch.Failures.DeadLetter(document, reason);
                continue;
            }

            try
            {
                _writer!.Write(document);
                if (!TryProduce(document, _writer.CreateHeaders(), batch.Failures))
                {
                    return next;
                }
            }
            catch (EvaluationException error)
            {
                batch.Failures.DeadLetter(document, error.Message);
            }
        }

        return next;
    }

    private bool TryProduce(in StreamDocument document, nint headers, ISinkFailures failures)
    {
        var isEmpty = _inFlight.Count == 0;
        var number = _inFlight.Add(document);
        var error = Send(number, headers);
        if (error == KafkaError.None)
        {
            return true;
        }

        _inFlight.Release(number);
        if (error == KafkaError.QueueFull && !isEmpty)
        {
            return false;
        }

        if (!IsAboutTheRecord(error) && error != KafkaError.QueueFull)
        {
            throw KafkaErrors.Connection(options.Connection.Name, KafkaError.Describe(error));
        }

        failures.DeadLetter(
            document, $"the record has {_writer!.Value.Length} bytes and cannot be sent: {KafkaError.Describe(error)}");
        return true;
    }

    private unsafe int Send(long number, nint headers)
    {
        const int FieldsMax = 7;
        var writer = _writer!;
        var fields = stackalloc NativeProduceField[FieldsMax];
        byte empty = 0;
        fixed (byte* value = writer.Value)
        fixed (byte* key = writer.Key)
        {
            var count = 0;
            fields[count++] = NativeProduceField.Topic(writer.Topic);
            fields[count++] = NativeProduceField.Partition(Librdkafka.PartitionUnassigned);
            fields[count++] = NativeProduceField.Flags(Librdkafka.MessageFlagCopy);
            fields[count++] = NativeProduceField.Opaque((nint)number);
            fields[count++] = NativeProduceField.Value(writer.IsTombstone ? null : value, writer.Value.Length);
            if (writer.HasKey)
            {
                // A null pointer would mean that there is no key, which an empty one is not.
                fields[count++] = NativeProduceField.Key(writer.Key.IsEmpty ? &empty : key, writer.Key.Length);
            }

            if (headers != 0)
            {
                fields[count++] = NativeProduceField.Headers(headers);
            }

            return TakeError(Librdkafka.Produce(_client!.Handle, fields, (nuint)count), headers);
        }
    }

    private static int TakeError(nint problem, nint headers)
    {
        if (problem == 0)
        {
            return KafkaError.None;
        }

        var code = Librdkafka.ErrorObjectCode(problem);
        Librdkafka.ErrorObjectDestroy(problem);
        if (headers != 0)
        {
            // The library owns the headers only of a record that it took.
            Librdkafka.HeadersDestroy(headers);
        }

        return code;
    }
}
