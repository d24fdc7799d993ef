using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>The commands on the collections of this endpoint, one row each, sorted by name.</summary>
internal static class CollectionCommandTable
{
    /// <summary>What the commands are called, take and need.</summary>
    public static readonly IReadOnlyList<CommandSpec> Specs = [.. Rows(null!).Select(row => row.Spec)];

    /// <summary>The commands of a server.</summary>
    public static IReadOnlyList<CommandRegistration> Create(CollectionService service) =>
        [.. Rows(service).Select(row => row with { Handler = new CollectionCommand(row.Handler) })];

    private static CommandRegistration[] Rows(CollectionService service) =>
    [
        new(AggregateCommand.Spec, new AggregateCommand(service)),
        new(CollModCommand.Spec, new CollModCommand(service)),
        new(CollStatsCommand.Spec, new CollStatsCommand(service)),
        new(CountCommand.Spec, new CountCommand(service)),
        new(CreateCommand.Spec, new CreateCommand(service)),
        new(CreateIndexesCommand.Spec, new CreateIndexesCommand(service)),
        new(DbStatsCommand.Spec, new DbStatsCommand(service)),
        new(DeleteCommand.Spec, new DeleteCommand(service)),
        new(DistinctCommand.Spec, new DistinctCommand(service)),
        new(DropCommand.Spec, new DropCommand(service)),
        new(DropDatabaseCommand.Spec, new DropDatabaseCommand(service)),
        new(DropIndexesCommand.Spec, new DropIndexesCommand(service)),
        new(FindCommand.Spec, new FindCommand(service)),
        new(FindAndModifyCommand.Spec, new FindAndModifyCommand(service)),
        new(GetMoreCommand.Spec, new GetMoreCommand(service)),
        new(InsertCommand.Spec, new InsertCommand(service)),
        new(KillCursorsCommand.Spec, new KillCursorsCommand(service)),
        new(ListCollectionsCommand.Spec, new ListCollectionsCommand(service)),
        new(ListDatabasesCommand.Spec, new ListDatabasesCommand(service)),
        new(ListIndexesCommand.Spec, new ListIndexesCommand(service)),
        new(RenameCollectionCommand.Spec, new RenameCollectionCommand(service)),
        new(UpdateCommand.Spec, new UpdateCommand(service)),
    ];
}
