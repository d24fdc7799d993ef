using WireSP.Bson;
using WireSP.Connectors.Documents;
using WireSP.Streaming.Sources;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Connectors.Documents;

public sealed class DocumentsSourceTests : SourceContract
{
    private readonly FakeClock _clock = new();
    private readonly List<BsonDocument> _documents = [];

    [Fact]
    public async Task The_source_stays_open_and_idle_after_the_last_document()
    {
        await using var source = CreateSource();
        await source.OpenAsync(null, CancellationToken.None);
        await MakeAvailableAsync(2);
        Assert.Equal(["0", "1"], await ReadAsync(source, 2));

        var batch = new SourceBatch();
        var reading = source.ReadAsync(batch, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await reading);
        Assert.True(batch.IsEmpty);
    }

    [Fact]
    public async Task A_list_that_was_made_shorter_than_what_was_read_of_it_is_at_its_end()
    {
        await MakeAvailableAsync(2);
        await using var source = CreateSource();
        await source.OpenAsync(ExtendedJson.ParseLenient("{ index: 5 }"), CancellationToken.None);
        var batch = new SourceBatch();

        Assert.True(await source.ReadAsync(batch, CancellationToken.None));
        Assert.True(batch.IsEmpty);
        Assert.Equal(5, source.Position["index"].AsInt32);
    }

    protected override ISource CreateSource() => new DocumentsSource(_documents, _clock);

    protected override Task MakeAvailableAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _documents.Add(new BsonDocumentBuilder { { "n", _documents.Count } }.ToDocument());
        }

        return Task.CompletedTask;
    }

    protected override FakeClock? Clock => _clock;

    protected override string Identify(BsonDocument document) => $"{document["n"].AsInt32}";
}
