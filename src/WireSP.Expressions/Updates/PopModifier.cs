using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Updates;

/// <summary><c>$pop</c>: takes the last (1) or the first (-1) item of an array away.</summary>
internal sealed class PopModifier(string path, bool first) : FieldModifier(path)
{
    /// <summary>Parses the argument.</summary>
    public static PopModifier Parse(string path, BsonValue argument)
    {
        if (!argument.IsNumber)
        {
            throw UpdateErrors.SyntaxFailedToParse(
                $"Expected a number in: {path}: {UpdateErrors.Show(argument)}", path);
        }

        return Numbers.TryToInt64(argument, out var end) && end is 1 or -1
            ? new PopModifier(path, first: end == -1)
            : throw UpdateErrors.SyntaxFailedToParse(
                $"$pop expects 1 or -1, found: {UpdateErrors.Show(argument)}", path);
    }

    public override BsonValue Apply(in BsonValue current, UpdateContext context)
    {
        if (current.IsMissing)
        {
            return current;
        }

        if (current.Type != BsonType.Array)
        {
            throw UpdateErrors.TypeMismatch(
                $"Path '{Path}' contains an element of non-array type '{TypeNames.Of(current.Type)}'");
        }

        var values = context.Values;
        var mark = values.Mark;
        var left = current.AsArray.Count();
        var skipped = first;
        foreach (var item in current.AsArray)
        {
            if (first ? !skipped : --left > 0)
            {
                values.Push(item);
            }

            skipped = false;
        }

        return values.TakeArray(mark);
    }
}
