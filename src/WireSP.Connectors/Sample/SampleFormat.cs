using WireSP.Bson;

namespace WireSP.Connectors.Sample;

/// <summary>Writes the elements of one sample document.</summary>
internal delegate void SampleDocumentWriter(BsonWriter writer, SampleMoment moment, ref SampleRandom random);

/// <summary>A kind of sample stream.</summary>
/// <param name="Name">The value of a connection's <c>format</c>.</param>
/// <param name="ConnectionName">The connection that has this format without saying so.</param>
/// <param name="Write">Writes the elements of one document.</param>
internal sealed record SampleFormat(string Name, string ConnectionName, SampleDocumentWriter Write);
