namespace WireSP.Expressions.Transforms;

/// <summary>What a projection does with one field.</summary>
internal enum ProjectionAction
{
    /// <summary>Copies it.</summary>
    Keep,

    /// <summary>Leaves it out.</summary>
    Drop,

    /// <summary>Gives it a computed value; without a value it is left out.</summary>
    Compute,

    /// <summary>Goes on with the fields inside it.</summary>
    Descend,
}
