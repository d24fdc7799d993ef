using WireSP.Connectors.Kafka.Native;
using WireSP.Streaming;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// The transactions of one producer. The number of the checkpoint that a transaction belongs to is the offset of a
/// group of our own, committed inside the transaction: outputs and number become visible together or not at all.
/// </summary>
/// <remarks>
/// Calls block in the library, so they are made on the thread pool and in slices. One that fails ends the attempt: what
/// became of the transaction is only known to the next producer of the same transactional id, which the cluster lets
/// end it first.
/// </remarks>
internal sealed class KafkaTransactions(KafkaClient client, KafkaSinkOptions options, TaskContext context)
{
    private const int AbortTimeoutMs = 3000;

    // Any partition will do: it is only the name under which the number is found again.
    private const int NumberPartition = 0;

    private readonly string _group = KafkaSinkOptions.TransactionGroup(context);
    private bool _isOpen;

    /// <summary>Whether a transaction is under way.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Fences earlier producers of this processor and ends what they left open.</summary>
    /// <exception cref="StreamProcessorException">The cluster does not allow it or does not answer.</exception>
    public Task InitializeAsync(CancellationToken cancellationToken) => CallAsync(
        "transactions cannot be used",
        slice => Librdkafka.InitTransactions(client.Handle, slice),
        cancellationToken);

    /// <summary>The number that was committed last; null when there is none.</summary>
    public async Task<long?> ReadCommittedAsync(CancellationToken cancellationToken)
    {
        await using var reader = KafkaClient.Create(
            Librdkafka.ConsumerType, options.Connection.Name, options.NumberReaderSettings(_group));
        var inquiry = new KafkaInquiry(reader, options.Connection.Name, TimeProvider.System);
        var offset = await inquiry.AskAsync(
            () => ReadCommitted(reader.Handle), answer => answer is not null, cancellationToken).ConfigureAwait(false);
        return offset >= 0 ? offset : null;
    }

    /// <summary>Begins a transaction unless one is under way.</summary>
    public void Begin()
    {
        if (_isOpen)
        {
            return;
        }

        var problem = Librdkafka.BeginTransaction(client.Handle);
        if (problem != 0)
        {
            throw Failure("a transaction cannot begin", problem);
        }

        _isOpen = true;
    }

    /// <summary>Commits what is under way together with a number.</summary>
    public async Task CommitAsync(long number, CancellationToken cancellationToken)
    {
        await CallAsync(
            "the checkpoint's number cannot be sent to the transaction",
            slice => SendNumber(number, slice),
            cancellationToken).ConfigureAwait(false);
        await CallAsync(
            "the transaction cannot be committed",
            slice => Librdkafka.CommitTransaction(client.Handle, slice),
            cancellationToken).ConfigureAwait(false);
        _isOpen = false;
    }

    /// <summary>Gives up what is under way, so that readers need not wait until it times out.</summary>
    public async Task AbortAsync()
    {
        if (_isOpen)
        {
            _isOpen = false;
            var problem = await Task.Run(() => Librdkafka.AbortTransaction(client.Handle, AbortTimeoutMs))
                .ConfigureAwait(false);
            if (problem != 0)
            {
                // The next producer of this id ends it.
                Librdkafka.ErrorObjectDestroy(problem);
            }
        }
    }

    private unsafe nint SendNumber(long number, int sliceMs)
    {
        var list = Librdkafka.PartitionListNew(1);
        Librdkafka.PartitionListAdd(list, options.ConstantTopic!, NumberPartition)->Offset = number;
        var group = Librdkafka.GroupMetadataNew(_group);
        var problem = Librdkafka.SendOffsetsToTransaction(client.Handle, list, group, sliceMs);
        Librdkafka.GroupMetadataDestroy(group);
        Librdkafka.PartitionListDestroy(list);
        return problem;
    }

    // Null when there was no answer; negative when nothing was ever committed.
    private unsafe long? ReadCommitted(nint reader)
    {
        var list = Librdkafka.PartitionListNew(1);
        _ = Librdkafka.PartitionListAdd(list, options.ConstantTopic!, NumberPartition);
        var error = Librdkafka.Committed(reader, list, KafkaLimits.CallSliceMs);
        // To a topic that is not there yet nothing was ever committed.
        var answered = error == KafkaError.None
            && list->Elements[0].Error is KafkaError.None or KafkaError.UnknownTopicOrPartition;
        long? offset = answered ? list->Elements[0].Offset : null;
        Librdkafka.PartitionListDestroy(list);
        return offset;
    }

    private async Task CallAsync(string what, Func<int, nint> call, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var problem = await Task.Run(() => call(KafkaLimits.CallSliceMs), cancellationToken).ConfigureAwait(false);
            if (problem == 0)
            {
                return;
            }

            var isOver = TimeProvider.System.GetElapsedTime(began) >= KafkaLimits.BrokerTimeout;
            if (isOver || Librdkafka.ErrorObjectIsRetriable(problem) == 0)
            {
                throw Failure(what, problem);
            }

            Librdkafka.ErrorObjectDestroy(problem);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private unsafe StreamProcessorException Failure(string what, nint problem)
    {
        var reason = KafkaError.Text(Librdkafka.ErrorObjectText(problem));
        Librdkafka.ErrorObjectDestroy(problem);
        return KafkaErrors.Connection(
            options.Connection.Name,
            $"{what}: {reason} (a cluster without transactions needs config.deliveryGuarantee: 'atLeastOnce')");
    }
}
