using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>
/// Tries an operator on its constants when the pipeline is compiled, with arguments that suit in place of those that
/// only documents know, so that constants that cannot be right are refused and do not fail each document.
/// </summary>
/// <param name="suiting">Arguments that suit, as Extended JSON: an array, whose last item stands for all that follow,
/// or an object. Several texts where a constant suits beside one of them and not beside another.</param>
internal sealed class ConstantTrial(params string[] suiting)
{
    // No operator has more for each element.
    private const int VariablesMax = 3;

    private readonly Lazy<BsonValue[]> _suiting =
        new(() => Array.ConvertAll(suiting, static text => ExtendedJson.ParseValue(text)));

    /// <summary>Arguments that suit.</summary>
    public IReadOnlyList<BsonValue> Suiting => _suiting.Value;

    /// <summary>
    /// Arguments of which a wrong constant is refused also where the operator may never look at it, because another
    /// argument is nothing or because documents may pass by.
    /// </summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>
    /// Whether a wrong setting is refused also where all is constant and another argument makes the answer nothing.
    /// </summary>
    public bool RefusesSettingsOfNothing { get; init; }

    /// <summary>Tries the constants of an operator's argument as it stands in a pipeline.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="dependsOnDocument">Whether the operator's answer is not known before a document comes.</param>
    /// <param name="factory">Compiles the operator.</param>
    /// <param name="context">Of the pipeline.</param>
    /// <exception cref="ExpressionSyntaxException">No document can make them right.</exception>
    public void Run(BsonValue argument, bool dependsOnDocument, ExpressionFactory factory, CompileContext context)
    {
        var operands = TrialOperand.Pair(argument, Suiting[0]);
        if (operands.Count == 0)
        {
            return;
        }

        var scratch = new EvaluationContext(0, VariablesMax, TimeProvider.System);
        var written = operands.FindAll(operand => operand.IsWritten);
        var settings = written.FindAll(IsSetting);

        // Where all is constant, what the operator gives is mostly the answer.
        var isWhole = written.Count == operands.Count;
        if (dependsOnDocument || RefusesSettingsOfNothing)
        {
            Refuse(settings, operands.Select(operand => operand.StandIn));
        }

        if (isWhole || (written.Count > settings.Count && !context.MayBeSkipped))
        {
            Refuse(written, [.. StandInsFor(argument)]);
        }

        // The constants are wrong that fail alike whatever stands in for the rest.
        void Refuse(List<TrialOperand> constants, params IEnumerable<BsonValue>[] manyStandIns)
        {
            EvaluationException? failure = null;
            foreach (var standIns in constants.Count == 0 ? [] : manyStandIns)
            {
                if (FailureOf(constants, standIns) is not { } found || (failure ?? found).Code != found.Code)
                {
                    return;
                }

                failure ??= found;
            }

            if (failure is not null)
            {
                var blamed = constants.Find(one => FailureOf([one], manyStandIns[0])?.Code == failure.Code);
                throw blamed is null ? new(failure.Code, failure.Message)
                    : ConstantRefusal.Of(failure, blamed.Constant, blamed.Name, MayBeField(blamed));
            }
        }

        EvaluationException? FailureOf(List<TrialOperand> constants, IEnumerable<BsonValue> standIns) =>
            Evaluate(TrialOperand.ArgumentOf(operands, constants, standIns, argument.Type), factory, scratch);
    }

    private IEnumerable<IEnumerable<BsonValue>> StandInsFor(BsonValue argument)
    {
        foreach (var arguments in Suiting)
        {
            yield return TrialOperand.Pair(argument, arguments).Select(operand => operand.StandIn);
        }

        // A document may have nothing where a field is named, which many operators answer with nothing.
        yield return Enumerable.Repeat(BsonValue.Null, int.MaxValue);
        yield return Enumerable.Repeat((BsonValue)"$$REMOVE", int.MaxValue);
    }

    // The failure that is owed to constants, if there is one.
    private static EvaluationException? Evaluate(
        BsonValue argument, ExpressionFactory factory, EvaluationContext scratch)
    {
        try
        {
            var compiled = factory(argument, new CompileContext());
            scratch.Begin(BsonDocument.Empty);
            _ = compiled.Evaluate(scratch);
            return null;
        }
        catch (ExpressionSyntaxException)
        {
            // What stands in is not legal there beside what is written.
            return null;
        }
        catch (EvaluationException error)
        {
            // What a text says, and how much there is to do, is owed to the arguments that stand in.
            return error.Code is Operators.Conversion.FailureCode
                or ExpressionErrors.TooLongCode or ExpressionErrors.TooMuchCode ? null : error;
        }
    }

    // Settings with names are mostly words, such as units.
    private bool MayBeField(TrialOperand operand) => !IsSetting(operand) || char.IsAsciiDigit(operand.Name[0]);

    private bool IsSetting(TrialOperand operand) => Settings.Contains(operand.Name);
}
