namespace WireSP.Expressions.Fields;

/// <summary>What a step of a shape does once the element's type and name are found to be the expected ones.</summary>
internal enum ShapeAction : byte
{
    /// <summary>Goes past the element.</summary>
    Skip,

    /// <summary>Takes a scalar of eight bytes.</summary>
    TakeEightBytes,

    /// <summary>Takes an int32.</summary>
    TakeFourBytes,

    /// <summary>Takes a value of any type.</summary>
    Take,

    /// <summary>Takes an embedded document and goes on inside it.</summary>
    Enter,

    /// <summary>Goes on after the embedded document that was entered last.</summary>
    Leave,

    /// <summary>As <see cref="Leave"/>, when nothing is left in the embedded document.</summary>
    LeaveAtEnd,
}
