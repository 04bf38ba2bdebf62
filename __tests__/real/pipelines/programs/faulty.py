"""Compiles a pipeline with one fault: faulty.py --fault NAME --image IMAGE --output FILE."""

import argparse

from kfp import compiler, dsl


def greet():
    print("a step ran")


# Arguments of dsl.component that differ from those of a step without a fault.
COMPONENTS = {
    "none": {},
    "default of install_kfp_package": {"install_kfp_package": True},
    "SDK of another version": {"install_kfp_package": True, "kfp_package_path": "kfp==2.16.1"},
    "packages_to_install": {"packages_to_install": ["tabulate==0.9.0"]},
    "default image": {"base_image": None},
}


def pipeline_of(fault, image):
    chosen = {"base_image": image, "install_kfp_package": False, **COMPONENTS.get(fault, {})}
    step = dsl.component(greet, **chosen)

    @dsl.pipeline(name="faulty")
    def pipeline():
        task = step()
        if fault != "no amounts":
            task.set_cpu_request("100m").set_cpu_limit("100m")
            task.set_memory_request("128Mi").set_memory_limit("128Mi")
        if fault == "import by https":
            dsl.importer(artifact_uri="https://example.com/data.csv", artifact_class=dsl.Dataset)

    return pipeline


parser = argparse.ArgumentParser()
parser.add_argument("--fault", required=True, choices=[*COMPONENTS, "no amounts", "import by https"])
parser.add_argument("--image", required=True)
parser.add_argument("--output", required=True)
arguments = parser.parse_args()
compiler.Compiler().compile(pipeline_of(arguments.fault, arguments.image), arguments.output)
