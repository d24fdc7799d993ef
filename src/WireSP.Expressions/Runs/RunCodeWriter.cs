using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Writes the code of a loop over documents that returns how many it got through. Its first argument is the first byte
/// of the buffer that they are in. Nothing is checked: whoever writes the code answers for every address.
/// </summary>
internal sealed class RunCodeWriter
{
    private static readonly MethodInfo Load = Of("LoadUnsafe", 1);
    private static readonly MethodInfo Save = Of("StoreUnsafe", 2);

    private static readonly Type[] Two = [typeof(Vector256<byte>), typeof(Vector256<byte>)];
    private static readonly MethodInfo BitAnd = typeof(Vector256<byte>).GetMethod("op_BitwiseAnd", Two)!;
    private static readonly MethodInfo BitOr = typeof(Vector256<byte>).GetMethod("op_BitwiseOr", Two)!;
    private static readonly MethodInfo VectorXor = typeof(Vector256<byte>).GetMethod("op_ExclusiveOr", Two)!;
    private static readonly MethodInfo IsUnequal = typeof(Vector256<byte>).GetMethod("op_Inequality", Two)!;
    private static readonly MethodInfo Zero = typeof(Vector256<byte>).GetProperty("Zero")!.GetMethod!;

    private static readonly MethodInfo BitsToReal =
        new Func<long, double>(BitConverter.Int64BitsToDouble).Method;

    private static readonly MethodInfo Fetch = typeof(Sse).GetMethod(nameof(Sse.Prefetch0))!;

    private static readonly MethodInfo RealToBits =
        new Func<double, long>(BitConverter.DoubleToInt64Bits).Method;

    private readonly DynamicMethod _method;
    private readonly ILGenerator _code;
    private readonly LocalBuilder _done;
    private readonly Label _end;

    /// <summary>Begins the code.</summary>
    /// <param name="name">What stacks show.</param>
    /// <param name="form">The delegate that it becomes; takes references and numbers, returns a number.</param>
    public RunCodeWriter(string name, Type form)
    {
        var invoke = form.GetMethod("Invoke")!;
        _method = new DynamicMethod(
            name,
            invoke.ReturnType,
            Array.ConvertAll(invoke.GetParameters(), parameter => parameter.ParameterType),
            typeof(RunCodeWriter).Module,
            skipVisibility: true);
        _code = _method.GetILGenerator();
        _done = _code.DeclareLocal(typeof(int));
        _end = _code.DefineLabel();
    }

    /// <summary>Adds a local variable.</summary>
    public LocalBuilder Declare<TLocal>() => _code.DeclareLocal(typeof(TLocal));

    /// <summary>Adds a local variable that refers to a byte.</summary>
    public LocalBuilder DeclareReference() => _code.DeclareLocal(typeof(byte).MakeByRefType());

    /// <summary>Writes the loop: what is done for each of as many documents as an argument says.</summary>
    public void ForEach(int count, Action writeDocument)
    {
        var (body, test) = (_code.DefineLabel(), _code.DefineLabel());
        _code.Emit(OpCodes.Br, test);
        _code.MarkLabel(body);
        writeDocument();
        _ = Local(_done).Constant(1).Add().Store(_done);
        _code.MarkLabel(test);
        _ = Local(_done).Argument(count);
        _code.Emit(OpCodes.Blt, body);
    }

    /// <summary>Writes a loop that is gone through again while the condition, written last, branches.</summary>
    public void Repeat(Action write, OpCode condition)
    {
        var again = _code.DefineLabel();
        _code.MarkLabel(again);
        write();
        _code.Emit(condition, again);
    }

    /// <summary>
    /// Writes what is usually done, which may branch, and what is done where it has branched.
    /// </summary>
    public void Either(Action<Action<OpCode>> writeUsual, Action writeOther)
    {
        var (other, behind) = (_code.DefineLabel(), _code.DefineLabel());
        writeUsual(branch => _code.Emit(branch, other));
        _code.Emit(OpCodes.Br, behind);
        _code.MarkLabel(other);
        writeOther();
        _code.MarkLabel(behind);
    }

    /// <summary>Pushes an argument.</summary>
    public RunCodeWriter Argument(int number) => With(code => code.Emit(OpCodes.Ldarg, (short)number));

    /// <summary>Pops into an argument.</summary>
    public RunCodeWriter StoreArgument(int number) => With(code => code.Emit(OpCodes.Starg, (short)number));

    /// <summary>Moves an argument that is a reference on by some bytes.</summary>
    public void Advance(int number, int bytes) => Argument(number).Constant(bytes).Add().StoreArgument(number);

    /// <summary>Moves an argument that refers to an int32 on by as many of them as another argument says.</summary>
    public void AdvanceRow(int number, int stride) =>
        Argument(number).Argument(stride).Constant(sizeof(int)).Multiply().ToNative().Add().StoreArgument(number);

    /// <summary>Pushes where the document ends whose slice an argument refers to: before its terminator.</summary>
    public RunCodeWriter EndOfDocument(int slice) => Argument(slice).LoadInt32()
        .Argument(slice).Constant(sizeof(int)).Add().LoadInt32().Add()
        .Constant(1).Subtract();

    /// <summary>Pushes a local variable.</summary>
    public RunCodeWriter Local(LocalBuilder local) => With(code => code.Emit(OpCodes.Ldloc, local));

    /// <summary>Pops into a local variable.</summary>
    public RunCodeWriter Store(LocalBuilder local) => With(code => code.Emit(OpCodes.Stloc, local));

    /// <summary>Pushes a number.</summary>
    public RunCodeWriter Constant(int value) => With(code => code.Emit(OpCodes.Ldc_I4, value));

    /// <summary>Pushes a number.</summary>
    public RunCodeWriter Constant(long value) => With(code => code.Emit(OpCodes.Ldc_I8, value));

    /// <summary>Pushes a reference to the byte of the documents' buffer that is so far behind a position.</summary>
    public RunCodeWriter ByteAt(LocalBuilder position, int offset)
    {
        _ = Argument(0).Local(position).ToNative().Add();
        return offset == 0 ? this : Constant(offset).Add();
    }

    /// <summary>Adds two numbers, or a number to a reference.</summary>
    public RunCodeWriter Add() => Emit(OpCodes.Add);

    /// <summary>Subtracts.</summary>
    public RunCodeWriter Subtract() => Emit(OpCodes.Sub);

    /// <summary>Multiplies.</summary>
    public RunCodeWriter Multiply() => Emit(OpCodes.Mul);

    /// <summary>The bits in which two numbers differ.</summary>
    public RunCodeWriter BitXor() => Emit(OpCodes.Xor);

    /// <summary>Moves the bits of a number with sign down.</summary>
    public RunCodeWriter ShiftRight() => Emit(OpCodes.Shr);

    /// <summary>Moves the bits of a number without sign down.</summary>
    public RunCodeWriter ShiftRightUnsigned() => Emit(OpCodes.Shr_Un);

    /// <summary>Moves the bits of a number up.</summary>
    public RunCodeWriter ShiftLeft() => Emit(OpCodes.Shl);

    /// <summary>The bits that one of two numbers has.</summary>
    public RunCodeWriter OrBits() => Emit(OpCodes.Or);

    /// <summary>Makes a number without sign as wide as an address.</summary>
    public RunCodeWriter ToNative() => Emit(OpCodes.Conv_U);

    /// <summary>Makes a number an int32.</summary>
    public RunCodeWriter ToInt32() => Emit(OpCodes.Conv_I4);

    /// <summary>Makes a number with sign an int64.</summary>
    public RunCodeWriter ToInt64() => Emit(OpCodes.Conv_I8);

    /// <summary>Makes an int64 the double that is next to it.</summary>
    public RunCodeWriter IntegerToReal() => Emit(OpCodes.Conv_R8);

    /// <summary>The double that an int64 has the bits of.</summary>
    public RunCodeWriter ToReal() => Call(BitsToReal);

    /// <summary>The bits of a double.</summary>
    public RunCodeWriter FromReal() => Call(RealToBits);

    /// <summary>Pushes a reference to a local variable.</summary>
    public RunCodeWriter AddressOf(LocalBuilder local) => With(code => code.Emit(OpCodes.Ldloca, local));

    /// <summary>Reads the int32 behind a reference; it may lie anywhere.</summary>
    public RunCodeWriter LoadInt32() => Unaligned(OpCodes.Ldind_I4);

    /// <summary>Reads the int64 behind a reference; it may lie anywhere.</summary>
    public RunCodeWriter LoadInt64() => Unaligned(OpCodes.Ldind_I8);

    /// <summary>Writes an int32 behind a reference.</summary>
    public RunCodeWriter StoreInt32() => Unaligned(OpCodes.Stind_I4);

    /// <summary>Writes eight bytes behind a reference.</summary>
    public RunCodeWriter StoreInt64() => Unaligned(OpCodes.Stind_I8);

    /// <summary>Writes a byte behind a reference.</summary>
    public RunCodeWriter StoreByte() => Emit(OpCodes.Stind_I1);

    /// <summary>Reads an element of an array of arrays.</summary>
    public RunCodeWriter LoadElement() => Emit(OpCodes.Ldelem_Ref);

    /// <summary>Reads an element of an array of int64.</summary>
    public RunCodeWriter LoadElementInt64() => Emit(OpCodes.Ldelem_I8);

    /// <summary>Pushes a reference to a byte of an array.</summary>
    public RunCodeWriter LoadElementAddress() => With(code => code.Emit(OpCodes.Ldelema, typeof(byte)));

    /// <summary>The length of an array.</summary>
    public RunCodeWriter LoadLength() => Emit(OpCodes.Ldlen);

    /// <summary>Reads 32 bytes.</summary>
    public RunCodeWriter LoadVector() => Call(Load);

    /// <summary>Writes 32 bytes: pops the reference, and below it the bytes.</summary>
    public RunCodeWriter StoreVector() => Call(Save);

    /// <summary>The bits that both vectors have.</summary>
    public RunCodeWriter And() => Call(BitAnd);

    /// <summary>The bits that one of two vectors has.</summary>
    public RunCodeWriter Or() => Call(BitOr);

    /// <summary>The bits in which two vectors differ.</summary>
    public RunCodeWriter Xor() => Call(VectorXor);

    /// <summary>Has the processor fetch the cache line behind a reference.</summary>
    public RunCodeWriter Prefetch() => ToNative().Call(Fetch);

    /// <summary>Calls a method.</summary>
    public RunCodeWriter Call(MethodInfo method) => With(code => code.Emit(OpCodes.Call, method));

    /// <summary>Ends the loop before the document at hand if two numbers compare so.</summary>
    public void EndIf(OpCode comparison) => _code.Emit(comparison, _end);

    /// <summary>Ends the loop before the document at hand unless no bit of a vector is set.</summary>
    public void EndUnlessZero()
    {
        _ = Call(Zero).Call(IsUnequal);
        _code.Emit(OpCodes.Brtrue, _end);
    }

    /// <summary>Ends the code.</summary>
    /// <typeparam name="T">The delegate that it was begun as.</typeparam>
    public T Complete<T>()
        where T : Delegate
    {
        _code.MarkLabel(_end);
        _ = Local(_done);
        _code.Emit(OpCodes.Ret);
        return _method.CreateDelegate<T>();
    }

    private RunCodeWriter Unaligned(OpCode access)
    {
        _code.Emit(OpCodes.Unaligned, (byte)1);
        _code.Emit(access);
        return this;
    }

    private RunCodeWriter Emit(OpCode code) => With(writer => writer.Emit(code));

    private RunCodeWriter With(Action<ILGenerator> write)
    {
        write(_code);
        return this;
    }

    // The forms without an offset.
    private static MethodInfo Of(string name, int parameterCount) => Array.Find(
        typeof(Vector256).GetMethods(),
        method => method.Name == name
            && method.IsGenericMethodDefinition
            && method.GetParameters() is { } parameters
            && parameters.Length == parameterCount
            && parameters[^1].ParameterType.IsByRef)!.MakeGenericMethod(typeof(byte));
}
