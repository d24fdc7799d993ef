using WireSP.Bson;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.PipelineTests;

/// <summary>Reads one entry of a file's <c>tests</c>.</summary>
internal static class TestCaseReader
{
    // Most partitions that a test may name: more than any real topic has.
    private const int PartitionsMax = 10_000;

    private static readonly string[] StepMarks = ["advance", "doc", "raw"];

    // 2026-01-01: no test depends on when it is run.
    private static readonly long StartDefaultMs =
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Reads one test.</summary>
    /// <returns>Null after reporting that it is no test at all.</returns>
    public static TestCase? Read(StageContext file, BsonValue value, int index)
    {
        if (StageFields.Open(file, value, $"tests.{index}") is not { } fields)
        {
            return null;
        }

        fields.Ignore("description");
        var name = fields.RequiredString("name") ?? "";
        var startMs = fields.Has("start")
            ? TestTime.ReadMoment(fields, "start", StartDefaultMs) ?? StartDefaultMs
            : StartDefaultMs;
        var steps = ReadSteps(fields, startMs);
        var partitions = (int?)fields.OptionalInteger("partitions", 1, PartitionsMax)
            ?? (steps.Count == 0 ? 1 : steps.Max(step => step.Partition) + 1);
        var connections = TestCollectionsReader.Read(fields);
        var expectation = fields.OptionalDocument("expect") is { } expect
            ? ExpectationReader.Read(expect, startMs)
            : null;
        var isUnordered = fields.OptionalBoolean("unordered") ?? false;
        fields.RejectUnknown();
        return new TestCase(name, index, startMs, steps, expectation)
        {
            IsUnordered = isUnordered,
            Partitions = partitions,
            Connections = connections,
        };
    }

    private static List<TestStep> ReadSteps(StageFields fields, long startMs)
    {
        List<TestStep> steps = [];
        if (!fields.TryReadRequired("input", out _))
        {
            return steps;
        }

        var nowMs = startMs;
        var index = 0;
        foreach (var item in fields.OptionalArray("input") ?? BsonArray.Empty)
        {
            var path = fields.PathOf($"input.{index++}");
            if (item.Type != BsonType.Document)
            {
                fields.Stage.ReportType(path, item, "a document, {at, doc} or {advance}");
                continue;
            }

            var step = IsStep(item.AsDocument)
                ? ReadStep(StageFields.Open(fields.Stage, item, path)!, startMs, nowMs)
                : new TestStep(nowMs) { Document = item };
            steps.Add(step);
            nowMs = step.AtMs;
        }

        return steps;
    }

    // Anything else is the document itself: most tests need no more.
    private static bool IsStep(BsonDocument document) =>
        Array.Exists(StepMarks, mark => document.TryGetValue(mark, out _));

    private static TestStep ReadStep(StageFields fields, long startMs, long nowMs)
    {
        var atMs = nowMs;
        if (fields.Has("advance"))
        {
            atMs += TestTime.ReadSpan(fields, "advance") ?? 0;
            fields.RejectUnknown();
            if (!TestTime.IsInCalendar(atMs))
            {
                fields.Report(PipelineErrorCodes.BadValue, "advance", "no calendar goes that far");
                atMs = nowMs;
            }

            return new TestStep(atMs);
        }

        if (fields.Has("at") && TestTime.ReadMoment(fields, "at", startMs) is { } moment)
        {
            atMs = moment;
            if (moment < nowMs)
            {
                fields.Report(
                    PipelineErrorCodes.BadValue,
                    "at",
                    $"the clock stands at {TestTime.Show(nowMs, startMs)} already and cannot go back to "
                        + TestTime.Show(moment, startMs));
                atMs = nowMs;
            }
        }

        var step = new TestStep(atMs)
        {
            Document = ReadDocument(fields),
            Raw = fields.OptionalString("raw"),
            Partition = (int)(fields.OptionalInteger("partition", 0, PartitionsMax - 1) ?? 0),
            Topic = fields.OptionalString("topic"),
            Key = fields.Read("key"),
            Headers = fields.Read("headers"),
            TimestampMs = fields.Has("timestamp") ? TestTime.ReadMoment(fields, "timestamp", startMs) : null,
        };
        if (fields.Has("doc") == fields.Has("raw"))
        {
            fields.Report(PipelineErrorCodes.InvalidOptions, "doc", "expected one of 'doc', 'raw' and 'advance'");
        }

        fields.RejectUnknown();
        return step;
    }

    private static BsonValue ReadDocument(StageFields fields)
    {
        var value = fields.Read("doc");
        if (value.Type is BsonType.Document or BsonType.Missing)
        {
            return value;
        }

        fields.Stage.ReportType(fields.PathOf("doc"), value, "object");
        return BsonValue.Missing;
    }
}
