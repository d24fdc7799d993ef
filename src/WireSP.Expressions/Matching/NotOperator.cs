using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>Parses <c>$not</c>: the negation of a regular expression or of a document of operators.</summary>
internal static class NotOperator
{
    public static ValueTest Parse(BsonValue argument, FieldQuery query)
    {
        if (argument.Type == BsonType.RegularExpression)
        {
            return new NotTest(RegexTest.Of(argument));
        }

        if (argument.Type != BsonType.Document)
        {
            throw MatchErrors.BadValue(
                $"$not needs a regular expression or a document, found {TypeNames.Of(argument.Type)}");
        }

        return argument.AsDocument.IsEmpty
            ? throw MatchErrors.BadValue("$not cannot be empty")
            : new NotTest(AndTest.Of(query.ParseOperators(argument.AsDocument)));
    }
}
