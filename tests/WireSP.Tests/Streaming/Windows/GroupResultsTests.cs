using WireSP.Bson;
using WireSP.Streaming.Operators;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

public class GroupResultsTests
{
    private const string Plain =
        "n: { $sum: 1 }, big: { $sum: 1000000000 }, low: { $sum: { $cond: [{ $lt: ['$v', 50] }, 1, 0] } }, "
            + "s: { $sum: '$v' }, a: { $avg: '$v' }, min: { $min: '$v' }, max: { $max: '$v' }, "
            + "none: { $max: '$none' }, d: { $stdDevPop: '$v' }";

    private static readonly string[] Followed =
    [
        "", ", { $match: { low: { $gt: 0 } } }", ", { $match: { low: 1, n: { $gte: 2 } } }, { $set: { x: '$low' } }",
        ", { $match: { _id: { $lt: 40 } } }", ", { $match: { a: { $gt: 30.5 }, none: null } }",
        ", { $match: { $or: [{ max: { $lt: 40 } }, { min: { $gte: 60 } }] } }, { $match: { n: { $ne: 1 } } }",
        ", { $match: { $expr: { $gt: ['$max', '$min'] }, other: { $exists: false } } }",
        ", { $match: { $expr: { $eq: ['$n', '$low'] } } }", ", { $match: { 's.x': null, big: { $gt: 1 } } }",
        ", { $match: { big: { $type: 'long' } } }", ", { $match: { none: { $ne: null } } }",
        ", { $set: { twice: { $multiply: ['$s', 2] } } }",
        ", { $sort: { n: -1, _id: 1 } }, { $limit: 3 }", ", { $sort: { max: 1, n: 1, _id: -1 } }, { $limit: 2 }",
        ", { $sort: { _id: 1 } }, { $limit: 5 }", ", { $match: { s: { $gte: 100 } } }, { $sort: { _id: 1 } }",
    ];

    [Fact]
    public void Results_that_are_alike_are_those_that_are_made_one_by_one() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var documents = Documents(random);
        var following = Followed[random.Next(Followed.Length)];

        // What a list gives has to be asked for of each group.
        var each = Run($"{{ $group: {{ _id: '$k', {Plain}, all: {{ $push: 1 }} }} }}, {{ $unset: 'all' }}{following}");
        var alike = Run($"{{ $group: {{ _id: '$k', {Plain} }} }}{following}");
        Assert.Equal(each, alike);

        IReadOnlyList<string> Run(string stages)
        {
            var harness = OperatorHarness.InWindow(stages);
            harness.Process(documents);
            harness.Close();
            return [.. harness.Pipeline.Output];
        }
    });

    [Fact]
    public void Results_that_a_filter_leaves_out_count_as_documents_that_it_has_seen() => Property.ForAllSeeds(seed =>
    {
        var documents = Documents(new Random(seed));
        var all = Run("");
        var chosen = Run(", { $match: { low: { $gt: 0 } } }");
        var seen = Run(", { $match: { low: { $gt: 0 }, 'n.x': null } }");
        var filter = (FilterOperator)chosen.Pipeline.Chain.Window!.SuffixLast!;
        var sees = (FilterOperator)seen.Pipeline.Chain.Window!.SuffixLast!;
        Assert.Equal(all.Pipeline.Output.Count, filter.InputCount);
        Assert.Equal(sees.InputBytes, filter.InputBytes);
        Assert.Equal(all.Pipeline.Output.Count - chosen.Pipeline.Output.Count, filter.DroppedCount);

        OperatorHarness Run(string following)
        {
            var harness = OperatorHarness.InWindow($"{{ $group: {{ _id: '$k', {Plain} }} }}{following}");
            harness.Process(documents);
            harness.Close();
            return harness;
        }
    });

    [Fact]
    public void A_filter_asks_results_of_other_types_anew()
    {
        var harness = new PipelineHarness(
            "[{ $tumblingWindow: { interval: { size: 1, unit: 'minute' }, allowedLateness: 0, pipeline: ["
            + "{ $group: { _id: '$k', m: { $max: '$v' } } }, { $match: { m: { $gt: 5 } } }] } }]");

        harness.Process("{ t: '12:00', k: 1, v: 5.5 }", "{ t: '12:00', k: 2, v: 2.5 }");
        harness.Process("{ t: '12:01', k: 3, v: 3 }", "{ t: '12:01', k: 4, v: 7 }", "{ t: '12:02', k: 5, v: 0 }");

        Assert.Equal([1, 4], harness.Output.Select(text => ExtendedJson.Parse(text)["_id"].AsInt32));
    }

    [Fact]
    public void Windows_of_panes_whose_keys_are_alike_are_those_of_panes_with_any_keys() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var documents = Documents(random);
        var groups = Run($"{{ $group: {{ _id: '$k', {Plain} }} }}");

        // A key that is a document is found among others of all types.
        var wrapped = Run($"{{ $group: {{ _id: {{ k: '$k' }}, {Plain} }} }}, {{ $set: {{ _id: '$_id.k' }} }}");
        Assert.Equal(wrapped, groups);

        IReadOnlyList<string> Run(string stages)
        {
            var harness = new PipelineHarness(
                "[{ $hoppingWindow: { interval: { size: 3, unit: 'minute' }, hopSize: { size: 1, unit: 'minute' }, "
                    + $"allowedLateness: 0, pipeline: [{stages}] }} }}]");
            harness.Process(documents);
            harness.Process(["{ t: '23:59' }"]);
            return [.. harness.Output];
        }
    });

    // Mostly more groups than are made at once, of numbers; in some runs with a few of other types.
    private static List<string> Documents(Random random)
    {
        var keys = random.Next(1, 300);
        var isPlain = random.Next(2) == 0;
        var isLong = random.Next(2) == 0;
        List<string> documents = [];
        for (var i = random.Next(600); i > 0; i--)
        {
            var number = random.Next(keys);
            var key = isPlain || random.Next(50) > 0
                ? isLong ? $"{{ $numberLong: '{number}' }}" : $"{number}"
                : random.Next(3) switch { 0 => "'a'", 1 => "null", _ => $"{number}.5" };
            var value = isPlain || random.Next(50) > 0
                ? $"{random.Next(100)}"
                : random.Next(3) switch { 0 => "'b'", 1 => "2.5", _ => "{ $numberLong: '4294967296' }" };
            documents.Add($"{{ t: '00:0{random.Next(documents.Count / 100, 9)}', k: {key}, v: {value} }}");
        }

        return documents;
    }
}
