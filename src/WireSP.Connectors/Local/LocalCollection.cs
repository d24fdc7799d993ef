using System.Globalization;
using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Collections.TimeSeries;

namespace WireSP.Connectors.Local;

/// <summary>One collection as the catalog knows it. Immutable; a change of it makes another.</summary>
/// <param name="Id">Its number in the store; never used twice.</param>
/// <param name="Name">Its present name.</param>
/// <param name="Uuid">Its identity, which a rename keeps.</param>
/// <param name="Options">The options that it was created with.</param>
/// <param name="Indexes">Its indexes, that on <c>_id</c> first.</param>
public sealed record LocalCollection(
    long Id, CollectionNamespace Name, Guid Uuid, BsonDocument Options, IReadOnlyList<LocalIndex> Indexes)
{
    /// <summary>Whether changes record how documents were before and after.</summary>
    public bool RecordsImages { get; } =
        Options["changeStreamPreAndPostImages"] is { Type: BsonType.Document } images
        && images.AsDocument["enabled"] is { Type: BsonType.Boolean, AsBoolean: true };

    /// <summary>What makes it a time series; null when it is none.</summary>
    public TimeSeriesSpec? TimeSeries { get; } = TimeSeriesSpec.Of(Options);

    /// <summary>The table of its documents.</summary>
    internal string Table { get; } = string.Create(CultureInfo.InvariantCulture, $"local_documents_{Id}");

    /// <summary>The index of that name; null when there is none.</summary>
    public LocalIndex? FindIndex(string name) =>
        Indexes.FirstOrDefault(index => string.Equals(index.Name, name, StringComparison.Ordinal));

    /// <summary>Reads the options of a collection that a processor makes.</summary>
    /// <returns>The options that it is kept with.</returns>
    /// <exception cref="CollectionException">They are not those of a time series, nor none.</exception>
    public static BsonDocument ReadOptions(BsonDocument options)
    {
        var read = BsonDocument.Empty;
        foreach (var option in options)
        {
            read = option.NameEquals("timeseries"u8)
                ? TimeSeriesSpec.Read(option.Value).ToStoredOptions()
                : throw CollectionErrors.NotSupported($"collections here have no option '{option.Name}'");
        }

        return read;
    }

    /// <summary>As <c>listCollections</c> shows it.</summary>
    public BsonDocument Describe()
    {
        var description = new BsonDocumentBuilder
        {
            { "name", Name.Collection },
            { "type", TimeSeries is null ? "collection" : "timeseries" },
            { "options", Options },
            {
                "info", new BsonDocumentBuilder
                {
                    { "readOnly", false }, { "uuid", BsonValue.FromUuid(Uuid) },
                }.ToDocument()
            },
        };
        if (TimeSeries is null)
        {
            description.Add("idIndex", LocalIndex.OfIds.Spec);
        }

        return description.ToDocument();
    }
}
