using WireSP.Bson;

namespace WireSP.Wire.Commands;

/// <summary>A command together with what the dispatcher prepares once: its field names as bytes.</summary>
internal sealed class CommandEntry
{
    private readonly Utf8NameMap _fields;
    private readonly int _envelopeStart;

    public CommandEntry(CommandRegistration registration)
    {
        Registration = registration;
        List<string> names = [.. Spec.Fields, .. Spec.IgnoredFields];
        _envelopeStart = new HashSet<string>(names, StringComparer.Ordinal).Count;
        _fields = new Utf8NameMap([.. names, .. CommandEnvelope.FieldNames]);
    }

    public CommandRegistration Registration { get; }

    public CommandSpec Spec => Registration.Spec;

    public ICommandHandler Handler => Registration.Handler;

    /// <summary>
    /// Checks the fields behind the command's name: known ones, each once, the envelope's with their types.
    /// </summary>
    /// <exception cref="MongoCommandException">An unknown or repeated field, or an envelope that is
    /// refused.</exception>
    public void CheckFields(BsonDocument body)
    {
        Span<bool> seen = stackalloc bool[_fields.Count];
        var isFirst = true;
        foreach (var element in body)
        {
            if (isFirst)
            {
                isFirst = false;
                continue;
            }

            var index = _fields.Find(element.NameUtf8);
            if (index < 0)
            {
                if (!Spec.TakesAnyField)
                {
                    throw CommandErrors.UnknownField(Spec, element.NameUtf8);
                }

                continue;
            }

            if (seen[index])
            {
                throw CommandErrors.DuplicateField(Spec, element.NameUtf8);
            }

            seen[index] = true;
            if (index >= _envelopeStart)
            {
                CommandEnvelope.Check(element);
            }
        }
    }
}
