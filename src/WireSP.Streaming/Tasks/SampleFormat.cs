using System.Text;
using WireSP.Bson;

namespace WireSP.Streaming.Tasks;

/// <summary>Renders what somebody who samples sees: the document with its stream metadata, or a dead letter.</summary>
internal sealed class SampleFormat(string streamMetaFieldName)
{
    private readonly byte[] _metadataName = Encoding.UTF8.GetBytes(streamMetaFieldName);
    private readonly BsonWriter _writer = new();

    /// <summary>An output document with its metadata as last field; valid until the next call.</summary>
    public BsonDocument Render(in StreamDocument document)
    {
        _writer.Reset();
        var root = _writer.BeginDocument();
        foreach (var element in document.Body)
        {
            if (!element.NameEquals(_metadataName))
            {
                _writer.WriteRaw(element.Raw);
            }
        }

        StreamMetadata.Write(_writer, streamMetaFieldName, document.Origin);
        _writer.End(root);
        return _writer.DocumentFrom(root);
    }

    /// <summary>A dead letter as <c>{_dlqMessage: …}</c>; valid until the next call.</summary>
    public BsonDocument RenderDeadLetter(BsonDocument deadLetter)
    {
        _writer.Reset();
        var root = _writer.BeginDocument();
        _writer.WriteDocument("_dlqMessage"u8, deadLetter);
        _writer.End(root);
        return _writer.DocumentFrom(root);
    }
}
