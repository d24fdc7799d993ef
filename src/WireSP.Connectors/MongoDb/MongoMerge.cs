using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Expressions;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Merges documents into collections of a cluster with few commands. Commands of a kind are gathered as long as
/// inserts, then updates, then deletes do to every key what the documents in their order would. Blocks.
/// </summary>
internal sealed class MongoMerge(IMongoWriter writer, MergePlan plan)
{
    private const int TooLargeCode = 10334;
    private const int DollarNameCode = 52;

    private readonly List<WriteFailure> _failures = [];
    private readonly Dictionary<CollectionNamespace, MongoMergeRound> _rounds = [];

    /// <summary>Merges documents.</summary>
    /// <returns>What was refused, in the order of the documents.</returns>
    /// <exception cref="MongoException">The cluster is not reached, or refuses everything.</exception>
    /// <exception cref="MongoRefusedException">One was refused, and the writer's others with it.</exception>
    public IReadOnlyList<WriteFailure> Run(IReadOnlyList<MergeWrite> writes)
    {
        for (var i = 0; i < writes.Count; i++)
        {
            try
            {
                Add(i, writes[i]);
            }
            catch (EvaluationException failure)
            {
                _failures.Add(new WriteFailure(i, failure.Code, failure.Message));
            }
        }

        foreach (var round in _rounds.Values)
        {
            round.Flush();
        }

        _failures.Sort(static (left, right) => left.Index.CompareTo(right.Index));
        return _failures;
    }

    private void Add(int index, in MergeWrite write)
    {
        Check(write);
        var round = Round(write.Into);
        var key = round.Key;
        if (key.IsGiven(write.Document))
        {
            round.AddNew(index, write);
            return;
        }

        var statement = new MongoStatement(index, write, key.Of(write.Document), key.Query(write.Document));
        switch (write.WhenMatched)
        {
            case MergeMode.KeepExisting when !write.IsInserted:
                break;
            case MergeMode.Delete when write.IsInserted:
                round.DeleteOrInsert(statement);
                break;
            case MergeMode.Delete:
                round.AddDelete(statement);
                break;
            case MergeMode.Pipeline when write.IsInserted:
                round.AddPipelineOrNew(statement);
                break;
            default:
                round.AddUpdate(statement);
                break;
        }
    }

    private static void Check(in MergeWrite write)
    {
        if (write.Document.Length > BsonLimits.DocumentSizeBytesMax)
        {
            throw new EvaluationException(
                TooLargeCode,
                $"the document has {write.Document.Length} bytes, and a server takes "
                    + $"{BsonLimits.DocumentSizeBytesMax}");
        }

        // The server would take the replacement for update operators.
        foreach (var element in write.Document)
        {
            if (write.WhenMatched == MergeMode.Replace && element.Name.StartsWith('$'))
            {
                throw new EvaluationException(
                    DollarNameCode,
                    $"The dollar ($) prefixed field '{element.Name}' is not allowed in the context of an update's "
                    + "replacement document.");
            }

            break;
        }
    }

    private MongoMergeRound Round(CollectionNamespace name)
    {
        if (!_rounds.TryGetValue(name, out var round))
        {
            round = new MongoMergeRound(writer, plan, name, _failures);
            _rounds.Add(name, round);
        }

        return round;
    }
}
