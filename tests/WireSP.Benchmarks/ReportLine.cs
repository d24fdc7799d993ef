using System.Text.Json;
using System.Text.Json.Nodes;

namespace WireSP.Benchmarks;

/// <summary>One line of the report: JSON on one line, so that runs can be kept and compared.</summary>
internal sealed class ReportLine
{
    private readonly JsonObject _fields = [];

    /// <summary>Begins the line of a workload.</summary>
    public ReportLine(string workload) => _fields["workload"] = workload;

    /// <summary>Adds a number.</summary>
    public ReportLine Add(string name, double value)
    {
        _fields[name] = double.IsFinite(value) ? value : null;
        return this;
    }

    /// <summary>Adds several numbers.</summary>
    public ReportLine Add(string name, double[] values)
    {
        _fields[name] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return this;
    }

    /// <summary>Adds several texts.</summary>
    public ReportLine Add(string name, string[] values)
    {
        _fields[name] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return this;
    }

    /// <summary>Adds a text.</summary>
    public ReportLine Add(string name, string value)
    {
        _fields[name] = value;
        return this;
    }

    /// <summary>Prints the line to standard output.</summary>
    public void Print() => Console.WriteLine(_fields.ToJsonString(JsonSerializerOptions.Default));
}
