namespace WireSP.Tests.SecondOpinion;

/// <summary>
/// Where mingo's stages and accumulators answer otherwise, and the rule that we follow; the first one that fits a case
/// names it. Pages are those of the MongoDB manual.
/// </summary>
internal static class StageRules
{
    private const string All = ".*";

    /// <summary>The rules in the order in which they are tried.</summary>
    public static readonly OpinionRule[] Rows =
    [
        new(
            @"\$addFields a field inside",
            "(?!document|missing|null).*", "value", "value", 37,
            "reference/operator/aggregation/addFields: a dotted path makes the document that it leads "
                + "through, whatever was there, in items of arrays too."),
        new(
            @"\$(addFields a path|project a path|replaceRoot by a new document)",
            "array", "value", "value", 6,
            "core/document: a path goes into the documents of an array, not into arrays inside of it."),
        new(
            @"\$(addFields deep|project .*|replaceRoot by a new document|group by a document)",
            All, "value", "value", 108,
            "reference/operator/aggregation/project: a field that does not exist is left out and is not "
                + "null, and what is kept keeps its order and stands before what is computed; items of an "
                + "array are entered."),
        new(
            @"\$addFields inside of a document",
            "document|array", "value", "value", 10,
            "reference/operator/aggregation/addFields: a document of fields stands for their dotted "
                + "paths: other fields stay, items of arrays get theirs."),
        new(
            @"\$count",
            All, "value", "value", 3,
            "reference/operator/aggregation/count: without documents there is no document that counts "
                + "them."),
        new(
            @"\$group \$(push|addToSet)",
            ".*missing.*", "value", "value", 112,
            "reference/operator/aggregation/push: its examples add what a document has; a server of "
                + "version 4.4 adds nothing for a field that does not exist."),
        new(
            @"\$group \$(avg|sum)",
            ".*NaN.*", "value", "value", 114,
            "reference/operator/aggregation/sum: NaN is a number: what it takes part in is NaN."),
        new(
            @"\$group \$(top|bottom)",
            All, "value", "value", 1344,
            "reference/operator/aggregation/top: the answer is the output of one document, not an array "
                + "of it."),
        new(
            @"\$group \$(max|maxN|min|minN)",
            ".*(NaN|array|document).*", "value", "value", 388,
            "reference/bson-type-comparison-order: NaN is less than all other numbers, documents are "
                + "less than arrays, and arrays than dates."),
        new(
            @"\$(group \$(topN|bottomN)|sort .*|limit of sorted)",
            ".*(NaN|array).*", "value", "value", 287,
            "reference/operator/aggregation/sort: of an array its least item counts, or its greatest "
                + "when sorting down; NaN is less than all other numbers."),
        new(
            @"\$(group \$mergeObjects|replaceWith a merged document)",
            All, "fails", "value", 698,
            "reference/operator/aggregation/mergeObjects: only documents can be merged."),
        new(
            @"\$group \$percentile",
            All, "value", "value", 13,
            "reference/operator/aggregation/percentile: 95 % of two numbers are reached with the "
                + "second."),
        new(
            @"\$group \$stdDev(Pop|Samp)",
            All, "value", "value", 813,
            "reference/operator/aggregation/stdDevPop: without numbers, or for a sample without a "
                + "second one, there is no deviation: null; infinities and NaN have none that is a number."),
        new(
            @"\$group by an item",
            "array", "value", "value", 2,
            "core/document: a path goes into the documents of an array, not into arrays inside of it."),
        new(
            @"\$match \$all",
            All, "value", "value", 12,
            "reference/operator/query/all: one value is matched without an array, too."),
        new(
            @"\$match \$bits.*",
            All, "value", "value", 38,
            "reference/operator/query/bitsAllSet: only whole numbers and binary data have bits; items "
                + "of arrays are looked at."),
        new(
            @"\$match \$elemMatch",
            "array, .*", "value", "value", 11,
            "reference/operator/query/elemMatch: the condition is on an item as a whole, an array "
                + "inside is not entered; documents and arrays are compared."),
        new(
            @"\$match \$(gt|lt|not)",
            "array, (array|document)", "value", "value", 24,
            "reference/bson-type-comparison-order: arrays and documents are compared item by item."),
        new(
            @"\$match \$(gte|lte)",
            "missing, null", "value", "value", 2,
            "tutorial/query-for-null-fields: a field that does not exist is equal to null."),
        new(
            @"\$match \$(gte|lte|gt|lt|not)",
            ".*NaN.*|array, .*", "value", "value", 66,
            "reference/bson-type-comparison-order: for a query nothing but NaN is equal to NaN, and "
                + "nothing is greater or less; arrays and documents are compared item by item."),
        new(
            @"\$match \$n?in",
            "array, array", "value", "value", 2,
            "reference/operator/query/in: a whole array may be one of the values."),
        new(
            @"\$match \$mod",
            All, "value", "value", 6,
            "reference/operator/query/mod: only numbers have a remainder."),
        new(
            @"\$match \$regex",
            "text|array", "value", "value", 2,
            "reference/operator/query/regex: options may be given beside the pattern."),
        new(
            @"\$match \$type .*",
            All, "value", "value", 32,
            "reference/operator/query/type: of an array its items count, too; ints, longs and doubles "
                + "are told apart, and NaN is a double."),
        new(
            @"\$match a p(ath|lace).*",
            "array", "value", "value", 5,
            "tutorial/query-array-of-documents: a path goes into the documents of an array and to items "
                + "by their place, not into arrays inside of it."),
        new(
            @"\$redact",
            "array", "value", "value", 1,
            "reference/operator/aggregation/redact: what is no document stays in its array."),
        new(
            @"\$unset a place",
            "array", "value", "value", 8,
            "reference/operator/aggregation/unset: a number is a field's name here, not a place in an "
                + "array."),
        new(
            @"\$unwind( with a place)?",
            "document|text", "value", "value", 4,
            "reference/operator/aggregation/unwind: whatever is no array, missing or null counts as an "
                + "array of one."),
        new(
            @"\$unwind a path",
            "array", "value", "value", 2,
            "reference/operator/aggregation/unwind: a path does not lead through arrays."),
        new(
            @"\$unwind with a place inside",
            All, "value", "value", 42,
            "reference/operator/aggregation/unwind: the place may be kept in a document inside."),
    ];
}
