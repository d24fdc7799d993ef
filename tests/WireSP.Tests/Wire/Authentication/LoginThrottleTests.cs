using WireSP.TestKit.Streaming;
using WireSP.Wire.Authentication;

namespace WireSP.Tests.Wire.Authentication;

public class LoginThrottleTests
{
    private readonly FakeClock _clock = new();
    private readonly LoginThrottle _throttle;

    public LoginThrottleTests() => _throttle = new LoginThrottle(_clock);

    [Fact]
    public void Ten_failures_lock_the_user_at_that_address_only()
    {
        Fail("u", "1.1.1.1", 9);
        Assert.False(_throttle.IsLocked("u", "1.1.1.1"));
        Fail("u", "1.1.1.1", 1);

        Assert.True(_throttle.IsLocked("u", "1.1.1.1"));
        Assert.False(_throttle.IsLocked("u", "2.2.2.2"));
        Assert.False(_throttle.IsLocked("v", "1.1.1.1"));
    }

    [Fact]
    public void The_lock_ends_five_minutes_after_the_first_failure()
    {
        Fail("u", "a", 10);
        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.True(_throttle.IsLocked("u", "a"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_throttle.IsLocked("u", "a"));
    }

    [Fact]
    public void A_good_login_forgets_the_failures()
    {
        Fail("u", "a", 9);
        _throttle.Succeeded("u", "a");
        Fail("u", "a", 9);

        Assert.False(_throttle.IsLocked("u", "a"));
    }

    [Fact]
    public void A_flood_of_names_forgets_the_oldest_first()
    {
        Fail("first", "a", 10);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Fail("second", "a", 10);
        for (var index = 0; index < 9_999; index++)
        {
            _throttle.Failed($"name {index}", "a");
        }

        Assert.False(_throttle.IsLocked("first", "a"));
        Assert.True(_throttle.IsLocked("second", "a"));
    }

    private void Fail(string user, string address, int times)
    {
        for (var index = 0; index < times; index++)
        {
            _throttle.Failed(user, address);
        }
    }
}
