using WireSP.Server.Cli;
using WireSP.Server.PipelineTests.Updating;

namespace WireSP.Server.PipelineTests;

/// <summary>One run of <c>wiresp test</c> over several files; a file that cannot be used stops no other.</summary>
internal sealed class TestCommandRun(TextWriter output, TextWriter errors, bool hasColours)
{
    private readonly TestReport _report = new(output, hasColours);
    private readonly List<(TestFile File, IReadOnlyList<TestOutcome> Outcomes)> _files = [];
    private readonly List<TestFileException> _unusable = [];

    /// <summary>Run only tests whose name has this in it; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Whether what comes out is written into the files.</summary>
    public bool IsUpdate { get; init; }

    /// <summary>Where a JUnit report is written; null for none.</summary>
    public string? JUnitFile { get; init; }

    /// <summary>Runs the tests and tells what comes of them.</summary>
    /// <returns>The exit code.</returns>
    public int Run(IEnumerable<string> arguments)
    {
        List<TestFileException> missing = [];
        var paths = TestFileFinder.Find(arguments, missing);
        missing.ForEach(Refuse);
        foreach (var path in paths)
        {
            RunFile(path);
        }

        if (_unusable.Count == 0 && _report.Passed + _report.Failed == 0)
        {
            Refuse(new TestFileException("--filter", [$"no test has '{Filter}' in its name"]));
        }

        _report.End(_unusable.Count);
        if (JUnitFile is not null)
        {
            WriteJUnit(JUnitFile);
        }

        return _unusable.Count > 0 ? TestCommand.ExitUnusable
            : _report.Failed > 0 ? TestCommand.ExitFailed
            : TestCommand.ExitPassed;
    }

    private void RunFile(string path)
    {
        try
        {
            var file = TestFileReader.Read(path);
            if (file.Tests.Count == 0)
            {
                throw new TestFileException(path, ["there are no tests in it; 'wiresp check' looks at the pipeline"]);
            }

            var outcomes = RunTests(file);
            var updated = new HashSet<int>();
            if (IsUpdate && outcomes.Exists(outcome => !outcome.IsPassed))
            {
                var failed = outcomes.FindAll(outcome => outcome is { IsPassed: false, Failure: null });
                updated.UnionWith(failed.Select(outcome => outcome.Test.Index));

                // Run again before it is written: what is written must be right.
                file = TestFileReader.Read(path, ExpectationUpdate.Apply(file, failed));
                outcomes = RunTests(file);
                Write(file);
            }

            Tell(file, outcomes, updated);
        }
        catch (TestFileException problem)
        {
            Refuse(problem);
        }
    }

    private List<TestOutcome> RunTests(TestFile file)
    {
        var runner = new TestRunner(file, TimeProvider.System);
        List<TestOutcome> outcomes = [];
        foreach (var test in file.Tests)
        {
            if (test.Name.Contains(Filter ?? "", StringComparison.OrdinalIgnoreCase))
            {
                outcomes.Add(runner.Run(test));
            }
        }

        return outcomes;
    }

    private static void Write(TestFile file)
    {
        try
        {
            // Written beside and moved over it: a full disk must not leave half a file.
            var beside = file.Path + ".new";
            File.WriteAllText(beside, file.Text);
            File.Move(beside, file.Path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TestFileException(file.Path, [$"cannot be written: {exception.Message}"]);
        }
    }

    private void Tell(TestFile file, List<TestOutcome> outcomes, HashSet<int> updated)
    {
        if (outcomes.Count == 0)
        {
            return;
        }

        _report.Begin(file.Path);
        foreach (var outcome in outcomes)
        {
            _report.Add(outcome, isUpdated: updated.Contains(outcome.Test.Index));
        }

        _files.Add((file, outcomes));
    }

    private void Refuse(TestFileException problem)
    {
        _unusable.Add(problem);
        foreach (var text in problem.Problems)
        {
            errors.WriteLine($"{problem.Path}: {text}");
        }
    }

    private void WriteJUnit(string path)
    {
        try
        {
            JUnitReport.Write(path, _files, _unusable);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Refuse(new TestFileException(path, [$"cannot be written: {exception.Message}"]));
        }
    }
}
