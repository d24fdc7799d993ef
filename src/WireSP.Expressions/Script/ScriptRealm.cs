using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime.Interop;
using WireSP.Bson;

namespace WireSP.Expressions.Script;

/// <summary>
/// Builds the world that functions see: no host, no time but the given clock's, no way to wait, BSON's constructors,
/// and nothing in it that a function could change for the next one. The rest of it is <c>realm.js</c> and
/// <c>guards.js</c>.
/// </summary>
internal sealed class ScriptRealm
{
    // Parsed once for all engines of the process, when the first of them is made.
    private static readonly Prepared<Acornima.Ast.Script> Program = Prepare("realm");
    private static readonly Prepared<Acornima.Ast.Script> Guards = Prepare("guards");

    private static readonly ConditionalWeakTable<Function, JsValue> Constants = [];

    private readonly ScriptBudget _budget;

    /// <summary>Builds it; <paramref name="budget"/> is charged for all that runs in it.</summary>
    public ScriptRealm(TimeProvider clock, ScriptBudget budget)
    {
        _budget = budget;
        var options = new Options
        {
            Culture = CultureInfo.InvariantCulture,
            TimeSystem = new ScriptClock(clock),
            AgentCanSuspend = false,
        };
        options.Host.StringCompilationAllowed = false;
        options.Constraints.StackOverflowGuard = true;
        options.Constraints.RegexTimeout = ExpressionLimits.RegexTimeMax;
        options.Constraints.MaxArraySize = ExpressionLimits.ScriptArrayLengthMax;
        options.Json.MaxParseDepth = BsonLimits.NestingDepthMax;
        // Counts texts that are put together and not yet copied, which the budget does not see.
        options.LimitMemory(ExpressionLimits.ProducedBytesMax);
        options.Constraint(budget);
        Engine = new Engine(options);
        Types = new ScriptTypes(Engine, clock);
        Harden = (Function)Engine.Call(Engine.Evaluate(Program), [Natives(clock), Engine.Evaluate(Guards)]);
    }

    /// <summary>The engine.</summary>
    public Engine Engine { get; }

    /// <summary>Its BSON types.</summary>
    public ScriptTypes Types { get; }

    /// <summary>Makes it impossible to change a function that is kept from call to call.</summary>
    public Function Harden { get; }

    /// <summary>What a getter of ours always gives; no code is run for that.</summary>
    public static bool TryGetConstant(JsValue? getter, [NotNullWhen(true)] out JsValue? value)
    {
        value = null;
        return getter is Function function && Constants.TryGetValue(function, out value);
    }

    private static Prepared<Acornima.Ast.Script> Prepare(string name)
    {
        using var stream = typeof(ScriptRealm).Assembly.GetManifestResourceStream($"{name}.js");
        using var reader = new StreamReader(stream!);
        return Engine.PrepareScript(reader.ReadToEnd(), name);
    }

    private JsObject Natives(TimeProvider clock)
    {
        var natives = new JsObject(Engine);
        Add("make", (_, given) => Types.Make(given[0].ToString(), At(given, 1), At(given, 2)));
        Add("text", (_, given) => ScriptTypes.Text(Held(given)));
        Add("part", (_, given) => ScriptTypes.Part(Held(given), given[1].ToString()));
        Add("isSame", (_, given) => IsSame(Held(given), At(given, 1)));
        Add("setPrototype", (_, given) => SetPrototype(given[0].ToString(), (ObjectInstance)given[1]));
        Add("md5", (_, given) => ScriptTypes.Md5(given[0].ToString()));
        Add("random", (_, _) => Operators.Rand.Next(clock));
        Add("constant", (_, given) => Constant(given[0]));
        Add("replacement", (_, given) => new ScriptReplacement(given[0].ToString(), _budget).ToFunction(Engine));
        Add("reserve", Reserve);
        Add("charge", Charge);
        AddGuards(new ScriptGuards(Engine, _budget), Add);
        return natives;

        void Add(string name, Func<JsValue, JsValue[], JsValue> function) =>
            natives.FastSetDataProperty(name, new ClrFunction(Engine, name, function));
    }

    private static void AddGuards(ScriptGuards guards, Action<string, Func<JsValue, JsValue[], JsValue>> add)
    {
        add("guard", (_, given) => guards.Guard((Function)given[0], given[1].ToString(), Number(given[2])));
        add("guardCalls", (_, given) =>
            guards.GuardCalls((Function)given[0], given[1].ToString(), (int)Number(given[2])));
        add("guardComparisons", (_, given) => guards.GuardComparisons((Function)given[0], given[1].ToString()));
        add("count", (_, given) => guards.Count((Function)given[0], given[1].ToString(), given[2].AsBoolean()));
        add("called", (_, given) => guards.Called(given[0]));
        add("guardPattern", (_, given) =>
            guards.GuardPattern((Function)given[0], given[1].ToString(), given[2]));
        add("limitPattern", (_, given) => guards.LimitPattern(given[0]));
        add("keepFast", (_, given) => ScriptSteps.KeepFast((ObjectInstance)given[0]));
        add("walked", (_, given) => guards.Walked(Number(given[0]), given[1]));
        add("joinedLength", (_, given) => ScriptGuards.JoinedLength(given[0], Number(given[1])));
        add("quotedLength", (_, given) => ScriptGuards.QuotedLength(given[0]));
    }

    private static double Number(JsValue value) => ((JsNumber)value).AsNumber();

    private BsonValue Held(JsValue[] given) => given[0] is ScriptValue value
        ? value.Held
        : throw Types.Error("this method belongs to another type");

    private static JsValue At(JsValue[] given, int index) => index < given.Length ? given[index] : JsValue.Undefined;

    private static bool IsSame(BsonValue held, JsValue other) =>
        other is ScriptValue value && BsonValueComparer.Equals(held, value.Held);

    private JsValue SetPrototype(string type, ObjectInstance prototype)
    {
        _ = TypeNames.TryParse(type, out var parsed);
        Types.SetPrototype(parsed, prototype);
        return JsValue.Undefined;
    }

    private ClrFunction Constant(JsValue value)
    {
        var getter = new ClrFunction(Engine, "get", (_, _) => value);
        Constants.Add(getter, value);
        return getter;
    }

    private JsValue Charge(JsValue self, JsValue[] given)
    {
        _budget.Count((long)Number(given[0]));
        return JsValue.Undefined;
    }

    private JsValue Reserve(JsValue self, JsValue[] given)
    {
        _budget.CheckCall(Number(given[0]));
        return JsValue.Undefined;
    }
}
