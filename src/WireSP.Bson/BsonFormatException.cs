namespace WireSP.Bson;

/// <summary>Bytes or text that are not BSON or Extended JSON; the message says what was expected and where.</summary>
public sealed class BsonFormatException : FormatException
{
    /// <summary>Creates the exception without details.</summary>
    public BsonFormatException()
    {
    }

    /// <summary>Creates the exception with a message that says what was expected and found.</summary>
    public BsonFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public BsonFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception with the place in the input that it is about.</summary>
    public BsonFormatException(string message, int offset)
        : base(message) => Offset = offset;

    /// <summary>The byte of the input that the exception is about, or -1 where there is none.</summary>
    public int Offset { get; } = -1;
}
