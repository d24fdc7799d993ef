using System.Net;
using Microsoft.Extensions.Logging;

namespace WireSP.Wire.Connections;

/// <summary>
/// Logs the connections that broke the protocol: one line for each address in a while, which counts those that it
/// stands for, so that nobody can fill the log. Bounded. Safe for many threads.
/// </summary>
internal sealed class ProtocolErrorLog(ILogger logger, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, Silence> _silences = [];
    private Silence _others;

    /// <summary>Notes that a connection was closed for what its client sent.</summary>
    public void Add(long connectionId, EndPoint? client, string reason)
    {
        int unlogged;
        lock (_lock)
        {
            if (!TryBreakSilence((client as IPEndPoint)?.Address, out unlogged))
            {
                return;
            }
        }

        if (unlogged == 0)
        {
            logger.LogInformation(
                "Connection {Connection} from {Client} closed: {Reason}", connectionId, client, reason);
        }
        else
        {
            logger.LogInformation(
                "Connection {Connection} from {Client} closed: {Reason} ({Count} more like it were not logged)",
                connectionId, client, reason, unlogged);
        }
    }

    private bool TryBreakSilence(IPAddress? address, out int unlogged)
    {
        var now = clock.GetTimestamp();
        var isKnown = address is not null && _silences.ContainsKey(address);
        if (!isKnown && _silences.Count >= WireLimits.ProtocolErrorAddressesMax)
        {
            ForgetOld(now);
        }

        // When very many addresses misbehave at once, those that find no room share one line.
        var isShared = address is null || (!isKnown && _silences.Count >= WireLimits.ProtocolErrorAddressesMax);
        var silence = isShared ? _others : _silences.GetValueOrDefault(address!);
        var isOver = IsOver(silence, now);
        unlogged = isOver ? silence.Unlogged : 0;
        var next = isOver ? new Silence(now, 0, true) : silence with { Unlogged = silence.Unlogged + 1 };
        if (isShared)
        {
            _others = next;
        }
        else
        {
            _silences[address!] = next;
        }

        return isOver;
    }

    private void ForgetOld(long now)
    {
        var old = new List<IPAddress>();
        foreach (var (address, silence) in _silences)
        {
            if (IsOver(silence, now))
            {
                old.Add(address);
            }
        }

        old.ForEach(address => _silences.Remove(address));
    }

    private bool IsOver(Silence silence, long now) =>
        !silence.HasBegun || clock.GetElapsedTime(silence.Since, now) >= WireLimits.ProtocolErrorSilence;

    private readonly record struct Silence(long Since, int Unlogged, bool HasBegun);
}
