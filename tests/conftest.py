"""What holds for all tests: a busy machine is slow, and slow is not wrong."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "house", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")
