using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary>Reads one stage.</summary>
/// <param name="stage">The stage's argument and a place for problems.</param>
/// <param name="pipeline">Receives what runs the stage.</param>
internal delegate void StageParser(StageContext stage, PipelineBuilder pipeline);
