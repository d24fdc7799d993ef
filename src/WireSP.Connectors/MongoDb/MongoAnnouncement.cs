using WireSP.Bson;

namespace WireSP.Connectors.MongoDb;

/// <summary>A session that was announced.</summary>
/// <param name="Id">What the announcement is known by.</param>
/// <param name="Session">The session, as lists of sessions name it.</param>
internal readonly record struct MongoAnnouncement(ObjectId Id, BsonDocument Session);
