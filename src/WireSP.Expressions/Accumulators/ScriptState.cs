using System.Diagnostics.CodeAnalysis;
using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// The state of <c>$accumulator</c> for one group: no value before its first document, or why it is lost.
/// </summary>
internal struct ScriptState
{
    private const long ExceptionBytes = 200;

    private BsonValue _value;
    private EvaluationException? _failure;

    /// <summary>Whether there has been no document yet.</summary>
    public readonly bool IsEmpty => _value.IsMissing && _failure is null;

    /// <summary>The value; missing where there is none.</summary>
    public readonly BsonValue Value => _value;

    /// <summary>Bytes that it refers to.</summary>
    public readonly long KeptBytes => KeptValue.Bytes(_value)
        + (_failure is null ? 0 : ExceptionBytes + ((long)_failure.Message.Length * sizeof(char)));

    /// <summary>Whether merging has failed, which is told by the group's result.</summary>
    public readonly bool HasFailed([NotNullWhen(true)] out EvaluationException? failure) =>
        (failure = _failure) is not null;

    /// <summary>Keeps a value; copies it.</summary>
    public void Keep(in BsonValue value) => KeptValue.Replace(ref _value, value);

    /// <summary>Keeps a failure in place of a value.</summary>
    public void Fail(EvaluationException failure) => (_value, _failure) = (default, failure);

    /// <summary>Takes over what an empty state is to be.</summary>
    public void CopyFrom(in ScriptState other)
    {
        if (other._failure is { } failure)
        {
            Fail(failure);
        }
        else if (!other._value.IsMissing)
        {
            Keep(other._value);
        }
    }

    // A value may be of any type, so it stands in an array: none in an empty one, and a failure in a document.
    public readonly void Write(ReadOnlySpan<byte> name, BsonWriter writer)
    {
        if (_failure is not null)
        {
            var failure = writer.BeginDocument(name);
            writer.WriteInt32("code"u8, _failure.Code);
            writer.WriteString("reason"u8, _failure.Message);
            writer.End(failure);
            return;
        }

        var start = writer.BeginArray(name);
        if (!_value.IsMissing)
        {
            writer.WriteValue(0, _value);
        }

        writer.End(start);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static ScriptState Read(BsonValue written)
    {
        var state = default(ScriptState);
        if (written.Type == BsonType.Document)
        {
            var failure = written.AsDocument;
            state.Fail(new EvaluationException(failure["code"].AsInt32, failure["reason"].AsString));
            return state;
        }

        foreach (var value in written.AsArray)
        {
            state.Keep(value);
        }

        return state;
    }
}
