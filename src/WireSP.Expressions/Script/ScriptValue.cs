using Jint;
using Jint.Native.Object;
using WireSP.Bson;

namespace WireSP.Expressions.Script;

/// <summary>
/// A BSON value that JavaScript has no type for, such as an object id or a 64-bit integer. What it holds cannot be
/// changed or forged by a function; its methods are those of its constructor's prototype.
/// </summary>
internal sealed class ScriptValue : ObjectInstance
{
    /// <summary>Holds a value whose bytes outlive the engine's call.</summary>
    public ScriptValue(Engine engine, BsonValue value, ObjectInstance prototype)
        : base(engine)
    {
        Held = value;
        Prototype = prototype;
    }

    /// <summary>The value.</summary>
    public BsonValue Held { get; }
}
