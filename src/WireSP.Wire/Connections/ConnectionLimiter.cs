using System.Net;

namespace WireSP.Wire.Connections;

/// <summary>
/// Caps connections in total and by address. Those over a cap are told so, as long as that costs little; then they are
/// dropped. Safe for many threads.
/// </summary>
internal sealed class ConnectionLimiter(int connectionsMax, int perAddressMax)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private int _count;
    private int _refused;
    private long _created;

    /// <summary>Connections that are served.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Connections that were served since the start.</summary>
    public long Created => Interlocked.Read(ref _created);

    /// <summary>Connections that may still come.</summary>
    public int Available => Math.Max(0, connectionsMax - Count);

    /// <summary>Counts a new connection; each must leave with what it got.</summary>
    public ConnectionAdmission Enter(IPAddress? address)
    {
        lock (_lock)
        {
            var fromAddress = address is null ? 0 : _byAddress.GetValueOrDefault(address);
            if (_count < connectionsMax && fromAddress < perAddressMax)
            {
                _count++;
                _created++;
                if (address is not null)
                {
                    _byAddress[address] = fromAddress + 1;
                }

                return ConnectionAdmission.Admitted;
            }

            if (_refused < WireLimits.RefusalsAtOnceMax)
            {
                _refused++;
                return ConnectionAdmission.Refused;
            }

            return ConnectionAdmission.Dropped;
        }
    }

    /// <summary>Counts the end of a connection.</summary>
    public void Leave(IPAddress? address, ConnectionAdmission admission)
    {
        lock (_lock)
        {
            if (admission == ConnectionAdmission.Refused)
            {
                _refused--;
            }
            else if (admission == ConnectionAdmission.Admitted)
            {
                _count--;
                LeaveAddress(address);
            }
        }
    }

    private void LeaveAddress(IPAddress? address)
    {
        if (address is null)
        {
            return;
        }

        var left = _byAddress[address] - 1;
        if (left == 0)
        {
            _ = _byAddress.Remove(address);
        }
        else
        {
            _byAddress[address] = left;
        }
    }
}
