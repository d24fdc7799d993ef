using Microsoft.Extensions.Logging;
using WireSP.Wire.Authentication;
using WireSP.Wire.Commands;
using WireSP.Wire.Compression;

namespace WireSP.Wire.Connections;

/// <summary>What a connection uses of its server.</summary>
internal sealed record WireServices(
    WireServerOptions Options,
    CommandDispatcher Dispatcher,
    Authenticator Authenticator,
    Compressors Compressors,
    ProtocolErrorLog ProtocolErrors,
    ILogger Logger);
