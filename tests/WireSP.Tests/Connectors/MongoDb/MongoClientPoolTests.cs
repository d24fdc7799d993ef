using System.Net;
using System.Net.Sockets;
using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.MongoDb;
using WireSP.Streaming;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Connectors.MongoDb;
using WireSP.TestKit.Streaming;
using WireSP.TestKit.Wire;

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
        var address = $"mongodb://ada:{EscapedPassword}@{server.Address}/?tls=true&serverSelectionTimeoutMS=";
        await using var trusting = new MongoTarget($"{address}30000&tlsCAFile={certificate}");
        await using var doubting = new MongoTarget($"{address}5000");

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

    [Theory]
    [InlineData("tlsCAFile=/nope.pem", "the file of 'tlsCAFile', /nope.pem, cannot be read: ")]
    [InlineData("tlsCAFile=", "'tlsCAFile' is empty; it names a file")]
    [InlineData("tlsCertificateKeyFile=", "'tlsCertificateKeyFile' is empty; it names a file")]
    [InlineData("tlsCAFile=EMPTY", ", holds no certificate in PEM form")]
    [InlineData("tlsCertificateKeyFile=/nope.pem", "the file of 'tlsCertificateKeyFile', /nope.pem, cannot be read: ")]
    [InlineData("tlsCertificateKeyFile=EMPTY", ", holds no certificate with its key in PEM form")]
    public async Task A_certificate_that_cannot_be_used_is_told_at_once(string option, string problem)
    {
        var empty = _folder.Write("empty.pem", "nothing");
        await using var target = new MongoTarget(
            $"mongodb://{FreeAddress()}/?tls=true&{option.Replace("EMPTY", empty, StringComparison.Ordinal)}");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => target.FindAsync("c"));

        Assert.Equal((MongoErrors.OptionsCode, RetryPolicy.Never), (failure.Code, failure.Retry));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_logs_in_by_its_certificate()
    {
        var client = TestCertificate.WriteTo(_folder, "client.pem", "CN=ada,O=shop");
        var login = new AnsweringCommand("authenticate", "{ ok: 1, dbname: '$external', user: 'CN=ada,O=shop' }");
        var count = new AnsweringCommand("count", "{ ok: 1, n: 7 }");
        await using var server = await SocketServer.StartAsync(null, [login.Registration, count.Registration]);
        await using var front = new TlsFront(server.EndPoint, TestCertificate.WriteTo(_folder));
        await using var target = new MongoTarget(
            $"mongodb://{front.Address}/?tls=true&tlsCAFile={_folder.FullPath}/server.pem"
                + $"&tlsCertificateKeyFile={client}&authMechanism=MONGODB-X509&serverSelectionTimeoutMS=5000");

        Assert.Equal(7, await target.Access.EstimateCountAsync(target.Name("c"), default));

        Assert.Contains("CN=ada, O=shop", front.Clients);
        Assert.True(login.Asked.TryPeek(out var asked));
        Assert.Equal(
            ("MONGODB-X509", "$external"), (asked["mechanism"].AsString, asked["$db"].AsString));
    }

    [Theory]
    [InlineData("mongodb://ADDRESS/?tls=true&tlsCAFile=AUTHORITY", "'tlsCAFile' names the authority")]
    [InlineData("mongodb://ADDRESS/?tls=false", "a server that asks for TLS ends connections without it")]
    public async Task What_may_be_wrong_with_tls_is_said(string uri, string hint)
    {
        var other = TestCertificate.WriteTo(_folder, "other.pem", "CN=other");
        await using var server = await SocketServer.StartAsync();
        await using var front = new TlsFront(server.EndPoint, TestCertificate.WriteTo(_folder));
        uri = uri.Replace("ADDRESS", front.Address, StringComparison.Ordinal)
            .Replace("AUTHORITY", other, StringComparison.Ordinal);
        await using var target = new MongoTarget($"{uri}&serverSelectionTimeoutMS=3000");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => target.FindAsync("c"));

        Assert.Equal((MongoErrors.ConnectionCode, RetryPolicy.WithBackoff), (failure.Code, failure.Retry));
        Assert.Contains(hint, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_no_member_of_the_replica_set_is_told()
    {
        await using var server = await SocketServer.StartAsync();
        await using var target = new MongoTarget(
            $"mongodb://{server.EndPoint}/?replicaSet=rs0&serverSelectionTimeoutMS=1500");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => target.FindAsync("c"));

        Assert.EndsWith(
            "no host that answered is a member of the replica set 'rs0' that 'replicaSet' names",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_record_that_is_not_there_is_told_by_its_name()
    {
        await using var target = new MongoTarget("mongodb+srv://ada:s3cret@no-such-cluster.example.invalid/");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => target.FindAsync("c"));

        Assert.Equal((MongoErrors.ConnectionCode, RetryPolicy.WithBackoff), (failure.Code, failure.Retry));
        Assert.Contains(
            "SRV record \"_mongodb._tcp.no-such-cluster.example.invalid\"", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_read_preference_of_the_connection_string_counts_where_nobody_says_another()
    {
        await using var server = await RoutingServer.StartAsync("", null);
        await using var target = new MongoTarget($"{server.Uri}&readPreference=secondaryPreferred");
        var find = new FindRequest(new CollectionNamespace("config", "collections"));

        foreach (var preference in new[] { ReadPreference.OfConnection, ReadPreference.Primary })
        {
            await using var _ = await target.Access.FindAsync(find, preference, default);
        }

        Assert.Equal(
            ["""{"mode":"secondaryPreferred"}""", ""],
            server.Config.Asked.Select(
                asked => asked["$readPreference"] is { IsMissing: false } mode ? ExtendedJson.Format(mode) : ""));
    }

    [Fact]
    public async Task Nobody_waits_for_ever_for_a_client()
    {
        var clock = new FakeClock();
        await using var server = await SocketServer.StartAsync();
        using var pool = new MongoClientPool(
            new MongoConnection("cluster0", $"mongodb://{server.EndPoint}/?maxPoolSize=1"), clock);
        using var held = await pool.RentAsync(default);

        var renting = pool.RentAsync(default);
        while (clock.WaitingTimers == 0)
        {
            await Task.Yield();
        }

        clock.Advance(TimeSpan.FromSeconds(30));
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => renting);

        Assert.Equal((MongoErrors.ConnectionCode, RetryPolicy.WithBackoff), (failure.Code, failure.Retry));
        Assert.StartsWith(
            "MongoDB connection 'cluster0': all its 1 clients were in use for 30 seconds.",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Contains("'maxPoolSize' in the connection string", failure.Message, StringComparison.Ordinal);
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }
}
