import { blocks } from "../../../../src/terraform/stack-json";
import { runningCallers } from "../../../../src/infrastructure/callers";
import { backupSources } from "../../../../src/parts/backups/checks/sources";
import { modelPermissions } from "../../../../src/checks/identity/model-permissions";
import { imageReachable } from "../../../../src/checks/images/image-reachable";
import { networkPolicyPaths } from "../../../../src/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../../src/checks/network/network-policy-wide";
import { entryBackend } from "../../../../src/checks/ports/entry-backend";
import { probePort } from "../../../../src/checks/ports/probe-port";
import { servicePortCheck } from "../../../../src/checks/ports/service-port";
import { customResources } from "../../../../src/checks/workload/custom-resources";
import { probesCheck } from "../../../../src/checks/workload/probes";
import { rbac } from "../../../../src/checks/workload/rbac";
import { selectors } from "../../../../src/checks/workload/selectors";
import { imageListOf } from "../../../../src/project/image-list";
import { type Editable, environmentPlan } from "../../../support/altered";
import { type Edit, found, newlyFound } from "../../../support/findings";
import { container, inPlatform, kubeflowPipelinesPlan } from "../../../support/kubeflow-pipelines";
import { planOf } from "../../../support/reference-plans";

const CHECKS = [
  modelPermissions,
  imageReachable,
  networkPolicyPaths,
  networkPolicyWide,
  entryBackend,
  probePort,
  servicePortCheck,
  customResources,
  probesCheck,
  rbac,
  selectors,
];
const PLAN = kubeflowPipelinesPlan({}, { network: { egress: "none" } });

test.each(["none", "single-nat"])("ML-05 other checks accept Kubeflow Pipelines with egress %s", (egress) => {
  const before = new Set(found(CHECKS, environmentPlan(planOf("ml-inference-prod"))));
  const after = found(CHECKS, environmentPlan(kubeflowPipelinesPlan({}, { network: { egress } })));
  expect(after.filter((finding) => finding.includes("kubeflow") && !before.has(finding))).toEqual([]);
});

test("ML-05 a Deployment of an unknown image in the namespace is judged as a model", () => {
  const unknown = (name: string): Edit =>
    container(name, (config) => (config["image"] = "example.com/kfp-persistence-agent:2.17.0"));
  const messages = newlyFound(CHECKS, PLAN, unknown("persistence_agent")).join("\n");
  for (const id of ["entry-backend", "probe-port", "service-port", "probes", "network-policy-paths", "rbac"])
    expect(messages).toContain(`${id} kubernetes_`);
});

const policy = (name: string, edit: (spec: Editable) => void): Edit =>
  inPlatform("network_policy", name, ({ spec }) => edit(spec as Editable));
const ruleTo = (spec: Editable, direction: string, port: number): Editable =>
  blocks(spec[direction]).find(({ ports }) =>
    blocks(ports).some((each) => String(each["port"]) === String(port)),
  ) as Editable;

test("ML-05 probes judges the probe of a program that needs none", () => {
  const probed = container("persistence_agent", (config) => {
    config["liveness_probe"] = { exec: { command: ["true"] }, period_seconds: -1 };
  });
  expect(newlyFound([probesCheck], PLAN, probed).join("\n")).toContain(
    "periodSeconds of livenessProbe is negative",
  );
});

test.each<readonly [string, Edit, string]>([
  [
    "runs may not report to the API server",
    policy("steps", (spec) => ((ruleTo(spec, "egress", 8887)["ports"] as Editable)[0].port = "8886")),
    "no network policy of runs of pipelines allows egress on TCP 8887 to ml-pipeline",
  ],
  [
    "the API server refuses runs",
    policy("ml_pipeline", (spec) => {
      const rules = spec["ingress"] as unknown as Editable[];
      const place = rules.findIndex((rule) => JSON.stringify(rule).includes("v2_component"));
      rules.splice(place, 1);
    }),
    "no network policy of ml-pipeline allows ingress on TCP 8887 from runs of pipelines",
  ],
  [
    "the store refuses runs",
    policy("metadata_grpc_service", (spec) => (spec["ingress"] = [])),
    "no network policy of metadata-grpc-service allows ingress on TCP 8080 from metadata-proxy, runs of pipelines",
  ],
  [
    "the store may not reach its database",
    policy(
      "metadata_grpc_service",
      (spec) => ((ruleTo(spec, "egress", 3306)["ports"] as Editable)[0].port = "3307"),
    ),
    "no network policy of metadata-grpc-service allows egress on TCP 3306",
  ],
  [
    "runs may not ask for names",
    policy("steps", (spec) => {
      spec["egress"] = blocks(spec["egress"]).filter((rule) => rule !== ruleTo(spec, "egress", 53));
    }),
    "no network policy of runs of pipelines allows egress on TCP 53",
  ],
])("ML-05 network-policy-paths reports that %s", (_, edit, text) => {
  expect(newlyFound([networkPolicyPaths], PLAN, edit).join("\n")).toContain(text);
});

test.each<readonly [string, Edit, string]>([
  [
    "runs reach a port that nothing needs",
    policy("steps", (spec) => ruleTo(spec, "egress", 8080)["ports"].push({ port: "9000", protocol: "TCP" })),
    "allows egress on TCP 9000, which nothing needs",
  ],
  [
    "schedules use the port of the pages",
    policy("schedules", (spec) =>
      ruleTo(spec, "egress", 8887)["ports"].push({ port: "8888", protocol: "TCP" }),
    ),
    "allows egress on TCP 8888, which nothing needs",
  ],
])("ML-05 network-policy-wide reports that %s", (_, edit, text) => {
  expect(newlyFound([networkPolicyWide], PLAN, edit)).toEqual([expect.stringContaining(text)]);
});

test("ML-05 selectors reports a policy for runs with another label", () => {
  const messages = newlyFound(
    [selectors],
    PLAN,
    policy("steps", (spec) => ((spec["pod_selector"] as Editable)["match_labels"] = { run: "true" })),
  );
  expect(messages).toEqual([expect.stringContaining("no pods of this environment have the labels")]);
});

const definitions =
  (edit: (all: Editable[]) => void): Edit =>
  ({ platform }) => {
    const release = platform.resource.helm_release.kubeflow_pipelines_definitions as Editable;
    const [written] = release["values"] as unknown as string[];
    const values = JSON.parse(written ?? "") as { resources: Editable[] };
    edit(values.resources);
    release["values"] = [JSON.stringify(values)];
  };

test.each<readonly [string, Edit, string]>([
  [
    "a definition has another name than its kind",
    definitions((all) => ((all[0] as Editable)["metadata"].name = "workflow.argoproj.io")),
    "the definition workflow.argoproj.io has the wrong name, expected workflows.argoproj.io",
  ],
  [
    "a definition has a namespace",
    definitions((all) => ((all[0] as Editable)["metadata"].namespace = "kubeflow")),
    "expected none, since it belongs to the cluster",
  ],
  [
    "a definition stores no version",
    definitions((all) => ((all[0] as Editable)["spec"].versions[0].storage = false)),
    "has not exactly one version that is stored and served",
  ],
  [
    "a definition has an old version of the API",
    definitions((all) => ((all[0] as Editable)["apiVersion"] = "apiextensions.k8s.io/v1beta1")),
    "CustomResourceDefinition has the apiVersion apiextensions.k8s.io/v1beta1, expected apiextensions.k8s.io/v1",
  ],
  [
    "no definition has the kind of an object",
    definitions((all) =>
      all.push({
        apiVersion: "argoproj.io/v1alpha1",
        kind: "WorkflowEventBinding",
        metadata: { name: "events", namespace: "kubeflow" },
      }),
    ),
    "no chart defines the kind WorkflowEventBinding",
  ],
])("ML-05 custom-resources reports that %s", (_, edit, text) => {
  expect(newlyFound([customResources], PLAN, edit).join("\n")).toContain(text);
});

test("ML-05 custom-resources accepts an object of a kind that a definition of the stacks has", () => {
  const workflow = {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "CronWorkflow",
    metadata: { name: "nightly", namespace: "kubeflow" },
  };
  expect(
    newlyFound(
      [customResources],
      PLAN,
      definitions((all) => all.push(workflow)),
    ),
  ).toEqual([]);
});

test("ML-05 backups, callers and the list of images have Kubeflow Pipelines", () => {
  const plan = environmentPlan(PLAN);
  expect(backupSources(plan).map(({ title }) => title)).toEqual(
    expect.arrayContaining([
      "bucket of artifacts ml-inference-prod-pipelines-222233334444",
      "aws_db_instance.kubeflow_pipelines",
    ]),
  );
  expect(runningCallers(plan).map(({ title }) => title)).toContain("Kubeflow Pipelines");
  const images = imageListOf(plan).images.map(({ source, tag }) => `${String(source)}:${String(tag)}`);
  expect(images).toEqual(
    expect.arrayContaining([
      ...[
        "api-server",
        "frontend",
        "persistence-agent",
        "scheduled-workflow-controller",
        "metadata-envoy",
      ].map((name) => `ghcr.io/kubeflow/kfp-${name}:2.17.0`),
      "ghcr.io/kubeflow/kfp-driver:2.17.0",
      "ghcr.io/kubeflow/kfp-launcher:2.17.0",
      "quay.io/argoproj/workflow-controller:v4.0.5",
      "quay.io/argoproj/argoexec:v4.0.5",
      "gcr.io/tfx-oss-public/ml_metadata_store_server:1.14.0",
    ]),
  );
});

test("ML-05 image-reachable reports images of runs without a repository", () => {
  const messages = newlyFound([imageReachable], PLAN, (layers) =>
    container("workflow_controller", (config) => {
      const args = config["args"] as unknown as string[];
      args.splice(args.indexOf("--executor-image") + 1, 1, "quay.io/argoproj/argoexec:v4.0.5");
    })(layers),
  );
  expect(messages).toEqual([
    expect.stringContaining("argument --executor-image pulls quay.io/argoproj/argoexec"),
  ]);
});
