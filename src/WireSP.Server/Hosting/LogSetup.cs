using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace WireSP.Server.Hosting;

/// <summary>
/// Logs go to standard error, one line each, so that standard output says only where the server listens.
/// </summary>
internal static class LogSetup
{
    /// <summary>Configures logging as text or JSON lines.</summary>
    public static void Configure(ILoggingBuilder logging, bool isJson)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);

        // A start that fails is told in one line by the program itself.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        if (isJson)
        {
            logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
        }
        else
        {
            logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
                options.ColorBehavior = LoggerColorBehavior.Disabled;
            });
        }
    }
}
