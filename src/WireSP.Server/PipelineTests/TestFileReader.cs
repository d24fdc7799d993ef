using System.Text;
using WireSP.Bson;
using WireSP.Server.Commands;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.PipelineTests;

/// <summary>
/// Reads test files, files of one processor, and bare pipelines. The text may be written as in a shell: bare names,
/// comments, <c>ISODate("…")</c>. Everything is checked here, and unknown names are refused.
/// </summary>
internal static class TestFileReader
{
    private const string Root = "file";

    private static readonly MockConnections NoConnections = MockConnections.None;

    /// <summary>Reads one file.</summary>
    /// <exception cref="TestFileException">It is unreadable, or something in it is wrong.</exception>
    public static TestFile Read(string path) => Read(path, ReadText(path));

    /// <summary>Reads a file whose text is at hand.</summary>
    /// <exception cref="TestFileException">Something in it is wrong.</exception>
    public static TestFile Read(string path, string text)
    {
        var root = Parse(path, text);
        List<PipelineProblem> problems = [];
        var file = root.Type == BsonType.Array
            ? new TestFile(path, text, new ProcessorDefinition(NameOf(path), root.AsArray, IsStored: false), [])
            : ReadDocument(path, text, root, problems);
        return problems.Count == 0 && file is not null
            ? file
            : throw new TestFileException(path, [.. problems.Select(Show)]);
    }

    private static TestFile? ReadDocument(string path, string text, BsonValue root, List<PipelineProblem> problems)
    {
        var context = new StageContext(Root, 0, root, NoConnections, problems);
        if (StageFields.Open(context) is not { } fields)
        {
            return null;
        }

        fields.Ignore("description");
        var definition = ReadProcessor(path, fields);
        var connections = ReadConnections(fields);
        List<TestCase> tests = [];
        foreach (var item in fields.OptionalArray("tests") ?? BsonArray.Empty)
        {
            if (TestCaseReader.Read(fields.Stage, item, tests.Count) is not { } test)
            {
                break;
            }

            tests.Add(test);
        }

        fields.RejectUnknown();
        return definition is null
            ? null
            : new TestFile(path, text, definition with { Connections = connections }, tests);
    }

    private static ProcessorDefinition? ReadProcessor(string path, StageFields fields)
    {
        if (fields.Has("processor") == fields.Has("pipeline"))
        {
            fields.Report(
                PipelineErrorCodes.MissingField, "processor", "expected one of 'processor' and 'pipeline'");
            return null;
        }

        if (!fields.Has("processor"))
        {
            return ReadDefinition(path, fields, fields.Has("name"));
        }

        var value = fields.Read("processor");
        if (value.Type == BsonType.String)
        {
            return ReadOther(path, value.AsString) with { IsStored = true };
        }

        var inner = StageFields.Open(fields.Stage, value, "processor");
        var definition = inner is null ? null : ReadDefinition(path, inner, isStored: true);
        inner?.RejectUnknown();
        return definition;
    }

    private static ProcessorDefinition? ReadDefinition(string path, StageFields fields, bool isStored)
    {
        var name = fields.OptionalString("name") ?? NameOf(path);
        var options = fields.OptionalDocument("options");
        options?.Ignore("dlq", "failover", "tier");
        var metaField = options?.OptionalString("streamMetaFieldName");
        var ahead = options?.OptionalDuration(EventTimeAheadOption.Name, zeroAllowed: true);
        options?.RejectUnknown();
        if (!fields.TryReadRequired("pipeline", out var value))
        {
            return null;
        }

        if (value.Type == BsonType.String)
        {
            value = BsonValue.FromArray(ReadOther(path, value.AsString).Pipeline);
        }
        else if (value.Type != BsonType.Array)
        {
            fields.Stage.ReportType(fields.PathOf("pipeline"), value, "array of stages, or the path of a file");
            return null;
        }

        var definition = new ProcessorDefinition(name, value.AsArray, isStored);
        return definition with
        {
            StreamMetaFieldName = metaField ?? definition.StreamMetaFieldName,
            EventTimeAheadMax = ahead is null ? definition.EventTimeAheadMax : ahead.Value == default ? null : ahead,
        };
    }

    private static Dictionary<string, BsonDocument> ReadConnections(StageFields fields)
    {
        var declared = new Dictionary<string, BsonDocument>(StringComparer.Ordinal);
        if (fields.OptionalDocument("connections") is not { } connections)
        {
            return declared;
        }

        foreach (var element in connections.Document)
        {
            if (element.Type == BsonType.Document && element.Value.AsDocument["type"].Type == BsonType.String)
            {
                declared[element.Name] = element.Value.AsDocument;
            }
            else
            {
                connections.Report(
                    PipelineErrorCodes.BadValue, element.Name, "expected an object with the connection's 'type'");
            }
        }

        return declared;
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TestFileException(path, [$"cannot be read: {exception.Message}"]);
        }
    }

    private static BsonValue Parse(string path, string text)
    {
        try
        {
            return ExtendedJson.ParseLenientValue(text);
        }
        catch (BsonFormatException exception)
        {
            throw new TestFileException(path, [$"{Place(text, exception.Offset)}: {exception.Message}"]);
        }
    }

    // The parser counts bytes; people count lines.
    private static string Place(string text, int offsetBytes)
    {
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        var before = bytes[..Math.Clamp(offsetBytes, 0, bytes.Length)];
        return $"line {before.Count((byte)'\n') + 1}, column {before.Length - before.LastIndexOf((byte)'\n')}";
    }

    // A file beside this one. It must hold its pipeline itself: a chain of files could have no end.
    private static ProcessorDefinition ReadOther(string path, string other)
    {
        var beside = Path.Combine(Path.GetDirectoryName(path) ?? "", other);
        var text = ReadText(beside);
        if (Parse(beside, text) is { Type: BsonType.Document } root
            && (root.AsDocument["processor"].Type == BsonType.String
                || root.AsDocument["pipeline"].Type == BsonType.String
                || (root.AsDocument["processor"] is { Type: BsonType.Document } inner
                    && inner.AsDocument["pipeline"].Type == BsonType.String)))
        {
            throw new TestFileException(beside, [$"must hold the pipeline itself, because {path} names it"]);
        }

        return Read(beside, text).Processor;
    }

    private static string NameOf(string path) => Path.GetFileName(path).Split('.')[0];

    private static string Show(PipelineProblem problem) =>
        problem.Path.Length > Root.Length ? $"{problem.Path[(Root.Length + 1)..]}: {problem.Message}" : problem.Message;
}
