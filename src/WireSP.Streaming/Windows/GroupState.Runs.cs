using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Runs;

namespace WireSP.Streaming.Windows;

/// <content>Documents that were read together: their groups first, then one accumulator after the other.</content>
internal sealed partial class GroupState
{
    /// <inheritdoc/>
    [SkipLocalsInit]
    public override void AddRun(RunReader documents, int first, int count)
    {
        var inputs = _plan.Inputs!;
        Span<int> groups = stackalloc int[RunReader.DocumentsMax];
        groups = groups[..count];
        if (inputs.Key >= 0)
        {
            FindGroups(documents[inputs.Key], documents.Buffer, first, groups);
        }
        else
        {
            groups.Fill(_table.Count == 0 ? _table.FindOrAdd(_constantKey) : 0);
        }

        documents.FetchSome();
        _columns.Reserve(_table.Count);
        foreach (var group in groups)
        {
            _changes.Touch(group);
        }

        _columns.AddRun(groups, first, documents);
    }

    private void FindGroups(RunColumn keys, byte[] buffer, int first, Span<int> groups)
    {
        var payloads = keys.Payloads.Slice(first, groups.Length);
        if (keys.Type is { } type and (BsonType.Int32 or BsonType.Int64))
        {
            _work.Recent.FindOrAdd(_table, type, payloads, groups);
            return;
        }

        if (keys.Type is BsonType.String)
        {
            _table.FindOrAddTexts(buffer, payloads, groups);
            return;
        }

        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = FindGroup(keys.Type ?? keys.Types[first + i], payloads[i], buffer);
        }
    }

    private void FindGroups(GroupTable others, int first, Span<long> keys, Span<int> groups)
    {
        var type = others.Keys(first, keys);
        if (type is BsonType.Int32 or BsonType.Int64)
        {
            _table.FindOrAddIntegers(type, keys, groups);
            return;
        }

        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = _table.FindOrAdd(others.KeyOf(first + i));
        }
    }

    private int FindGroup(BsonType type, long payload, byte[] buffer) => type switch
    {
        BsonType.Int32 or BsonType.Int64 => _table.FindOrAddInteger(type, payload),
        BsonType.String => _table.FindOrAddText(buffer.AsSpan((int)(payload >> 32), (int)payload)),
        _ => _table.FindOrAdd(GroupPlan.KeyOrNull(BsonValue.FromPayload(type, payload))),
    };
}
