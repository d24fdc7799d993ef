using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>How one document of a merge changes the one that is there, in the server's own words.</summary>
/// <param name="Plan">What all documents have in common.</param>
/// <param name="Merged">The document and its mode.</param>
internal readonly record struct MongoUpdate(MergePlan Plan, MergeWrite Merged)
{
    private const int ScalarBytesMax = 16;

    /// <summary>About how many bytes it takes.</summary>
    public int Length
    {
        get
        {
            var length = Merged.WhenMatched == MergeMode.Pipeline
                ? Plan.Pipeline.GetValueOrDefault().Span.Length
                : Merged.Document.Length;
            foreach (var variable in Merged.Variables)
            {
                length += variable.Buffer is null ? ScalarBytesMax : variable.Bytes.Length;
            }

            return length;
        }
    }

    /// <summary>Writes the fields of the statement behind its query.</summary>
    public void Write(BsonWriter statement)
    {
        switch (Merged.WhenMatched)
        {
            case MergeMode.Merge:
                WriteOperator(statement, "$set"u8);
                break;
            case MergeMode.KeepExisting:
                WriteOperator(statement, "$setOnInsert"u8);
                break;
            case MergeMode.Pipeline:
                WritePipeline(statement);
                return;
            default:
                statement.WriteDocument("u"u8, Merged.Document);
                break;
        }

        if (Merged.IsInserted)
        {
            statement.WriteBoolean("upsert"u8, true);
        }
    }

    private void WriteOperator(BsonWriter statement, ReadOnlySpan<byte> name)
    {
        var update = statement.BeginDocument("u"u8);
        statement.WriteDocument(name, Merged.Document);
        statement.End(update);
    }

    // Never an upsert: it would apply the pipeline to an empty document, where a merge inserts the one that came.
    private void WritePipeline(BsonWriter statement)
    {
        statement.WriteValue("u"u8, BsonValue.FromArray(Plan.Pipeline.GetValueOrDefault()));
        var constants = statement.BeginDocument("c"u8);
        for (var i = 0; i < Plan.VariableNames.Count; i++)
        {
            statement.WriteValue(Plan.VariableNames[i], Merged.Variables[i]);
        }

        statement.End(constants);
    }
}
