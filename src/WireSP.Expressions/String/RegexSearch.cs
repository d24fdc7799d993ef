using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary>
/// What <c>$regexMatch</c>, <c>$regexFind</c> and <c>$regexFindAll</c> have in common: a pattern that is constant is
/// compiled once, another one when it is first seen; no match runs longer than the limit.
/// </summary>
internal sealed class RegexSearch : Expression
{
    /// <summary>How the constants of these are tried.</summary>
    public static readonly ConstantTrial Trial = new("""{ "input": "a", "regex": "a", "options": null }""")
    {
        Settings = ["regex", "options"],
    };

    private readonly string _name;
    private readonly Expression[] _operands;
    private readonly RegexResult _result;
    private readonly BsonValue _none;
    private readonly TextPattern? _constant;

    private RegexSearch(string name, Expression[] operands, RegexResult result, BsonValue none)
    {
        _name = name;
        _operands = operands;
        _result = result;
        _none = none;
        if (operands[1] is Constant regex && operands[2] is Constant options && !regex.Value.IsNullish)
        {
            try
            {
                _constant = RegexOperand.Compile(name, regex.Value, options.Value);
            }
            catch (EvaluationException)
            {
                // The trial of the constants says so, and which of them it is.
                _constant = null;
            }
        }
    }

    /// <summary>Computes the operator for one match attempt.</summary>
    public delegate BsonValue RegexResult(TextPattern pattern, in BsonValue input, EvaluationContext context);

    public override bool IsConstant => Array.TrueForAll(_operands, static operand => operand.IsConstant);

    public static RegexSearch Compile(
        string name, BsonValue argument, CompileContext context, RegexResult result, BsonValue none)
    {
        var syntax = new NamedSyntax(
            name, 51103, 31024, new Parameter("input", 31022), new Parameter("regex", 31023),
            new Parameter("options"));
        return new(name, syntax.Compile(argument, context), result, none);
    }

    internal override RunSource? SourceFor(FieldShape shape) =>
        _name == "$regexFind"
            && _constant?.Simple is { } simple
            && _operands[0].SourceFor(shape) is { IsText: true } text
            ? new MatchSource(text, simple)
            : null;

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var input = _operands[0].Evaluate(context);
        if (!input.IsNullish && input.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(51104, _name, "a string as 'input'", input);
        }

        var pattern = _constant ?? context.Regexes.Find(
            _name, _operands[1].Evaluate(context), _operands[2].Evaluate(context));
        if (input.IsNullish || pattern is null)
        {
            return _none;
        }

        context.Charge(1 + (input.Length >> 3));
        try
        {
            return _result(pattern, input, context);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new EvaluationException(
                51156, $"{_name} took longer than {ExpressionLimits.RegexTimeMax.TotalMilliseconds} ms for one string");
        }
    }

    /// <summary>Whether there is a match; a text that is not simple is decoded into a rented array.</summary>
    public static BsonValue IsMatch(TextPattern pattern, in BsonValue input, EvaluationContext context)
    {
        if (pattern.SimpleFor(input.Bytes) is { } simple)
        {
            Span<int> places = stackalloc int[simple.PlaceCount];
            if (simple.Search(input.Bytes, 0, places) is { } found)
            {
                return found;
            }
        }

        var characters = ArrayPool<char>.Shared.Rent(input.Length);
        try
        {
            var length = Encoding.UTF8.GetChars(input.Bytes, characters);
            var found = pattern.General.IsMatch(characters.AsSpan(0, length));
            context.CheckTime();
            return found;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    /// <summary>Writes a match in a text of ASCII, with its position and captures.</summary>
    public static BsonValue Write(in BsonValue input, ReadOnlySpan<int> places, EvaluationContext context)
    {
        var arena = context.Arena;
        context.ChargeBytes((places[1] - places[0]) * 3);
        var start = arena.BeginDocument();
        arena.WriteValue("match"u8, Slice(input, places[0], places[1]));
        arena.WriteInt32("idx"u8, places[0]);
        var captures = arena.BeginArray("captures"u8);
        for (var i = 2; i < places.Length; i += 2)
        {
            var text = places[i + 1] < 0 ? BsonValue.Null : Slice(input, places[i], places[i + 1]);
            arena.WriteValue((i / 2) - 1, text);
        }

        arena.End(captures);
        return context.EndDocument(start);
    }

    /// <summary>Writes a match with its position and captures.</summary>
    public static BsonValue Write(Match match, int codePoints, EvaluationContext context)
    {
        var arena = context.Arena;
        context.ChargeBytes(match.Length * 3);
        var start = arena.BeginDocument();
        arena.WriteString("match"u8, match.Value);
        arena.WriteInt32("idx"u8, codePoints);
        var captures = arena.BeginArray("captures"u8);
        for (var i = 1; i < match.Groups.Count; i++)
        {
            var group = match.Groups[i];
            BsonValue text = group.Success ? group.Value : null;
            arena.WriteValue(i - 1, text);
        }

        arena.End(captures);
        return context.EndDocument(start);
    }

    private static BsonValue Slice(in BsonValue input, int start, int end) =>
        BsonValue.FromStringUtf8(input.Buffer!, input.Offset + start, end - start);
}
