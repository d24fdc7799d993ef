using WireSP.Bson;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.PipelineTests;

/// <summary>Reads the <c>expect</c> of a test.</summary>
internal static class ExpectationReader
{
    private static readonly string[] DeadLetterFields =
        ["_stream_meta", "dlqTime", "doc", "errInfo", "operatorName", "processorName", "reason"];

    /// <summary>Reads it; problems are reported.</summary>
    public static Expectation Read(StageFields fields, long startMs)
    {
        if (!fields.Has("output") && !fields.Has("dlq") && !fields.Has("stats"))
        {
            fields.Report(PipelineErrorCodes.MissingField, "output", "expected at least one of output, dlq and stats");
        }

        var output = fields.Has("output") ? ReadOutput(fields, startMs) : null;
        var deadLetters = fields.Has("dlq") ? ReadDeadLetters(fields) : null;
        var statistics = fields.OptionalDocument("stats");
        if (statistics is not null)
        {
            Matcher.Check(fields.Stage, statistics.Document, fields.PathOf("stats"));
        }

        fields.RejectUnknown();
        return new Expectation(output, deadLetters, statistics?.Document);
    }

    private static List<ExpectedOutput> ReadOutput(StageFields fields, long startMs)
    {
        List<ExpectedOutput> output = [];
        foreach (var item in fields.OptionalArray("output") ?? BsonArray.Empty)
        {
            var path = fields.PathOf($"output.{output.Count}");
            if (StageFields.Open(fields.Stage, item, path) is not { } entry)
            {
                break;
            }

            var body = new BsonDocumentBuilder();
            foreach (var element in entry.Document)
            {
                if (element.Name is not (ExpectedOutput.TargetField or ExpectedOutput.TimeField))
                {
                    body.Add(element.Name, element.Value);
                }
            }

            var expected = new ExpectedOutput(body.ToDocument())
            {
                Target = entry.OptionalDocument(ExpectedOutput.TargetField) is { } target
                    ? target.Document
                    : BsonValue.Missing,
                TimeMs = entry.Has(ExpectedOutput.TimeField)
                    ? TestTime.ReadMoment(entry, ExpectedOutput.TimeField, startMs)
                    : null,
            };
            Matcher.Check(fields.Stage, expected.Body, path);
            Matcher.Check(fields.Stage, expected.Target, entry.PathOf(ExpectedOutput.TargetField));
            output.Add(expected);
        }

        return output;
    }

    private static List<BsonDocument> ReadDeadLetters(StageFields fields)
    {
        List<BsonDocument> deadLetters = [];
        foreach (var item in fields.OptionalArray("dlq") ?? BsonArray.Empty)
        {
            var path = fields.PathOf($"dlq.{deadLetters.Count}");
            if (item.Type == BsonType.String)
            {
                deadLetters.Add(new BsonDocumentBuilder { { "reason", item } }.ToDocument());
            }
            else if (StageFields.Open(fields.Stage, item, path) is { } entry)
            {
                Matcher.Check(fields.Stage, item, path);
                entry.Ignore(DeadLetterFields);
                entry.RejectUnknown();
                deadLetters.Add(entry.Document);
            }
            else
            {
                break;
            }
        }

        return deadLetters;
    }
}
