using WireSP.Bson;
using WireSP.TestKit;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.SecondOpinion;

/// <summary>Answers cases by mingo on Node, all of them in one run.</summary>
internal static class Peer
{
    public static async Task<IReadOnlyList<Answer>> AskAsync(IEnumerable<OpinionCase> cases)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.FullPath, "cases.ndjson");
        await File.WriteAllLinesAsync(file, cases.Select(one => one.ToLine()));
        var script = Repository.PathTo("tests/clients/second-opinion.mjs");
        var result = await ClientProgram.RunAsync("node", [script, file]);
        Assert.True(result.ExitStatus == 0, $"node ended with {result.ExitStatus}: {result.Error}");
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    private static Answer Read(string line)
    {
        var answer = ExtendedJson.Parse(line);
        var failure = answer["error"];
        return failure.IsMissing ? Answer.Of(answer["value"]) : Answer.Failed(failure.AsString);
    }
}
