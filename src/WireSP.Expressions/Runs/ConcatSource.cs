using WireSP.Bson;
using WireSP.Expressions.Fields;

namespace WireSP.Expressions.Runs;

/// <summary>Texts joined; null where one of them is, or there is none.</summary>
internal sealed class ConcatSource : RunSource
{
    private const int TextsMax = 16;

    // Longer ones end the run: what it makes is held until all its documents are written.
    private const int TextBytesMax = 64 * 1024;

    private readonly RunSource[] _texts;

    private ConcatSource(RunSource[] texts)
        : base(BsonType.String) => _texts = texts;

    public override bool IsLoose => true;

    /// <summary>What <c>$concat</c> is for the documents of a shape; null unless all operands are texts.</summary>
    public static RunSource? Of(Expression[] operands, FieldShape shape)
    {
        if (operands.Length is 0 or > TextsMax)
        {
            return null;
        }

        var texts = new RunSource[operands.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (operands[i].SourceFor(shape) is not { Type: BsonType.String } text)
            {
                return null;
            }

            texts[i] = text;
        }

        return new ConcatSource(texts);
    }

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        Span<long> parts = stackalloc long[_texts.Length * RunReader.DocumentsMax];
        var failed = All;
        for (var i = 0; i < _texts.Length; i++)
        {
            failed = Math.Min(failed, _texts[i].Fill(run, rows, parts[(i * RunReader.DocumentsMax)..]));
        }

        foreach (var row in Before(rows, failed))
        {
            var length = LengthOf(parts, row);
            if (length > TextBytesMax)
            {
                return row;
            }

            payloads[row] = length < 0 ? RunText.Null : Join(run, parts, row, length);
        }

        return failed;
    }

    // Below zero where one of the texts is not there.
    private int LengthOf(ReadOnlySpan<long> parts, int row)
    {
        var length = 0;
        for (var i = 0; i < _texts.Length; i++)
        {
            var part = RunText.LengthOf(parts[(i * RunReader.DocumentsMax) + row]);
            if (part < 0)
            {
                return -1;
            }

            length = Math.Min(length + part, TextBytesMax + 1);
        }

        return length;
    }

    private long Join(DocumentRun run, ReadOnlySpan<long> parts, int row, int length)
    {
        var room = run.MakeText(length, out var payload);
        for (var i = 0; i < _texts.Length; i++)
        {
            var text = run.TextOf(parts[(i * RunReader.DocumentsMax) + row]);
            text.CopyTo(room);
            room = room[text.Length..];
        }

        return payload;
    }
}
