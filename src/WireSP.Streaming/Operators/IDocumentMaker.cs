namespace WireSP.Streaming.Operators;

/// <summary>Who made documents, and so answers for those in which nobody can find a field.</summary>
internal interface IDocumentMaker
{
    /// <summary>
    /// Decides in a catch filter whether a failure is this document's own, and if so makes it a dead letter.
    /// </summary>
    bool Fails(in StreamDocument document, Exception failure);
}
