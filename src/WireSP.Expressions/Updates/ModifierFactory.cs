using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>Adds what an operator does to one field, with its argument (already copied), to the tree.</summary>
internal delegate void ModifierFactory(string path, BsonValue argument, UpdateTree tree);
