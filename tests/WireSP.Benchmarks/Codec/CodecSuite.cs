using System.Text;
using System.Text.Json;
using WireSP.Benchmarks.Documents;
using WireSP.Benchmarks.Measuring;
using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Benchmarks.Codec;

/// <summary>
/// The BSON layer by itself: walking, validating, reading fields, copying, building, and JSON in both ways.
/// </summary>
internal sealed class CodecSuite(Effort effort, DocumentSet input)
{
    private static readonly string[] Paths =
        ["auction", "price", "dateTime", "bidder", "extra", "channel", "url", "none", "none.at", "extra.of"];

    private readonly BsonDocument[] _documents = Slice(input);
    private readonly BsonWriter _writer = new(2 * input.Bytes.Length);

    /// <summary>Measures everything and hands each line to the caller.</summary>
    public void Run(Action<ReportLine> report)
    {
        Measure("bson walk", Walk, report);
        Measure("bson validate", Validate, report);
        Measure("bson copy", Copy, report);
        Measure("bson build", Build, report);
        foreach (var count in (int[])[1, 3, 10])
        {
            Measure($"bson read {count}", Reader(count), report);
        }

        var relaxed = Array.ConvertAll(_documents, document => Format(document, ExtendedJsonFormat.Relaxed));
        var canonical = Array.ConvertAll(_documents, document => Format(document, ExtendedJsonFormat.Canonical));
        Measure("bson to extended json", () => Print(ExtendedJsonFormat.Canonical), report);
        Measure("bson to relaxed json", () => Print(ExtendedJsonFormat.Relaxed), report);
        Measure("extended json to bson", () => Parse(canonical), report);
        Measure("relaxed json to bson", () => Parse(relaxed), report);
    }

    /// <summary>JSON to BSON by our transcoder and by a plain one over the platform's reader.</summary>
    /// <returns>How often faster ours is.</returns>
    public double RunTranscode(Action<ReportLine> report)
    {
        var texts = Array.ConvertAll(_documents, PlainJson);
        var bytes = texts.Sum(text => (long)text.Length);
        var rounds = new Rounds();
        rounds.Run(
            [
                Rounds.All(() => Repeat(() => Transcode(texts))),
                Rounds.All(() => Repeat(() => TranscodePlainly(texts))),
            ],
            effort,
            effort.Rounds);
        var ratio = rounds.Ratio(0, 1).Median;
        var documents = (double)texts.Length * Repeats;
        report(new ReportLine("json to bson")
            .Add("documentsPerSecond", Math.Round(documents / rounds.MedianNanoseconds(0) * 1e9))
            .Add("megabytesPerSecond", Math.Round(bytes * Repeats / rounds.MedianNanoseconds(0) * 1e3, 1))
            .Add("ratioToPlain", Math.Round(ratio, 3)));
        return ratio;
    }

    private int Repeats => Math.Max(1, effort.PeerDocuments * 2 / _documents.Length);

    private static BsonDocument[] Slice(DocumentSet input)
    {
        var documents = new BsonDocument[input.Count];
        for (var i = 0; i < documents.Length; i++)
        {
            documents[i] = input[i];
        }

        return documents;
    }

    private void Measure(string name, Action action, Action<ReportLine> report)
    {
        var rounds = new Rounds();
        rounds.Run([Rounds.All(() => Repeat(action))], effort, effort.Rounds);
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var nanoseconds = rounds.MedianNanoseconds(0) / Repeats;
        report(new ReportLine(name)
            .Add("documentsPerSecond", Math.Round(_documents.Length / nanoseconds * 1e9))
            .Add("megabytesPerSecond", Math.Round(input.Bytes.Length / nanoseconds * 1e3, 1))
            .Add("allocatedBytesPerDocument", Math.Round(allocated / (double)_documents.Length, 2)));
    }

    private void Repeat(Action action)
    {
        for (var i = 0; i < Repeats; i++)
        {
            action();
        }
    }

    private void Walk()
    {
        foreach (var document in _documents)
        {
            foreach (var element in document)
            {
                _ = element.Type;
            }
        }
    }

    private void Validate()
    {
        foreach (var document in _documents)
        {
            BsonValidator.Validate(document.Span);
        }
    }

    private void Copy()
    {
        _writer.Reset();
        foreach (var document in _documents)
        {
            _writer.WriteRaw(document.Span);
        }
    }

    private void Build()
    {
        _writer.Reset();
        foreach (var document in _documents)
        {
            var start = _writer.BeginDocument();
            foreach (var element in document)
            {
                _writer.WriteValue(element.NameUtf8, element.Value);
            }

            _writer.End(start);
        }
    }

    private Action Reader(int count)
    {
        var compiled = new CompileContext();
        foreach (var path in Paths.AsSpan(0, count))
        {
            _ = compiled.Fields.GetSlot(path);
        }

        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        return () =>
        {
            foreach (var document in _documents)
            {
                context.Begin(document);
                compiled.Fields.Read(context);
            }
        };
    }

    private void Print(ExtendedJsonFormat format)
    {
        foreach (var document in _documents)
        {
            _writer.Reset();
            ExtendedJson.Write(document, _writer, new ExtendedJsonOptions { Format = format });
        }
    }

    private static byte[] Format(BsonDocument document, ExtendedJsonFormat format) =>
        Encoding.UTF8.GetBytes(ExtendedJson.Format(document, new ExtendedJsonOptions { Format = format }));

    private static void Parse(byte[][] texts)
    {
        foreach (var text in texts)
        {
            _ = ExtendedJson.Parse(text);
        }
    }

    private void Transcode(byte[][] texts)
    {
        _writer.Reset();
        foreach (var text in texts)
        {
            _ = JsonTranscoder.TryTranscode(text, _writer, out _, out _);
        }
    }

    private void TranscodePlainly(byte[][] texts)
    {
        _writer.Reset();
        foreach (var text in texts)
        {
            PlainTranscoder.Write(text, _writer);
        }
    }

    // As other programs write them: dates as numbers, so that both transcoders make the same documents.
    private static byte[] PlainJson(BsonDocument document)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var element in document)
            {
                if (element.Type == BsonType.String)
                {
                    json.WriteString(element.NameUtf8, element.Value.AsStringUtf8);
                }
                else
                {
                    json.WriteNumber(element.NameUtf8, element.Value.Payload);
                }
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
