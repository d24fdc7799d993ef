using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Server.PipelineTests;

/// <summary>
/// Compares what came out with what was expected, field by field. Numbers are equal by value, whatever their types;
/// fields may stand in any order, and there may be no others. Matchers decide for themselves.
/// </summary>
internal static class ValueComparison
{
    /// <summary>Adds every difference below a path.</summary>
    /// <param name="expected">What was expected.</param>
    /// <param name="found">What came out; missing for nothing.</param>
    /// <param name="path">Where both stand.</param>
    /// <param name="isSubset">Whether documents may have fields that were not expected.</param>
    /// <param name="differences">Receives the differences.</param>
    public static void Compare(
        in BsonValue expected, in BsonValue found, string path, bool isSubset, List<Difference> differences)
    {
        if (Matcher.IsMatcher(expected))
        {
            Matcher.Compare(expected.AsDocument, found, path, isSubset, differences);
        }
        else if (expected.Type == BsonType.Document && found.Type == BsonType.Document)
        {
            CompareDocuments(expected.AsDocument, found.AsDocument, path, isSubset, differences);
        }
        else if (expected.Type == BsonType.Array && found.Type == BsonType.Array)
        {
            CompareArrays(expected.AsArray, found.AsArray, path, isSubset, differences);
        }
        else if (expected.IsMissing != found.IsMissing || !BsonValueComparer.Equals(expected, found))
        {
            differences.Add(new Difference(path, Show(expected), Show(found)));
        }
        else if (expected.Type != found.Type)
        {
            differences.Add(new Difference(path, Show(expected), Show(found)) { IsNote = true });
        }
    }

    /// <summary>All differences between two values.</summary>
    public static List<Difference> Compare(in BsonValue expected, in BsonValue found, bool isSubset = false)
    {
        List<Difference> differences = [];
        Compare(expected, found, "", isSubset, differences);
        return differences;
    }

    /// <summary>Whether nothing but notes was found.</summary>
    public static bool AreNone(IReadOnlyList<Difference> differences)
    {
        foreach (var difference in differences)
        {
            if (!difference.IsNote)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A value with its type where the text does not tell it; null for nothing.</summary>
    public static string? Show(in BsonValue value) => value.Type switch
    {
        BsonType.Missing => null,
        BsonType.Int32 or BsonType.Int64 or BsonType.Double =>
            $"{ExtendedJson.Format(value)} ({TypeNames.Of(value.Type)})",
        _ => ExtendedJson.Format(value),
    };

    /// <summary>The path of something below a path.</summary>
    public static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static void CompareDocuments(
        BsonDocument expected, BsonDocument found, string path, bool isSubset, List<Difference> differences)
    {
        foreach (var element in expected)
        {
            Compare(element.Value, found[element.Name], Below(path, element.Name), isSubset, differences);
        }

        foreach (var element in found)
        {
            if (!isSubset && expected[element.Name].IsMissing)
            {
                differences.Add(new Difference(Below(path, element.Name), null, Show(element.Value)));
            }
        }
    }

    private static void CompareArrays(
        BsonArray expected, BsonArray found, string path, bool isSubset, List<Difference> differences)
    {
        var count = Math.Max(expected.Count(), found.Count());
        for (var i = 0; i < count; i++)
        {
            Compare(expected[i], found[i], $"{path}[{i}]", isSubset, differences);
        }
    }
}
