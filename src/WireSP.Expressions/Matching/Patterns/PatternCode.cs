using System.Buffers;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WireSP.Expressions.Matching.Patterns;

/// <summary>
/// Writes the search of one pattern as code, step by step. Only of patterns in which every step is right or wrong at
/// once, so that nothing is ever taken back.
/// </summary>
internal sealed class PatternCode
{
    /// <summary>What a search gives that has to be done in the general way.</summary>
    public const int GivenUp = -1;

    private const int NodesMax = 64;
    private const int DistanceMax = 1 << 20;

    private const int Constants = 0;
    private const int Text = 1;
    private const int Length = 2;
    private const int From = 3;
    private const int Places = 4;
    private const int Steps = 5;

    private readonly DynamicMethod _method = new(
        nameof(PatternCode),
        typeof(int),
        [
            typeof(object[]),
            typeof(byte).MakeByRefType(),
            typeof(int),
            typeof(int),
            typeof(int).MakeByRefType(),
            typeof(int),
        ],
        typeof(PatternCode).Module,
        skipVisibility: true);

    private readonly ILGenerator _code;
    private readonly LocalBuilder _start;
    private readonly LocalBuilder _found;
    private readonly LocalBuilder _at;
    private readonly Label _fail;
    private readonly List<object> _constants = [];
    private readonly Dictionary<PatternNode, Label> _labels = [];
    private readonly Queue<PatternNode> _unwritten = [];

    private PatternCode()
    {
        _code = _method.GetILGenerator();
        _start = _code.DeclareLocal(typeof(int));
        _found = _code.DeclareLocal(typeof(int));
        _at = _code.DeclareLocal(typeof(int));
        _fail = _code.DefineLabel();
    }

    /// <summary>Searches a text.</summary>
    /// <param name="text">Its first byte; ASCII.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="from">Where the search begins.</param>
    /// <param name="places">Receives begin and end of the match and of each group; -1 where there is none.</param>
    /// <param name="steps">How many steps may be in vain.</param>
    /// <returns>1 for a match, 0 for none, or <see cref="GivenUp"/>.</returns>
    public delegate int Searcher(ref byte text, int length, int from, ref int places, int steps);

    /// <summary>Whether a pattern's search can be code; its steps have to be marked before.</summary>
    public static bool Suits(PatternNode first, PatternReach reach)
    {
        var nodes = new HashSet<PatternNode>();
        return reach.DistanceMin <= DistanceMax && Suits(first, nodes) && nodes.Count <= NodesMax;
    }

    /// <summary>Writes the code.</summary>
    /// <param name="first">The first step.</param>
    /// <param name="placeCount">How many places a search gives.</param>
    /// <param name="required">A literal that all matches have; null when there is none.</param>
    /// <param name="reach">What is known of the steps.</param>
    public static Searcher Write(PatternNode first, int placeCount, PatternNode? required, PatternReach reach)
    {
        var code = new PatternCode();
        code.WriteSearch(first, placeCount, required, reach);
        return code._method.CreateDelegate<Searcher>(code._constants.ToArray());
    }

    private static bool Suits(PatternNode node, HashSet<PatternNode> seen)
    {
        for (; seen.Add(node) && node.Kind != PatternNodeKind.Accept; node = node.Next!)
        {
            if (node.Kind == PatternNodeKind.Choice)
            {
                return node.BranchOf is not null && Array.TrueForAll(node.Branches, branch => Suits(branch, seen));
            }

            if (node.Kind == PatternNodeKind.Repeat && !node.TakesAll)
            {
                return false;
            }
        }

        return true;
    }

    private void WriteSearch(PatternNode first, int placeCount, PatternNode? required, PatternReach reach)
    {
        var (next, near, attempt, none) =
            (_code.DefineLabel(), _code.DefineLabel(), _code.DefineLabel(), _code.DefineLabel());
        Argument(From);
        Store(_start);

        _code.MarkLabel(next);
        WriteRequired(required, reach.DistanceMin, none);
        if (reach.DistanceMax <= DistanceMax)
        {
            // Every match that begins before the next place of the literal begins near this one.
            Local(_start);
            Local(_found);
            Constant(reach.DistanceMax);
            _code.Emit(OpCodes.Sub);
            Call(nameof(Later));
            Store(_start);
        }

        _code.MarkLabel(near);
        WriteSkip(reach, next, attempt);

        _code.MarkLabel(attempt);
        for (var place = 2; place < placeCount; place++)
        {
            WritePlace(place, () => Constant(-1));
        }

        Local(_start);
        Store(_at);
        WriteNodes(first, required);

        _code.MarkLabel(_fail);
        Argument(Steps);
        Constant(_labels.Count);
        _code.Emit(OpCodes.Sub);
        _code.Emit(OpCodes.Starg_S, (byte)Steps);
        Local(_start);
        Constant(1);
        _code.Emit(OpCodes.Add);
        Store(_start);
        Argument(Steps);
        Constant(0);
        _code.Emit(OpCodes.Bge, near);
        Constant(GivenUp);
        _code.Emit(OpCodes.Ret);

        _code.MarkLabel(none);
        Constant(0);
        _code.Emit(OpCodes.Ret);
    }

    // Without such a literal all places up to the text's end are near it.
    private void WriteRequired(PatternNode? required, int distance, Label none)
    {
        Local(_start);
        Constant(distance);
        _code.Emit(OpCodes.Add);
        Argument(Length);
        _code.Emit(OpCodes.Bgt, none);
        if (required is null)
        {
            Argument(Length);
            Store(_found);
            return;
        }

        Argument(Text);
        Local(_start);
        Constant(distance);
        _code.Emit(OpCodes.Add);
        Argument(Length);
        Load(required.Bytes);
        Call(nameof(Find));
        _code.Emit(OpCodes.Dup);
        Store(_found);
        Constant(0);
        _code.Emit(OpCodes.Blt, none);
    }

    // Goes on to a place where a match may begin, or to the next place of the literal. Only at the begin of the text may
    // one begin with what no other one does.
    private void WriteSkip(PatternReach reach, Label next, Label attempt)
    {
        var (ask, beyond) = (_code.DefineLabel(), _code.DefineLabel());
        Local(_start);
        WriteLast(reach.DistanceMin);
        _code.Emit(OpCodes.Ble, ask);

        _code.MarkLabel(beyond);
        WriteLast(reach.DistanceMin - 1);
        Store(_start);
        _code.Emit(OpCodes.Br, next);

        _code.MarkLabel(ask);
        if (BytePattern.BytesOf(reach.Starts) is not { Length: < BytePattern.ByteCount } starts)
        {
            return;
        }

        Local(_start);
        _code.Emit(OpCodes.Brfalse, attempt);
        Argument(Text);
        Local(_start);
        WriteLast(reach.DistanceMin);
        Argument(Length);
        Load(SearchValues.Create(starts));
        Call(nameof(Skip));
        _code.Emit(OpCodes.Dup);
        Store(_start);
        Constant(0);
        _code.Emit(OpCodes.Blt, beyond);
    }

    private void WriteLast(int distance)
    {
        Local(_found);
        Constant(distance);
        _code.Emit(OpCodes.Sub);
    }

    private void WriteNodes(PatternNode first, PatternNode? required)
    {
        _code.Emit(OpCodes.Br, LabelOf(first));
        while (_unwritten.TryDequeue(out var node))
        {
            _code.MarkLabel(_labels[node]);
            if (node.Kind == PatternNodeKind.Choice)
            {
                WriteChoice(node);
                continue;
            }

            if (node.Kind == PatternNodeKind.Accept)
            {
                WritePlace(0, () => Local(_start));
                WritePlace(1, () => Local(_at));
                Constant(1);
                _code.Emit(OpCodes.Ret);
                continue;
            }

            WriteStep(node, ReferenceEquals(node, required));
            _code.Emit(OpCodes.Br, LabelOf(node.Next!));
        }
    }

    private void WriteStep(PatternNode node, bool isRequired)
    {
        switch (node.Kind)
        {
            case PatternNodeKind.Literal:
                WriteLiteral(node.Bytes, isRequired);
                break;
            case PatternNodeKind.Repeat:
                WriteRepeat(node);
                break;
            case PatternNodeKind.GroupBegin:
                WritePlace(node.Group * 2, () => Local(_at));
                break;
            case PatternNodeKind.GroupEnd:
                WritePlace((node.Group * 2) + 1, () => Local(_at));
                break;
            case PatternNodeKind.TextBegin:
                Local(_at);
                _code.Emit(OpCodes.Brtrue, _fail);
                break;
            default:
                Argument(Text);
                Local(_at);
                Argument(Length);
                Call(nameof(IsEnd));
                _code.Emit(OpCodes.Brfalse, _fail);
                break;
        }
    }

    private void WriteLiteral(byte[] literal, bool isRequired)
    {
        var known = _code.DefineLabel();
        if (isRequired)
        {
            Local(_at);
            Local(_found);
            _code.Emit(OpCodes.Beq, known);
        }

        if (literal.Length == 1)
        {
            FailAtEnd();
            NextByte();
            Constant(literal[0]);
            _code.Emit(OpCodes.Bne_Un, _fail);
        }
        else
        {
            Argument(Text);
            Local(_at);
            Argument(Length);
            Load(literal);
            Call(nameof(Has));
            _code.Emit(OpCodes.Brfalse, _fail);
        }

        _code.MarkLabel(known);
        Local(_at);
        Constant(literal.Length);
        _code.Emit(OpCodes.Add);
        Store(_at);
    }

    private void WriteRepeat(PatternNode node)
    {
        if (node.Max == 0)
        {
            return;
        }

        Argument(Text);
        Local(_at);
        Argument(Length);
        Constant(node.Max);
        if (node.Stop >= 0)
        {
            Constant(node.Stop);
            Call(nameof(CountUntil));
        }
        else
        {
            Load(node.Values!);
            Call(nameof(CountOf));
        }

        if (node.Min > 0)
        {
            var enough = _code.DefineLabel();
            _code.Emit(OpCodes.Dup);
            Constant(node.Min);
            _code.Emit(OpCodes.Bge, enough);
            _code.Emit(OpCodes.Pop);
            _code.Emit(OpCodes.Br, _fail);
            _code.MarkLabel(enough);
        }

        Local(_at);
        _code.Emit(OpCodes.Add);
        Store(_at);
    }

    private void WriteChoice(PatternNode node)
    {
        FailAtEnd();
        Load(node.BranchOf!);
        NextByte();
        _code.Emit(OpCodes.Ldelem_I1);
        _code.Emit(OpCodes.Switch, Array.ConvertAll(node.Branches, LabelOf));
        _code.Emit(OpCodes.Br, _fail);
    }

    private void FailAtEnd()
    {
        Local(_at);
        Argument(Length);
        _code.Emit(OpCodes.Bge, _fail);
    }

    private void NextByte()
    {
        Argument(Text);
        Local(_at);
        _code.Emit(OpCodes.Add);
        _code.Emit(OpCodes.Ldind_U1);
    }

    private void WritePlace(int place, Action writeValue)
    {
        Argument(Places);
        Constant(place * sizeof(int));
        _code.Emit(OpCodes.Add);
        writeValue();
        _code.Emit(OpCodes.Stind_I4);
    }

    private Label LabelOf(PatternNode node)
    {
        if (!_labels.TryGetValue(node, out var label))
        {
            _labels[node] = label = _code.DefineLabel();
            _unwritten.Enqueue(node);
        }

        return label;
    }

    private void Load(object constant)
    {
        _constants.Add(constant);
        Argument(Constants);
        Constant(_constants.Count - 1);
        _code.Emit(OpCodes.Ldelem_Ref);
    }

    private void Argument(int number) => _code.Emit(OpCodes.Ldarg_S, (byte)number);

    private void Local(LocalBuilder local) => _code.Emit(OpCodes.Ldloc, local);

    private void Store(LocalBuilder local) => _code.Emit(OpCodes.Stloc, local);

    private void Constant(int value) => _code.Emit(OpCodes.Ldc_I4, value);

    private void Call(string name) => _code.Emit(
        OpCodes.Call, typeof(PatternCode).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!);

    private static ReadOnlySpan<byte> Rest(ref byte text, int at, int length) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref text, at), length - at);

    private static int Later(int left, int right) => Math.Max(left, right);

    private static int Find(ref byte text, int at, int length, byte[] literal)
    {
        var found = Rest(ref text, at, length).IndexOf(literal);
        return found < 0 ? found : at + found;
    }

    private static int Skip(ref byte text, int at, int last, int length, SearchValues<byte> starts)
    {
        var skipped = Rest(ref text, at, Math.Min(last + 1, length)).IndexOfAny(starts);
        return skipped < 0 ? skipped : at + skipped;
    }

    private static bool Has(ref byte text, int at, int length, byte[] literal) =>
        Rest(ref text, at, length).StartsWith(literal);

    private static int CountUntil(ref byte text, int at, int length, int most, int stop)
    {
        var rest = Rest(ref text, at, (int)Math.Min(length, (long)at + most));
        var count = rest.IndexOf((byte)stop);
        return count < 0 ? rest.Length : count;
    }

    private static int CountOf(ref byte text, int at, int length, int most, SearchValues<byte> set)
    {
        var rest = Rest(ref text, at, (int)Math.Min(length, (long)at + most));
        var count = rest.IndexOfAnyExcept(set);
        return count < 0 ? rest.Length : count;
    }

    private static bool IsEnd(ref byte text, int at, int length) =>
        at == length || (at == length - 1 && Unsafe.Add(ref text, at) == (byte)'\n');
}
