using WireSP.Expressions;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions;

public class ExpressionTableTests : ExpressionTests
{
    // The checklist of the language's manual, family by family. What is not here is not part of it.
    private const string Checklist = """
        $abs $add $ceil $divide $exp $floor $ln $log $log10 $mod $multiply $pow $round $sigmoid $sqrt $subtract $trunc
        $arrayElemAt $arrayToObject $concatArrays $filter $first $firstN $in $indexOfArray $isArray $last $lastN $map
        $maxN $minN $objectToArray $range $reduce $reverseArray $size $slice $sortArray $zip
        $and $not $or $cmp $eq $gt $gte $lt $lte $ne $cond $ifNull $switch $bitAnd $bitNot $bitOr $bitXor
        $dateAdd $dateDiff $dateFromParts $dateFromString $dateSubtract $dateToParts $dateToString $dateTrunc
        $dayOfMonth $dayOfWeek $dayOfYear $hour $isoDayOfWeek $isoWeek $isoWeekYear $millisecond $minute $month $second
        $week $year $tsIncrement $tsSecond $currentDate
        $getField $mergeObjects $setField $unsetField $literal $let $meta $function $rand
        $allElementsTrue $anyElementTrue $setDifference $setEquals $setIntersection $setIsSubset $setUnion
        $concat $indexOfBytes $indexOfCP $ltrim $regexFind $regexFindAll $regexMatch $replaceAll $replaceOne $rtrim
        $split $strLenBytes $strLenCP $strcasecmp $substr $substrBytes $substrCP $toLower $toUpper $trim
        $acos $acosh $asin $asinh $atan $atan2 $atanh $cos $cosh $degreesToRadians $radiansToDegrees $sin $sinh $tan
        $tanh $convert $isNumber $toArray $toBool $toDate $toDecimal $toDouble $toInt $toLong $toObject $toObjectId
        $toString $toUUID $type $avg $max $median $min $percentile $stdDevPop $stdDevSamp $sum
        $binarySize $bsonSize $createObjectId $createUUID $hash $hexHash $serializeEJSON $deserializeEJSON
        $accumulator $encStrContains $encStrEndsWith $encStrNormalizedEq $encStrStartsWith $sampleRate
        $similarityCosine $similarityDotProduct $similarityEuclidean $toHashedIndexKey
        """;

    public static TheoryData<string, string, string> Examples
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var example in ExpressionTable.Rows.SelectMany(row => row.Examples))
            {
                cases.Add(example.Expression, example.Result, example.Document);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_of_every_operator_is_true(string expression, string result, string document) =>
        Evaluates(expression, result, document);

    [Fact]
    public void The_rows_are_sorted_by_name() =>
        Assert.Equal(ExpressionTable.Names.Order(StringComparer.Ordinal), ExpressionTable.Names);

    [Fact]
    public void Every_operator_of_the_checklist_is_there_or_refused_by_name()
    {
        var names = Checklist.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        Assert.Empty(names.Except(ExpressionTable.Names).Except(RefusedExpressions.Names));
    }

    [Fact]
    public void Every_operator_that_is_available_has_three_examples() =>
        Assert.Empty(ExpressionTable.Rows
            .Where(row => row.Examples.Count < 3 && !row.Summary.StartsWith("Not available", StringComparison.Ordinal))
            .Select(row => row.Name));

    [Fact]
    public void An_unknown_operator_is_refused_with_the_nearest_name()
    {
        var error = Assert.Throws<ExpressionSyntaxException>(
            () => Evaluate("""{ "total": { "$multply": [1, 2] } }""", "{}", foldsConstants: true));

        Assert.Equal(168, error.Code);
        Assert.Equal("total.$multply", error.Path);
        Assert.Contains("Did you mean '$multiply'?", error.Message, StringComparison.Ordinal);
    }
}
