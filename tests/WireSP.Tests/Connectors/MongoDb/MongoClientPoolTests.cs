using System.Net;
using System.Net.Sockets;
using WireSP.Connectors.MongoDb;
using WireSP.Streaming;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Connectors.MongoDb;

namespace WireSP.Tests.Connectors.MongoDb;

public sealed class MongoClientPoolTests : IDisposable
{
    private const string Password = "p@ss:w/rd%";
    private const string EscapedPassword = "p%40ss%3Aw%2Frd%25";
    private const string Users =
        """ "Users": [{ "Name": "ada", "Password": "p@ss:w/rd%", "Roles": ["readWriteAnyDatabase"] }] """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-1")]
    public async Task A_user_logs_in(string mechanism)
    {
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath, $"{{ {Users} }}");
        await using var target = new MongoTarget(
            $"mongodb://ada:{EscapedPassword}@{server.Address}/?authMechanism={mechanism}");

        await target.InsertAsync("c", "{ _id: 1 }");

        Assert.Equal(["""{"_id":1}"""], await target.FindAsync("c"));
    }

    [Fact]
    public async Task A_wrong_password_is_the_users_failure_and_is_tried_again_for_a_while()
    {
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath, $"{{ {Users} }}");
        await using var target = new MongoTarget(
            $"mongodb://ada:wr0ng-secret@{server.Address}/?serverSelectionTimeoutMS=2000");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => target.InsertAsync("c", "{ _id: 1 }").AsTask());

        Assert.Equal(MongoErrors.UnauthorizedCode, failure.Code);
        Assert.Equal((FailureDomain.User, RetryPolicy.WithBackoff), (failure.Domain, failure.Retry));
        Assert.Contains("'cluster0'", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Someone_who_did_not_log_in_is_refused_as_unauthorized()
    {
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath, $"{{ {Users} }}");
        await using var target = new MongoTarget(server.Uri);

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => target.InsertAsync("c", "{ _id: 1 }").AsTask());

        Assert.Equal(MongoErrors.UnauthorizedCode, failure.Code);
    }

    [Fact]
    public async Task Tls_is_checked_against_the_authority_that_is_named()
    {
        var certificate = TestCertificate.WriteTo(_folder);
        var tls = $$""" "Tls": { "CertificateFile": "{{certificate}}", "KeyFile": "{{certificate}}" } """;
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath, $"{{ {Users}, {tls} }}");
        var address = $"mongodb://ada:{EscapedPassword}@{server.Address}/?tls=true&serverSelectionTimeoutMS=2000";
        await using var trusting = new MongoTarget($"{address}&tlsCAFile={certificate}");
        await using var doubting = new MongoTarget(address);

        await trusting.InsertAsync("c", "{ _id: 1 }");
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => doubting.InsertAsync("c", "{ _id: 2 }").AsTask());

        Assert.Equal(["""{"_id":1}"""], await trusting.FindAsync("c"));
        Assert.Equal((MongoErrors.ConnectionCode, RetryPolicy.WithBackoff), (failure.Code, failure.Retry));
        Assert.Contains("TLS", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_server_that_is_down_is_worth_another_attempt()
    {
        await using var target = new MongoTarget(
            $"mongodb://ada:{EscapedPassword}@{FreeAddress()}/?serverSelectionTimeoutMS=300");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => target.FindAsync("c"));

        Assert.Equal(MongoErrors.ConnectionCode, failure.Code);
        Assert.Equal((FailureDomain.External, RetryPolicy.WithBackoff), (failure.Domain, failure.Retry));
        Assert.Contains("No suitable servers found", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(EscapedPassword, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_a_server_ends_at_once_when_it_is_cancelled()
    {
        await using var target = new MongoTarget($"mongodb://{FreeAddress()}/?serverSelectionTimeoutMS=20000");
        using var cancelling = new CancellationTokenSource();

        var counting = target.Access.EstimateCountAsync(target.Name("c"), cancelling.Token).AsTask();
        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => counting);
    }

    [Fact]
    public async Task A_server_that_comes_back_is_found_again()
    {
        await using var first = await WorkspaceProcess.StartAsync(_folder.FullPath);
        await using var target = new MongoTarget($"{first.Uri}?serverSelectionTimeoutMS=4000&heartbeatFrequencyMS=500");
        await target.InsertAsync("c", "{ _id: 1 }");
        await first.KillAsync();
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => target.FindAsync("c"));

        await using var second = await WorkspaceProcess.StartAsync(_folder.FullPath, listen: first.Address);

        Assert.Equal((MongoErrors.ConnectionCode, RetryPolicy.WithBackoff), (failure.Code, failure.Retry));
        Assert.Equal(["""{"_id":1}"""], await target.FindAsync("c"));
    }

    [Theory]
    [InlineData("mongodb://ada:s3cret/:pw@127.0.0.1:1/")]
    [InlineData("mongodb://ada:s3cret@@@/")]
    [InlineData("http://ada:s3cret@127.0.0.1/")]
    public async Task A_connection_string_that_is_wrong_is_told_without_its_secret(string connectionString)
    {
        await using var target = new MongoTarget(connectionString);

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => target.FindAsync("c"));

        Assert.Equal((MongoErrors.OptionsCode, RetryPolicy.Never), (failure.Code, failure.Retry));
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_not_there_is_told()
    {
        await using var target = new MongoTarget(
            $"mongodb://{FreeAddress()}/?tls=true&tlsCAFile=/nope.pem&serverSelectionTimeoutMS=300");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => target.FindAsync("c"));

        Assert.Contains("cluster0", failure.Message, StringComparison.Ordinal);
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }
}
