namespace WireSP.Expressions.Updates;

/// <summary>
/// A place in the tree of an update's paths: a <see cref="FieldModifier"/> at the end of one, or an
/// <see cref="UpdateBranch"/> on the way.
/// </summary>
internal abstract class UpdateNode;
