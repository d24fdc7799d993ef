namespace WireSP.TestKit.Simulation;

/// <summary>What a seed decides before anything runs; printed when it fails.</summary>
internal sealed record SimulationPlan
{
    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>What the pipeline does.</summary>
    public SimulatedShape Shape { get; init; }

    /// <summary>What the sink does.</summary>
    public SimulatedDelivery Delivery { get; init; }

    /// <summary>Partitions of the source.</summary>
    public int Partitions { get; init; }

    /// <summary>Documents of each partition.</summary>
    public int Documents { get; init; }

    /// <summary>Most time between two of them, as they are stamped: the less, the more are in a window.</summary>
    public int StepMs { get; init; }

    /// <summary>Different values of the key.</summary>
    public int Keys { get; init; }

    /// <summary>Bytes that each document carries along, so that states grow.</summary>
    public int PadBytes { get; init; }

    /// <summary>Whether the pipeline lets documents through at a rate.</summary>
    public bool IsThrottled { get; init; }

    /// <summary>Whether threads that wait for long are most often left waiting.</summary>
    public bool PrefersNewest { get; init; }

    /// <summary>The key whose documents the sink refuses; -1 for none.</summary>
    public int RefusedKey { get; init; }

    /// <summary>Whether documents come too late for their windows: their order then decides.</summary>
    public bool HasLate { get; init; }

    /// <summary>
    /// Whether documents of a partition come out of order. A session takes a document before the watermark only while
    /// it is open, which depends on what other partitions have delivered.
    /// </summary>
    public bool HasDisorder => Shape != SimulatedShape.Session || Partitions == 1;

    /// <summary>Most documents that the source delivers at once.</summary>
    public int BatchMax { get; init; }

    /// <summary>How often checkpoints are taken.</summary>
    public TimeSpan CheckpointInterval { get; init; }

    /// <summary>Most time between two documents of a partition.</summary>
    public TimeSpan ArrivalMax { get; init; }

    /// <summary>One call in so many fails; 0 for none.</summary>
    public int FaultOneIn { get; init; }

    /// <summary>Which calls these are.</summary>
    public SimulatedPlace FaultsAt { get; init; }

    /// <summary>Whether attempts are killed, and whether some go on though they were given up.</summary>
    public bool Kills { get; init; }

    /// <summary>Whether somebody stops the processor and starts it again.</summary>
    public bool Stops { get; init; }

    /// <summary>Whether the window's pipeline is modified between a stop and a start.</summary>
    public bool Modifies { get; init; }

    /// <summary>Whether the disk damages checkpoints while nothing runs.</summary>
    public bool Damages { get; init; }

    /// <summary>When the checkpoints' disk is full for a while.</summary>
    public TimeSpan DiskFullFor { get; init; }

    /// <summary>How long there are faults; after that everything must come to its end.</summary>
    public TimeSpan FaultsFor { get; init; }

    /// <summary>Whether effects must be exactly those of a run without faults, and not only at least those.</summary>
    public bool IsExact =>
        Delivery is SimulatedDelivery.Append or SimulatedDelivery.Add || (!HasFaults && !Kills && !Damages);

    /// <summary>Whether calls fail.</summary>
    public bool HasFaults => FaultOneIn > 0 || DiskFullFor > TimeSpan.Zero;

    /// <summary>The same processor, whose outside never fails and whom nobody touches.</summary>
    public SimulationPlan Calm() => this with
    {
        FaultOneIn = 0,
        Kills = false,
        Stops = false,
        Modifies = false,
        Damages = false,
        DiskFullFor = TimeSpan.Zero,
        FaultsFor = TimeSpan.Zero,
    };

    /// <summary>The plan of a seed.</summary>
    public static SimulationPlan Of(int seed)
    {
        var random = new Random(seed);
        var delivery = (SimulatedDelivery)random.Next(4);
        var isExact = delivery is SimulatedDelivery.Append or SimulatedDelivery.Add;
        var partitions = OneIn(random, 2) ? 1 : random.Next(2, 5);
        var stops = OneIn(random, 3);
        var shape = OneIn(random, 5) ? SimulatedShape.Through : (SimulatedShape)random.Next(5);
        var faultsAt = OneIn(random, 3) ? SimulatedPlace.Anywhere : (SimulatedPlace)random.Next(1, 4);
        var hasLate = partitions == 1 && OneIn(random, 2);
        return new SimulationPlan
        {
            Seed = seed,
            Shape = shape,
            Delivery = delivery,
            Partitions = partitions,
            Documents = random.Next(1, 160) / partitions,
            StepMs = OneIn(random, 3) ? 1000 : 30_000,
            IsThrottled = OneIn(random, 6),
            PrefersNewest = OneIn(random, 3),
            Keys = OneIn(random, 3) ? 150 : random.Next(1, 6),
            PadBytes = OneIn(random, 5) ? 700 : random.Next(40),
            RefusedKey = OneIn(random, 4) ? 1 : -1,
            HasLate = hasLate,
            BatchMax = random.Next(1, 16),
            CheckpointInterval = TimeSpan.FromMilliseconds(random.Next(OneIn(random, 2) ? 300 : 5000)),
            ArrivalMax = TimeSpan.FromMilliseconds(OneIn(random, 3) ? 10 : 2000),
            FaultOneIn = OneIn(random, 4) ? 0 : faultsAt == SimulatedPlace.Target ? 4 : random.Next(4, 40),
            FaultsAt = faultsAt,
            Kills = OneIn(random, 2),
            Stops = stops,

            // Where sessions are computed again, what was late for them may be in time.
            Modifies = stops && OneIn(random, 2) && !(shape == SimulatedShape.Session && hasLate),
            Damages = !isExact && OneIn(random, 3),
            DiskFullFor = TimeSpan.FromSeconds(OneIn(random, 5) ? random.Next(1, 1200) : 0),
            FaultsFor = TimeSpan.FromSeconds(random.Next(1, 180)),
        };
    }

    private static bool OneIn(Random random, int count) => random.Next(count) == 0;
}
