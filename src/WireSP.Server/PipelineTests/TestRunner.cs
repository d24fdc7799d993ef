using WireSP.Bson;
using WireSP.Connectors.Collections.Given;
using WireSP.Server.Commands;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Simulation;

namespace WireSP.Server.PipelineTests;

/// <summary>Runs the tests of one file. Nothing is opened and no time passes; the pipeline is compiled once.</summary>
internal sealed class TestRunner
{
    private readonly TestFile _file;
    private readonly CompiledPipeline _pipeline;
    private readonly TimeProvider _stopwatch;
    private readonly GivenCollections _collections = new();

    /// <summary>Compiles the file's pipeline.</summary>
    /// <param name="file">The file.</param>
    /// <param name="stopwatch">Measures how long tests take.</param>
    /// <exception cref="TestFileException">The pipeline cannot run.</exception>
    public TestRunner(TestFile file, TimeProvider stopwatch)
    {
        _file = file;
        _stopwatch = stopwatch;
        _pipeline = PipelineCheck.Compile(file, _collections);
        List<string> problems = [];
        foreach (var test in file.Tests)
        {
            foreach (var connection in test.Connections)
            {
                if (!_pipeline.ConnectionNames.Contains(connection.Name))
                {
                    problems.Add($"tests.{test.Index}.connections.{connection.Name}: the pipeline names no such "
                        + $"connection.{NearestName.Hint(connection.Name, _pipeline.ConnectionNames)}");
                }
            }
        }

        if (problems.Count > 0)
        {
            throw new TestFileException(file.Path, problems);
        }
    }

    /// <summary>Runs one test.</summary>
    public TestOutcome Run(TestCase test)
    {
        try
        {
            _collections.Begin(test.Connections);
            return RunWithCollections(test);
        }
        finally
        {
            _collections.End();
        }
    }

    private TestOutcome RunWithCollections(TestCase test)
    {
        var began = _stopwatch.GetTimestamp();
        var source = new SourceMetadata(_file.Processor);
        var run = new PipelineSimulation(
            _pipeline,
            _file.Processor.Name,
            source.Type,
            DateTimeOffset.FromUnixTimeMilliseconds(test.StartMs),
            _file.Processor.EventTimeAheadMax);
        var failure = Play(run, source, test);
        var expectation = test.Expectation ?? Expectation.Nothing;
        return new TestOutcome(
            test,
            CompareOutput(expectation, run, test),
            CompareDeadLetters(expectation, run, test),
            CompareStatistics(expectation, run))
        {
            Elapsed = _stopwatch.GetElapsedTime(began),
            Failure = failure,
            Run = run,
        };
    }

    private static string? Play(PipelineSimulation run, SourceMetadata source, TestCase test)
    {
        try
        {
            run.Assign([.. Enumerable.Range(0, test.Partitions)]);
            run.AdvanceTo(test.StartMs);
            foreach (var step in test.Steps)
            {
                run.AdvanceTo(step.AtMs);
                if (step.HasInput)
                {
                    run.Receive(source.InputOf(step));
                }
            }

            return null;
        }
        catch (StreamProcessorException failure)
        {
            return $"the processor failed with code {failure.Code}: {failure.Message}";
        }
    }

    private IReadOnlyList<ListPair> CompareOutput(Expectation expectation, PipelineSimulation run, TestCase test)
    {
        return expectation.Output is not { } expected
            ? []
            : ListComparison.Compare(
                expected.Count, run.Outputs.Count, (i, j) => Compare(expected[i], run.Outputs[j]), test.IsUnordered);

        List<Difference> Compare(ExpectedOutput wanted, SimulatedOutput found)
        {
            var showsMetadata = !wanted.Body[_file.Processor.StreamMetaFieldName].IsMissing;
            var differences = ValueComparison.Compare(wanted.Body, showsMetadata ? found.Sample : found.Body);
            if (!wanted.Target.IsMissing)
            {
                ValueComparison.Compare(
                    wanted.Target, found.Target ?? BsonValue.Missing, ExpectedOutput.TargetField, true, differences);
            }

            if (wanted.TimeMs is { } timeMs && timeMs != found.TimeMs)
            {
                differences.Add(new Difference(
                    ExpectedOutput.TimeField,
                    TestTime.Show(timeMs, test.StartMs),
                    TestTime.Show(found.TimeMs, test.StartMs)));
            }

            return differences;
        }
    }

    private static IReadOnlyList<ListPair> CompareDeadLetters(
        Expectation expectation, PipelineSimulation run, TestCase test)
    {
        var expected = expectation.DeadLetters ?? [];
        return ListComparison.Compare(
            expected.Count,
            run.DeadLetters.Count,
            (i, j) => ValueComparison.Compare(expected[i], DeadLetterText.WithReason(run.DeadLetters[j]), true),
            test.IsUnordered);
    }

    private List<Difference> CompareStatistics(Expectation expectation, PipelineSimulation run) =>
        expectation.Statistics is { } expected
            ? ValueComparison.Compare(
                expected, StatisticsDocument.Create(_file.Processor.Name, run.Statistics), isSubset: true)
            : [];
}
