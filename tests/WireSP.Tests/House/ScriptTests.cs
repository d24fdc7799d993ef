using WireSP.TestKit;

namespace WireSP.Tests.House;

public class ScriptTests
{
    public static TheoryData<string> Scripts =>
        [".ci/run", "src/run.sh", "tests/run.sh", "src/native/debian-packages.sh", "src/native/fetch-librdkafka.sh"];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_can_be_run_stops_at_errors_and_says_what_it_does(string script)
    {
        var path = Repository.PathTo(script);
        var lines = File.ReadAllLines(path);

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal("#!/usr/bin/env bash", lines[0]);
        Assert.StartsWith("# ", lines[1], StringComparison.Ordinal);
        Assert.Contains("set -euo pipefail", lines);
    }

    [Fact]
    public void The_checks_run_the_tests() =>
        Assert.Contains("/tests/run.sh", File.ReadAllText(Repository.PathTo(".ci/run")), StringComparison.Ordinal);

    [Fact]
    public void The_readme_says_how_to_run_it() =>
        Assert.Contains("src/run.sh", File.ReadAllText(Repository.PathTo("README.md")), StringComparison.Ordinal);

    [Fact]
    public void The_kafka_library_that_is_built_is_the_one_that_is_loaded()
    {
        var script = File.ReadAllText(Repository.PathTo("src/native/fetch-librdkafka.sh"));
        var loader = File.ReadAllText(Repository.PathTo("src/WireSP.Connectors/Kafka/Native/LibrdkafkaLoader.cs"));
        var version = script.Split('\n')
            .Single(line => line.StartsWith("readonly version=", StringComparison.Ordinal))
            .Split('=')[1];

        Assert.Contains($"wiresp/librdkafka-{version}/librdkafka.so.1", loader, StringComparison.Ordinal);
    }
}
