using System.Net;
using Microsoft.Extensions.Logging;
using WireSP.TestKit.Streaming;
using WireSP.Wire;
using WireSP.Wire.Connections;

namespace WireSP.Tests.Wire.Connections;

public class ProtocolErrorLogTests
{
    private readonly FakeClock _clock = new();
    private readonly LineLogger _lines = new();
    private readonly ProtocolErrorLog _log;

    public ProtocolErrorLogTests() => _log = new ProtocolErrorLog(_lines, _clock);

    [Fact]
    public void F2_an_address_has_one_line_a_minute_that_counts_the_others()
    {
        for (var connection = 1; connection <= 100; connection++)
        {
            _log.Add(connection, new IPEndPoint(IPAddress.Loopback, 1000 + connection), "opcode 0 is not understood");
        }

        _clock.Advance(WireLimits.ProtocolErrorSilence);
        _log.Add(101, new IPEndPoint(IPAddress.Loopback, 7), "opcode 1 is not understood");
        _log.Add(102, new IPEndPoint(IPAddress.Loopback, 8), "opcode 1 is not understood");

        Assert.Equal(
            [
                "Connection 1 from 127.0.0.1:1001 closed: opcode 0 is not understood",
                "Connection 101 from 127.0.0.1:7 closed: opcode 1 is not understood (99 more like it were not logged)",
            ],
            _lines.Lines);
    }

    [Fact]
    public void F2_every_address_has_its_own_line()
    {
        _log.Add(1, new IPEndPoint(IPAddress.Loopback, 1), "x");
        _log.Add(2, new IPEndPoint(IPAddress.IPv6Loopback, 1), "x");
        _log.Add(3, null, "x");

        Assert.Equal(3, _lines.Lines.Count);
    }

    [Fact]
    public void F2_addresses_beyond_the_bound_share_a_line_until_older_ones_are_forgotten()
    {
        for (var number = 0; number < WireLimits.ProtocolErrorAddressesMax + 50; number++)
        {
            _log.Add(number, Address(number), "x");
        }

        Assert.Equal(WireLimits.ProtocolErrorAddressesMax + 1, _lines.Lines.Count);
        _clock.Advance(WireLimits.ProtocolErrorSilence);
        _lines.Lines.Clear();
        for (var number = 0; number < 50; number++)
        {
            _log.Add(number, Address(100_000 + number), "x");
        }

        Assert.Equal(50, _lines.Lines.Count);
    }

    private static IPEndPoint Address(int number) => new(new IPAddress(0x0A000000L + number), 1);

    private sealed class LineLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
