using System.Collections.Frozen;
using System.Diagnostics;
using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.MongoDb.Native;

namespace WireSP.Connectors.MongoDb;

/// <summary>Gives the driver's form of a read preference; the driver chooses the member.</summary>
internal static unsafe class MongoReadPreference
{
    // The driver's mongoc_read_mode_t: a bit a kind of member, and one for "preferred".
    private static readonly FrozenDictionary<string, int> Modes = new Dictionary<string, int>
    {
        ["primary"] = 1,
        ["secondary"] = 2,
        ["primaryPreferred"] = 4 | 1,
        ["secondaryPreferred"] = 4 | 2,
        ["nearest"] = 8 | 2,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a connection string says; its owner disposes it.</summary>
    public static ReadPreferenceHandle Of(MongoUriHandle uri) =>
        Libmongoc.ReadPreferenceCopy(Libmongoc.UriReadPreference(uri));

    /// <summary>The native form; its owner disposes it.</summary>
    /// <param name="preference">From which members.</param>
    /// <param name="ofConnection">What the connection string says, which counts where the preference does not.</param>
    public static ReadPreferenceHandle Of(ReadPreference preference, ReadPreferenceHandle ofConnection)
    {
        if (preference == ReadPreference.OfConnection)
        {
            return Libmongoc.ReadPreferenceCopy(ofConnection);
        }

        var native = Libmongoc.ReadPreferenceNew(Modes[preference.Mode]);
        if (preference.Tags.Count > 0)
        {
            var sets = new BsonArrayBuilder();
            foreach (var set in preference.Tags)
            {
                sets.Add(set);
            }

            using var block = new NativeBsonBlock(1);
            Libmongoc.ReadPreferenceSetTags(native, block.Set(0, sets.ToArray().AsDocument));
        }

        return Libmongoc.ReadPreferenceIsValid(native)
            ? native
            : throw new UnreachableException("the stage's parser lets no tags stand beside 'primary'");
    }
}
