using System.Globalization;
using Jint.Runtime;

namespace WireSP.Expressions.Script;

/// <summary>What <c>Date</c> knows of time: the clock of the evaluation, in UTC.</summary>
internal sealed class ScriptClock(TimeProvider clock)
    : DefaultTimeSystem(TimeZoneInfo.Utc, CultureInfo.InvariantCulture)
{
    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();
}
