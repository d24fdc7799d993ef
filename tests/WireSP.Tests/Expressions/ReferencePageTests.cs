using WireSP.Expressions;
using WireSP.TestKit;

namespace WireSP.Tests.Expressions;

public class ReferencePageTests
{
    [Fact]
    public void The_page_in_the_repository_is_what_the_specs_say()
    {
        var path = Repository.PathTo("src/WireSP.Expressions/reference.md");
        if (Environment.GetEnvironmentVariable("WIRESP_WRITE_REFERENCE") == "1")
        {
            File.WriteAllText(path, ReferencePage.Write());
        }

        Assert.Equal(ReferencePage.Write(), File.ReadAllText(path));
    }
}
