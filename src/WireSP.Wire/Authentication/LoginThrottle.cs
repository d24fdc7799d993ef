namespace WireSP.Wire.Authentication;

/// <summary>
/// Counts failed logins by user and address and says when to refuse without looking at the password. Bounded: the
/// oldest pair is forgotten first. Safe for many threads.
/// </summary>
internal sealed class LoginThrottle(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string User, string Address), Failures> _failures = [];

    /// <summary>Whether attempts of this user from this address are refused until the window is over.</summary>
    public bool IsLocked(string user, string address)
    {
        lock (_lock)
        {
            return _failures.TryGetValue((user, address), out var failures)
                && failures.Count >= WireLimits.FailedLoginsMax && !IsOver(failures);
        }
    }

    /// <summary>Counts a failed attempt.</summary>
    public void Failed(string user, string address)
    {
        lock (_lock)
        {
            var key = (user, address);
            if (_failures.TryGetValue(key, out var failures) && !IsOver(failures))
            {
                _failures[key] = failures with { Count = failures.Count + 1 };
                return;
            }

            _ = _failures.Remove(key);
            MakeRoom();
            _failures[key] = new Failures(clock.GetTimestamp(), 1);
        }
    }

    /// <summary>Forgets the failed attempts after a good one.</summary>
    public void Succeeded(string user, string address)
    {
        lock (_lock)
        {
            _ = _failures.Remove((user, address));
        }
    }

    private bool IsOver(Failures failures) => clock.GetElapsedTime(failures.Since) >= WireLimits.FailedLoginWindow;

    private void MakeRoom()
    {
        if (_failures.Count < WireLimits.FailedLoginPairsMax)
        {
            return;
        }

        var oldest = default(KeyValuePair<(string, string), Failures>);
        var expired = new List<(string, string)>();
        foreach (var pair in _failures)
        {
            if (IsOver(pair.Value))
            {
                expired.Add(pair.Key);
            }

            oldest = oldest.Key.Item1 is null || pair.Value.Since < oldest.Value.Since ? pair : oldest;
        }

        expired.ForEach(key => _failures.Remove(key));
        if (expired.Count == 0)
        {
            _ = _failures.Remove(oldest.Key);
        }
    }

    private readonly record struct Failures(long Since, int Count);
}
