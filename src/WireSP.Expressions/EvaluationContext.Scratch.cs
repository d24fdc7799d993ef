using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions;

/// <content>The stack of operands under evaluation, and the values that operators make in the arena.</content>
public sealed partial class EvaluationContext
{
    private BsonValue[] _stack = new BsonValue[32];
    private readonly ValueSet?[] _sets = new ValueSet?[3];
    private int _depth;

    /// <summary>Time zones used lately.</summary>
    internal ZoneCache Zones { get; } = new();

    /// <summary>The minute that a date in text was in lately.</summary>
    internal MinuteCache Minutes { get; } = new();

    /// <summary>Regular expressions used lately.</summary>
    internal RegexCache Regexes { get; } = new();

    /// <summary>An empty set for an operator that evaluates nothing while it uses it.</summary>
    /// <param name="index">Which of its sets, from 0.</param>
    internal ValueSet EmptySet(int index)
    {
        var set = _sets[index] ??= new ValueSet();
        set.Clear();
        return set;
    }

    /// <summary>Where the stack of operands stands; <see cref="Release"/> goes back to it.</summary>
    internal int Mark => _depth;

    /// <summary>Puts an operand on the stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Push(in BsonValue value)
    {
        if (_depth == _stack.Length)
        {
            System.Array.Resize(ref _stack, _stack.Length * 2);
        }

        _stack[_depth++] = value;
    }

    /// <summary>The operands pushed since a mark; valid until the next push.</summary>
    internal Span<BsonValue> From(int mark) => _stack.AsSpan(mark, _depth - mark);

    /// <summary>Takes the operands pushed since a mark off the stack.</summary>
    internal void Release(int mark) => _depth = mark;

    /// <summary>A string with those bytes.</summary>
    internal BsonValue Text(ReadOnlySpan<byte> utf8)
    {
        ChargeBytes(utf8.Length);
        var start = Arena.Position;
        Arena.WriteRaw(utf8);
        return BsonValue.FromStringUtf8(Arena.Buffer, start, utf8.Length);
    }

    /// <summary>A string with the bytes that were written to the arena since <paramref name="start"/>.</summary>
    internal BsonValue TextFrom(int start)
    {
        ChargeBytes(0);
        return BsonValue.FromStringUtf8(Arena.Buffer, start, Arena.Position - start);
    }

    /// <summary>A string with that text.</summary>
    internal BsonValue Text(ReadOnlySpan<char> text)
    {
        ChargeBytes(text.Length);
        var start = Arena.Position;
        var room = Arena.GetSpan(System.Text.Encoding.UTF8.GetMaxByteCount(text.Length));
        Arena.Advance(System.Text.Encoding.UTF8.GetBytes(text, room));
        return TextFrom(start);
    }

    /// <summary>A decimal, kept in the arena.</summary>
    internal BsonValue Decimal(Decimal128 value)
    {
        var start = Arena.Position;
        value.CopyTo(Arena.GetSpan(Decimal128.Size));
        Arena.Advance(Decimal128.Size);
        return BsonValue.FromRaw(BsonType.Decimal128, Arena.Buffer, start, Decimal128.Size);
    }

    /// <summary>An object id, kept in the arena.</summary>
    internal BsonValue Id(ObjectId value)
    {
        var start = Arena.Position;
        value.CopyTo(Arena.GetSpan(ObjectId.Size));
        Arena.Advance(ObjectId.Size);
        return BsonValue.FromRaw(BsonType.ObjectId, Arena.Buffer, start, ObjectId.Size);
    }

    /// <summary>Binary data, kept in the arena.</summary>
    internal BsonValue Binary(ReadOnlySpan<byte> bytes, byte subtype)
    {
        ChargeBytes(bytes.Length);
        var start = Arena.Position;
        Arena.WriteRawInt32(bytes.Length);
        Arena.WriteRaw([subtype]);
        Arena.WriteRaw(bytes);
        return BsonValue.FromRaw(BsonType.Binary, Arena.Buffer, start, bytes.Length + 5);
    }

    /// <summary>Makes an array of the operands pushed since a mark, and takes them off the stack.</summary>
    internal BsonValue TakeArray(int mark)
    {
        var start = Arena.BeginDocument();
        for (var i = mark; i < _depth; i++)
        {
            Arena.WriteValue(i - mark, _stack[i]);
            ChargeBytes(0);
        }

        _depth = mark;
        return EndArray(start);
    }

    /// <summary>Closes the array that was opened in the arena at <paramref name="start"/>.</summary>
    internal BsonValue EndArray(int start)
    {
        Arena.End(start);
        ChargeBytes(0);
        return BsonValue.FromRaw(BsonType.Array, Arena.Buffer, start, Arena.Position - start);
    }

    /// <summary>Closes the document that was opened in the arena at <paramref name="start"/>.</summary>
    internal BsonValue EndDocument(int start)
    {
        Arena.End(start);
        ChargeBytes(0);
        return BsonValue.FromRaw(BsonType.Document, Arena.Buffer, start, Arena.Position - start);
    }
}
