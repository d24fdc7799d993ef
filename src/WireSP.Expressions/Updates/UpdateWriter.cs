using System.Buffers.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>
/// Writes a document as an update changes it: what no path leads to is copied, new fields come after those that are
/// there.
/// </summary>
internal readonly ref struct UpdateWriter(UpdateContext context)
{
    // As the server: an array may be filled with so many nulls up to an index that a path names.
    private const int BackfillMax = 1_500_000;

    private readonly BsonWriter _output = context.Output;

    /// <summary>Writes the elements of a document, without its frame.</summary>
    public void WriteElements(BsonDocument document, UpdateBranch written)
    {
        var branch = Resolve(written);
        Span<ulong> seen = stackalloc ulong[(branch.Children.Count + 63) >> 6];
        seen.Clear();
        foreach (var element in document)
        {
            var index = branch.IndexOf(element.NameUtf8);
            if (index < 0)
            {
                _output.WriteRaw(element.Raw);
                continue;
            }

            seen[index >> 6] |= 1UL << index;
            WriteChild(element.NameUtf8, element.Value, branch.Children[index].Node);
        }

        for (var i = 0; i < branch.Children.Count; i++)
        {
            if ((seen[i >> 6] & (1UL << i)) == 0)
            {
                WriteChild(branch.Children[i].Name, BsonValue.Missing, branch.Children[i].Node);
            }
        }
    }

    private UpdateBranch Resolve(UpdateBranch branch)
    {
        if (branch.Matched is null)
        {
            return branch;
        }

        return context.MatchedItem >= 0
            ? branch.WithMatched(context.MatchedItem)
            : throw UpdateErrors.BadValue("The positional operator did not find the match needed from the query.");
    }

    private void WriteChild(ReadOnlySpan<byte> name, in BsonValue value, UpdateNode node)
    {
        if (node is FieldModifier modifier)
        {
            _output.WriteValue(name, modifier.Apply(value, context));
            return;
        }

        var branch = (UpdateBranch)node;
        if (branch.NeedsArray && value.Type != BsonType.Array)
        {
            throw value.IsMissing
                ? UpdateErrors.BadValue(
                    $"The path '{branch.Path}' must exist in the document in order to apply array updates.")
                : UpdateErrors.BadValue(
                    $"Cannot apply array updates to non-array element {branch.Path}: {UpdateErrors.Show(value)}");
        }

        switch (value.Type)
        {
            case BsonType.Document:
                var start = _output.BeginDocument(name);
                WriteElements(value.AsDocument, branch);
                _output.End(start);
                break;
            case BsonType.Array:
                start = _output.BeginArray(name);
                WriteItems(value.AsArray, Resolve(branch));
                _output.End(start);
                break;
            case BsonType.Missing:
                WriteNew(name, branch);
                break;
            default:
                RefuseNew(value, branch);
                _output.WriteValue(name, value);
                break;
        }
    }

    // A document is only made when an operator below makes a field.
    private void WriteNew(ReadOnlySpan<byte> name, UpdateBranch branch)
    {
        var before = _output.Position;
        var start = _output.BeginDocument(name);
        var empty = _output.Position;
        WriteElements(BsonDocument.Empty, branch);
        if (_output.Position == empty)
        {
            _output.Truncate(before);
        }
        else
        {
            _output.End(start);
        }
    }

    // Operators that would make a field have no place below a value that is no document; the others do nothing there.
    private void RefuseNew(in BsonValue value, UpdateBranch written)
    {
        var position = _output.Position;
        foreach (var child in Resolve(written).Children)
        {
            RefuseNew(value, written, child, position);
        }
    }

    private void RefuseNew(in BsonValue value, UpdateBranch branch, UpdateBranch.Child child, int position)
    {
        WriteChild(child.Name, BsonValue.Missing, child.Node);
        if (_output.Position != position)
        {
            throw UpdateErrors.NotViable(child.Text, value, branch.Path);
        }
    }

    private void WriteItems(BsonArray array, UpdateBranch branch)
    {
        Span<byte> name = stackalloc byte[11];
        var count = 0;
        foreach (var item in array)
        {
            _ = Utf8Formatter.TryFormat(count, name, out var length);
            var node = branch.NodeFor(count++, item, context);
            var position = _output.Position;
            if (node is null)
            {
                _output.WriteValue(name[..length], item);
                continue;
            }

            WriteChild(name[..length], item, node);
            if (_output.Position == position)
            {
                // An item that is taken away leaves null, so that the others keep their places.
                _output.WriteNull(name[..length]);
            }
        }

        foreach (var child in branch.Children)
        {
            if (child.Index < 0)
            {
                RefuseNew(BsonValue.FromArray(array), branch, child, _output.Position);
            }
            else if (child.Index >= count)
            {
                count = WriteBeyond(child, branch, count);
            }
        }
    }

    private int WriteBeyond(UpdateBranch.Child child, UpdateBranch branch, int count)
    {
        if (child.Index - count > BackfillMax)
        {
            throw UpdateErrors.NoBackfill(branch.Path, child.Index);
        }

        var before = _output.Position;
        for (var i = count; i < child.Index; i++)
        {
            _output.WriteHeader(BsonType.Null, i);
        }

        var filled = _output.Position;
        WriteChild(child.Name, BsonValue.Missing, child.Node);
        if (_output.Position != filled)
        {
            return child.Index + 1;
        }

        _output.Truncate(before);
        return count;
    }
}
