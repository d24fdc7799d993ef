using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// The variables that <c>$map</c>, <c>$filter</c> and <c>$reduce</c> set for each element of an array.
/// </summary>
internal readonly struct ElementVariables
{
    private readonly int _element;
    private readonly int _index;

    private ElementVariables(int element, int index)
    {
        _element = element;
        _index = index;
    }

    /// <summary>
    /// Declares the variable of the element, <c>this</c> unless named, and of its index where one is named.
    /// </summary>
    public static ElementVariables Declare(in BsonValue name, in BsonValue indexName, CompileContext context)
    {
        var element = context.DeclareVariable(NameOf(name, "this", "as"));
        var hasIndex = !indexName.IsMissing;
        return new(element, hasIndex ? context.DeclareVariable(NameOf(indexName, "", "arrayIndexAs")) : -1);
    }

    /// <summary>The name of a variable as given, checked, or the usual one.</summary>
    public static string NameOf(in BsonValue name, string usual, string argument)
    {
        if (name.IsMissing)
        {
            return usual;
        }

        if (name.Type != BsonType.String)
        {
            throw new ExpressionSyntaxException(
                16866, $"the name of a variable is a string, not {TypeNames.Of(name.Type)}", argument);
        }

        FieldPaths.CheckDeclaration(name.AsString);
        return name.AsString;
    }

    /// <summary>Takes the variables out of scope.</summary>
    public void Release(CompileContext context) => context.ReleaseVariables(_index < 0 ? 1 : 2);

    /// <summary>Sets the variables for one element.</summary>
    public void Set(in BsonValue element, int index, EvaluationContext context)
    {
        context.Variables[_element] = element;
        if (_index >= 0)
        {
            context.Variables[_index] = index;
        }
    }
}
