using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>
/// The document that an upsert begins with: the fields for which its query asks one value, by equality.
/// </summary>
public static class UpsertDocument
{
    /// <summary>Makes the document of a query that matched nothing.</summary>
    /// <exception cref="EvaluationException">The query asks two values of one field.</exception>
    public static BsonDocument Of(BsonDocument query)
    {
        var fields = new List<(string Path, BsonValue Value)>();
        Collect(query, fields, BsonLimits.NestingDepthMax);
        var update = new UpdateTree([]);
        foreach (var (path, value) in fields)
        {
            try
            {
                update.Add(path, new SetModifier(path, value, onlyOnInsert: false));
            }
            catch (ExpressionSyntaxException error) when (error.Code == 40)
            {
                throw new EvaluationException(
                    54, $"cannot infer query fields to set, path '{path}' is matched twice");
            }
        }

        var context = new UpdateContext(TimeProvider.System);
        var output = context.Output;
        var start = output.BeginDocument();
        new UpdateWriter(context).WriteElements(BsonDocument.Empty, update.Root);
        output.End(start);
        return PutIdFirst(output.DocumentFrom(start), output).Copy();
    }

    /// <summary>The same document with its <c>_id</c>, where it has one, as its first field.</summary>
    internal static BsonDocument PutIdFirst(BsonDocument document, BsonWriter output)
    {
        var isFirst = true;
        foreach (var element in document)
        {
            if (!element.NameEquals("_id"u8))
            {
                isFirst = false;
                continue;
            }

            if (isFirst)
            {
                return document;
            }

            var idEnd = element.RawOffset + element.RawLength;
            var start = output.BeginDocument();
            output.WriteRaw(element.Raw);
            output.WriteRaw(document.Buffer.AsSpan(document.Offset + 4, element.RawOffset - document.Offset - 4));
            output.WriteRaw(document.Buffer.AsSpan(idEnd, document.Offset + document.Length - 1 - idEnd));
            output.End(start);
            return output.DocumentFrom(start);
        }

        return document;
    }

    private static void Collect(BsonDocument query, List<(string Path, BsonValue Value)> fields, int depthLeft)
    {
        foreach (var element in query)
        {
            var name = element.Name;
            var value = element.Value;
            if (!name.StartsWith('$'))
            {
                CollectField(name, value, fields);
            }
            else if (name is "$and" or "$or" && value.Type == BsonType.Array && depthLeft > 0)
            {
                // Of several alternatives none is what the document must be.
                if (name == "$and" || value.AsArray.Count() == 1)
                {
                    CollectAll(value.AsArray, fields, depthLeft - 1);
                }
            }
        }
    }

    private static void CollectAll(BsonArray clauses, List<(string Path, BsonValue Value)> fields, int depthLeft)
    {
        foreach (var clause in clauses)
        {
            if (clause.Type == BsonType.Document)
            {
                Collect(clause.AsDocument, fields, depthLeft);
            }
        }
    }

    private static void CollectField(string path, BsonValue asked, List<(string Path, BsonValue Value)> fields)
    {
        if (asked.Type == BsonType.RegularExpression)
        {
            return;
        }

        if (asked.Type != BsonType.Document || !Matching.FieldQuery.IsOperators(asked.AsDocument))
        {
            fields.Add((path, asked));
            return;
        }

        foreach (var element in asked.AsDocument)
        {
            var value = element.Value;
            if (element.NameEquals("$eq"u8))
            {
                fields.Add((path, value));
            }
            else if ((element.NameEquals("$in"u8) || element.NameEquals("$all"u8))
                && value.Type == BsonType.Array && value.AsArray.Count() == 1
                && value.AsArray[0].Type != BsonType.RegularExpression)
            {
                fields.Add((path, value.AsArray[0]));
            }
        }
    }
}
