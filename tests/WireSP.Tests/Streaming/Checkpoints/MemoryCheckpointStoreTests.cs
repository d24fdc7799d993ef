using WireSP.Streaming.Checkpoints;
using WireSP.TestKit.Streaming.Checkpoints;

namespace WireSP.Tests.Streaming.Checkpoints;

public class MemoryCheckpointStoreTests : CheckpointStoreContract
{
    protected override Task<ICheckpointStore> OpenAsync() =>
        Task.FromResult<ICheckpointStore>(new MemoryCheckpointStore());
}
