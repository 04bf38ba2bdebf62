import { selectors } from "../../../src/checks/workload/selectors";
import { type Editable } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { newlyFound } from "../../support/findings";
import { type Case, ML, MODEL, custom, deployment, object, pod } from "./edits";

const CHECK = [selectors];

test.each<Case>([
  [
    "pods without the labels of their selector",
    ML,
    deployment(({ template }) => (template.metadata.labels["app.kubernetes.io/name"] = "other")),
    "its pods do not have the labels of its selector",
  ],
  [
    "a Service that selects all models",
    "mlapp",
    object("service", "model_service", ({ spec }) => delete spec.selector["app.kubernetes.io/name"]),
    "it selects the pods of 2 workloads: model-service, training-service",
  ],
  [
    "a policy that selects no pods",
    ML,
    object(
      "policy",
      MODEL,
      ({ spec }) => (spec.pod_selector.match_labels["app.kubernetes.io/name"] = "other"),
    ),
    "no pods of this environment have the labels of its selector",
  ],
  [
    "a topology spread constraint with another selector",
    ML,
    pod(
      (spec) =>
        delete spec["topology_spread_constraint"][0].label_selector[0].match_labels["app.kubernetes.io/name"],
    ),
    "a topology spread constraint has another selector",
  ],
  [
    "a selector with an expression that its pods do not meet",
    ML,
    deployment(
      (spec) => (spec["selector"].match_expressions = [{ key: "tier", operator: "In", values: ["a"] }]),
    ),
    "its pods do not meet the expression tier In a of its selector",
  ],
  [
    "a selector with an empty expression",
    ML,
    deployment((spec) => (spec["selector"].match_expressions = [{}])),
    "an expression of its selector has the operator (none), expected In, NotIn, Exists or DoesNotExist",
  ],
  [
    "a spread that counts no pods of its own",
    ML,
    pod(
      (spec) =>
        (spec["topology_spread_constraint"][0].label_selector[0].match_expressions = [
          { key: "app.kubernetes.io/name", operator: "DoesNotExist" },
        ]),
    ),
    "its pods do not meet the expression app.kubernetes.io/name DoesNotExist of its spread by topology.kubernetes.io/zone",
  ],
])("selectors finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

test("selectors finds a ServiceMonitor for a port that its Service does not have", () => {
  const plan = planWith(ML, {
    prometheusRelease: "monitoring",
    models: [{ name: "api", image: { tag: "1" }, metricsPath: "/metrics" }],
  });
  const edit = custom("api", ([first]) => ((first as Editable)["spec"].endpoints[0].port = "metrics"));
  expect(newlyFound(CHECK, plan, edit)).toEqual([
    expect.stringContaining("its Service has no port named metrics"),
  ]);
});

test("selectors accepts expressions that the pods meet", () => {
  const edit = deployment((spec) => {
    spec["selector"].match_expressions = [
      { key: "app.kubernetes.io/name", operator: "In", values: ["ml-inference-api", "other"] },
      { key: "tier", operator: "NotIn", values: ["a"] },
      { key: "tier", operator: "DoesNotExist" },
      { key: "app.kubernetes.io/component", operator: "Exists" },
    ];
  });
  expect(newlyFound(CHECK, ML, edit)).toEqual([]);
});
