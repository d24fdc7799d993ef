using System.Buffers;
using System.Reflection;
using System.Reflection.Emit;

namespace WireSP.Expressions.Matching.Patterns;

/// <summary>
/// Writes the search of one pattern as code, step by step. Only of patterns in which every step is right or wrong at
/// once, so that nothing is ever taken back.
/// </summary>
internal sealed partial class PatternCode
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
    private readonly LocalBuilder _count;
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
        _count = _code.DeclareLocal(typeof(int));
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
            Sum(_found, -reach.DistanceMax);
            Call(nameof(PatternSteps.Later));
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
        WriteCharge();
        Advance(_start, 1);
        Argument(Steps);
        Constant(0);
        _code.Emit(OpCodes.Bge, near);
        Return(GivenUp);

        _code.MarkLabel(none);
        Return(0);
    }

    // For what was in vain: all steps there are, and what they have looked through.
    private void WriteCharge()
    {
        Argument(Steps);
        Constant(_labels.Count);
        _code.Emit(OpCodes.Sub);
        Local(_at);
        Local(_start);
        _code.Emit(OpCodes.Sub);
        Constant(PatternRun.BytesPerStep);
        _code.Emit(OpCodes.Div);
        _code.Emit(OpCodes.Sub);
        _code.Emit(OpCodes.Starg_S, (byte)Steps);
    }

    // Without such a literal all places up to the text's end are near it.
    private void WriteRequired(PatternNode? required, int distance, Label none)
    {
        Sum(_start, distance);
        Argument(Length);
        _code.Emit(OpCodes.Bgt, none);
        if (required is null)
        {
            Argument(Length);
            Store(_found);
            return;
        }

        Argument(Text);
        Sum(_start, distance);
        Argument(Length);
        Load(required.Bytes);
        Call(nameof(PatternSteps.Find));
        StoreFound(_found, none);
    }

    // Goes on to a place where a match may begin, or to the next place of the literal. Only at the begin of the text
    // may one begin with what no other one does.
    private void WriteSkip(PatternReach reach, Label next, Label attempt)
    {
        var (ask, beyond) = (_code.DefineLabel(), _code.DefineLabel());
        Local(_start);
        Sum(_found, -reach.DistanceMin);
        _code.Emit(OpCodes.Ble, ask);

        _code.MarkLabel(beyond);
        Sum(_found, 1 - reach.DistanceMin);
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
        Sum(_found, -reach.DistanceMin);
        Argument(Length);
        Load(SearchValues.Create(starts));
        Call(nameof(PatternSteps.Skip));
        StoreFound(_start, beyond);
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
                Return(1);
                continue;
            }

            WriteStep(node, ReferenceEquals(node, required));
            _code.Emit(OpCodes.Br, LabelOf(node.Next!));
        }
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

    // Pushes a local variable and a number added to it.
    private void Sum(LocalBuilder local, int value)
    {
        Local(local);
        Constant(value);
        _code.Emit(OpCodes.Add);
    }

    private void Advance(LocalBuilder local, int value)
    {
        Sum(local, value);
        Store(local);
    }

    private void StoreFound(LocalBuilder local, Label whenNone)
    {
        Store(local);
        Local(local);
        Constant(0);
        _code.Emit(OpCodes.Blt, whenNone);
    }

    private void Return(int value)
    {
        Constant(value);
        _code.Emit(OpCodes.Ret);
    }

    private void Constant(int value) => _code.Emit(OpCodes.Ldc_I4, value);

    private void Call(string name) => _code.Emit(
        OpCodes.Call, typeof(PatternSteps).GetMethod(name, BindingFlags.Static | BindingFlags.Public)!);
}
