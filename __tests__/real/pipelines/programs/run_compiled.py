"""Runs a compiled pipeline on this machine: run_compiled.py FILE RESULTS VALUES. Prints the most memory of a step, in MiB."""

import json
import resource
import sys

from kfp import components, local

file, results, values = sys.argv[1:]
local.init(local.SubprocessRunner(use_venv=False), pipeline_root=results, workspace_root="workspace")
components.load_component_from_file(file)(**json.loads(values))
print(f"peak: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB")
