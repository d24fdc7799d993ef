namespace WireSP.Streaming.Operators;

/// <summary>
/// Puts the event time into the document, under the name that <c>tsFieldName</c> gives; replaces a field of that name.
/// </summary>
internal sealed class TimestampFieldOperator(string name, ChainOutput output, byte[] fieldName, FieldScope following)
    : Operator(name, output)
{
    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        var writer = Output.Writer;
        var start = writer.Position;
        var kept = Output.KeptCount;
        StreamDocument made;
        try
        {
            writer.BeginDocument();
            foreach (var element in document.Body)
            {
                if (!element.NameEquals(fieldName))
                {
                    writer.WriteRaw(element.Raw);
                }
            }

            writer.WriteDateTime(fieldName, document.EventTimeMs);
            writer.End(start);
            made = document.WithBody(DocumentSize.Check(writer.DocumentFrom(start)));
            following.Begin(made);
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            writer.Truncate(start);
            return;
        }

        Next.Process(made);
        Output.Reclaim(start, kept);
    }
}
