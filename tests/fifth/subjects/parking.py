"""Parking: a subject that the cockpit does not have, declared as any other is."""

from cockpit.metrics.alert import Alert, ThresholdRule
from cockpit.metrics.alert import declare as alert
from cockpit.metrics.measure import Level
from cockpit.metrics.metric import OVERVIEW, SLIDE, Metric, Told, declare
from cockpit.metrics.subject import Subject
from cockpit.metrics.subject import declare as subject
from cockpit.units import Text

subject(Subject("parking", Text("停车", "Parking"), order=5))

declare(
    Metric(
        name="parking.free",
        title=Text("空闲车位", "Free spaces"),
        definition=Text("公共停车场的空闲车位。", "Free spaces of the public car parks."),
        formula=Text("各停车场最新空闲车位之和", "Sum of the latest free spaces by car park"),
        unit="resource",
        measure=Level("reported_daily", "value", fixed=("figure", "parking_free")),
        source="parking",
        good="up",
        course=True,
        told=Told(("parking_places",)),
        lists=(OVERVIEW, SLIDE),
    )
)
alert(
    Alert(
        name="parking.full",
        metric="parking.free",
        level="warn",
        rule=ThresholdRule(raises=100, clears=150, above=False),
        text=Text("不足100个", "fewer than 100"),
    )
)
