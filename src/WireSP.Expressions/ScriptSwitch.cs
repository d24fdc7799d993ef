namespace WireSP.Expressions;

/// <summary>The switch of <see cref="AppContext"/> by which whoever runs the process forbids JavaScript.</summary>
public static class ScriptSwitch
{
    /// <summary>Its name; set, <c>$function</c> and <c>$accumulator</c> are refused when they are compiled.</summary>
    public const string IsForbidden = "WireSP.Script.IsForbidden";
}
