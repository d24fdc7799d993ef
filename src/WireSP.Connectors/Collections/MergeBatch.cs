using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Collections;

/// <summary>
/// Writes on their way, with copies of their documents: what is refused goes to the dead letters as it was.
/// </summary>
internal sealed class MergeBatch
{
    private readonly List<MergeWrite> _writes = [];
    private readonly List<int> _rows = [];

    /// <summary>The documents, and some more that could not be made into writes.</summary>
    public DocumentCopies Documents { get; } = new();

    /// <summary>The writes in order.</summary>
    public IReadOnlyList<MergeWrite> Writes => _writes;

    /// <summary>Whether it should be sent before more is added.</summary>
    public bool IsFull =>
        _writes.Count >= StreamingLimits.BatchDocumentsMax || Bytes >= StreamingLimits.BatchBytesMax;

    /// <summary>Bytes of the copies.</summary>
    public int Bytes => Documents.Bytes.Position;

    /// <summary>Completed when it has been written; null when nobody waits for it.</summary>
    public TaskCompletionSource? Written { get; init; }

    /// <summary>Adds the write of the document that was copied last.</summary>
    public void Add(in MergeWrite write)
    {
        _writes.Add(write);
        _rows.Add(Documents.Count - 1);
    }

    /// <summary>Makes a dead letter of a document whose write was refused.</summary>
    public void DeadLetter(in WriteFailure failure, int index, ISinkFailures failures) => failures.DeadLetter(
        Documents[_rows[index]], $"{failure.Message} (collection {_writes[index].Into}, code {failure.Code})");

    /// <summary>Takes out writes, given by their places in rising order.</summary>
    public void Remove(IReadOnlyList<int> places)
    {
        var next = 0;
        var kept = 0;
        for (var i = 0; i < _writes.Count; i++)
        {
            if (next < places.Count && places[next] == i)
            {
                next++;
                continue;
            }

            _writes[kept] = _writes[i];
            _rows[kept++] = _rows[i];
        }

        _writes.RemoveRange(kept, _writes.Count - kept);
        _rows.RemoveRange(kept, _rows.Count - kept);
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear()
    {
        _writes.Clear();
        _rows.Clear();
        Documents.Clear();
    }
}
