"""From when on the sharing needs somebody: too many failures, or much less than is expected."""

from cockpit.metrics.alert import Alert, AlertLevel, ChangeRule, ThresholdRule, declare
from cockpit.units import Text

declare(
    Alert(
        name="sharing.failures_high",
        metric="sharing.failure_share",
        level=AlertLevel.WARNING,
        rule=ThresholdRule(raises=0.05, clears=0.03),
        text=Text("高于警戒线", "above the limit"),
    )
)
declare(
    Alert(
        name="sharing.exchange_falls",
        metric="sharing.records",
        level=AlertLevel.WARNING,
        rule=ChangeRule(raises=-0.3, clears=-0.1),
        text=Text("连日比预期少三成以上", "down by three tenths or more from what is expected, days in succession"),
    )
)
