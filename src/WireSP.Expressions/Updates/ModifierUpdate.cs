using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>An update by operators: one walk over the document along the tree of their paths.</summary>
internal sealed class ModifierUpdate(UpdateBranch root, bool needsMatchedItem) : UpdateOperation
{
    public override bool NeedsMatchedItem => needsMatchedItem;

    internal override BsonDocument Write(BsonDocument before, UpdateContext context)
    {
        var start = context.Output.BeginDocument();
        new UpdateWriter(context).WriteElements(before, root);
        context.Output.End(start);
        var after = context.Output.DocumentFrom(start);
        return context.IsInsert ? UpsertDocument.PutIdFirst(after, context.Output) : after;
    }
}
