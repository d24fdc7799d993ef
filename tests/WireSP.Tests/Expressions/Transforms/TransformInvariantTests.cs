using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Transforms;
using WireSP.Tests.Expressions.Fields;

namespace WireSP.Tests.Expressions.Transforms;

public class TransformInvariantTests
{
    private static readonly string[][] Paths =
        [["a"], ["b", "a"], ["c"], ["at"], ["abcdef", "at"], ["abcdefgh", "b", "c"], ["none"], ["é"]];

    [Fact]
    public void What_copies_ranges_of_bytes_makes_what_goes_field_by_field() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var documents = new ShapedDocuments(seed);
        // Paths of one call begin with different names, so that they are applied in any order.
        var chosen = random.GetItems(Paths, 3).DistinctBy(path => path[0]).ToArray();
        var isSet = random.Next(2) == 0;
        BsonValue value = random.Next(3) switch { 0 => 7, 1 => "text", _ => 1.5 };
        var argument = new BsonDocumentBuilder();
        foreach (var path in chosen)
        {
            argument.Add(string.Join('.', path), isSet ? value : 0);
        }

        var compiled = new CompileContext();
        var transform = TransformCompiler.Compile(isSet ? "$set" : "$project", argument.ToDocument(), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        for (var i = 0; i < 20; i++)
        {
            var document = documents.Next();
            if (HasRepeatedNames(document, 10))
            {
                continue;
            }

            var expected = chosen.Aggregate(
                document, (one, path) => isSet ? Set(one, path, value) : Exclude(one, path));
            Assert.Equal(expected.Span.ToArray(), Apply(transform, document, compiled, context).Span.ToArray());
        }
    });

    private static BsonDocument Apply(
        DocumentTransform transform, BsonDocument document, CompileContext compiled, EvaluationContext context)
    {
        context.Begin(document);
        compiled.Fields.Read(context);
        if (transform.TryForward(context, out var same))
        {
            return same;
        }

        var output = new BsonWriter();
        transform.Apply(context, output);
        return output.ToDocument();
    }

    private static BsonDocument Exclude(BsonDocument document, ReadOnlySpan<string> path)
    {
        var made = new BsonDocumentBuilder();
        foreach (var element in document)
        {
            if (element.Name != path[0])
            {
                made.Add(element.Name, element.Value);
            }
            else if (path.Length > 1)
            {
                made.Add(element.Name, Exclude(element.Value, path[1..]));
            }
        }

        return made.ToDocument();
    }

    private static BsonValue Exclude(BsonValue value, ReadOnlySpan<string> path)
    {
        if (value.Type == BsonType.Document)
        {
            return Exclude(value.AsDocument, path);
        }

        if (value.Type != BsonType.Array)
        {
            return value;
        }

        var items = new BsonArrayBuilder();
        foreach (var item in value.AsArray)
        {
            items.Add(Exclude(item, path));
        }

        return items.ToArray();
    }

    private static BsonDocument Set(BsonDocument document, ReadOnlySpan<string> path, BsonValue value)
    {
        var made = new BsonDocumentBuilder();
        var isThere = false;
        foreach (var element in document)
        {
            var isNamed = element.Name == path[0];
            isThere |= isNamed;
            made.Add(element.Name, isNamed ? SetIn(element.Value, path[1..], value) : element.Value);
        }

        if (!isThere)
        {
            made.Add(path[0], SetIn(BsonValue.Missing, path[1..], value));
        }

        return made.ToDocument();
    }

    private static BsonValue SetIn(BsonValue current, ReadOnlySpan<string> path, BsonValue value)
    {
        if (path.IsEmpty)
        {
            return value;
        }

        if (current.Type != BsonType.Array)
        {
            return Set(current.Type == BsonType.Document ? current.AsDocument : BsonDocument.Empty, path, value);
        }

        var items = new BsonArrayBuilder();
        foreach (var item in current.AsArray)
        {
            items.Add(SetIn(item, path, value));
        }

        return items.ToArray();
    }

    // Which of two fields of one name is meant is not defined.
    private static bool HasRepeatedNames(BsonDocument document, int depth)
    {
        HashSet<string> names = [];
        foreach (var element in document)
        {
            var nested = element.Type switch
            {
                BsonType.Document => element.Value.AsDocument,
                BsonType.Array => element.Value.AsArray.AsDocument,
                _ => BsonDocument.Empty,
            };
            if (!names.Add(element.Name) || (depth > 0 && HasRepeatedNames(nested, depth - 1)))
            {
                return true;
            }
        }

        return false;
    }
}
