namespace WireSP.Tests.Wire.Authentication;

/// <summary>
/// Conversations that real clients held as user <c>u</c> with password <c>p</c>; every number in them is given.
/// </summary>
internal static class ScramVectors
{
    public static readonly ScramVector[] List =
    [
        new("libmongoc 1.23", "SCRAM-SHA-256")
        {
            ClientNonce = "obEz4T9xwn82HqlwcX8Ek8dRDlQf1jCg",
            ServerNonce = "hSsdW1Is0wBewKWxAOnOaBPW",
            Salt = "WhodnkKJOeIIng6WM+q+fqOonYxp4AYnMLv4nQ==",
            Proof = "VleuGglgEjt/J4hRdjpSG9b1FVPFyzUsP6KZ0uQP7NA=",
            Signature = "RK1t1XVlUmxJhuso2ECVMp6+nyh7kkom3xIpBr7Pu6Y=",
        },
        new("a plain client", "SCRAM-SHA-256")
        {
            ClientNonce = "luDANOfmlhmVSgOMoE7DT9fIB5Hgyi0I",
            ServerNonce = "KBRi+YTQyKx+vv4N66/f9gzPNr7iFKP2",
            Salt = "5EjTAnih8PcXW/WY6g8EFpZW78Mp/vENPB6n/g==",
            Proof = "CnTEg4mNuQvSceNnHPqIUT4lGvk2FQ8SDoZwGAs97/E=",
            Signature = "pMaxJJuGvtI3HD5gIfGrLpaQQfTp79LglGs1gfMrxLA=",
        },
        new("a plain client", "SCRAM-SHA-256")
        {
            ClientNonce = "0fvO2x1Zi/hZM/6SCCGg7TZP/sqpAdDS",
            ServerNonce = "FXP7hySeFHlfYQn52bYXpCsV0UwvZhgO",
            Salt = "5EjTAnih8PcXW/WY6g8EFpZW78Mp/vENPB6n/g==",
            Proof = "eSmYu5FQ9QCLDpLR7kzEQ7qpTIIhFmeTRMP/OPYd7+U=",
            Signature = "0rplhfGElEQi7kyBz7XBiX2BZO5P0I7O3/AnB0rokGk=",
        },
        new("Node.js driver 7.9", "SCRAM-SHA-256")
        {
            ClientNonce = "n4fOElh9HqJclZHis+aOhzyJqAQBPrjB",
            ServerNonce = "tY5tH1oT8ITAmhNhjCqG05YVC04NxHM7",
            Salt = "5EjTAnih8PcXW/WY6g8EFpZW78Mp/vENPB6n/g==",
            Proof = "7Cy/LHdxG0v16t7RIoC5/3ApCBwRBduhOEPWex4hT1o=",
            Signature = "0ur9GVzM3/TMs7xzmrxu7lkxj4Cz2y0NMnv4g0v13Rs=",
        },
        new("PyMongo 3.11", "SCRAM-SHA-256")
        {
            ClientNonce = "RXuhzd0sFgEoSa1qkldEa9WiNOLHB01jLIL0QeyXSAY=",
            ServerNonce = "BscrJSWVsK/96n5MFjmm3OGFDK3n4cJl",
            Salt = "5EjTAnih8PcXW/WY6g8EFpZW78Mp/vENPB6n/g==",
            Proof = "PX+XSig6bwvI7m3c2FfcbVU7UVWWSwrlUwUSCAcFB7s=",
            Signature = "a87Y9RSWDYhscJQ29VCB99XTTYix38gIJf0EMRNUYDY=",
        },
        new("mongosh 2.12", "SCRAM-SHA-256")
        {
            ClientNonce = "DvJkr1pBiAh7sRL9TIAEjnB6ERARR+fZ",
            ServerNonce = "6alZJGuKX7kECajwpUmiIkbN",
            Salt = "WhodnkKJOeIIng6WM+q+fqOonYxp4AYnMLv4nQ==",
            Proof = "o4oFx6+ETU/yF+4ox/Pb6BF2aSlfiA83c7sfgim/sd8=",
            Signature = "rTWA+xxkWUhJwRwdlLpE6I4PYofjBxVXRjzrD11106g=",
        },
        new("mongosh 2.12", "SCRAM-SHA-256")
        {
            ClientNonce = "7OOdUTUPsWIOsvLpGWY0IgavYfZB6dCv",
            ServerNonce = "u5OtCsChsr8KTHxHlLJ9MwRl",
            Salt = "WhodnkKJOeIIng6WM+q+fqOonYxp4AYnMLv4nQ==",
            Proof = "VuWepnDyvwJlOwb926CzzjI1GebZVOshzQY4Ug0ep20=",
            Signature = "ssq7BmUeVpLVaEWAt9EVCrzM83uopX70fIA+ChlDzFQ=",
        },
        new("mongosh 2.12", "SCRAM-SHA-1")
        {
            ClientNonce = "FbgB99y+lm46WNNRTZo4DbCX20tkzgcF",
            ServerNonce = "VCjgTvIIwouvZrwOXvzNnqtz",
            Salt = "4ivgoORA1T6xqNoOLZf59w==",
            Proof = "wSvVisI6Bm8tpL1kBmVHRF01JjY=",
            Signature = "ZreZTdvbD25sv+pBiLQ+CXay2SQ=",
        },
        new("mongosh 2.12", "SCRAM-SHA-1")
        {
            ClientNonce = "iAJJeMDmYgid1CNPVZy7F+0A0CDusUT2",
            ServerNonce = "ZWwkluaXeuh2rUfRQskURP4J",
            Salt = "4ivgoORA1T6xqNoOLZf59w==",
            Proof = "/7FQe0RWZnr2a42KWtDyYXEA6z4=",
            Signature = "/i64L/ur8+yrcl0RF2DL9n2gQKo=",
        },
        new("mongosh 2.12", "SCRAM-SHA-256")
        {
            ClientNonce = "bwmz8WCroYs7GnBkp9M+e+MANb+dup8b",
            ServerNonce = "EvaGsPddOBN6sC75qbbz8Sci",
            Salt = "WhodnkKJOeIIng6WM+q+fqOonYxp4AYnMLv4nQ==",
            Proof = "g0iR4g0AS78JBTbIytHvRyFrbo0QcP5sBTtvAjZvOws=",
            Signature = "eFFdoB1m9rtudZoliRtEd/aSvUjoj1DY/B7YbJfUXbU=",
        },
        new("mongosh 2.12", "SCRAM-SHA-256")
        {
            ClientNonce = "aL5BdWG+EJhvsCKws+eObfbIK6BXYgwz",
            ServerNonce = "hxtXalwETXOW+Jgp3tYnuAqW",
            Salt = "WhodnkKJOeIIng6WM+q+fqOonYxp4AYnMLv4nQ==",
            Proof = "s+p5Yqf6u3T4eEhRPspbMApMVQvIkkRsrwY8eCppwlg=",
            Signature = "citVrLqs4WQlAbM4eqQU9mYQ4HGAT7rFXP6YUEXub9U=",
        },
        new("Node.js driver 7.9", "SCRAM-SHA-256")
        {
            ClientNonce = "mCSJ306oiUKWFHoVQREBN31iZQ7GZmEW",
            ServerNonce = "RUOnibODBl5RmYjowBTrBbyZ",
            Salt = "WhodnkKJOeIIng6WM+q+fqOonYxp4AYnMLv4nQ==",
            Proof = "9kl3QfsFm6WlfbiKd+dMHtkvZ+fVupROlH3aIbbG/Y8=",
            Signature = "uS3tUAJHDTxhdTvE+vq0XRMbgfvR+799euqXvZw4uS4=",
        },
        new("PyMongo 3.11", "SCRAM-SHA-1")
        {
            ClientNonce = "i64N5vTaks+h8Jmmy8oJi2IK8qJ7BsEanDgqHGwEKvU=",
            ServerNonce = "JyxVfTAPhEXrz9fGB0gkNbjv",
            Salt = "4ivgoORA1T6xqNoOLZf59w==",
            Proof = "O0QLl7PO4xl9PauoZkAngnYVqDY=",
            Signature = "DBYFoJghUt2q5mZIDa4MXMoDmNw=",
        },
        new("PyMongo 3.11", "SCRAM-SHA-256")
        {
            ClientNonce = "6x++bpg2vbGGwwQjGKfv5Sla5BlQzO0Ef4dOWBPdX6A=",
            ServerNonce = "wTaVumHFijhqImQoeia92OYQ",
            Salt = "WhodnkKJOeIIng6WM+q+fqOonYxp4AYnMLv4nQ==",
            Proof = "XhiHlliKB3WMDq6eVtzo0Wv+HEUO+1R+1dzdyUTXZxg=",
            Signature = "uas7xEtS1Re+2+1d6OQxvoO2xYyCM8eXNkrkA3TSMkU=",
        },
    ];

    public static TheoryData<ScramVector> All { get; } = [.. List];
}
