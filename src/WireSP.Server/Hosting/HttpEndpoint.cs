using Microsoft.AspNetCore.Http;
using WireSP.Server.Metrics;
using WireSP.Server.Workspace;

namespace WireSP.Server.Hosting;

/// <summary>
/// The HTTP endpoint for those who watch over the server: <c>/healthz</c> and <c>/metrics</c>, nothing else.
/// </summary>
internal static class HttpEndpoint
{
    /// <summary>Answers a request.</summary>
    public static Task HandleAsync(HttpContext context, StreamWorkspace workspace)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        var (status, text) = (isRead, context.Request.Path.Value) switch
        {
            (true, "/healthz") => (StatusCodes.Status200OK, Health(workspace)),
            (true, "/metrics") => (StatusCodes.Status200OK, MetricsText.Collect(WorkspaceMeter.Name)),
            (false, "/healthz" or "/metrics") => (StatusCodes.Status405MethodNotAllowed, "only GET\n"),
            _ => (StatusCodes.Status404NotFound, "not found; there are /healthz and /metrics\n"),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    // The server itself is well when it answers; whoever looks closer learns which processors make no progress.
    private static string Health(StreamWorkspace workspace)
    {
        var stalled =
            from processor in workspace.Processors
            where !processor.IsEphemeral && processor.Run?.StalledReason is not null
            orderby processor.Name
            select $"stalled: {processor.Name}: {processor.Run?.StalledReason}\n";
        return $"ok\n{string.Concat(stalled)}";
    }
}
