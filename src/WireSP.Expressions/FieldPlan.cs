using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions;

/// <summary>
/// The dotted paths that a run of stages reads, each with a slot. One pass over a document finds them all and stops at
/// the last; a path through an array yields the array of what its elements hold, as the language says.
/// </summary>
public sealed class FieldPlan
{
    private readonly List<string> _paths = [];
    private readonly FieldNode _root = new([]);

    /// <summary>Slots given out.</summary>
    public int Count => _paths.Count;

    /// <summary>The paths in slot order.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>How many documents have to be alike before code is written for them.</summary>
    internal int CodeAfter { get; set; } = RunCode.WorthwhileDocuments;

    /// <summary>The fields as a tree, for the reader.</summary>
    internal FieldNode Root => _root;

    /// <summary>The slot of a path, new or known.</summary>
    public int GetSlot(string path)
    {
        var node = GetNode(path);
        if (node.Slot < 0)
        {
            node.Slot = Assign(path);
        }

        return node.Slot;
    }

    /// <summary>
    /// The slot of a path for a reader that deals with arrays itself: it holds the value that documents alone lead to,
    /// or the first array met on the way.
    /// </summary>
    public int GetRawSlot(string path)
    {
        var node = GetNode(path);
        if (node.RawSlot < 0)
        {
            node.RawSlot = Assign(path);
        }

        return node.RawSlot;
    }

    /// <summary>
    /// The slot that holds a top-level field's whole element (type byte, name and value) as
    /// <see cref="BsonType.Binary"/> over the document's own bytes; missing when the field is.
    /// </summary>
    public int GetElementSlot(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var node = _root.GetChild(Encoding.UTF8.GetBytes(name));
        if (node.ElementSlot < 0)
        {
            node.ElementSlot = Assign(name);
        }

        return node.ElementSlot;
    }

    /// <summary>Fills the context's slots from its document.</summary>
    /// <exception cref="BsonFormatException">The document is malformed.</exception>
    public void Read(EvaluationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Reader is not { } reader || reader.Plan != this)
        {
            reader = new FieldReader(this);
            context.Reader = reader;
        }

        reader.Read(context);
    }

    private FieldNode GetNode(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var node = _root;
        foreach (var name in path.Split('.'))
        {
            node = node.GetChild(Encoding.UTF8.GetBytes(name));
        }

        return node;
    }

    private int Assign(string path)
    {
        _paths.Add(path);
        return _paths.Count - 1;
    }
}
