using WireSP.Bson;
using WireSP.Connectors.Documents;
using WireSP.Streaming;
using WireSP.Streaming.Sources;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Connectors.Documents;

public class DocumentsConnectorTests
{
    private readonly DocumentsConnector _connector = new();
    private readonly StageParsing _parsing = new();

    [Fact]
    public async Task A_list_is_taken_as_it_is_written()
    {
        BsonDocument document = new BsonDocumentBuilder { { "price", "$5" } }.ToDocument();

        Assert.Equal("$5", (await ReadFirstAsync(new BsonArrayBuilder { document }.ToArray()))["price"].AsString);
    }

    [Fact]
    public async Task An_expression_without_fields_is_computed()
    {
        BsonDocument one = new BsonDocumentBuilder { { "n", 1 } }.ToDocument();
        var expression = new BsonDocumentBuilder
        {
            { "$literal", new BsonArrayBuilder { one }.ToArray() },
        }.ToDocument();

        Assert.Equal(1, (await ReadFirstAsync(expression))["n"].AsInt32);
    }

    [Fact]
    public void Whatever_gives_no_array_of_objects_is_refused()
    {
        Assert.Null(Parse(7));
        Assert.Null(Parse(new BsonArrayBuilder { 1 }.ToArray()));
        Assert.Null(Parse("$list"));

        Assert.Equal(
            [
                "$source.documents: expected array of objects, or an expression that gives one, found int",
                "$source.documents.0: expected object, found int",
                "$source.documents: the expression must not read any field",
            ],
            _parsing.Problems);
    }

    private ISourceFactory? Parse(BsonValue documents) => _connector.ParseSource(
        _parsing.Stage("$source", new BsonDocumentBuilder { { "documents", documents } }.ToDocument()), null);

    private async Task<BsonDocument> ReadFirstAsync(BsonValue documents)
    {
        var factory = Parse(documents);
        Assert.Empty(_parsing.Problems);
        await using var source = factory!.Create(new TaskContext("", "p", true, null, new FakeClock()));
        await source.OpenAsync(null, CancellationToken.None);
        var batch = new SourceBatch();
        Assert.True(await source.ReadAsync(batch, CancellationToken.None));
        return batch.Documents[0].Body;
    }
}
