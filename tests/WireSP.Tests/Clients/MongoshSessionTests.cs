using System.Text.RegularExpressions;
using WireSP.TestKit;
using WireSP.TestKit.Clients;
using static WireSP.TestKit.Clients.TerminalStep;

namespace WireSP.Tests.Clients;

[Collection(RealClients.Name)]
public partial class MongoshSessionTests(OrdersWorkspace workspace)
{
    private const string Prompt = "test> ";

    // mongosh leaves the database out of its prompt when it made the prompt while it was not connected.
    private const string PromptAfterInterrupt = "> ";

    private const string Solar =
        """
        sp.process([{$source: {connectionName: 'sample_stream_solar',
                               timeField: {$dateFromString: {dateString: '$timestamp'}}}},
          {$match: {'obs.watts': {$gt: 100}}},
          {$tumblingWindow: {interval: {size: 5, unit: 'second'}, pipeline: [
            {$group: {_id: '$group_id', n: {$sum: 1}, avg: {$avg: '$obs.watts'}, max: {$max: '$obs.temp'}}}]}}])
        """;

    private const string Orders =
        "sp.createStreamProcessor('orders', ["
        + "{$source: {connectionName: 'kafka1', topic: 'orders', timeField: {$toDate: '$at'}}}, "
        + "{$tumblingWindow: {interval: {size: 6, unit: 'second'}, pipeline: ["
        + "{$group: {_id: '$item', n: {$sum: 1}, total: {$sum: '$amount'}}}]}}, "
        + "{$emit: {connectionName: 'kafka1', topic: 'totals'}}])";

    [Fact]
    public async Task It_starts_without_warnings_and_its_own_commands_work()
    {
        var shown = await Mongosh.TypeAsync(
            workspace.Server.Uri,
            [
                Expect(Prompt), Type("show dbs"),
                Expect(Prompt), Type("db.hello()"),
                Expect("isWritablePrimary: true"),
                Expect(Prompt), Type("db.version()"),
                Expect(Prompt), Type("db.runCommand({connectionStatus: 1})"),
                Expect("authenticatedUsers: []"),
                Expect(Prompt), Type("show collections"),
                Expect(Prompt), Type("exit"),
            ]);

        Assert.DoesNotContain("MongoServerError", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", NodeVersionNotice().Replace(shown, ""), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_pipeline_on_the_solar_stream_shows_documents_until_it_is_interrupted()
    {
        var shown = await Mongosh.TypeAsync(
            workspace.Server.Uri,
            [
                Expect(Prompt), Type("sp.listConnections()"),
                Expect("sample_stream_solar"),
                Expect(Prompt), Type(Solar),
                Expect("_id: "), Expect("avg: "), Expect("max: "),
                Interrupt,
                Expect("Stopping execution..."),
                Expect(Prompt), TypeUntil("sp.listStreamProcessors()", "[]"),
                Expect(PromptAfterInterrupt), Type("exit"),
            ]);

        Assert.DoesNotContain("MongoServerError", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_are_looked_up_in_collections_of_the_endpoint()
    {
        const string Process =
            "sp.process([{$source: {documents: [{k: 1}, {k: [2, 9]}]}}, {$lookup: {from: {connectionName: 'local', "
            + "db: 'lookups', coll: 'names'}, localField: 'k', foreignField: '_id', as: 'found'}}])";

        var shown = await Mongosh.TypeAsync(
            workspace.Server.Uri,
            [
                Expect(Prompt),
                Type("db.getSiblingDB('lookups').names.insertMany([{_id: 1, n: 'one'}, {_id: 2, n: 'two'}])"),
                Expect("acknowledged: true"),
                Expect(Prompt), Type(Process),
                Expect("n: 'one'"), Expect("n: 'two'"),
                Interrupt,
                Expect("Stopping execution..."),
                Expect(Prompt), TypeUntil("sp.listStreamProcessors()", "[]"),
                Expect(PromptAfterInterrupt), Type("exit"),
            ]);

        Assert.DoesNotContain("MongoServerError", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_written_in_the_shell_runs_for_each_document()
    {
        const string Process =
            "sp.process([{$source: {documents: [{n: NumberLong('9007199254740993')}, {n: 'x'}, {n: 3}]}}, "
            + "{$project: {kept: '$n', got: {$function: {lang: 'js', args: ['$n'], "
            + "body: function(n) { if (isString(n)) { throw new Error('no number'); } return {same: n, twice: n * 2}; }"
            + "}}}}])";

        var shown = await Mongosh.TypeAsync(
            workspace.Server.Uri,
            [
                Expect(Prompt), Type(Process),
                Expect("same: Long('9007199254740993')"), Expect("twice: 6"),
                Interrupt,
                Expect("Stopping execution..."),
                Expect(Prompt), TypeUntil("sp.listStreamProcessors()", "[]"),
                Expect(PromptAfterInterrupt), Type("exit"),
            ]);

        Assert.DoesNotContain("MongoServerError", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_processor_lives_from_create_to_drop()
    {
        var shown = await Mongosh.TypeAsync(
            workspace.Server.Uri,
            [
                Expect(Prompt), Type(Orders),
                Expect(Prompt), Type("sp.orders.start()"),
                Expect("{ ok: 1 }"),
                Expect(Prompt), Type("sp.orders.sample()"),
                Expect("total: 6"),
                Interrupt,
                Expect("Stopping execution..."),
                Expect(Prompt), TypeUntil("sp.orders.stats({options: {verbose: true}})", "state: 'STARTED'"),
                Expect("inputMessageCount: "),
                Expect(PromptAfterInterrupt), Type("sp.orders.stop()"),
                Expect("{ ok: 1 }"),
                Expect(PromptAfterInterrupt), Type("sp.listStreamProcessors()"),
                Expect("state: 'STOPPED'"),
                Expect(PromptAfterInterrupt), Type("sp.orders.drop()"),
                Expect("{ ok: 1 }"),
                Expect(PromptAfterInterrupt), Type("sp.listStreamProcessors()"),
                Expect("[]"),
                Expect(PromptAfterInterrupt), Type("exit"),
            ]);

        Assert.DoesNotContain("MongoServerError", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_fails_says_why_and_ends_with_status_1()
    {
        var result = await Mongosh.EvaluateAsync(workspace.Server.Uri, "sp.nobody.start()");

        Assert.Equal(1, result.ExitStatus);
        Assert.Contains(
            "MongoServerError: stream processor doesn't exist", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_atlas_stream_host_name_gives_the_stream_prompt()
    {
        var port = workspace.Server.Address.Split(':')[1];
        var shown = await Mongosh.TypeAsync(
            $"mongodb://atlas-stream-local.a.query.mongodb.net:{port}/?tls=false",
            [
                Expect("AtlasStreamProcessing> "), Type("sp.listStreamProcessors({name: 'nobody'})"),
                Expect("[]"),
                Expect("AtlasStreamProcessing> "), Type("exit"),
            ],
            nodeOptions: $"--require {Repository.PathTo("tests/clients/resolve-local.cjs")}");

        Assert.Contains("Atlas Stream Processing", shown, StringComparison.Ordinal);
    }

    // mongosh's own notice about the version of Node that runs it; nothing of ours has a part in it.
    [GeneratedRegex(@"Deprecation warnings:\n.*Node\.js versions.*\n")]
    private static partial Regex NodeVersionNotice();
}
