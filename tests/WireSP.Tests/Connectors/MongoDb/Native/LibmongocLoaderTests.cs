using WireSP.Connectors.MongoDb;
using WireSP.Connectors.MongoDb.Native;
using WireSP.Streaming;

namespace WireSP.Tests.Connectors.MongoDb.Native;

public class LibmongocLoaderTests
{
    [Fact]
    public void The_named_file_comes_before_the_systems()
    {
        var environment = new Dictionary<string, string?> { ["WIRESP_LIBMONGOC"] = "/opt/m.so" };

        Assert.Equal(
            ["/opt/m.so", "libmongoc-1.0.so.0"], LibmongocLoader.Candidates(environment.GetValueOrDefault));
        Assert.Equal(["libmongoc-1.0.so.0"], LibmongocLoader.Candidates(_ => null));
    }

    [Fact]
    public void A_library_that_is_not_there_is_told_with_how_to_get_it()
    {
        var error = MongoErrors.LibraryMissing(["a.so", "b.so"]);

        Assert.Equal((RetryPolicy.Never, FailureDomain.User), (error.Retry, error.Domain));
        Assert.Equal(
            "MongoDB connections need MongoDB's C driver 1.x, which was not found: install Debian's libmongoc-1.0-0 "
            + "(as root, src/run.sh does it), or name the file in WIRESP_LIBMONGOC. Looked for: a.so, b.so",
            error.Message);
    }
}
