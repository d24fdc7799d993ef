namespace WireSP.Tests.SecondOpinion;

/// <summary>The values of the type matrix.</summary>
internal static class Operands
{
    private static readonly Operand[] Numbers =
    [
        new("int", "0"),
        new("int", "1"),
        new("int", "-1"),
        new("int", "7"),
        new("int", "2147483647"),
        new("int", "-2147483648"),
        new("long", """{"$numberLong": "5"}"""),
        new("long", """{"$numberLong": "1099511627776"}"""),
        new("double", "0.5"),
        new("double", "-1.5"),
        new("double", "2.5"),
        new("double", "1e300"),
        new("double", """{"$numberDouble": "-0.0"}"""),
        new("NaN", """{"$numberDouble": "NaN"}"""),
        new("infinity", """{"$numberDouble": "Infinity"}"""),
        new("infinity", """{"$numberDouble": "-Infinity"}"""),
    ];

    private static readonly Operand[] Texts =
    [
        new("text", "\"\""),
        new("text", "\"abc\""),
        new("text", "\"Zürich\""),
        new("text", "\"12\""),
        new("text", "\" b \""),
        new("text", "\"2024-02-29T12:34:56.789Z\""),
    ];

    private static readonly Operand[] Dates =
    [
        new("date", """{"$date": "1970-01-01T00:00:00Z"}"""),
        new("date", """{"$date": "2024-02-29T12:34:56.789Z"}"""),
        new("date", """{"$date": "2021-01-03T23:59:59.999Z"}"""),
        new("date", """{"$date": {"$numberLong": "-1"}}"""),
        new("date", """{"$date": "9999-12-31T23:59:59.999Z"}"""),
    ];

    private static readonly Operand[] Arrays =
    [
        new("array", "[]"),
        new("array", "[1, 2, 3]"),
        new("array", "[3, 1, 2, 3]"),
        new("array", """["a", "b", "a"]"""),
        new("array", "[null, 1]"),
        new("array", "[[1, 2], [3]]"),
        new("array", """[["k", 1], ["l", 2]]"""),
        new("array", """[{"k": "x", "v": 1}, {"k": "y", "v": 2}]"""),
        new("array", "[true, false]"),
    ];

    private static readonly Operand[] Others =
    [
        new("missing", ""),
        new("null", "null"),
        new("bool", "true"),
        new("bool", "false"),
        new("document", "{}"),
        new("document", """{"x": 1, "y": "z"}"""),
    ];

    /// <summary>Everything.</summary>
    public static readonly Operand[] Any = [.. Others, .. Numbers, .. Texts, .. Dates, .. Arrays];

    /// <summary>Something of each kind, for operators of several operands.</summary>
    public static readonly Operand[] Few =
    [
        new("missing", ""),
        new("null", "null"),
        new("bool", "true"),
        new("int", "0"),
        new("int", "3"),
        new("int", "-2"),
        new("long", """{"$numberLong": "1099511627776"}"""),
        new("double", "2.5"),
        new("NaN", """{"$numberDouble": "NaN"}"""),
        new("infinity", """{"$numberDouble": "Infinity"}"""),
        new("text", "\"abc\""),
        new("text", "\"b\""),
        new("date", """{"$date": "2024-02-29T12:34:56.789Z"}"""),
        new("array", "[1, 2, 3]"),
        new("array", """["a", null, 3, 3]"""),
        new("document", """{"x": 1}"""),
    ];

    /// <summary>Integers as counts and places.</summary>
    public static readonly Operand[] Places =
    [
        new("int", "0"),
        new("int", "1"),
        new("int", "-1"),
        new("int", "2"),
        new("int", "-3"),
        new("int", "20"),
        new("double", "1.5"),
        new("null", "null"),
        new("missing", ""),
        new("text", "\"x\""),
    ];

    /// <summary>Only texts, and what may stand in their place.</summary>
    public static readonly Operand[] TextLike =
    [
        .. Texts,
        new("null", "null"),
        new("missing", ""),
        new("int", "3"),
        new("text", "\"b\""),
        new("text", "\"c\""),
    ];

    /// <summary>Only dates, and what may stand in their place.</summary>
    public static readonly Operand[] DateLike =
        [.. Dates, new("null", "null"), new("missing", ""), new("int", "3"), new("text", "\"abc\"")];

    /// <summary>Only arrays, and what may stand in their place.</summary>
    public static readonly Operand[] ArrayLike =
        [.. Arrays, new("null", "null"), new("missing", ""), new("int", "3"), new("document", """{"x": 1}""")];

    /// <summary>Only numbers, and what may stand in their place.</summary>
    public static readonly Operand[] NumberLike =
        [.. Numbers, new("null", "null"), new("missing", ""), new("text", "\"abc\"")];

    /// <summary>Time zones, good and bad.</summary>
    public static readonly Operand[] Zones =
    [
        new("text", "\"UTC\""),
        new("text", "\"America/New_York\""),
        new("text", "\"+05:30\""),
        new("text", "\"-0800\""),
        new("text", "\"+03\""),
        new("text", "\"Nowhere/Land\""),
        new("null", "null"),
        new("missing", ""),
        new("int", "3"),
    ];

    /// <summary>Units of time, good and bad.</summary>
    public static readonly Operand[] Units =
    [
        new("text", "\"year\""),
        new("text", "\"quarter\""),
        new("text", "\"month\""),
        new("text", "\"week\""),
        new("text", "\"day\""),
        new("text", "\"hour\""),
        new("text", "\"minute\""),
        new("text", "\"second\""),
        new("text", "\"millisecond\""),
        new("text", "\"fortnight\""),
        new("null", "null"),
    ];
}
