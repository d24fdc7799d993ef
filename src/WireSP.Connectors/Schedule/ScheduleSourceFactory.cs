using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Schedule;

/// <summary>A parsed <c>$source</c> with a <c>schedule</c>.</summary>
internal sealed class ScheduleSourceFactory(CronSchedule schedule, string fieldName) : ISourceFactory
{
    public string OperatorName => "ScheduleSourceOperator";

    public ISelfTimedSource CreateSelfTimed(TaskContext context) => new ScheduleSource(schedule, fieldName, context);

    public ISource Create(TaskContext context) => new ScheduleSource(schedule, fieldName, context);
}
