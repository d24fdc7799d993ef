using System.Runtime.CompilerServices;
using WireSP.Expressions.Runs;
using WireSP.Expressions.Transforms;

namespace WireSP.Tests.Expressions.Runs;

public class RunFetchTests
{
    [Theory]
    [InlineData(128, 128, 64)]
    [InlineData(100, 36, 36)]
    [InlineData(64, 64, 64)]
    [InlineData(64, 10, 10)]
    [InlineData(1, 1, 1)]
    public void Code_finds_a_document_to_fetch_for_each_that_it_works_on(int count, int left, int worked)
    {
        var documents = Enumerable.Range(0, count).Select(i => new DocumentSlice(i * 100, 100)).ToArray();
        var fetch = new RunFetch();
        fetch.Begin(new byte[count * 100], documents);

        ref var ahead = ref fetch.ByCode(left, worked);

        for (var i = 0; i < worked; i++)
        {
            // Behind the last one there is nothing to fetch but that one again.
            var expected = Math.Min(count - left + i + RunReader.DocumentsAhead, count - 1);
            Assert.Equal(documents[expected], Unsafe.Add(ref ahead, i));
        }
    }
}
