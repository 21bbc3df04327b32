"""Prints the scalars of a directory as JSON, {tag: [[step, value], ...]}, as TensorBoard's own reader gives them."""
import json
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

events = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0})
events.Reload()
tags = events.Tags()["scalars"]
print(json.dumps({tag: [[scalar.step, scalar.value] for scalar in events.Scalars(tag)] for tag in tags}))
