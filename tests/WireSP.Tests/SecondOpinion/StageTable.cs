namespace WireSP.Tests.SecondOpinion;

/// <summary>What both sides are asked of stages and accumulators, over the values that documents may have.</summary>
internal static class StageTable
{
    private static readonly Operand[] Any = Operands.Any;
    private static readonly Operand[] ArrayLike = Operands.ArrayLike;
    private static readonly Operand[] Few = Operands.Few;
    private static readonly Operand[] Given = [.. Operands.Few.Where(operand => operand.Json != "")];
    private static readonly Operand[] Several = [.. Operands.Few.Where((_, index) => index % 2 == 0)];

    /// <summary>The rows, sorted by name.</summary>
    public static readonly StageRow[] Rows =
    [
        new("$addFields a field", """[{"$addFields": {"b": "$a"}}]""", false, Any),
        new("$addFields a field inside", """[{"$addFields": {"a.n": 7}}]""", false, Any),
        new("$addFields a path", """[{"$addFields": {"b": "$a.x"}}]""", false, Any),
        new("$addFields an array", """[{"$addFields": {"b": ["$a", 1]}}]""", false, Any),
        new("$addFields deep", """[{"$addFields": {"b.c.d": "$a"}}]""", false, Any),
        new("$addFields in place", """[{"$addFields": {"a": {"$ifNull": ["$a", "none"]}}}]""", false, Any),
        new("$addFields inside of a document", """[{"$addFields": {"a": {"n": 7}}}]""", false, Any),
        new("$addFields nothing", """[{"$addFields": {"a": "$none"}}]""", false, Any),
        new("$addFields over another", """[{"$addFields": {"a": "$b"}}]""", false, Few, Few),
        new("$addFields removes", """[{"$addFields": {"a": "$$REMOVE"}}]""", false, Any),
        new("$count", """[{"$match": {"a": {"$ne": null}}}, {"$count": "n"}]""", true, Any),
        new("$group $addToSet", """[{"$group": {"_id": null, "r": {"$addToSet": "$a"}}}]""", true, Any, Few),
        new("$group $avg", """[{"$group": {"_id": null, "r": {"$avg": "$a"}}}]""", true, Any, Few),
        new(
            "$group $bottom",
            """[{"$group": {"_id": null, "r": {"$bottom": {"sortBy": {"a": 1}, "output": "$_id"}}}}]""",
            true,
            Any, Few),
        new(
            "$group $bottomN",
            """[{"$group": {"_id": null, "r": {"$bottomN": {"n": 2, "sortBy": {"a": 1}, "output": "$_id"}}}}]""",
            true,
            Any, Few),
        new("$group $count", """[{"$group": {"_id": null, "r": {"$count": {}}}}]""", true, Any, Few),
        new("$group $first", """[{"$group": {"_id": null, "r": {"$first": "$a"}}}]""", true, Any, Few),
        new(
            "$group $firstN",
            """[{"$group": {"_id": null, "r": {"$firstN": {"input": "$a", "n": 2}}}}]""",
            true,
            Any, Few),
        new("$group $last", """[{"$group": {"_id": null, "r": {"$last": "$a"}}}]""", true, Any, Few),
        new(
            "$group $lastN",
            """[{"$group": {"_id": null, "r": {"$lastN": {"input": "$a", "n": 2}}}}]""",
            true,
            Any, Few),
        new("$group $max", """[{"$group": {"_id": null, "r": {"$max": "$a"}}}]""", true, Any, Few),
        new("$group $maxN", """[{"$group": {"_id": null, "r": {"$maxN": {"input": "$a", "n": 2}}}}]""", true, Any, Few),
        new(
            "$group $median",
            """[{"$group": {"_id": null, "r": {"$median": {"input": "$a", "method": "approximate"}}}}]""",
            true,
            Any, Few),
        new("$group $mergeObjects", """[{"$group": {"_id": null, "r": {"$mergeObjects": "$a"}}}]""", true, Any, Few),
        new("$group $min", """[{"$group": {"_id": null, "r": {"$min": "$a"}}}]""", true, Any, Few),
        new("$group $minN", """[{"$group": {"_id": null, "r": {"$minN": {"input": "$a", "n": 2}}}}]""", true, Any, Few),
        new(
            "$group $percentile",
            """
            [{"$group": {"_id": null, "r": {"$percentile":
                {"input": "$a", "p": [0.5, 0.95], "method": "approximate"}}}}]
            """,
            true,
            Any, Few),
        new("$group $push", """[{"$group": {"_id": null, "r": {"$push": "$a"}}}]""", true, Any, Few),
        new("$group $stdDevPop", """[{"$group": {"_id": null, "r": {"$stdDevPop": "$a"}}}]""", true, Any, Few),
        new("$group $stdDevSamp", """[{"$group": {"_id": null, "r": {"$stdDevSamp": "$a"}}}]""", true, Any, Few),
        new("$group $sum", """[{"$group": {"_id": null, "r": {"$sum": "$a"}}}]""", true, Any, Few),
        new(
            "$group $top",
            """[{"$group": {"_id": null, "r": {"$top": {"sortBy": {"a": -1}, "output": "$_id"}}}}]""",
            true,
            Any, Few),
        new(
            "$group $topN",
            """[{"$group": {"_id": null, "r": {"$topN": {"n": 2, "sortBy": {"a": -1}, "output": "$_id"}}}}]""",
            true,
            Any, Few),
        new(
            "$group by a document",
            """[{"$group": {"_id": {"x": "$a", "y": {"z": "$a"}}, "n": {"$sum": 1}}}]""",
            true,
            Few, Few),
        new("$group by a field", """[{"$group": {"_id": "$a", "n": {"$sum": 1}}}]""", true, Any, Any),
        new("$group by an item", """[{"$group": {"_id": "$a.x", "n": {"$sum": 1}}}]""", true, Any),
        new(
            "$limit of sorted",
            """[{"$sort": {"a": -1, "_id": 1}}, {"$limit": 1}, {"$project": {"_id": 1}}]""",
            true,
            Few, Few),
        new("$match $all", """[{"$match": {"a": {"$all": [?]}}}, {"$project": {"_id": 1}}]""", false, Any, Given),
        new(
            "$match $and",
            """[{"$match": {"$and": [{"a": {"$gt": 0}}, {"a": {"$lt": 2}}]}}, {"$project": {"_id": 1}}]""",
            false,
            Any),
        new(
            "$match $bitsAllClear",
            """[{"$match": {"a": {"$bitsAllClear": 6}}}, {"$project": {"_id": 1}}]""",
            false,
            Any),
        new(
            "$match $bitsAllSet",
            """[{"$match": {"a": {"$bitsAllSet": [0, 2]}}}, {"$project": {"_id": 1}}]""",
            false,
            Any),
        new("$match $bitsAnySet", """[{"$match": {"a": {"$bitsAnySet": 5}}}, {"$project": {"_id": 1}}]""", false, Any),
        new(
            "$match $elemMatch",
            """[{"$match": {"a": {"$elemMatch": {"$gt": ?}}}}, {"$project": {"_id": 1}}]""",
            false,
            ArrayLike, Given),
        new(
            "$match $elemMatch of documents",
            """[{"$match": {"a": {"$elemMatch": {"k": "x", "v": {"$gt": 0}}}}}, {"$project": {"_id": 1}}]""",
            false,
            Any),
        new("$match $eq", """[{"$match": {"a": {"$eq": ?}}}, {"$project": {"_id": 1}}]""", false, Any, Given),
        new("$match $exists", """[{"$match": {"a": {"$exists": true}}}, {"$project": {"_id": 1}}]""", false, Any),
        new("$match $exists not", """[{"$match": {"a": {"$exists": false}}}, {"$project": {"_id": 1}}]""", false, Any),
        new(
            "$match $expr",
            """[{"$match": {"$expr": {"$eq": [{"$type": "$a"}, "array"]}}}, {"$project": {"_id": 1}}]""",
            false,
            Any),
        new("$match $gt", """[{"$match": {"a": {"$gt": ?}}}, {"$project": {"_id": 1}}]""", false, Any, Given),
        new("$match $gte", """[{"$match": {"a": {"$gte": ?}}}, {"$project": {"_id": 1}}]""", false, Any, Given),
        new("$match $in", """[{"$match": {"a": {"$in": [?, "b"]}}}, {"$project": {"_id": 1}}]""", false, Any, Given),
        new("$match $lt", """[{"$match": {"a": {"$lt": ?}}}, {"$project": {"_id": 1}}]""", false, Any, Given),
        new("$match $lte", """[{"$match": {"a": {"$lte": ?}}}, {"$project": {"_id": 1}}]""", false, Any, Given),
        new("$match $mod", """[{"$match": {"a": {"$mod": [2, 1]}}}, {"$project": {"_id": 1}}]""", false, Any),
        new("$match $ne", """[{"$match": {"a": {"$ne": ?}}}, {"$project": {"_id": 1}}]""", false, Any, Given),
        new("$match $nin", """[{"$match": {"a": {"$nin": [?, "b"]}}}, {"$project": {"_id": 1}}]""", false, Any, Given),
        new(
            "$match $nor",
            """[{"$match": {"$nor": [{"a": 1}, {"a": "abc"}]}}, {"$project": {"_id": 1}}]""",
            false,
            Any),
        new(
            "$match $not",
            """[{"$match": {"a": {"$not": {"$gt": ?}}}}, {"$project": {"_id": 1}}]""",
            false,
            Any, Given),
        new("$match $or", """[{"$match": {"$or": [{"a": 1}, {"a": "abc"}]}}, {"$project": {"_id": 1}}]""", false, Any),
        new(
            "$match $regex",
            """[{"$match": {"a": {"$regex": "^[a-b]", "$options": "i"}}}, {"$project": {"_id": 1}}]""",
            false,
            Any),
        new("$match $size", """[{"$match": {"a": {"$size": 2}}}, {"$project": {"_id": 1}}]""", false, Any),
        new("$match $type array", """[{"$match": {"a": {"$type": "array"}}}, {"$project": {"_id": 1}}]""", false, Any),
        new("$match $type bool", """[{"$match": {"a": {"$type": "bool"}}}, {"$project": {"_id": 1}}]""", false, Any),
        new("$match $type date", """[{"$match": {"a": {"$type": "date"}}}, {"$project": {"_id": 1}}]""", false, Any),
        new(
            "$match $type double",
            """[{"$match": {"a": {"$type": "double"}}}, {"$project": {"_id": 1}}]""",
            false,
            Any),
        new("$match $type int", """[{"$match": {"a": {"$type": "int"}}}, {"$project": {"_id": 1}}]""", false, Any),
        new("$match $type long", """[{"$match": {"a": {"$type": "long"}}}, {"$project": {"_id": 1}}]""", false, Any),
        new("$match $type null", """[{"$match": {"a": {"$type": "null"}}}, {"$project": {"_id": 1}}]""", false, Any),
        new(
            "$match $type number",
            """[{"$match": {"a": {"$type": "number"}}}, {"$project": {"_id": 1}}]""",
            false,
            Any),
        new(
            "$match $type object",
            """[{"$match": {"a": {"$type": "object"}}}, {"$project": {"_id": 1}}]""",
            false,
            Any),
        new(
            "$match $type string",
            """[{"$match": {"a": {"$type": "string"}}}, {"$project": {"_id": 1}}]""",
            false,
            Any),
        new("$match a path", """[{"$match": {"a.x": 1}}, {"$project": {"_id": 1}}]""", false, Any),
        new(
            "$match a path in an array",
            """[{"$match": {"a.v": {"$gte": 2}}}, {"$project": {"_id": 1}}]""",
            false,
            Any),
        new("$match a path of null", """[{"$match": {"a.x": null}}, {"$project": {"_id": 1}}]""", false, Any),
        new("$match a place", """[{"$match": {"a.0": 1}}, {"$project": {"_id": 1}}]""", false, Any),
        new("$match a value", """[{"$match": {"a": ?}}, {"$project": {"_id": 1}}]""", false, Any, Given),
        new(
            "$project a computed field inside",
            """[{"$project": {"_id": 0, "a.n": {"$literal": 5}, "a.x": 1}}]""",
            false,
            Any),
        new("$project a document inside", """[{"$project": {"_id": 0, "a": {"x": 1, "v": 1}}}]""", false, Any),
        new("$project a field", """[{"$project": {"_id": 0, "a": 1}}]""", false, Any),
        new("$project a field inside", """[{"$project": {"_id": 0, "a.x": 1}}]""", false, Any),
        new("$project a field only", """[{"$project": {"_id": 0, "a": 1}}]""", false, Any),
        new(
            "$project a new document",
            """[{"$project": {"_id": 0, "b": {"c": "$a", "d": {"e": "$a"}}}}]""",
            false,
            Any),
        new("$project a path", """[{"$project": {"_id": 0, "b": "$a.x"}}]""", false, Any),
        new("$project an array", """[{"$project": {"_id": 0, "b": ["$a", 1, "$none"]}}]""", false, Any),
        new("$project another name", """[{"$project": {"_id": 0, "b": "$a"}}]""", false, Any),
        new("$project without a field", """[{"$project": {"a": 0}}]""", false, Any),
        new("$project without a field inside", """[{"$project": {"a.x": 0}}]""", false, Any),
        new("$project without the id", """[{"$project": {"_id": 0}}]""", false, Any),
        new("$redact", """[{"$redact": {"$cond": [{"$gt": ["$x", 0]}, "$$PRUNE", "$$DESCEND"]}}]""", false, Any),
        new("$replaceRoot", """[{"$replaceRoot": {"newRoot": "$a"}}]""", false, Any),
        new(
            "$replaceRoot by a new document",
            """[{"$replaceRoot": {"newRoot": {"x": "$a", "y": "$a.x"}}}]""",
            false,
            Any),
        new("$replaceWith", """[{"$replaceWith": "$a"}]""", false, Any),
        new(
            "$replaceWith a merged document",
            """[{"$replaceWith": {"$mergeObjects": [{"x": 0, "z": 1}, "$a"]}}]""",
            false,
            Any),
        new("$sort by a path", """[{"$sort": {"a.x": 1, "_id": 1}}, {"$project": {"_id": 1}}]""", true, Any, Few),
        new("$sort down", """[{"$sort": {"a": -1}}, {"$project": {"_id": 1}}]""", true, Few, Few),
        new(
            "$sort of three",
            """[{"$sort": {"a": 1, "_id": -1}}, {"$project": {"_id": 1}}]""",
            true,
            Several, Several, Several),
        new("$sort up", """[{"$sort": {"a": 1}}, {"$project": {"_id": 1}}]""", true, Any, Any),
        new("$unset a field", """[{"$unset": "a"}]""", false, Any),
        new("$unset a field inside", """[{"$unset": "a.x"}]""", false, Any),
        new("$unset a place", """[{"$unset": "a.0"}]""", false, Any),
        new("$unset fields", """[{"$unset": ["a", "_id"]}]""", false, Any),
        new("$unwind", """[{"$unwind": "$a"}]""", false, Any),
        new("$unwind a path", """[{"$unwind": {"path": "$a.x"}}]""", false, Any),
        new("$unwind and keep", """[{"$unwind": {"path": "$a", "preserveNullAndEmptyArrays": true}}]""", false, Any),
        new("$unwind twice", """[{"$unwind": "$a"}, {"$unwind": "$b"}]""", false, ArrayLike, ArrayLike),
        new("$unwind with a place", """[{"$unwind": {"path": "$a", "includeArrayIndex": "i"}}]""", false, Any),
        new(
            "$unwind with a place and keep",
            """[{"$unwind": {"path": "$a", "includeArrayIndex": "i", "preserveNullAndEmptyArrays": true}}]""",
            false,
            Any),
        new(
            "$unwind with a place inside",
            """[{"$unwind": {"path": "$a", "includeArrayIndex": "b.i", "preserveNullAndEmptyArrays": true}}]""",
            false,
            Any),
    ];
}
