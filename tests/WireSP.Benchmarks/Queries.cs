using WireSP.Benchmarks.Engine;
using WireSP.Benchmarks.Loops;

namespace WireSP.Benchmarks;

/// <summary>The queries of the suite: each as a pipeline and as a loop written by hand.</summary>
internal static class Queries
{
    private const string BidTime = """, "timeField": {"$toDate": "$dateTime"}""";

    private const string SolarTime = """, "timeField": {"$dateFromString": {"dateString": "$timestamp"}}""";

    /// <summary>Queries without state, over bids.</summary>
    public static readonly Query[] Stateless =
    [
        new("q0", new EngineQuery("", ""), new PassThroughLoop()),
        new(
            "q1",
            new EngineQuery("", """{"$set": {"price": {"$multiply": ["$price", 0.908]}}},"""),
            new CurrencyLoop()),
        new(
            "q1p",
            new EngineQuery(
                "",
                """
                {"$project": {"auction": 1, "bidder": 1, "dateTime": 1, "extra": 1,
                              "euro": {"$multiply": ["$price", 0.908]}}},
                """),
            new ProjectLoop()),
        new(
            "q2",
            new EngineQuery(
                "",
                """
                {"$match": {"$expr": {"$eq": [{"$mod": ["$auction", 123]}, 0]}}},
                {"$project": {"auction": 1, "price": 1}},
                """),
            new FilterLoop()),
    ];

    /// <summary>Windows over bids.</summary>
    public static readonly Query[] Windows =
    [
        new(
            "q7",
            new EngineQuery(
                BidTime,
                Window(
                    """
                    {"$group": {"_id": null, "top": {
                        "$top": {"sortBy": {"price": -1}, "output": ["$auction", "$bidder", "$price"]}}}}
                    """)),
            new TopBidLoop()),
        new(
            "q12",
            new EngineQuery(BidTime, Window("""{"$group": {"_id": "$bidder", "n": {"$sum": 1}}}""")),
            new BidderCountLoop()),
    ];

    /// <summary>The window over solar readings.</summary>
    public static readonly Query Solar = new(
        "solar",
        new EngineQuery(
            SolarTime,
            Window(
                """
                {"$group": {"_id": "$device_id", "max": {"$max": "$obs.watts"}, "min": {"$min": "$obs.watts"},
                            "avg": {"$avg": "$obs.watts"}}}
                """)),
        new SolarLoop());

    private static string Window(string stage) =>
        """{"$tumblingWindow": {"interval": {"size": 10, "unit": "second"}, "pipeline": [""" + stage + "]}},";
}
