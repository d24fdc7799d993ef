using System.Text;
using WireSP.Expressions;
using WireSP.Expressions.Operators;
using WireSP.Expressions.Runs;

namespace WireSP.Tests.Expressions.Runs;

public class TextTableTests
{
    private static readonly string[] Letters = ["a", "A", "z", "Z", "@", "[", "`", "{", "é", "É", "\0", "k"];

    [Fact]
    public void Each_text_gets_the_number_of_the_first_that_is_equal() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var folds = random.Next(2) == 0;
        byte[][] texts = [.. Enumerable.Range(0, random.Next(TextTable.CountMax + 1)).Select(_ => Text(random))];
        var table = new TextTable(texts, folds);
        byte[][] asked = [.. texts, .. Enumerable.Range(0, 20).Select(_ => Text(random))];
        var run = new DocumentRun();
        foreach (var text in asked)
        {
            byte[] buffer = [.. new byte[random.Next(3)], .. text, .. new byte[random.Next(40)]];
            var at = buffer.AsSpan().IndexOf(text);
            run.Begin(new CompileContext().CreateEvaluationContext(TimeProvider.System), buffer);
            var sought = folds ? Lower(text) : text;
            var expected = Array.FindIndex(texts, other => other.AsSpan().SequenceEqual(sought));
            expected = expected < 0 ? table.Count : expected;

            Assert.Equal(expected, table.IndexOf(text));
            Assert.Equal(expected, Find(table, run, RunText.At(at, text.Length)));
            Assert.Equal(expected, Find(table, run, run.AddText(text)));
        }
    });

    // One is longer and has a smaller byte in the place that the length is mixed into.
    [Fact]
    public void Texts_that_differ_in_a_zero_at_the_end_are_kept_apart()
    {
        var table = new TextTable(["aaaaaaaabbbbbcd"u8.ToArray(), "aaaaaaaabbbbbbd\0"u8.ToArray()], folds: false);

        Assert.Equal(0, table.IndexOf("aaaaaaaabbbbbcd"u8));
        Assert.Equal(1, table.IndexOf("aaaaaaaabbbbbbd\0"u8));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void No_text_is_the_empty_one_only_in_lower_case(bool folds, int number)
    {
        var table = new TextTable(["a"u8.ToArray(), []], folds);
        var run = new DocumentRun();
        run.Begin(new CompileContext().CreateEvaluationContext(TimeProvider.System), new byte[20]);

        Assert.Equal(number, Find(table, run, RunText.Null));
        Assert.Equal(number, Find(table, run, RunText.Missing));
        Assert.Equal(1, Find(table, run, RunText.At(3, 0)));
    }

    private static long Find(TextTable table, DocumentRun run, long text)
    {
        long[] payloads = [0, text];
        table.Find(run, [1], payloads);
        return payloads[1];
    }

    private static byte[] Text(Random random)
    {
        var length = random.Next(3) switch { 0 => random.Next(3), 1 => random.Next(14, 19), _ => random.Next(40) };
        return Encoding.UTF8.GetBytes(string.Concat(random.GetItems(Letters, length)));
    }

    private static byte[] Lower(byte[] text)
    {
        var lower = new byte[text.Length];
        ToLower.Write(text, lower);
        return lower;
    }
}
