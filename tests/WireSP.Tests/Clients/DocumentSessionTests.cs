using System.Globalization;
using WireSP.TestKit;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.Clients;

/// <summary>Documents, cursors and change streams of the endpoint's own collections through real clients.</summary>
[Collection(RealClients.Name)]
public sealed class DocumentSessionTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] CompilerOptions =
    [
        "-Wall", "-Werror", "-I/usr/include/libmongoc-1.0", "-I/usr/include/libbson-1.0",
        "-lmongoc-1.0", "-lbson-1.0",
    ];

    private readonly TemporaryFolder _folder = new();
    private WorkspaceProcess _server = null!;

    public async Task InitializeAsync() => _server = await WorkspaceProcess.StartAsync(_folder.FullPath);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_node_driver_reads_writes_and_watches() =>
        AssertSession(await ClientProgram.RunAsync("node", [Script("documents.mjs"), _server.Uri]), "null");

    [Fact]
    public async Task Pymongo_reads_writes_and_watches() => AssertSession(
        await ClientProgram.RunAsync(Mongosh.SystemPython, [Script("documents.py"), _server.Uri]), "None");

    [Fact]
    public async Task Libmongoc_watches()
    {
        var program = Path.Combine(_folder.FullPath, "documents");
        var compiled = await ClientProgram.RunAsync("gcc", [Script("documents.c"), "-o", program, .. CompilerOptions]);
        Assert.True(compiled.ExitStatus == 0, $"Debian's libmongoc-dev is needed\n{compiled.Error}");

        var result = await ClientProgram.RunAsync(program, [_server.Uri]);

        Assert.Equal(
            ["watched: insert insert update", "resumed: insert update", "count: 2"], result.Succeeded().Lines);
    }

    [Fact]
    public async Task Mongosh_reads_writes_and_watches()
    {
        const string Session =
            """
            db.items.insertMany([{_id: 1, n: 1}, {_id: 2, n: 2}]);
            const stream = db.items.watch([], {fullDocument: 'updateLookup'});
            stream.tryNext();
            db.items.updateOne({_id: 1}, {$set: {a: 1}});
            db.items.insertOne({_id: 3});
            const seen = [];
            for (let i = 0; i < 100 && seen.length < 2; i++) {
              const change = stream.tryNext();
              if (change) seen.push(change.operationType + ' ' + JSON.stringify(change.fullDocument));
            }
            seen.push(db.items.find().sort({_id: -1}).toArray().length, db.items.stats().count);
            seen.push(db.getCollectionNames().join(), db.items.getIndexes().length);
            seen.join('; ')
            """;

        var result = await Mongosh.EvaluateAsync(_server.Uri, Session);

        Assert.Equal(
            """update {"_id":1,"n":1,"a":1}; insert {"_id":3}; 3; 3; items; 1""", result.Succeeded().Output.Trim());
    }

    [Fact]
    public async Task Mongosh_shows_why_a_protected_database_is_not_written_to()
    {
        const string Session =
            "try { db.getSiblingDB('local').items.insertOne({}); } catch (refusal) { print(refusal.message); }";

        var result = await Mongosh.EvaluateAsync(_server.Uri, Session);

        Assert.Contains("the database 'local' is protected", result.Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mongosh_and_the_node_driver_pass_variables()
    {
        const string Session =
            """
            db.items.insertMany([{_id: 1, n: 1}, {_id: 2, n: 2}]);
            db.names.insertOne({_id: 2, name: 'two'});
            const found = db.items.find({$expr: {$gt: ['$n', '$$least']}}, {m: {$add: ['$n', '$$least']}},
              {let: {least: 1}}).toArray();
            const made = db.items.aggregate([{$match: {$expr: {$gt: ['$n', '$$least']}}}, {$lookup: {from: 'names',
              as: 'x', pipeline: [{$match: {$expr: {$eq: ['$_id', {$add: ['$$least', 1]}]}}}]}}],
              {let: {least: 1}}).toArray();
            JSON.stringify([found, made])
            """;

        var shell = await Mongosh.EvaluateAsync(_server.Uri, Session);
        var node = await ClientProgram.RunAsync("node", [Script("variables.mjs"), _server.Uri]);

        const string Expected =
            """[[{"_id":2,"m":3}],[{"_id":2,"n":2,"x":[{"_id":2,"name":"two"}]}]]""";
        Assert.Equal(Expected, shell.Succeeded().Output.Trim());
        Assert.Equal(Expected, node.Succeeded().Output.Trim());
    }

    [Fact]
    public async Task What_was_acknowledged_and_a_place_in_the_stream_outlive_the_process()
    {
        const string Before =
            """
            const stream = db.items.watch();
            db.items.insertMany([{_id: 1}, {_id: 2}, {_id: 3}]);
            let change; while (!(change = stream.tryNext()));
            JSON.stringify(change._id)
            """;
        var token = (await Mongosh.EvaluateAsync(_server.Uri, Before)).Succeeded().Output.Trim();

        // Disposing kills: nothing gets the chance to be written late.
        await _server.DisposeAsync();
        _server = await WorkspaceProcess.StartAsync(_folder.FullPath);

        var after =
            $$"""
            const stream = db.items.watch([], {resumeAfter: {{token}}});
            const seen = [];
            while (seen.length < 2) { const change = stream.tryNext(); if (change) seen.push(change.documentKey._id); }
            seen.concat(db.items.countDocuments()).join()
            """;
        Assert.Equal("2,3,3", (await Mongosh.EvaluateAsync(_server.Uri, after)).Succeeded().Output.Trim());
    }

    [Fact]
    public async Task Every_write_that_was_acknowledged_when_the_process_was_killed_is_there()
    {
        var pid = _server.ProcessId.ToString(CultureInfo.InvariantCulture);
        var writing = await ClientProgram.RunAsync("node", [Script("writes-until-killed.mjs"), _server.Uri, pid]);
        var acknowledged = writing.Succeeded().Output.Trim();
        await _server.DisposeAsync();
        _server = await WorkspaceProcess.StartAsync(_folder.FullPath);

        var looking =
            $$$"""
            const ids = {{{acknowledged}}};
            const kept = db.getSiblingDB('kill').items.countDocuments({_id: {$in: ids}});
            [ids.length >= 400, ids.length - kept].join()
            """;

        Assert.Equal("true,0", (await Mongosh.EvaluateAsync(_server.Uri, looking)).Succeeded().Output.Trim());
    }

    private static string Script(string name) => Repository.PathTo($"tests/clients/{name}");

    private static void AssertSession(ProgramResult result, string nothing)
    {
        var lines = result.Succeeded().Lines;
        Assert.Equal(
            [
                "inserted: 250", "cursor: 50", "count: 100 250", "bulk: 51 51 1 50 1", "modified: 2",
                "distinct: 0 1 2 4 12", $"groups: {nothing}=2 0=50 1=49 2=1 4=50 12=50",
            ],
            lines.Take(7));
        Assert.StartsWith("duplicate: 11000", lines[7], StringComparison.Ordinal);
        Assert.Equal(["watched: insert update delete", "resumed: update delete"], lines.TakeLast(2));
    }
}
