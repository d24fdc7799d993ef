namespace WireSP.Expressions.Transforms;

/// <summary>The fields of one level of a projection, in the order in which they were written.</summary>
internal sealed class ProjectionNode
{
    private readonly List<ProjectionField> _fields = [];

    /// <summary>The fields in order.</summary>
    public IReadOnlyList<ProjectionField> Fields => _fields;

    /// <summary>Whether any field here or below is computed.</summary>
    public bool HasComputed
    {
        get
        {
            foreach (var child in _fields)
            {
                if (child.Computes)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Adds a field, or replaces it by one of that name.</summary>
    public void Add(ProjectionField field) => _fields.Add(field);

    /// <summary>The index of the field of that name, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _fields.Count; i++)
        {
            if (name.SequenceEqual(_fields[i].Name))
            {
                return i;
            }
        }

        return -1;
    }
}
