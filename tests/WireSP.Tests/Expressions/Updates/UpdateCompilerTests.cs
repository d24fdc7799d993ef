using WireSP.Bson;
using WireSP.Expressions.Updates;

namespace WireSP.Tests.Expressions.Updates;

public class UpdateCompilerTests
{
    [Theory]
    [InlineData("{ $set: { a: 2 } }", "{ _id: 1, a: 1, b: 1 }", "{ _id: 1, a: 2, b: 1 }")]
    [InlineData("{ $set: { 'a.b.c': 1 } }", "{ }", "{ a: { b: { c: 1 } } }")]
    [InlineData("{ $set: { 'a.b': 1 } }", "{ a: { x: 1 } }", "{ a: { x: 1, b: 1 } }")]
    [InlineData("{ $set: { c: 1, a: 1, b: 1 } }", "{ z: 1 }", "{ z: 1, a: 1, b: 1, c: 1 }")]
    [InlineData("{ $set: { '10': 1, '9': 1 } }", "{ }", "{ '9': 1, '10': 1 }")]
    [InlineData("{ $set: { 'a.0': 5 } }", "{ a: [1, 2] }", "{ a: [5, 2] }")]
    [InlineData("{ $set: { 'a.3': 5 } }", "{ a: [1] }", "{ a: [1, null, null, 5] }")]
    [InlineData("{ $set: { 'a.1.x': 5 } }", "{ a: [{ }, { x: 1 }] }", "{ a: [{ }, { x: 5 }] }")]
    [InlineData("{ $set: { a: { } } }", "{ }", "{ a: { } }")]
    [InlineData("{ $set: { } }", "{ a: 1 }", "{ a: 1 }")]
    [InlineData("{ $unset: { a: '' } }", "{ a: 1, b: 1 }", "{ b: 1 }")]
    [InlineData("{ $unset: { 'a.b': 1 } }", "{ }", "{ }")]
    [InlineData("{ $unset: { 'a.b': 1 } }", "{ a: 5 }", "{ a: 5 }")]
    [InlineData("{ $unset: { 'a.b': 1 } }", "{ a: { b: 1 } }", "{ a: { } }")]
    [InlineData("{ $unset: { 'a.1': 1 } }", "{ a: [1, 2, 3] }", "{ a: [1, null, 3] }")]
    [InlineData("{ $unset: { 'a.9': 1 } }", "{ a: [1] }", "{ a: [1] }")]
    [InlineData("{ $setOnInsert: { 'a.b': 1 } }", "{ }", "{ }")]
    public void Fields_are_set_and_unset(string update, string before, string after) =>
        UpdateHarness.Makes(update, before, after);

    [Theory]
    [InlineData("{ $inc: { a: 1 } }", "{ a: 1 }", "{ a: 2 }")]
    [InlineData("{ $inc: { a: 1 } }", "{ }", "{ a: 1 }")]
    [InlineData("{ $inc: { a: 1 } }", "{ a: 2147483647 }", "{ a: NumberLong('2147483648') }")]
    [InlineData("{ $inc: { a: 1 } }", "{ a: NumberLong(1) }", "{ a: NumberLong(2) }")]
    [InlineData("{ $inc: { a: 0.5 } }", "{ a: 1 }", "{ a: 1.5 }")]
    [InlineData("{ $inc: { a: NumberDecimal('0.1') } }", "{ a: 1 }", "{ a: NumberDecimal('1.1') }")]
    [InlineData("{ $mul: { a: 3 } }", "{ a: 2 }", "{ a: 6 }")]
    [InlineData("{ $mul: { a: NumberLong(3) } }", "{ }", "{ a: NumberLong(0) }")]
    [InlineData("{ $min: { a: 1 } }", "{ a: 2 }", "{ a: 1 }")]
    [InlineData("{ $min: { a: 3 } }", "{ a: 2 }", "{ a: 2 }")]
    [InlineData("{ $max: { a: 3 } }", "{ }", "{ a: 3 }")]
    [InlineData("{ $max: { a: 'x' } }", "{ a: 5 }", "{ a: 'x' }")]
    [InlineData("{ $bit: { a: { and: 6, xor: 1 } } }", "{ a: 5 }", "{ a: 5 }")]
    [InlineData("{ $bit: { a: { or: NumberLong(2) } } }", "{ a: 5 }", "{ a: NumberLong(7) }")]
    [InlineData("{ $bit: { a: { or: 2 } } }", "{ }", "{ a: 2 }")]
    [InlineData("{ $currentDate: { a: true } }", "{ }", "{ a: ISODate('2026-01-01T00:00:00Z') }")]
    [InlineData(
        "{ $currentDate: { a: { $type: 'timestamp' } } }", "{ }", "{ a: Timestamp({ t: 1767225600, i: 1 }) }")]
    public void Numbers_and_times_are_computed(string update, string before, string after) =>
        UpdateHarness.Makes(update, before, after);

    [Theory]
    [InlineData("{ $rename: { a: 'b' } }", "{ a: 1, c: 1 }", "{ c: 1, b: 1 }")]
    [InlineData("{ $rename: { a: 'b' } }", "{ b: 2, a: 1 }", "{ b: 1 }")]
    [InlineData("{ $rename: { a: 'x.y' } }", "{ a: 1 }", "{ x: { y: 1 } }")]
    [InlineData("{ $rename: { a: 'x.y' } }", "{ b: 1 }", "{ b: 1 }")]
    [InlineData("{ $rename: { 'a.b': 'c' } }", "{ a: { b: 1 } }", "{ a: { }, c: 1 }")]
    public void A_field_gets_another_name(string update, string before, string after) =>
        UpdateHarness.Makes(update, before, after);

    [Theory]
    [InlineData("{ $pop: { a: 1 } }", "{ a: [1, 2] }", "{ a: [1] }")]
    [InlineData("{ $pop: { a: -1 } }", "{ a: [1, 2] }", "{ a: [2] }")]
    [InlineData("{ $pop: { a: 1 } }", "{ a: [] }", "{ a: [] }")]
    [InlineData("{ $pop: { a: 1 } }", "{ }", "{ }")]
    [InlineData("{ $pull: { a: 1 } }", "{ a: [1, 2, 1.0] }", "{ a: [2] }")]
    [InlineData("{ $pull: { a: { $gte: 2 } } }", "{ a: [1, 2, 3] }", "{ a: [1] }")]
    [InlineData("{ $pull: { a: /^x/ } }", "{ a: ['xy', 'y'] }", "{ a: ['y'] }")]
    [InlineData("{ $pull: { a: { x: 1 } } }", "{ a: [{ x: 1, y: 2 }, { x: 2 }, 1] }", "{ a: [{ x: 2 }, 1] }")]
    [InlineData("{ $pull: { a: { $or: [{ x: 1 }, { x: 2 }] } } }", "{ a: [{ x: 1 }, { x: 3 }] }", "{ a: [{ x: 3 }] }")]
    [InlineData("{ $pull: { 'a.b': 1 } }", "{ }", "{ }")]
    [InlineData("{ $pullAll: { a: [1, 'x'] } }", "{ a: [1, 'x', 2] }", "{ a: [2] }")]
    [InlineData("{ $addToSet: { a: 1 } }", "{ a: [1.0] }", "{ a: [1.0] }")]
    [InlineData("{ $addToSet: { a: { $each: [2, 2, 1] } } }", "{ a: [1] }", "{ a: [1, 2] }")]
    [InlineData("{ $addToSet: { a: [1] } }", "{ }", "{ a: [[1]] }")]
    [InlineData("{ $push: { a: 1 } }", "{ }", "{ a: [1] }")]
    [InlineData("{ $push: { a: { x: 1 } } }", "{ a: [0] }", "{ a: [0, { x: 1 }] }")]
    [InlineData("{ $push: { a: { $each: [3, 4], $position: 0 } } }", "{ a: [1] }", "{ a: [3, 4, 1] }")]
    [InlineData("{ $push: { a: { $each: [9], $position: -1 } } }", "{ a: [1, 2] }", "{ a: [1, 9, 2] }")]
    [InlineData("{ $push: { a: { $each: [3], $slice: -2 } } }", "{ a: [1, 2] }", "{ a: [2, 3] }")]
    [InlineData("{ $push: { a: { $each: [], $slice: 1 } } }", "{ a: [1, 2] }", "{ a: [1] }")]
    [InlineData("{ $push: { a: { $each: [2], $sort: -1 } } }", "{ a: [1, 3] }", "{ a: [3, 2, 1] }")]
    [InlineData(
        "{ $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 }, $slice: 2 } } }", "{ a: [{ n: 3 }, { n: 2 }] }",
        "{ a: [{ n: 1 }, { n: 2 }] }")]
    public void Arrays_are_changed(string update, string before, string after) =>
        UpdateHarness.Makes(update, before, after);

    [Theory]
    [InlineData("{ $set: { 'a.$': 9 } }", "{ a: [1, 2, 3] }", "{ a: [1, 9, 3] }", "{ a: 2 }")]
    [InlineData("{ $set: { 'a.$.x': 9 } }", "{ a: [{ k: 1 }, { k: 2 }] }", "{ a: [{ k: 1 }, { k: 2, x: 9 }] }",
        "{ 'a.k': 2 }")]
    [InlineData("{ $inc: { 'a.$.x': 1 } }", "{ a: [{ k: 1, x: 1 }, { k: 2, x: 1 }] }",
        "{ a: [{ k: 1, x: 1 }, { k: 2, x: 2 }] }", "{ a: { $elemMatch: { k: 2, x: { $gt: 0 } } } }")]
    [InlineData("{ $set: { 'a.$': 0 } }", "{ a: [5, 7] }", "{ a: [5, 0] }", "{ a: { $elemMatch: { $gt: 6 } } }")]
    public void The_item_that_the_query_matched_is_changed(string update, string before, string after, string query) =>
        UpdateHarness.Makes(update, before, after, query: query);

    [Theory]
    [InlineData("{ $inc: { 'a.$[]': 1 } }", "{ a: [1, 2] }", "{ a: [2, 3] }", null)]
    [InlineData("{ $set: { 'a.$[].b': 1 } }", "{ a: [{ }, { b: 2 }] }", "{ a: [{ b: 1 }, { b: 1 }] }", null)]
    [InlineData("{ $set: { 'a.$[x]': 0 } }", "{ a: [1, 5, 7] }", "{ a: [1, 0, 0] }", "[{ x: { $gte: 5 } }]")]
    [InlineData("{ $set: { 'a.$[x].ok': true } }", "{ a: [{ n: 1 }, { n: 2 }] }",
        "{ a: [{ n: 1 }, { n: 2, ok: true }] }", "[{ 'x.n': { $gt: 1 } }]")]
    [InlineData("{ $unset: { 'a.$[x]': 1 } }", "{ a: [1, 2] }", "{ a: [null, 2] }", "[{ x: 1 }]")]
    [InlineData("{ $set: { 'a.$[x].b.$[y]': 0 } }", "{ a: [{ k: 1, b: [1, 2] }, { k: 2, b: [2] }] }",
        "{ a: [{ k: 1, b: [1, 0] }, { k: 2, b: [2] }] }", "[{ 'x.k': 1 }, { y: 2 }]")]
    [InlineData("{ $set: { 'a.$[x].p': 1, 'a.$[y].q': 1 } }", "{ a: [{ k: 1 }] }", "{ a: [{ k: 1, p: 1, q: 1 }] }",
        "[{ 'x.k': 1 }, { 'y.k': 1 }]")]
    public void Items_are_changed_that_the_filters_match(string update, string before, string after, string? filters) =>
        UpdateHarness.Makes(update, before, after, filters);

    [Theory]
    [InlineData("{ $nope: { a: 1 } }", 9)]
    [InlineData("{ $set: 5 }", 9)]
    [InlineData("{ $set: { a: 1 }, b: 1 }", 9)]
    [InlineData("5", 9)]
    [InlineData("{ $set: { a: 1 }, $inc: { a: 1 } }", 40)]
    [InlineData("{ $set: { a: 1, 'a.b': 1 } }", 40)]
    [InlineData("{ $set: { 'a.b': 1, a: 1 } }", 40)]
    [InlineData("{ $set: { 'a.$[]': 1, 'a.0': 1 } }", 40)]
    [InlineData("{ $rename: { a: 'b' }, $set: { b: 1 } }", 40)]
    [InlineData("{ $set: { '': 1 } }", 56)]
    [InlineData("{ $set: { 'a..b': 1 } }", 56)]
    [InlineData("{ $set: { 'a.$x': 1 } }", 52)]
    [InlineData("{ a: 1, $set: 1 }", 52)]
    [InlineData("{ $set: { $: 1 } }", 2)]
    [InlineData("{ $set: { 'a.$.b.$': 1 } }", 2)]
    [InlineData("{ $set: { 'a.$[x]': 1 } }", 2)]
    [InlineData("{ $inc: { a: 'x' } }", 14)]
    [InlineData("{ $mul: { a: null } }", 14)]
    [InlineData("{ $rename: { a: 1 } }", 2)]
    [InlineData("{ $rename: { a: 'a' } }", 2)]
    [InlineData("{ $rename: { a: 'a.b' } }", 2)]
    [InlineData("{ $rename: { 'a.$': 'b' } }", 2)]
    [InlineData("{ $pop: { a: 2 } }", 9)]
    [InlineData("{ $pop: { a: 'x' } }", 9)]
    [InlineData("{ $pullAll: { a: 1 } }", 2)]
    [InlineData("{ $addToSet: { a: { $each: 1 } } }", 14)]
    [InlineData("{ $push: { a: { $each: 1 } } }", 2)]
    [InlineData("{ $push: { a: { $each: [], $slice: 'x' } } }", 2)]
    [InlineData("{ $push: { a: { $each: [], $sort: 2 } } }", 2)]
    [InlineData("{ $push: { a: { $each: [], $nope: 2 } } }", 2)]
    [InlineData("{ $bit: { a: { and: 1.5 } } }", 2)]
    [InlineData("{ $bit: { a: { not: 1 } } }", 2)]
    [InlineData("{ $currentDate: { a: 'x' } }", 2)]
    [InlineData("{ $currentDate: { a: { $type: 'x' } } }", 2)]
    public void An_update_that_is_not_legal_is_refused(string update, int code) => UpdateHarness.Fails(update, code);

    [Theory]
    [InlineData("{ $set: { 'a.b': 1 } }", 28, "{ a: 5 }")]
    [InlineData("{ $set: { 'a.b': 1 } }", 28, "{ a: null }")]
    [InlineData("{ $set: { 'a.b': 1 } }", 28, "{ a: [1] }")]
    [InlineData("{ $set: { 'a.2000000': 1 } }", 54, "{ a: [] }")]
    [InlineData("{ $set: { 'a.$': 1 } }", 2, "{ a: [1] }")]
    [InlineData("{ $set: { 'a.$[]': 1 } }", 2, "{ a: 1 }")]
    [InlineData("{ $set: { 'a.$[]': 1 } }", 2, "{ }")]
    [InlineData("{ $inc: { a: 1 } }", 14, "{ a: 'x' }")]
    [InlineData("{ $inc: { a: 1 } }", 14, "{ a: null }")]
    [InlineData("{ $inc: { a: 1 } }", 2, "{ a: NumberLong('9223372036854775807') }")]
    [InlineData("{ $mul: { a: 2 } }", 2, "{ a: NumberLong('9223372036854775807') }")]
    [InlineData("{ $bit: { a: { or: 1 } } }", 2, "{ a: 1.5 }")]
    [InlineData("{ $push: { a: 1 } }", 2, "{ a: 1 }")]
    [InlineData("{ $addToSet: { a: 1 } }", 2, "{ a: 1 }")]
    [InlineData("{ $pull: { a: 1 } }", 2, "{ a: 1 }")]
    [InlineData("{ $pop: { a: 1 } }", 14, "{ a: 1 }")]
    [InlineData("{ $rename: { 'a.b': 'c' } }", 2, "{ a: [{ b: 1 }] }")]
    [InlineData("{ $rename: { c: 'a.b' } }", 2, "{ a: [{ b: 1 }], c: 1 }")]
    [InlineData("{ $set: { _id: 2 } }", 66, "{ _id: 1 }")]
    [InlineData("{ $unset: { _id: 1 } }", 66, "{ _id: 1 }")]
    [InlineData("{ $inc: { '_id.x': 1 } }", 66, "{ _id: { x: 1 } }")]
    [InlineData("{ _id: 2 }", 66, "{ _id: 1 }")]
    public void A_document_that_the_update_does_not_suit_stays_as_it_was(string update, int code, string before) =>
        UpdateHarness.Fails(update, code, before);

    [Theory]
    [InlineData("[5]", 14)]
    [InlineData("[{ X: 1 }]", 2)]
    [InlineData("[{ x: 1 }, { x: 2 }]", 9)]
    [InlineData("[{ x: 1, y: 2 }]", 9)]
    [InlineData("[{ }]", 9)]
    [InlineData("[{ x: 1 }, { z: 1 }]", 9)]
    public void Filters_that_are_not_legal_are_refused(string filters, int code) =>
        UpdateHarness.Fails("{ $set: { 'a.$[x]': 1 } }", code, "{ a: [] }", filters);

    [Fact]
    public void Filters_that_overlap_in_one_item_fail_the_document() =>
        UpdateHarness.Fails(
            "{ $set: { 'a.$[x]': 1, 'a.$[y]': 2 } }", 40, "{ a: [1] }", "[{ x: 1 }, { y: 1 }]");

    [Theory]
    [InlineData("{ b: 2 }", "{ _id: 1, a: 1 }", "{ _id: 1, b: 2 }")]
    [InlineData("{ b: 2, _id: 1 }", "{ _id: 1, a: 1 }", "{ _id: 1, b: 2 }")]
    [InlineData("{ }", "{ _id: 1, a: 1 }", "{ _id: 1 }")]
    public void A_replacement_keeps_the_id_and_puts_it_first(string update, string before, string after) =>
        UpdateHarness.Makes(update, before, after);

    [Fact]
    public void An_insert_counts_what_is_set_on_insert_and_has_its_id_first() =>
        UpdateHarness.MakesOnInsert(
            "{ $setOnInsert: { b: 1, _id: 7 }, $inc: { n: 1 } }", "{ a: 1 }", "{ _id: 7, a: 1, b: 1, n: 1 }");

    [Fact]
    public void An_update_that_changes_nothing_answers_the_same_document()
    {
        var before = ExtendedJson.ParseLenient("{ _id: 1, a: 1, b: 1 }");
        var after = UpdateCompiler.Compile(UpdateHarness.Value("{ $set: { a: 1 }, $max: { b: 0 } }"))
            .Apply(before, new UpdateContext(TimeProvider.System));

        Assert.Same(before.Buffer, after.Buffer);
    }
}
