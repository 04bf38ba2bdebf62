import { foundIn } from "../../support/found-values";
import { planOf } from "../../support/reference-plans";

/** Settings whose places need a formula that synth does not state, and why it states none. */
const WITHOUT_FORMULA: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "ml-inference-prod": {},
  "ml-platform": {
    "models.1.bucketPrefix": "the key of the manifest has another end than the prefix",
    "components.alerts.availabilityPercent": "Terraform prints a limit of 0.0144 with more digits",
    "components.alerts.latencyPercent": "Terraform prints a limit of 0.0144 with more digits",
  },
  "language-models": {
    region: "the zone that EKS refuses is that of the Region",
    "models.1.replicas.min": "a model that scales has another alert",
    "models.1.replicas.max": "a model that scales has another alert",
    "components.alerts.availabilityPercent": "Terraform prints a limit of 0.0144 with more digits",
    "components.alerts.latencyPercent": "Terraform prints a limit of 0.0144 with more digits",
    "models.0.llm.tensorParallel": "the memory of a model follows from tables",
    "models.0.llm.maxLength": "the memory of a model follows from tables",
    "models.1.llm.tensorParallel": "the memory of a model follows from tables",
    "models.1.llm.maxLength": "the memory of a model follows from tables",
  },
};

test.each(Object.entries(WITHOUT_FORMULA))(
  "%s: each number that reaches the output is a variable, or a reason is known",
  (environment, reasons) => {
    const { notVariables } = foundIn(planOf(environment));
    const found = notVariables.filter(({ reason }) => reason.includes("no formula"));
    expect(found.map(({ scalar }) => scalar.path.join(".")).sort()).toEqual(Object.keys(reasons).sort());
  },
);
