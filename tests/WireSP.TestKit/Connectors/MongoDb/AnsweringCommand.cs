using System.Collections.Concurrent;
using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.TestKit.Connectors.MongoDb;

/// <summary>
/// A command of a server whose answers are given: in their order, the last one again and again. Keeps what was asked.
/// </summary>
/// <param name="name">The command.</param>
/// <param name="answers">Replies as the shell writes them; one with <c>code</c> is an error.</param>
internal sealed class AnsweringCommand(string name, params IEnumerable<string> answers) : ICommandHandler
{
    private readonly Queue<string> _answers = new(answers);

    /// <summary>The command as a row of a server's table.</summary>
    public CommandRegistration Registration => new(new CommandSpec(name) { TakesAnyField = true }, this);

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<BsonDocument> Asked { get; } = [];

    /// <inheritdoc/>
    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Asked.Enqueue(request.Body.Copy());
        string answer;
        lock (_answers)
        {
            answer = _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
        }

        var reply = ExtendedJson.ParseLenient(answer);
        return reply["code"].IsMissing
            ? new(reply)
            : throw new MongoCommandException((ErrorCode)reply["code"].AsInt32, reply["errmsg"].AsString);
    }
}
