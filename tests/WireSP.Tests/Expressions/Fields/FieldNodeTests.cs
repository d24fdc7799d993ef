using System.Text;
using WireSP.Expressions.Fields;

namespace WireSP.Tests.Expressions.Fields;

public class FieldNodeTests
{
    [Fact]
    public void A_child_is_found_by_its_whole_name_and_by_no_other() => Property.ForAllSeeds(seed =>
    {
        // Few letters and all lengths around eight, so that names differ in one byte anywhere.
        var random = new Random(seed);
        var node = new FieldNode([]);
        List<string> known = [];
        for (var i = 0; i < 40; i++)
        {
            var name = new string(random.GetItems<char>("ab", random.Next(18)));
            var bytes = Encoding.UTF8.GetBytes(name);

            Assert.Equal(known.IndexOf(name), node.IndexOf(bytes));
            if (random.Next(2) == 0)
            {
                var child = node.GetChild(bytes);
                known = known.Contains(name) ? known : [.. known, name];
                Assert.Same(node.Children[known.IndexOf(name)], child);
            }
        }
    });
}
