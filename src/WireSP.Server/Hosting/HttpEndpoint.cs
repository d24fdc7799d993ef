using Microsoft.AspNetCore.Http;
using WireSP.Server.Metrics;

namespace WireSP.Server.Hosting;

/// <summary>
/// The HTTP endpoint for those who watch over the server: <c>/healthz</c> and <c>/metrics</c>, nothing else.
/// </summary>
internal static class HttpEndpoint
{
    /// <summary>Answers a request.</summary>
    public static Task HandleAsync(HttpContext context)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        var (status, text) = (isRead, context.Request.Path.Value) switch
        {
            (true, "/healthz") => (StatusCodes.Status200OK, "ok\n"),
            (true, "/metrics") => (StatusCodes.Status200OK, MetricsText.Collect(WorkspaceMeter.Name)),
            (false, "/healthz" or "/metrics") => (StatusCodes.Status405MethodNotAllowed, "only GET\n"),
            _ => (StatusCodes.Status404NotFound, "not found; there are /healthz and /metrics\n"),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
