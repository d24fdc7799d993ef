using WireSP.Benchmarks.Engine;
using WireSP.Benchmarks.Loops;

namespace WireSP.Benchmarks;

/// <summary>The queries of the suite: each as a pipeline and as a loop written by hand.</summary>
internal static class Queries
{
    private const string BidTime = """, "timeField": {"$toDate": "$dateTime"}""";

    private const string SolarTime = """, "timeField": {"$dateFromString": {"dateString": "$timestamp"}}""";

    private const string BidTimes =
        """
        {"$match": {"price": {"$gt": 1101321, "$lt": 55066080}}},
        {"$project": {"auction": 1, "bidder": 1, "dateTime": 1, "extra": 1,
                      "euro": {"$multiply": ["$price", 0.908]},
                      "time": {"$switch": {"branches": [
                          {"case": {"$and": [{"$gte": [{"$hour": "$dateTime"}, 8]},
                                             {"$lte": [{"$hour": "$dateTime"}, 18]}]}, "then": "dayTime"},
                          {"case": {"$or": [{"$lte": [{"$hour": "$dateTime"}, 6]},
                                            {"$gte": [{"$hour": "$dateTime"}, 20]}]}, "then": "nightTime"}],
                          "default": "otherTime"}},
                      "c": {"$subtract": [{"$size": {"$split": ["$extra", "c"]}}, 1]}}},
        """;

    private const string ChannelNumbers =
        """
        {"$project": {"auction": 1, "bidder": 1, "price": 1, "channel": 1,
                      "channel_id": {"$switch": {"branches": [
                          {"case": {"$eq": [{"$toLower": "$channel"}, "apple"]}, "then": "0"},
                          {"case": {"$eq": [{"$toLower": "$channel"}, "google"]}, "then": "1"},
                          {"case": {"$eq": [{"$toLower": "$channel"}, "facebook"]}, "then": "2"},
                          {"case": {"$eq": [{"$toLower": "$channel"}, "baidu"]}, "then": "3"}],
                          "default": {"$let": {
                              "vars": {"found": {"$regexFind": {"input": "$url",
                                                                "regex": "(&|^)channel_id=([^&]*)"}}},
                              "in": {"$arrayElemAt": ["$$found.captures", 1]}}}}}}},
        {"$match": {"channel_id": {"$ne": null}}},
        """;

    private const string Folders =
        """
        {"$project": {"auction": 1, "bidder": 1, "price": 1, "channel": 1,
                      "dir1": {"$arrayElemAt": [{"$split": ["$url", "/"]}, 3]},
                      "dir2": {"$arrayElemAt": [{"$split": ["$url", "/"]}, 4]},
                      "dir3": {"$arrayElemAt": [{"$split": ["$url", "/"]}, 5]}}},
        """;

    // Where bids of hostile shapes have their address.
    private const string UrlOfPage = "$page.place.url";

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

    /// <summary>Queries heavy in expressions, over bids.</summary>
    public static readonly Query[] Expressions =
    [
        new("q14", new EngineQuery("", BidTimes), new BidTimeLoop()),
        new("q21", new EngineQuery("", ChannelNumbers), new ChannelLoop()),
        new("q22", new EngineQuery("", Folders), new FolderLoop()),
    ];

    /// <summary>The events of a change stream as documents with the place that they are to go to.</summary>
    public static readonly Query Route = new(
        "route",
        new EngineQuery(
            "",
            """
            {"$match": {"operationType": {"$in": ["insert", "update", "replace"]}}},
            {"$replaceRoot": {"newRoot": "$fullDocument"}},
            {"$set": {"target": {"$concat": ["routed_", "$kind"]}}},
            """),
        new RouteLoop());

    /// <summary>The queries without state once more, for bids of hostile shapes.</summary>
    public static readonly Query[] Hostile =
    [
        Stateless[0] with { Name = "q0 hostile" },
        Stateless[1] with { Name = "q1 hostile", Loop = new AnyShapeCurrencyLoop() },
        Stateless[2] with { Name = "q1p hostile", Loop = new AnyShapeProjectLoop() },
        Stateless[3] with { Name = "q2 hostile", Loop = new AnyShapeFilterLoop() },
        Expressions[0] with { Name = "q14 hostile", Loop = new AnyShapeBidTimeLoop() },
        new("q21 hostile", new EngineQuery("", ChannelNumbers.Replace("$url", UrlOfPage)), new AnyShapeChannelLoop()),
        new("q22 hostile", new EngineQuery("", Folders.Replace("$url", UrlOfPage)), new AnyShapeFolderLoop()),
    ];

    /// <summary>Windows over bids.</summary>
    public static readonly Query[] Windows =
    [
        new("q5", new EngineQuery(BidTime, HotAuctions(10, 2)), new HotAuctionLoop(10_000, 2_000)),
        new("q5 minute", new EngineQuery(BidTime, HotAuctions(60, 1)), new HotAuctionLoop(60_000, 1_000)),
        new("q5 hour", new EngineQuery(BidTime, HotAuctions(3600, 1)), new HotAuctionLoop(3_600_000, 1_000)),
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
            "q11",
            new EngineQuery(
                BidTime,
                """
                {"$sessionWindow": {"gap": {"size": 10, "unit": "second"}, "partitionBy": "$bidder",
                                    "pipeline": [{"$group": {"_id": "$bidder", "n": {"$sum": 1}}}]}},
                """),
            new BidderSessionLoop()),
        new(
            "q12",
            new EngineQuery(BidTime, Window("""{"$group": {"_id": "$bidder", "n": {"$sum": 1}}}""")),
            new BidderCountLoop()),
        new(
            "q17w",
            new EngineQuery(
                BidTime,
                Window(
                    """
                    {"$group": {
                        "_id": "$auction", "n": {"$sum": 1},
                        "low": {"$sum": {"$cond": [{"$lt": ["$price", 10000]}, 1, 0]}},
                        "middle": {"$sum": {"$cond": [
                            {"$and": [{"$gte": ["$price", 10000]}, {"$lt": ["$price", 1000000]}]}, 1, 0]}},
                        "high": {"$sum": {"$cond": [{"$gte": ["$price", 1000000]}, 1, 0]}},
                        "min": {"$min": "$price"}, "max": {"$max": "$price"}, "avg": {"$avg": "$price"},
                        "total": {"$sum": "$price"}}}
                    """)),
            new AuctionStatisticsLoop()),
    ];

    /// <summary>
    /// Some windows again, over bids that are ten times as far apart: a window closes every 10,000 events, and what is
    /// allocated is what they go on allocating.
    /// </summary>
    public static readonly Query[] Steady =
    [
        Windows.Single(query => query.Name == "q12") with { Name = "q12 steady" },
        Windows.Single(query => query.Name == "q17w") with { Name = "q17w steady" },
    ];

    /// <summary>The window over persons and auctions.</summary>
    public static readonly Query Sales = new(
        "q8",
        new EngineQuery(
            BidTime,
            Window(
                """
                {"$group": {"_id": {"$ifNull": ["$person.id", "$auction.seller"]},
                            "person": {"$max": {"$cond": [{"$gt": ["$person.id", null]}, 1, 0]}},
                            "sells": {"$max": {"$cond": [{"$gt": ["$auction.seller", null]}, 1, 0]}}}},
                {"$match": {"person": 1, "sells": 1}}
                """)),
        new NewSellerLoop());

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

    /// <summary>One window's groups with a number and a sum, whose memory is measured.</summary>
    public static readonly EngineQuery Keys = new(
        BidTime, Window("""{"$group": {"_id": "$key", "n": {"$sum": 1}, "total": {"$sum": "$price"}}}"""));

    /// <summary>The same of sessions, one for each key.</summary>
    public static readonly EngineQuery KeySessions = new(
        BidTime,
        """
        {"$sessionWindow": {"partitionBy": "$key", "gap": {"size": 10, "unit": "second"}, "pipeline": [
            {"$group": {"_id": "$key", "n": {"$sum": 1}, "total": {"$sum": "$price"}}}]}},
        """);

    private static string HotAuctions(int size, int hop) =>
        FormattableString.Invariant(
            $$$"""
            {"$hoppingWindow": {"interval": {"size": {{{size}}}, "unit": "second"},
                                "hopSize": {"size": {{{hop}}}, "unit": "second"}, "pipeline": [
                {"$group": {"_id": "$auction", "n": {"$sum": 1} } }, {"$sort": {"n": -1, "_id": 1} }, {"$limit": 1}
            ]} },
            """);

    private static string Window(string stage) =>
        """{"$tumblingWindow": {"interval": {"size": 10, "unit": "second"}, "pipeline": [""" + stage + "]}},";
}
