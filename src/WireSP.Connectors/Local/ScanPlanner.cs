using WireSP.Bson;

namespace WireSP.Connectors.Local;

/// <summary>
/// Chooses how to read: by keys where a query names values of <c>_id</c> or of a unique index, in a range of keys where
/// it bounds <c>_id</c>, else everything.
/// </summary>
internal sealed class ScanPlanner
{
    private readonly Dictionary<string, BsonValue> _equal = new(StringComparer.Ordinal);
    private KeyRange _range = KeyRange.All;
    private bool _isBounded;
    private BsonArray? _ids;

    private ScanPlanner()
    {
    }

    /// <summary>Plans a scan.</summary>
    public static ScanPlan Plan(LocalCollection collection, BsonDocument query, ScanOrder order)
    {
        var planner = new ScanPlanner();
        planner.Read(query, BsonLimits.NestingDepthMax);
        return planner.PlanPoints(collection, order) ?? planner.PlanWalk(order);
    }

    private ScanPlan? PlanPoints(LocalCollection collection, ScanOrder order)
    {
        if (_equal.TryGetValue("_id", out var id))
        {
            return Points(order, 0, [BsonKey.Of(id)]);
        }

        // Points come in the order of _id, so they serve any order but that of insertion.
        if (_ids is { } ids && order is not (ScanOrder.Natural or ScanOrder.NaturalDescending))
        {
            var keys = new SortedSet<byte[]>(KeyOrder.Instance);
            foreach (var value in ids)
            {
                keys.Add(BsonKey.Of(value));
            }

            return Points(order, 0, order == ScanOrder.IdDescending ? [.. keys.Reverse()] : [.. keys]);
        }

        foreach (var index in collection.Indexes)
        {
            if (index.Id != 0 && index.IsUnique && index.Filter is null && index.Paths.All(_equal.ContainsKey))
            {
                var key = new BsonWriter();
                foreach (var path in index.Paths)
                {
                    BsonKey.Append(key, _equal[path]);
                }

                return Points(order, index.Id, [key.Written.ToArray()]);
            }
        }

        return null;
    }

    private ScanPlan PlanWalk(ScanOrder order) => order switch
    {
        ScanOrder.Any => new ScanPlan(_isBounded ? ScanOrder.Id : ScanOrder.Natural, _range),
        _ => new ScanPlan(order, _range),
    };

    private static ScanPlan Points(ScanOrder order, long indexId, IReadOnlyList<byte[]> keys) =>
        new(order == ScanOrder.Any ? ScanOrder.Natural : order, KeyRange.All) { Points = keys, IndexId = indexId };

    // All conditions of a query hold together, so each may narrow what is read.
    private void Read(BsonDocument query, int depthLeft)
    {
        foreach (var element in query)
        {
            if (element.NameEquals("$and"u8) && element.Type == BsonType.Array && depthLeft > 0)
            {
                foreach (var clause in element.Value.AsArray)
                {
                    if (clause.Type == BsonType.Document)
                    {
                        Read(clause.AsDocument, depthLeft - 1);
                    }
                }
            }
            else if (!element.NameUtf8.StartsWith("$"u8))
            {
                ReadField(element.Name, element.Value);
            }
        }
    }

    private void ReadField(string name, BsonValue condition)
    {
        if (condition.Type != BsonType.Document || !IsOperators(condition.AsDocument))
        {
            AddEqual(name, condition);
            return;
        }

        foreach (var element in condition.AsDocument)
        {
            switch (element.Name)
            {
                case "$eq":
                    AddEqual(name, element.Value);
                    break;
                case "$in" when name == "_id" && element.Type == BsonType.Array && AllKeys(element.Value.AsArray):
                    _ids ??= element.Value.AsArray;
                    break;
                case "$gt" or "$gte" or "$lt" or "$lte" when name == "_id" && IsBound(element.Type):
                    _range = _range.Narrow(element.Name, element.Value);
                    _isBounded = true;
                    break;
                default:
                    break;
            }
        }
    }

    private void AddEqual(string name, BsonValue value)
    {
        if (IsKey(value.Type))
        {
            _ = _equal.TryAdd(name, value);
        }
    }

    private static bool IsOperators(BsonDocument condition)
    {
        foreach (var element in condition)
        {
            return element.NameUtf8.StartsWith("$"u8);
        }

        return false;
    }

    private static bool AllKeys(BsonArray values)
    {
        foreach (var value in values)
        {
            if (!IsKey(value.Type))
            {
                return false;
            }
        }

        return true;
    }

    // Equality with these means one key. Null also means "not there", arrays and patterns mean elements and texts.
    private static bool IsKey(BsonType type) =>
        type is not (BsonType.Null or BsonType.Undefined or BsonType.Missing or BsonType.Array
            or BsonType.RegularExpression or BsonType.MinKey or BsonType.MaxKey);

    private static bool IsBound(BsonType type) =>
        type is BsonType.Int32 or BsonType.Int64 or BsonType.Double or BsonType.Decimal128 or BsonType.String
            or BsonType.ObjectId or BsonType.DateTime or BsonType.Timestamp or BsonType.Boolean or BsonType.Binary;

    private sealed class KeyOrder : IComparer<byte[]>
    {
        public static readonly KeyOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
