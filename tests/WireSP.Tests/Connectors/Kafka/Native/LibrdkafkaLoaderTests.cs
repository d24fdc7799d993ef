using WireSP.Connectors.Kafka;
using WireSP.Connectors.Kafka.Native;
using WireSP.Streaming;

namespace WireSP.Tests.Connectors.Kafka.Native;

public class LibrdkafkaLoaderTests
{
    [Fact]
    public void The_named_file_comes_first_then_the_cache_then_the_system()
    {
        var environment = new Dictionary<string, string?>
        {
            ["WIRESP_LIBRDKAFKA"] = "/opt/k.so",
            ["HOME"] = "/users/ada",
        };

        Assert.Equal(
            ["/opt/k.so", "/users/ada/.cache/wiresp/librdkafka-2.15.1/librdkafka.so.1", "librdkafka.so.1"],
            LibrdkafkaLoader.Candidates(environment.GetValueOrDefault));
    }

    [Fact]
    public void The_cache_is_where_the_user_says_it_is()
    {
        var environment = new Dictionary<string, string?> { ["XDG_CACHE_HOME"] = "/cache" };

        Assert.Equal(
            ["/cache/wiresp/librdkafka-2.15.1/librdkafka.so.1", "librdkafka.so.1"],
            LibrdkafkaLoader.Candidates(environment.GetValueOrDefault));
    }

    [Fact]
    public void A_library_that_is_not_there_is_told_with_how_to_get_it()
    {
        var error = KafkaErrors.LibraryMissing(["a.so", "b.so"]);

        Assert.Equal(RetryPolicy.Never, error.Retry);
        Assert.Equal(
            "Kafka needs the native library librdkafka, which was not found. src/run.sh builds it into the user's "
            + "cache; or name the file in WIRESP_LIBRDKAFKA. Looked for: a.so, b.so",
            error.Message);
    }
}
