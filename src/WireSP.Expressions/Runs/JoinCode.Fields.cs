using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>Writes the code that writes computed fields.</summary>
internal sealed partial class JoinCode
{
    private static readonly MethodInfo WriteAnyText =
        typeof(RunText).GetMethod(nameof(RunText.Write), BindingFlags.Static | BindingFlags.Public)!;

    // Texts that there are, which are nearly all and not near the end of what they are in; others by a call.
    private static void WriteText(RunCodeWriter code, Places places, RunPiece piece, int number)
    {
        WriteValue(code, places, piece.Source).Store(places.Text);
        code.Local(places.Text).ToInt32().Store(places.Length);
        code.Local(places.Text).Constant(32).ShiftRight().ToInt32().Store(places.From);

        // Looked up and not asked: one text is in the documents, the next one made, and nobody could guess which.
        code.Argument(Buffers).Local(places.From).Constant(31).ShiftRightUnsigned().LoadElement();
        code.Store(places.Source);
        code.Local(places.From).Local(places.From).Constant(31).ShiftRight().BitXor().Store(places.From);
        code.Either(
            others =>
            {
                code.Local(places.Length).Constant(0);
                others(OpCodes.Blt);
                code.Local(places.From).Local(places.Length).Add();
                code.Local(places.Source).LoadLength().ToInt32().Constant(VectorBytes).Subtract();
                others(OpCodes.Bgt);
                WriteHeader(code, places, piece);
                code.Local(places.At).Constant(piece.HeaderLength).Add();
                code.Local(places.Length).Constant(1).Add().StoreInt32();
                code.Local(places.At).Constant(piece.HeaderLength + sizeof(int)).Add().Store(places.At);
                code.Local(places.At).Local(places.Length).ToNative().Add().Store(places.Behind);
                code.Repeat(
                    () =>
                    {
                        code.Local(places.Source).Local(places.From).LoadElementAddress().LoadVector();
                        code.Local(places.At).StoreVector();
                        code.Local(places.From).Constant(VectorBytes).Add().Store(places.From);
                        code.Local(places.At).Constant(VectorBytes).Add().Store(places.At);
                        code.Local(places.At).Local(places.Behind);
                    },
                    OpCodes.Blt_Un);
                code.Local(places.Behind).Constant(0).StoreByte();
                code.Local(places.Behind).Constant(1).Add().Store(places.At);
            },
            () =>
            {
                code.Local(places.At).Local(places.At).Argument(Pieces).Constant(number).Local(places.Text);
                code.Argument(Texts).Call(WriteAnyText).ToNative().Add().Store(places.At);
            });
    }

    private static void WriteHeader(RunCodeWriter code, Places places, in RunPiece piece)
    {
        var header = piece.Header.AsSpan();
        for (var at = 0; at < piece.HeaderLength; at += sizeof(long))
        {
            code.Local(places.At).Constant(at).Add();
            code.Constant(MemoryMarshal.Read<long>(header[at..])).StoreInt64();
        }
    }

    private static void WriteField(RunCodeWriter code, Places places, in RunPiece piece)
    {
        WriteHeader(code, places, piece);
        var size = piece.Type switch
        {
            BsonType.Null => 0,
            BsonType.Boolean => sizeof(bool),
            BsonType.Int32 => sizeof(int),
            _ => sizeof(long),
        };
        if (size > 0)
        {
            // As many bytes as an int64 has: what follows overwrites those that are too many.
            code.Local(places.At).Constant(piece.HeaderLength).Add();
            WriteValue(code, places, piece.Source).StoreInt64();
        }

        code.Local(places.At).Constant(piece.HeaderLength + size).Add().Store(places.At);
    }
}
