using WireSP.Bson;

namespace WireSP.Streaming.Pipelines;

/// <summary>
/// Reads a stage's document field by field and reports every problem with its path; <see cref="RejectUnknown"/> at the
/// end refuses what nobody read. Numbers may have any numeric type, as the shell sends them.
/// </summary>
public sealed partial class StageFields
{
    private readonly StageContext _stage;
    private readonly BsonDocument _document;
    private readonly string _path;
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    // Those of them that may not be there: known, so that they are refused with their reason, but not to be offered.
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    private StageFields(StageContext stage, BsonDocument document, string path)
    {
        _stage = stage;
        _document = document;
        _path = path;
    }

    /// <summary>The document being read.</summary>
    public BsonDocument Document => _document;

    /// <summary>The stage that the fields belong to.</summary>
    public StageContext Stage => _stage;

    /// <summary>
    /// Opens a stage's argument; a stage that is a source or sink has its common fields already counted as read.
    /// </summary>
    /// <returns>Null after reporting that the argument is no document.</returns>
    public static StageFields? Open(StageContext stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var fields = Open(stage, stage.Argument, "");
        foreach (var name in stage.ConsumedFields)
        {
            _ = fields?._known.Add(name);
        }

        return fields;
    }

    /// <summary>Opens a document at a path below the stage.</summary>
    /// <returns>Null after reporting that the value is no document.</returns>
    public static StageFields? Open(StageContext stage, BsonValue value, string path)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(path);
        if (value.Type == BsonType.Document)
        {
            return new StageFields(stage, value.AsDocument, path);
        }

        stage.ReportType(path, value, "object");
        return null;
    }

    /// <summary>Whether the field is there and not null; counts it as read.</summary>
    public bool Has(string name) => !Read(name).IsNullish;

    /// <summary>The field as it is, missing when absent or null; counts it as read.</summary>
    public BsonValue Read(string name)
    {
        _ = _known.Add(name);
        var value = _document[name];
        return value.IsNullish ? BsonValue.Missing : value;
    }

    /// <summary>Reads a field that must be there.</summary>
    /// <returns>False after reporting that it is not.</returns>
    public bool TryReadRequired(string name, out BsonValue value)
    {
        value = Read(name);
        if (value.IsMissing)
        {
            Report(PipelineErrorCodes.MissingField, name, $"'{name}' is required and is missing");
        }

        return !value.IsMissing;
    }

    /// <summary>Counts fields as read that have no effect here.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _ = _known.Add(name);
        }
    }

    /// <summary>Refuses a field that is known but not supported.</summary>
    public void Refuse(string name, string reason)
    {
        if (Has(name))
        {
            Report(PipelineErrorCodes.NotImplemented, name, $"'{name}' is not supported: {reason}");
        }

        _ = _refused.Add(name);
    }

    /// <summary>Reports every field that was neither read nor ignored, with the nearest that is known.</summary>
    public void RejectUnknown()
    {
        foreach (var element in _document)
        {
            var name = element.Name;
            if (!_known.Contains(name))
            {
                Report(
                    PipelineErrorCodes.UnknownField,
                    name,
                    $"'{name}' is not a known field.{NearestName.Hint(name, _known)} Known fields: "
                        + string.Join(", ", _known.Except(_refused)));
            }
        }
    }

    /// <summary>Reports something wrong with a field.</summary>
    public void Report(int code, string name, string message) => _stage.Report(code, PathOf(name), message);

    /// <summary>A field's path below the stage.</summary>
    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
