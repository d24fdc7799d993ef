using System.Reflection.Emit;

namespace WireSP.Expressions.Matching.Patterns;

/// <summary>What each step becomes.</summary>
internal sealed partial class PatternCode
{
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
                Call(nameof(PatternSteps.IsEnd));
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
            Call(nameof(PatternSteps.Has));
            _code.Emit(OpCodes.Brfalse, _fail);
        }

        _code.MarkLabel(known);
        Advance(_at, literal.Length);
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
            Call(nameof(PatternSteps.CountUntil));
        }
        else
        {
            Load(node.Values!);
            Call(nameof(PatternSteps.CountOf));
        }

        Store(_count);
        Local(_count);
        Constant(node.Min);
        _code.Emit(OpCodes.Blt, _fail);
        Local(_count);
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
}
