using System.Globalization;
using System.Xml;

namespace WireSP.Server.PipelineTests;

/// <summary>Writes outcomes as the XML that continuous integration servers read: one suite a file.</summary>
internal static class JUnitReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="files">The outcomes of each file.</param>
    /// <param name="unusable">Files that could not be used: each counts as one error.</param>
    public static void Write(
        string path,
        IReadOnlyList<(TestFile File, IReadOnlyList<TestOutcome> Outcomes)> files,
        IReadOnlyList<TestFileException> unusable)
    {
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true });
        xml.WriteStartElement("testsuites");
        foreach (var (file, outcomes) in files)
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", file.Path);
            WriteCounts(xml, outcomes.Count, outcomes.Count(outcome => !outcome.IsPassed), errors: 0);
            foreach (var outcome in outcomes)
            {
                WriteCase(xml, file, outcome);
            }

            xml.WriteEndElement();
        }

        foreach (var problem in unusable)
        {
            WriteUnusable(xml, problem);
        }

        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, TestFile file, TestOutcome outcome)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", file.Processor.Name);
        xml.WriteAttributeString("name", outcome.Test.Name);
        xml.WriteAttributeString("file", file.Path);
        xml.WriteAttributeString("time", outcome.Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
        if (!outcome.IsPassed)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", "what came out is not what was expected");
            xml.WriteString(Clean(string.Join('\n', OutcomeText.Explain(outcome))));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteUnusable(XmlWriter xml, TestFileException problem)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", problem.Path);
        WriteCounts(xml, tests: 1, failures: 0, errors: 1);
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", problem.Path);
        xml.WriteAttributeString("name", "the file can be used");
        xml.WriteStartElement("error");
        xml.WriteAttributeString("message", Clean(problem.Problems[0]));
        xml.WriteString(Clean(string.Join('\n', problem.Problems)));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, int tests, int failures, int errors)
    {
        xml.WriteAttributeString("tests", tests.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", failures.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", errors.ToString(CultureInfo.InvariantCulture));
    }

    // XML has no way to write most control characters, and names of tests may hold any.
    private static string Clean(string text) =>
        string.Concat(text.Select(
            letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter) ? letter : '\uFFFD'));
}
