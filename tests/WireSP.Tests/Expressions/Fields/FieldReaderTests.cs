using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Tests.Expressions.Fields;

public class FieldReaderTests
{
    [Fact]
    public void Shapes_are_tried_ever_more_rarely_where_documents_do_not_repeat_them()
    {
        var (plan, context) = Compile();
        var documents = Array.ConvertAll(
            [.. Enumerable.Range(0, 32)],
            i => new BsonDocumentBuilder { { $"other{i}", i }, { "a", i } }.ToDocument());

        // In trials of 256 documents with rests of 8,192 between them it would be 24 times as many.
        var tried = 0;
        for (var i = 0; i < 200_000; i++)
        {
            context.Begin(documents[i % documents.Length]);
            plan.Read(context);
            tried += context.Reader!.Shapes.Length > 0 ? 1 : 0;
        }

        Assert.InRange(tried, 256, 6 * 256);
    }

    [Fact]
    public void Shapes_are_tried_again_once_documents_repeat_them()
    {
        var (plan, context) = Compile();
        var alike = new BsonDocumentBuilder { { "b", 1 }, { "a", 2 } }.ToDocument();
        for (var i = 0; i < 30_000; i++)
        {
            context.Begin(i < 1_000 ? new BsonDocumentBuilder { { $"other{i}", i }, { "a", i } }.ToDocument() : alike);
            plan.Read(context);
        }

        Assert.NotNull(context.Shape);
    }

    private static (FieldPlan Plan, EvaluationContext Context) Compile()
    {
        var compiled = new CompileContext();
        _ = compiled.Fields.GetSlot("a");
        return (compiled.Fields, compiled.CreateEvaluationContext(TimeProvider.System));
    }
}
