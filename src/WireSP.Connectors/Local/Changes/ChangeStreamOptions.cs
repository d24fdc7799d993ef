using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Connectors.Local.Changes;

/// <summary>What <c>$changeStream</c> asks for.</summary>
internal sealed record ChangeStreamOptions
{
    private static readonly string[] Known =
    [
        "allChangesForCluster", "fullDocument", "fullDocumentBeforeChange", "resumeAfter", "showExpandedEvents",
        "startAfter", "startAtOperationTime",
    ];

    private static readonly string[] FullDocumentValues = ["default", "required", "updateLookup", "whenAvailable"];

    private static readonly string[] BeforeChangeValues = ["off", "required", "whenAvailable"];

    /// <summary>How updates show the document after them.</summary>
    public string FullDocument { get; private init; } = "default";

    /// <summary>How changes show the document before them.</summary>
    public string FullDocumentBeforeChange { get; private init; } = "off";

    /// <summary>Whether all databases are meant.</summary>
    public bool IsForAll { get; private init; }

    /// <summary>The token to go on after; null to begin elsewhere.</summary>
    public ResumeToken? Token { get; private init; }

    /// <summary>The first time to tell of; null to begin elsewhere.</summary>
    public ulong? StartTime { get; private init; }

    /// <summary>Reads the options.</summary>
    /// <exception cref="CollectionException">They are wrong, or ask for what is not here.</exception>
    public static ChangeStreamOptions Read(BsonValue spec)
    {
        if (spec.Type != BsonType.Document)
        {
            throw new CollectionException(
                50808, $"$changeStream stage expects a document as argument, found {TypeNames.Of(spec.Type)}");
        }

        var fields = spec.AsDocument;
        CheckNames(fields);
        if (Flag(fields, "showExpandedEvents"))
        {
            throw CollectionErrors.NotSupported("the change stream option 'showExpandedEvents' is not supported");
        }

        return new ChangeStreamOptions
        {
            FullDocument = OneOf(fields, "fullDocument", FullDocumentValues, "default"),
            FullDocumentBeforeChange = OneOf(fields, "fullDocumentBeforeChange", BeforeChangeValues, "off"),
            IsForAll = Flag(fields, "allChangesForCluster"),
            Token = ReadToken(fields),
            StartTime = ReadTime(fields),
        };
    }

    private static void CheckNames(BsonDocument fields)
    {
        foreach (var element in fields)
        {
            var name = element.Name;
            if (!Known.Contains(name, StringComparer.Ordinal))
            {
                throw new CollectionException(
                    40415, $"BSON field '$changeStream.{name}' is an unknown field.{NearestName.Hint(name, Known)}");
            }
        }

        var hasResume = !fields["resumeAfter"].IsNullish;
        var hasStart = !fields["startAfter"].IsNullish;
        if (hasResume && hasStart)
        {
            throw new CollectionException(
                50865, "Do not specify both 'resumeAfter' and 'startAfter' in a $changeStream stage");
        }

        if ((hasResume || hasStart) && !fields["startAtOperationTime"].IsNullish)
        {
            throw new CollectionException(
                40674,
                "Only one type of resume option is allowed, but multiple were found: a token and startAtOperationTime");
        }
    }

    private static ResumeToken? ReadToken(BsonDocument fields)
    {
        var resume = fields["resumeAfter"];
        var value = resume.IsNullish ? fields["startAfter"] : resume;
        if (value.IsNullish)
        {
            return null;
        }

        if (value.Type != BsonType.Document)
        {
            throw WrongType(resume.IsNullish ? "startAfter" : "resumeAfter", value, "object");
        }

        var token = ResumeToken.Parse(value.AsDocument);
        return token.IsInvalidate && !resume.IsNullish
            ? throw new CollectionException(
                260, "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate "
                    + "notification; use 'startAfter'")
            : token;
    }

    private static ulong? ReadTime(BsonDocument fields) => fields["startAtOperationTime"] switch
    {
        { IsNullish: true } => null,
        { Type: BsonType.Timestamp } value => value.AsTimestamp,
        var value => throw WrongType("startAtOperationTime", value, "timestamp"),
    };

    private static bool Flag(BsonDocument fields, string name) => fields[name] switch
    {
        { IsNullish: true } => false,
        { Type: BsonType.Boolean } value => value.AsBoolean,
        var value => throw WrongType(name, value, "bool"),
    };

    private static string OneOf(BsonDocument fields, string name, string[] values, string otherwise)
    {
        var value = fields[name];
        if (value.IsNullish)
        {
            return otherwise;
        }

        if (value.Type != BsonType.String)
        {
            throw WrongType(name, value, "string");
        }

        var text = value.AsString;
        return values.Contains(text, StringComparer.Ordinal)
            ? text
            : throw CollectionErrors.BadValue(
                $"Enumeration value '{text}' for field '$changeStream.{name}' is not a valid value."
                + NearestName.Hint(text, values));
    }

    private static CollectionException WrongType(string name, BsonValue found, string expected) => new(
        14,
        $"BSON field '$changeStream.{name}' is the wrong type '{TypeNames.Of(found.Type)}', "
        + $"expected type '{expected}'");
}
