using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using WireSP.Connectors.Kafka.Native;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Owns one native Kafka client, its settings and its call-backs. Used by one caller at a time; only
/// <see cref="Wake"/> is signalled from the library's own threads.
/// </summary>
internal sealed class KafkaClient : IAsyncDisposable
{
    private const int ErrorTextCapacity = 512;

    private readonly string _connectionName;
    private readonly IDeliveryReceiver? _receiver;
    private readonly Dictionary<string, nint> _topics = new(StringComparer.Ordinal);
    private GCHandle _self;
    private nint _queue;
    private int _lastError;
    private string? _lastReason;

    private KafkaClient(string connectionName, IDeliveryReceiver? receiver)
    {
        _connectionName = connectionName;
        _receiver = receiver;
        _self = GCHandle.Alloc(this);
    }

    /// <summary>The native client.</summary>
    public nint Handle { get; private set; }

    /// <summary>The queue of consumed records (consumers) or of events (producers).</summary>
    public nint Queue => _queue;

    /// <summary>Set when something arrives in <see cref="Queue"/>.</summary>
    public WakeSignal Wake { get; } = new();

    /// <summary>The latest trouble that the library reported, as a sentence; null when there was none.</summary>
    public string? LastReason => Volatile.Read(ref _lastReason);

    /// <summary>The number of the latest trouble that the library reported; 0 when there was none.</summary>
    public int LastError => Volatile.Read(ref _lastError);

    /// <summary>Creates a consumer or a producer; connects in the background.</summary>
    /// <param name="type">One of the type constants of <see cref="Librdkafka"/>.</param>
    /// <param name="connectionName">The connection's name, for messages.</param>
    /// <param name="settings">Client properties; later ones override earlier ones.</param>
    /// <param name="receiver">Takes delivery reports; null for consumers.</param>
    /// <exception cref="Streaming.StreamProcessorException">The library is missing or refuses a setting.</exception>
    public static KafkaClient Create(
        int type,
        string connectionName,
        IEnumerable<KeyValuePair<string, string>> settings,
        IDeliveryReceiver? receiver = null)
    {
        LibrdkafkaLoader.EnsureAvailable();
        var client = new KafkaClient(connectionName, receiver);
        try
        {
            client.Open(type, settings);
            return client;
        }
        catch
        {
            client._self.Free();
            throw;
        }
    }

    /// <summary>Serves the call-backs that are due, without waiting.</summary>
    public int ServeEvents() => Librdkafka.Poll(Handle, 0);

    /// <summary>Forgets earlier trouble, for instance after the cluster answered.</summary>
    public void ClearTrouble()
    {
        Volatile.Write(ref _lastError, KafkaError.None);
        Volatile.Write(ref _lastReason, null);
    }

    /// <summary>The native handle of a topic; made once and kept.</summary>
    public nint Topic(string name)
    {
        ref var handle = ref CollectionsMarshal.GetValueRefOrAddDefault(_topics, name, out _);
        if (handle == 0)
        {
            handle = Librdkafka.TopicNew(Handle, name, 0);
            if (handle == 0)
            {
                _ = _topics.Remove(name);
            }
        }

        return handle;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Handle == 0)
        {
            return;
        }

        // Ending the library's threads can take as long as a request that is under way.
        await Task.Run(Destroy).ConfigureAwait(false);
    }

    private unsafe void Open(int type, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var configuration = Librdkafka.ConfigurationNew();
        try
        {
            foreach (var (name, value) in settings)
            {
                Set(configuration, name, value);
            }

            // Null: the library would otherwise write to standard error.
            Librdkafka.ConfigurationSetLogCallback(configuration, null);
            Librdkafka.ConfigurationSetOpaque(configuration, GCHandle.ToIntPtr(_self));
            Librdkafka.ConfigurationSetErrorCallback(configuration, &OnError);
            if (_receiver is not null)
            {
                Librdkafka.ConfigurationSetDeliveryCallback(configuration, &OnDelivery);
            }

            var text = stackalloc byte[ErrorTextCapacity];
            Handle = Librdkafka.New(type, configuration, text, ErrorTextCapacity);
            if (Handle == 0)
            {
                throw KafkaErrors.Options($"Kafka connection '{_connectionName}': {KafkaError.Text(text)}");
            }

            // The native client owns the configuration from here on.
            configuration = 0;
        }
        finally
        {
            if (configuration != 0)
            {
                Librdkafka.ConfigurationDestroy(configuration);
            }
        }

        _queue = type == Librdkafka.ConsumerType
            ? Librdkafka.QueueGetConsumer(Handle)
            : Librdkafka.QueueGetMain(Handle);
        Librdkafka.QueueEnableCallback(_queue, &OnQueued, GCHandle.ToIntPtr(_self));
    }

    private unsafe void Set(nint configuration, string name, string value)
    {
        var text = stackalloc byte[ErrorTextCapacity];
        var result = Librdkafka.ConfigurationSet(configuration, name, value, text, ErrorTextCapacity);
        if (result == Librdkafka.ConfigurationUnknown && name == KafkaSourceOptions.QueueBackoff)
        {
            // Libraries before 2.2 read a little slower without it.
            return;
        }

        if (result != Librdkafka.ConfigurationOk)
        {
            // The library's own text quotes the value, which may be a secret.
            throw KafkaErrors.Options(
                $"Kafka connection '{_connectionName}': the client library refuses the setting '{name}'");
        }
    }

    private unsafe void Destroy()
    {
        Librdkafka.QueueEnableCallback(_queue, null, 0);
        Librdkafka.QueueDestroy(_queue);
        foreach (var topic in _topics.Values)
        {
            Librdkafka.TopicDestroy(topic);
        }

        Librdkafka.Destroy(Handle, Librdkafka.DestroyWithoutConsumerClose);
        Handle = 0;
        _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnQueued(nint client, nint opaque) => From(opaque).Wake.Set();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe void OnError(nint client, int error, byte* reason, nint opaque)
    {
        var self = From(opaque);
        var text = KafkaError.Text(reason);

        // "All brokers are down" follows the broker's own trouble, which says more.
        if (error != KafkaError.AllBrokersDown || self.LastReason is null)
        {
            Volatile.Write(ref self._lastReason, text);
        }

        Volatile.Write(ref self._lastError, error);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe void OnDelivery(nint client, NativeMessage* message, nint opaque) =>
        From(opaque)._receiver!.Delivered(message->Opaque, message->Error);

    private static KafkaClient From(nint opaque) => (KafkaClient)GCHandle.FromIntPtr(opaque).Target!;
}
