"""Trains, evaluates and writes a model that the scikit-learn server of KServe loads.

    python sample.py --image REPOSITORY:TAG --output fraud-detection.yaml
    python sample.py --image REPOSITORY:TAG --output fraud-detection.yaml --registered-model fraud-detection

With `--registered-model`, the last step registers the model in MLflow, which it finds by MLFLOW_TRACKING_URI.
Only the image has packages: no step installs one. Copy `step`, `sized` and `with_gpus` for pipelines of your own.
"""

import argparse

from kfp import compiler, dsl, kubernetes
from kfp.dsl import Dataset, Input, Metrics, Model, Output


def generate(rows: int, seed: int, training: Output[Dataset], testing: Output[Dataset]):
    """Writes made-up payments: a share of the limit, a number of attempts, and an amount. Some are fraud."""
    import numpy

    random = numpy.random.default_rng(seed)
    payments = numpy.column_stack(
        [random.uniform(0, 1, rows), random.integers(0, 10, rows), random.exponential(50, rows)]
    )
    score = 4 * payments[:, 0] + 0.6 * payments[:, 1] + 0.02 * payments[:, 2] + random.normal(0, 0.5, rows)
    fraud = (score > 6).astype(int)
    half = rows // 2
    for dataset, part in ((training, slice(None, half)), (testing, slice(half, None))):
        # An open file, since numpy appends an ending to a path without one.
        with open(dataset.path, "wb") as file:
            numpy.savez(file, payments=payments[part], fraud=fraud[part])


def train(training: Input[Dataset], model: Output[Model]):
    """Writes a folder with one file, as the server expects it."""
    import os

    import joblib
    import numpy
    import sklearn
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    data = numpy.load(training.path)
    fitted = make_pipeline(StandardScaler(), LogisticRegression()).fit(data["payments"], data["fraud"])
    os.makedirs(model.path)
    joblib.dump(fitted, os.path.join(model.path, "model.joblib"))
    model.framework = "scikit-learn"
    model.metadata["version"] = sklearn.__version__


def evaluate(
    testing: Input[Dataset], model: Input[Model], least_accuracy: float, metrics: Output[Metrics]
) -> float:
    """Returns the accuracy, and fails the run if it is less than `least_accuracy`."""
    import os

    import joblib
    import numpy

    data = numpy.load(testing.path)
    accuracy = joblib.load(os.path.join(model.path, "model.joblib")).score(data["payments"], data["fraud"])
    metrics.log_metric("accuracy", float(accuracy))
    if accuracy < least_accuracy:
        raise ValueError(f"accuracy {accuracy:.3f} is less than {least_accuracy}")
    return float(accuracy)


def register(model: Input[Model], name: str, accuracy: float) -> str:
    """Registers the folder of the model as the next version of `name`, and returns the version."""
    from mlflow import MlflowClient
    from mlflow.exceptions import MlflowException

    client = MlflowClient()
    run = client.create_run("0")
    client.log_metric(run.info.run_id, "accuracy", accuracy)
    client.log_artifacts(run.info.run_id, model.path, "model")
    try:
        client.create_registered_model(name)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
    version = client.create_model_version(name, f"{run.info.artifact_uri}/model", run.info.run_id)
    client.set_terminated(run.info.run_id)
    return str(version.version)


def step(function, image):
    """A component with an image that has the SDK already, so nothing is installed when the step starts."""
    return dsl.component(function, base_image=image, install_kfp_package=False)


def sized(task, cpu="500m", memory="512Mi"):
    """States requests and limits: a quota of the namespace refuses pods without them."""
    task.set_cpu_request(cpu).set_cpu_limit(cpu)
    return task.set_memory_request(memory).set_memory_limit(memory)


def with_gpus(task, count=1):
    """Requests GPUs, and tolerates the taint that keeps other pods off the nodes that have them."""
    task.set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(count)
    return kubernetes.add_toleration(task, key="nvidia.com/gpu", operator="Exists", effect="NoSchedule")


def fraud_detection(image, registered_model=None):
    """The pipeline with the given image in each step. With a name, its last step registers the model."""
    generate_step, train_step, evaluate_step, register_step = (
        step(each, image) for each in (generate, train, evaluate, register)
    )

    # Caching remains on: each step depends on its arguments and inputs only, and the seed is an argument.
    @dsl.pipeline(name="fraud-detection", description="Trains and evaluates a model of made-up payments.")
    def pipeline(rows: int = 4000, seed: int = 1, least_accuracy: float = 0.8):
        data = sized(generate_step(rows=rows, seed=seed))
        fitted = sized(train_step(training=data.outputs["training"]))
        evaluated = sized(
            evaluate_step(
                testing=data.outputs["testing"], model=fitted.outputs["model"], least_accuracy=least_accuracy
            )
        )
        if registered_model is not None:
            accuracy = evaluated.outputs["Output"]
            task = register_step(model=fitted.outputs["model"], name=registered_model, accuracy=accuracy)
            # Each run registers another version.
            sized(task).set_caching_options(False)

    return pipeline


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--image", required=True, help="image of each step")
    parser.add_argument("--output", required=True, help="compiled pipeline, a YAML file")
    parser.add_argument("--registered-model", help="registered model of MLflow that gets a new version")
    arguments = parser.parse_args()
    compiler.Compiler().compile(fraud_detection(arguments.image, arguments.registered_model), arguments.output)
