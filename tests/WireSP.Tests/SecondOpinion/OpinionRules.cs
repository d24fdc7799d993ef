namespace WireSP.Tests.SecondOpinion;

/// <summary>
/// Where mingo answers otherwise, and the rule that we follow; the first one that fits a case names it. Pages are those
/// of the MongoDB manual, reference/operator/aggregation unless they say otherwise.
/// </summary>
internal static class OpinionRules
{
    private const string All = ".*";

    private const string DateParts =
        @"\$(year|month|dayOfMonth|dayOfWeek|dayOfYear|hour|minute|second|millisecond|week|isoWeek|isoWeekYear"
        + "|isoDayOfWeek)";

    /// <summary>The rules in the order in which they are tried.</summary>
    public static readonly OpinionRule[] Rows =
    [
        new(
            @"\$(acos|asin|atan)",
            "int|double|infinity", "value", "fails", 4,
            "Page acos: every number in the range has an answer, 0 and the infinities too."),
        new(
            @"\$(acos|acosh|asin|atanh|ln|log|log10|mod)",
            All, "fails", "NaN|value", 72,
            "Page acos: a number out of the range fails, the infinities too."),
        new(
            @"\$atan2",
            All, "fails|null|NaN|value", All, 185,
            "Page atan2: null and missing give null, what is no number fails."),
        new(
            @"\$add",
            "double, date|date, double", "value", "value", 2,
            "Page add: fractions of a millisecond are rounded."),
        new(
            @"\$(avg|sum|max|min|stdDevPop|stdDevSamp|mergeObjects)",
            "(?!array).*", All, "fails", 200,
            "Page avg: one operand that is no array stands for itself."),
        new(
            @"\$(stdDevPop|stdDevSamp)",
            "array", "null|value", "NaN|value|fails", 13,
            "Page stdDevPop: without numbers, or a second one, there is no deviation: null."),
        new(
            @"\$mergeObjects( of two)?",
            All, "fails", "value", 254,
            "Page mergeObjects: only documents can be merged."),
        new(
            @"\$(and|or|not|cond|cond of names|switch without a default|toBool|convert to bool)",
            ".*NaN.*", All, All, 53,
            "Page toBool: NaN is not 0, so it is true."),
        new(
            @"\$(avg|sum|max|min|add|subtract|multiply|divide|pow|mod|isNumber|toDouble"
                + @"|convert to double|round|trunc|ceil|floor|sum of two|avg of two|max of two"
                + @"|min of two|round to a place|trunc to a place|bit.*)",
            ".*NaN.*", All, All, 143,
            "Page isNumber: NaN is a number: it takes part, and sorts before every other one."),
        new(
            @"\$not",
            "text", "value", "value", 1,
            "Page toBool: every text is true, the empty one too."),
        new(
            @"\$(lt|lte|gt|gte|cmp|eq|ne|let|switch)",
            All, "value", "value", 589,
            "Page comparison-order: values of any two types are ordered: missing, null, numbers, texts, "
                + "documents, arrays, booleans, dates; null is not missing, arrays are compared as they are."),
        new(
            @"\$(max|min)( of two)?",
            All, "value", "value|null", 95,
            "Page comparison-order: missing and null do not count, any two others are ordered."),
        new(
            @"\$(bitAnd|bitOr|bitXor)",
            All, "value", "value", 14,
            "Page bitAnd: longs have 64 bits."),
        new(
            @"\$bitNot",
            All, "value|fails", "value", 3,
            "Page bitNot: longs have 64 bits, doubles are refused."),
        new(
            @"\$(bitAnd|bitOr|bitXor)",
            All, "fails", "null", 54,
            "Page bitAnd: what is no integer fails, beside null too."),
        new(
            @"\$(concat|multiply|setIntersection)",
            All, "fails", "null", 62,
            "Page concat: an operand of the wrong type in front of a null fails."),
        new(
            @"\$toDate|\$convert to date",
            "bool|int|text|array", All, All, 24,
            "Page toDate: ints, booleans, arrays and texts of two digits do not become dates."),
        new(
            @"\$to(Double|Int|Long)|\$convert to (double|int|long)",
            "text|array|date", All, "value", 22,
            "Page convert: an empty text, an array or, for an int, a date has no number."),
        new(
            @"\$(toString|convert to string|toLower|toUpper)",
            "double|infinity", "value", "value", 8,
            "Page toString: minus zero keeps its sign; infinities are written shorter by $toLower and "
                + "$toUpper."),
        new(
            @"\$to(Lower|Upper)",
            All, All, All, 9,
            "Page toLower: null and missing give an empty text, booleans are refused."),
        new(
            DateParts + @"( in a zone)?|\$date(ToString|ToParts|Diff|Trunc|Add|Subtract|FromParts).*",
            ".*(null|missing).*", "null", All, 703,
            "Page dateToString: a null or missing operand, or time zone, gives null."),
        new(
            DateParts + @"( in a zone)?|\$date(ToString|ToParts|Diff|Trunc|Add|Subtract).*",
            "(int|text|array|document|bool|double|long|infinity|NaN|missing|null).*", "fails", All, 273,
            "Page year: only dates, timestamps and object ids have parts."),
        new(
            @"\$.* in a zone|\$date(ToString|ToParts)",
            "date, text", "value|fails", "fails|value", 133,
            "Page dateToString: UTC is the name of a time zone, and one that nobody knows fails."),
        new(
            @"\$dateToString with a format",
            "date", "value", "value", 5,
            "Page dateToString: %U counts weeks from the first Sunday, %w counts days from 1 for "
                + "Sunday, %% is a percent sign."),
        new(
            @"\$dateToParts( of ISO weeks)?",
            "date.*|null|missing", "value|null", "value", 5,
            "Page dateToParts: the parts come from the year down."),
        new(
            @"\$dateTrunc( in a zone| to bins)?",
            "date, text", "value", "value", 4,
            "Page dateTrunc: bins are counted from 2000-01-01 in the zone given."),
        new(
            @"\$week( in a zone)?",
            "date.*", "value", "value", 3,
            "Page week: weeks begin on Sundays, days before the first are in week 0."),
        new(
            @"\$isoWeekYear( in a zone)?",
            "date.*", "value", "value", 2,
            "Page isoWeekYear: the year of a week is that of its Thursday."),
        new(
            @"\$date(Add|Subtract)",
            "date, text", "value", "value", 6,
            "Page dateAdd: a day that the month does not have becomes its last one."),
        new(
            @"\$date(Add|Subtract) by an amount",
            "date, .*", "fails", "value|fails", 10,
            "Page dateAdd: amounts are whole."),
        new(
            @"\$dateDiff",
            "date, text", "value|fails", "value|NaN", 9,
            "Page dateDiff: boundaries of units are counted, unknown units fail."),
        new(
            @"\$dateFromParts",
            All, "value", "value", 2,
            "Page dateFromParts: months and days out of range carry over."),
        new(
            @"\$dateFromParts",
            All, "fails", "value", 6,
            "Page dateFromParts: parts are whole."),
        new(
            @"\$dateFromParts of ISO weeks",
            All, All, All, 68,
            "Page dateFromParts: parts may be given by weeks."),
        new(
            @"\$dateFromString",
            All, "value", "fails", 9,
            "Page dateFromString: onError answers for every failure."),
        new(
            @"\$arrayToObject",
            "array", "fails", "value", 1,
            "Page arrayToObject: keys are texts."),
        new(
            @"\$(first|last)",
            "array", All, All, 5,
            "Page first: the first element is answered as it is; an empty array has none."),
        new(
            @"\$(firstN|lastN|maxN|minN)",
            "null, .*|missing, .*", "fails", "null", 68,
            "Page firstN: null is no array."),
        new(
            @"\$filter",
            "array", "value", "value", 4,
            "Page filter: conditions compare by the order of types."),
        new(
            @"\$filter with a limit",
            "array, .*", "value", "fails", 45,
            "Page filter: limit is given."),
        new(
            @"\$getField",
            "null", "null", "missing", 1,
            "Page getField: a field of null is null."),
        new(
            @"\$setField",
            "document, missing", "value", "value", 1,
            "Page setField: a missing value takes the field away."),
        new(
            @"\$indexOfCP",
            All, All, "fails", 476,
            "Page indexOfCP: the operator counts code points; mingo has it not."),
        new(
            @"\$indexOfBytes",
            "text, text", "value", "value", 1,
            "Page indexOfBytes: bytes of UTF-8 are counted."),
        new(
            @"\$mod",
            All, "null", "fails", 56,
            "Page mod: null and missing give null."),
        new(
            @"\$median|\$percentile",
            All, All, All, 56,
            "Page percentile: one number stands for itself, without numbers there is null."),
        new(
            @"\$range by steps",
            All, "fails", "value", 72,
            "Page range: a step is a number."),
        new(
            @"\$regex(Match|Find|FindAll)",
            All, "fails", "value|null", 102,
            "Page regexFind: input is a text or null."),
        new(
            @"\$regexFindAll",
            "text", "value", "value", 2,
            "Page regexFindAll: captures and places are those of each match."),
        new(
            @"\$replace(One|All)",
            All, "fails", "null", 228,
            "Page replaceOne: an operand of the wrong type fails, beside null too."),
        new(
            @"\$replaceAll",
            All, "value", "value", 56,
            "Page replaceAll: an empty find stands between all characters."),
        new(
            @"\$(round|trunc)( to a place)?",
            All, All, All, 113,
            "Page round: one operand is enough; a null place gives null; places are whole and may be "
                + "negative."),
        new(
            @"\$setUnion",
            All, "null", "fails", 36,
            "Page setUnion: null and missing give null."),
        new(
            @"\$size",
            "null|missing", "fails", "null", 2,
            "Page size: null is no array."),
        new(
            @"\$slice( from)?",
            All, "null", All, 638,
            "Page slice: null and missing give null."),
        new(
            @"\$sortArray by a field",
            "array", "value", "value", 4,
            "Page sortArray: what has no such field keeps its order."),
        new(
            @"\$split",
            All, "null", "fails", 28,
            "Page split: null and missing give null."),
        new(
            @"\$strcasecmp",
            All, "value", "fails", 136,
            "Page strcasecmp: numbers and dates are compared by their texts."),
        new(
            @"\$substrBytes",
            All, "value", "fails", 281,
            "Page substrBytes: a negative length takes the rest."),
        new(
            @"\$substrCP",
            All, "value|fails", "fails|value", 216,
            "Page substrCP: numbers are taken by their texts; lengths are not negative."),
        new(
            @"\$switch without a default",
            All, "fails", "missing", 5,
            "Page switch: without a default, a document that no branch takes fails."),
        new(
            @"\$type",
            All, "value", "value", 4,
            "Page type: longs and doubles keep their type."),
        new(
            @"\$(l|r)?trim of chars",
            All, "null", "value", 48,
            "Page trim: null and missing give null."),
        new(
            @"\$zip( of the longest)?",
            All, All, All, 33,
            "Page zip: the shortest array decides; defaults stand for what is not there, null is there."),
    ];
}
