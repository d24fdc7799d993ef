using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Enrichment;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Connectors.Collections.Lookups;

public sealed class CachedLookupTests : IAsyncLifetime
{
    private readonly LookupHarness _harness = new();
    private readonly FakeClock _clock = new(DocumentRow.Day);

    public async Task InitializeAsync() => await _harness.InsertAsync("{ _id: 1, n: 1 }");

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task An_answer_is_used_again_until_it_is_too_old()
    {
        var lookup = await OpenAsync();
        Assert.Equal("1", await NamesAsync(lookup, "{ a: 1 }"));
        await _harness.InsertAsync("{ _id: 2, n: 1 }");

        Assert.Equal("1", await NamesAsync(lookup, "{ a: 1.0 }"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("1 2", await NamesAsync(lookup, "{ a: 1 }"));

        Assert.Equal(new CacheStatistics(1, 2, 1), lookup.Cache);
        Assert.Equal(1.0 / 3, lookup.Cache!.Value.HitRate);
    }

    [Fact]
    public async Task That_nothing_was_found_is_remembered_too()
    {
        var lookup = await OpenAsync();
        Assert.Equal("", await NamesAsync(lookup, "{ a: 7 }"));
        await _harness.InsertAsync("{ _id: 2, n: 7 }");

        Assert.Equal("", await NamesAsync(lookup, "{ a: 7 }"));
    }

    [Fact]
    public async Task Documents_of_one_batch_that_ask_the_same_ask_once()
    {
        var lookup = await OpenAsync();

        var answers = await LookupHarness.AskAsync(lookup, "{ a: 1 }", "{ a: 5 }", "{ a: 1 }", "{ a: [1, 5] }");

        Assert.Equal(["1", "", "1", "1"], answers.Select(Names));
        Assert.Equal(new CacheStatistics(1, 3, 3), lookup.Cache);
    }

    [Fact]
    public async Task It_stays_within_its_bytes()
    {
        var lookup = await OpenAsync(bytesMax: 2_000);
        for (var i = 0; i < 200; i++)
        {
            _ = await LookupHarness.AskAsync(lookup, $"{{ a: {i} }}");
            Assert.InRange(lookup.HeldBytes, 0, 2_000);
        }

        Assert.InRange(lookup.Cache!.Value.Entries, 5, 12);
        _clock.Advance(TimeSpan.FromMinutes(1));
        _ = await LookupHarness.AskAsync(lookup, "{ a: 1000 }");
        Assert.Equal(1, lookup.Cache!.Value.Entries);
    }

    [Fact]
    public async Task A_cache_of_more_than_an_eighth_of_the_tier_is_refused()
    {
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => OpenAsync(bytesMax: 126, memory: 1000));

        Assert.Equal(420, failure.Code);
        Assert.Contains("the tier allows 125", failure.Message, StringComparison.Ordinal);
    }

    private async Task<IEnricher> OpenAsync(long? bytesMax = null, long? memory = null)
    {
        var request = LookupHarness.Equality("a", "n") with
        {
            Cache = new LookupCache(TimeSpan.FromMinutes(1), bytesMax),
        };
        var context = new TaskContext("0123456789abcdef01234567", "p", true, null, _clock) { MemoryBytes = memory };
        var lookup = _harness.Create(request, context);
        await lookup.OpenAsync(default);
        return lookup;
    }

    private static async Task<string> NamesAsync(IEnricher lookup, string document) =>
        Names(Assert.Single(await LookupHarness.AskAsync(lookup, document)));

    private static string Names(string answer)
    {
        List<string> names = [];
        foreach (var item in ExtendedJson.ParseLenientValue(answer).AsArray)
        {
            names.Add($"{item.AsDocument["_id"].Payload}");
        }

        return string.Join(' ', names);
    }
}
