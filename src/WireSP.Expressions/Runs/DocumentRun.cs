using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Documents of one buffer whose shapes have been found: where their fields are, and which of them share a shape.
/// </summary>
internal sealed class DocumentRun
{
    // Documents are looked at to tell which of their cache lines are read.
    private const int SampledRows = 8;

    private readonly FieldShape?[] _shapes = new FieldShape?[FieldReader.ShapesMax];
    private readonly int[] _rows = new int[FieldReader.ShapesMax * RunReader.DocumentsMax];
    private readonly int[] _counts = new int[FieldReader.ShapesMax];
    private readonly byte[] _numbers = new byte[RunReader.DocumentsMax];
    private readonly BsonWriter _texts = new();
    private readonly byte[][] _buffers = [[], []];
    private int[] _starts = [];
    private int _stride;

    /// <summary>The buffer that the documents are in.</summary>
    public byte[] Buffer { get; private set; } = [];

    /// <summary>The context of those who read the documents.</summary>
    public EvaluationContext? Context { get; private set; }

    /// <summary>Counts up with each run.</summary>
    public long Number { get; private set; }

    /// <summary>Fetches the documents.</summary>
    public RunFetch Fetch { get; } = new();

    /// <summary>Shapes that documents may have.</summary>
    public int ShapeCount { get; private set; }

    /// <summary>Begins a run; shapes are added next.</summary>
    public void Begin(EvaluationContext context, byte[] buffer)
    {
        if (!ReferenceEquals(Context, context))
        {
            Context = context;
        }

        if (!ReferenceEquals(Buffer, buffer))
        {
            Buffer = buffer;
        }

        Number++;
        ShapeCount = 0;
        _texts.Reset();
        _stride = 0;
    }

    /// <summary>Adds a shape that documents may have.</summary>
    public void AddShape(FieldShape shape)
    {
        if (!ReferenceEquals(_shapes[ShapeCount], shape))
        {
            _shapes[ShapeCount] = shape;
        }

        _counts[ShapeCount++] = 0;
        _stride = Math.Max(_stride, shape.StartCount);
    }

    /// <summary>A shape by its number.</summary>
    public FieldShape ShapeOf(int number) => _shapes[number]!;

    /// <summary>The documents of a shape, in order.</summary>
    public ReadOnlySpan<int> RowsOf(int number) =>
        _rows.AsSpan(number * RunReader.DocumentsMax, _counts[number]);

    /// <summary>The bytes of a text that there is; see <see cref="RunText"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> TextOf(long payload)
    {
        var position = (int)(payload >> 32);
        return position < 0
            ? _texts.Buffer.AsSpan(~position, (int)payload)
            : Buffer.AsSpan(position, (int)payload);
    }

    /// <summary>The buffer that the run's own texts are in, until one more is made.</summary>
    public byte[] MadeTexts => _texts.Buffer;

    /// <summary>
    /// The buffer that the documents are in, and the one that the run's own texts are in until one more is made.
    /// </summary>
    public byte[][] Buffers
    {
        get
        {
            _buffers[0] = Buffer;
            _buffers[1] = _texts.Buffer;
            return _buffers;
        }
    }

    /// <summary>Makes room for a text of the run's own.</summary>
    public Span<byte> MakeText(int length, out long payload)
    {
        payload = RunText.Made(_texts.Position, length);
        var room = _texts.GetSpan(length)[..length];
        _texts.Advance(length);
        return room;
    }

    /// <summary>Adds a text of the run's own.</summary>
    public long AddText(ReadOnlySpan<byte> text)
    {
        text.CopyTo(MakeText(text.Length, out var payload));
        return payload;
    }

    /// <summary>The number of a document's shape.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NumberOf(int row) => _numbers[row];

    /// <summary>The first row after one that is not of its shape.</summary>
    public int AlikeUntil(int row, int count)
    {
        var alike = _numbers.AsSpan(row, count - row).IndexOfAnyExcept(_numbers[row]);
        return alike < 0 ? count : row + alike;
    }

    /// <summary>Where a document's segments begin, and where the last one ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<int> StartsOf(int row) => _starts.AsSpan(row * _stride, _stride);

    /// <summary>Where a point is in a document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PositionOf(ShapePoint point, int row) => _starts[(row * _stride) + point.Segment] + point.Offset;

    /// <summary>Finds the shapes of documents, as long as they have one.</summary>
    /// <param name="documents">The documents; those past the most are only fetched.</param>
    /// <returns>How many there are before the first that has none.</returns>
    public int Locate(ReadOnlySpan<DocumentSlice> documents)
    {
        if (_starts.Length < RunReader.DocumentsMax * _stride)
        {
            _starts = new int[RunReader.DocumentsMax * _stride];
        }

        Fetch.Begin(Buffer, documents);
        var count = Math.Min(documents.Length, RunReader.DocumentsMax);
        var number = 0;
        var row = 0;
        while (row < count)
        {
            var alike = _shapes[number]!.LocateRun(
                Buffer, documents[row..], count - row, ref _starts[row * _stride], _stride, Fetch);
            AddRows(number, row, alike);
            row += alike;
            if (row < count)
            {
                if (!TryOthers(ref number, documents[row], ref _starts[row * _stride]))
                {
                    return row;
                }

                AddRows(number, row++, 1);
            }
        }

        return count;
    }

    /// <summary>In which cache lines documents were located and are read, as <see cref="RunFetch.Lines"/>.</summary>
    /// <param name="documents">The documents located last.</param>
    /// <param name="withTexts">Whether texts between what is located are read as well.</param>
    public uint LinesRead(ReadOnlySpan<DocumentSlice> documents, bool withTexts)
    {
        var step = Math.Max(documents.Length / SampledRows, 1);
        var lines = documents.IsEmpty ? RunFetch.AllLines : 0;
        for (var row = 0; row < documents.Length; row += step)
        {
            lines |= _shapes[_numbers[row]]!.LinesRead(StartsOf(row), documents[row].Offset, withTexts);
        }

        return lines;
    }

    private void AddRows(int number, int row, int count)
    {
        var rows = _rows.AsSpan((number * RunReader.DocumentsMax) + _counts[number], count);
        _counts[number] += count;
        _numbers.AsSpan(row, count).Fill((byte)number);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = row + i;
        }
    }

    private bool TryOthers(ref int number, DocumentSlice document, ref int start)
    {
        for (var other = 0; other < ShapeCount; other++)
        {
            if (other != number && _shapes[other]!.TryLocate(Buffer, document.Offset, document.Length, ref start))
            {
                number = other;
                return true;
            }
        }

        return false;
    }
}
