using WireSP.Bson;

namespace WireSP.Streaming.Operators;

/// <summary>Makes one document of each element of an array; what is no array counts as an array of itself.</summary>
internal sealed class UnwindOperator(
    string name, ChainOutput output, UnwindPlan plan, FieldScope following) : Operator(name, output)
{
    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        BsonValue value;
        try
        {
            value = plan.Find(document.Body);
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            return;
        }

        if (value.Type == BsonType.Array)
        {
            Unwind(document, value.AsArray);
        }
        else if (plan.KeepsEmpty || !value.IsNullish)
        {
            Emit(document, value, index: -1);
        }
    }

    private void Unwind(in StreamDocument document, BsonArray array)
    {
        long index = 0;
        foreach (var item in array)
        {
            Emit(document, item, index++);
        }

        if (index == 0 && plan.KeepsEmpty)
        {
            Emit(document, BsonValue.Missing, index: -1);
        }
    }

    private void Emit(in StreamDocument document, in BsonValue value, long index)
    {
        var writer = Output.Writer;
        var start = writer.Position;
        var kept = Output.KeptCount;
        StreamDocument made;
        try
        {
            plan.Write(document.Body, value, index, writer);
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
