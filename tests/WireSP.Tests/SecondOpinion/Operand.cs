namespace WireSP.Tests.SecondOpinion;

/// <summary>A value that operators are tried with, as Extended JSON; an empty text stands for no value.</summary>
internal sealed record Operand(string Kind, string Json);
