using WireSP.Bson;
using WireSP.TestKit.Streaming;

namespace WireSP.TestKit.Simulation;

/// <summary>
/// What the partitions of a source hold, and when it arrives there. The last document of each is so late in event time
/// that it closes the windows of all others.
/// </summary>
internal sealed class SimulatedInput
{
    private const int LatenessMs = 10_000;

    private readonly List<(BsonDocument Document, TimeSpan Arrival)>[] _partitions;

    /// <summary>Draws what a plan asks for.</summary>
    public SimulatedInput(SimulationPlan plan)
    {
        var random = new Random(plan.Seed);
        _partitions = new List<(BsonDocument, TimeSpan)>[plan.Partitions];
        for (var p = 0; p < plan.Partitions; p++)
        {
            var documents = _partitions[p] = [];
            var front = DocumentRow.At("12:00");
            var arrival = TimeSpan.Zero;
            for (var i = 0; i < plan.Documents; i++)
            {
                front += random.Next(plan.StepMs);
                arrival += TimeSpan.FromMilliseconds(random.Next((int)plan.ArrivalMax.TotalMilliseconds));
                var time = front - random.Next(plan.HasLate ? 3 * plan.StepMs : plan.HasDisorder ? LatenessMs : 1);
                documents.Add((Create(random, plan, p, i, time), arrival));
            }

            documents.Add((Create(random, plan, p, plan.Documents, DocumentRow.At("18:00")), arrival));
            Duration = arrival > Duration ? arrival : Duration;
        }
    }

    /// <summary>How many partitions there are.</summary>
    public int Partitions => _partitions.Length;

    /// <summary>When the last document arrives, counted from the beginning.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>How many documents a partition holds in the end.</summary>
    public int Count(int partition) => _partitions[partition].Count;

    /// <summary>Where a source stands that has read all of it.</summary>
    public BsonDocument End
    {
        get
        {
            var offsets = new BsonArrayBuilder();
            foreach (var partition in _partitions)
            {
                offsets.Add(partition.Count);
            }

            return new BsonDocumentBuilder { { "o", offsets.ToArray() }, { "m", 0 } }.ToDocument();
        }
    }

    /// <summary>A document.</summary>
    public BsonDocument this[int partition, int offset] => _partitions[partition][offset].Document;

    /// <summary>When a document arrives, counted from the beginning; null behind the last one.</summary>
    public TimeSpan? ArrivalOf(int partition, int offset) =>
        offset < _partitions[partition].Count ? _partitions[partition][offset].Arrival : null;

    private static BsonDocument Create(Random random, SimulationPlan plan, int partition, int index, long time)
    {
        const int FailingOneIn = 15;
        const int UndecodableOneIn = 25;
        var isLast = index == plan.Documents;
        var document = new BsonDocumentBuilder
        {
            { "t", time },
            { "p", partition },
            { "k", isLast ? -2 : random.Next(plan.Keys) },
            { "i", (partition * 1000) + index },
            { "d", !isLast && random.Next(FailingOneIn) == 0 ? 0 : 1 },
            { "pad", new string('x', plan.PadBytes) },
        };
        if (!isLast && random.Next(UndecodableOneIn) == 0)
        {
            document.Add("undecodable", $"record {partition}/{index}");
        }

        return document.ToDocument();
    }
}
