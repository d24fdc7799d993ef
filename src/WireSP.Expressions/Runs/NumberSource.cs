using System.Reflection;
using System.Reflection.Emit;
using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Runs;

/// <summary>
/// What an operator gives of two numbers of which none is a decimal. A result of another type than the operands', an
/// int that has become a long for example, ends the run.
/// </summary>
internal sealed class NumberSource<TOperator>(RunSource left, RunSource right, BsonType type) : RunSource(type)
    where TOperator : struct, IBinaryOperator
{
    private static readonly MethodInfo Reals = new Func<double, double, double>(TOperator.ApplyReals).Method;

    private static readonly MethodInfo Integers = new IntegerOperator(TOperator.TryApplyIntegers).Method;

    private delegate bool IntegerOperator(long left, long right, out long result);

    public override string? CodeKey => left.CodeKey is { } first && right.CodeKey is { } second
        ? $"({first}:{left.Type} {typeof(TOperator).FullName} {second}:{right.Type} {Type})"
        : null;

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = left.Fill(run, rows, payloads);
        Span<long> others = stackalloc long[RunReader.DocumentsMax];
        failed = Math.Min(failed, right.Fill(run, rows, others));
        rows = Before(rows, failed);
        if (Type == BsonType.Double)
        {
            FillReals(rows, payloads, others);
            return failed;
        }

        foreach (var row in rows)
        {
            if (!TOperator.TryApplyIntegers(payloads[row], others[row], out var value)
                || (Type == BsonType.Int32 && value != (int)value))
            {
                return row;
            }

            payloads[row] = value;
        }

        return failed;
    }

    public override LocalBuilder WriteCode(RowCode row)
    {
        var code = row.Code;
        var (first, second) = (left.WriteCode(row), right.WriteCode(row));
        if (Type == BsonType.Double)
        {
            AsReal(code.Local(first), left);
            AsReal(code.Local(second), right);
            _ = code.Call(Reals).FromReal();
            return row.Keep();
        }

        var result = code.Declare<long>();
        code.Local(first).Local(second).AddressOf(result).Call(Integers).EndIf(OpCodes.Brfalse);
        if (Type == BsonType.Int32)
        {
            code.Local(result).Local(result).ToInt32().ToInt64().EndIf(OpCodes.Bne_Un);
        }

        return result;
    }

    private static void AsReal(RunCodeWriter code, RunSource source) =>
        _ = source.IsInteger ? code.IntegerToReal() : code.ToReal();

    private void FillReals(ReadOnlySpan<int> rows, Span<long> payloads, Span<long> others)
    {
        foreach (var row in rows)
        {
            var first = left.IsInteger ? payloads[row] : BitConverter.Int64BitsToDouble(payloads[row]);
            var second = right.IsInteger ? others[row] : BitConverter.Int64BitsToDouble(others[row]);
            payloads[row] = BitConverter.DoubleToInt64Bits(TOperator.ApplyReals(first, second));
        }
    }
}
