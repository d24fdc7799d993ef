using WireSP.Bson;

namespace WireSP.Streaming.Pipelines;

/// <summary>
/// Finds out whether a stage leaves fields as they are and makes no dead letters. What it does not understand, an
/// expression above all, counts as a change.
/// </summary>
internal static class StageChanges
{
    /// <summary>Whether documents have the same values in these top-level fields before and after the stage.</summary>
    public static bool LeavesAlone(BsonValue stage, HashSet<string> fields)
    {
        if (stage.Type != BsonType.Document || stage.AsDocument.CountElements() != 1)
        {
            return false;
        }

        var only = stage.AsDocument.GetEnumerator();
        _ = only.MoveNext();
        var argument = only.Current.Value;
        return only.Current.Name switch
        {
            "$addFields" or "$set" => argument.Type == BsonType.Document && SetsOthers(argument.AsDocument, fields),
            "$project" => argument.Type == BsonType.Document && Keeps(argument.AsDocument, fields),
            "$unset" => DropsOthers(argument, fields),
            "$unwind" => UnwindsOther(argument, fields),
            "$lookup" or "$cachedLookup" =>
                argument.Type == BsonType.Document && LooksUpOthers(argument.AsDocument, fields),
            _ => false,
        };
    }

    private static bool SetsOthers(BsonDocument argument, HashSet<string> fields)
    {
        foreach (var element in argument)
        {
            if (!IsOther(element.Name, fields) || !CannotFail(element))
            {
                return false;
            }
        }

        return !argument.IsEmpty;
    }

    private static bool Keeps(BsonDocument argument, HashSet<string> fields)
    {
        var isExclusion = false;
        HashSet<string> kept = new(StringComparer.Ordinal) { "_id" };
        foreach (var element in argument)
        {
            var name = element.Name;
            var value = element.Value;
            if (IsFlag(value, out var keeps))
            {
                if (keeps)
                {
                    kept.Add(name);
                }
                else if (name == "_id")
                {
                    kept.Remove(name);
                }
                else if (IsOther(name, fields))
                {
                    isExclusion = true;
                }
                else
                {
                    return false;
                }
            }
            else if (!CannotFail(element) || !IsOther(name, fields))
            {
                return false;
            }
        }

        return isExclusion
            ? kept.Contains("_id") || !fields.Contains("_id")
            : !argument.IsEmpty && fields.IsSubsetOf(kept);
    }

    private static bool DropsOthers(BsonValue argument, HashSet<string> fields)
    {
        if (argument.Type == BsonType.String)
        {
            return IsOther(argument.AsString, fields);
        }

        if (argument.Type != BsonType.Array || argument.AsArray.IsEmpty)
        {
            return false;
        }

        foreach (var path in argument.AsArray)
        {
            if (path.Type != BsonType.String || !IsOther(path.AsString, fields))
            {
                return false;
            }
        }

        return true;
    }

    private static bool UnwindsOther(BsonValue argument, HashSet<string> fields)
    {
        var path = argument.Type == BsonType.Document ? argument.AsDocument["path"] : argument;
        if (path.Type != BsonType.String || path.AsString is not ['$', .. var name] || !IsOther(name, fields))
        {
            return false;
        }

        var index = argument.Type == BsonType.Document ? argument.AsDocument["includeArrayIndex"] : BsonValue.Missing;
        return index.IsMissing || (index.Type == BsonType.String && IsOther(index.AsString, fields));
    }

    // A lookup by equality refuses no document but those that outgrow the format; stages inside may refuse any.
    private static bool LooksUpOthers(BsonDocument argument, HashSet<string> fields) =>
        argument["as"] is { Type: BsonType.String } name && IsOther(name.AsString, fields)
        && argument["pipeline"].IsMissing && argument["let"].IsMissing;

    private static bool IsFlag(BsonValue value, out bool keeps)
    {
        keeps = value.Type switch
        {
            BsonType.Boolean or BsonType.Int32 or BsonType.Int64 => value.Payload != 0,
            BsonType.Double => value.AsDouble != 0,
            _ => false,
        };
        return value.Type is BsonType.Boolean or BsonType.Int32 or BsonType.Int64 or BsonType.Double;
    }

    // A constant, or the path of a field: reading one never fails. A name with dots may nest a document too deeply.
    private static bool CannotFail(BsonElement element)
    {
        var value = element.Value;
        return !element.NameUtf8.Contains((byte)'.')
            && value.Type is not (BsonType.Document or BsonType.Array)
            && (value.Type != BsonType.String || !value.AsString.StartsWith("$$", StringComparison.Ordinal));
    }

    private static bool IsOther(string path, HashSet<string> fields) => !fields.Contains(path.Split('.')[0]);
}
