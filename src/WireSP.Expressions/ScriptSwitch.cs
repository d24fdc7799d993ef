namespace WireSP.Expressions;

/// <summary>The switch of <see cref="AppContext"/> by which whoever runs the process forbids JavaScript.</summary>
public static class ScriptSwitch
{
    /// <summary>Its name; set, <c>$function</c> is refused when it is compiled.</summary>
    public const string IsForbidden = "WireSP.Script.IsForbidden";
}
