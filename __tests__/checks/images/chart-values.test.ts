import { chartValues } from "../../../src/checks/images/chart-values";
import { type Editable, altered } from "../../support/altered";
import { CONTEXT, foundBy } from "../../support/findings";
import { editValues, everyChart } from "./plans";
import { versionOfChart } from "../../support/chart-versions";

const afterEdit = (edit: (values: Editable) => void): string[] =>
  foundBy(
    chartValues,
    altered(everyChart(), ({ platform }) =>
      editValues(platform.resource.helm_release.load_balancer_controller, edit),
    ),
  );

test.each([
  ["enableWafV2", false, "the value enableWafV2 is unknown; did you mean enableWafv2?"],
  [
    "image",
    { repositry: "public.ecr.aws/eks/a" },
    "the value image.repositry is unknown; did you mean repository?",
  ],
  ["enableWaf", "false", 'value enableWaf is "false", expected a boolean'],
  ["replicaCount", "2", 'value replicaCount is "2", expected a number'],
  ["clusterName", 5, "value clusterName is 5, expected a text"],
  ["tolerations", {}, "value tolerations is {}, expected a list"],
  ["nodeSelector", [], "value nodeSelector is [], expected a mapping"],
  ["serviceAccount", "default", 'value serviceAccount is "default", expected a mapping'],
])("chart-values finds %s as %j", (key, value, problem) => {
  expect(afterEdit((values) => (values[key] = value))).toEqual([
    `helm_release.load_balancer_controller: ${problem}, in chart aws-load-balancer-controller ${versionOfChart("aws-load-balancer-controller")}`,
  ]);
});

const afterSet = (set: Editable): string[] =>
  foundBy(
    chartValues,
    altered(
      everyChart(),
      ({ platform }) => (platform.resource.helm_release.secrets_store_driver.set = [set]),
    ),
  );

test.each([
  ["a list item", { name: "tokenRequests[0].audience", value: "sts.amazonaws.com" }],
  ["a boolean", { name: "syncSecret.enabled", value: "true" }],
])("chart-values accepts %s in a `set` block", (_, set) => {
  expect(afterSet(set)).toEqual([]);
});

test.each([
  [
    "a boolean of type string",
    { name: "syncSecret.enabled", value: "true", type: "string" },
    'value syncSecret.enabled is "true", expected a boolean',
  ],
  [
    "a misspelled name",
    { name: "syncSecrets.enabled", value: "true" },
    "the value syncSecrets is unknown; did you mean syncSecret?",
  ],
  ["an item of a mapping", { name: "syncSecret[0].enabled", value: "true" }, "value syncSecret is no list"],
])("chart-values finds %s in a `set` block", (_, set, problem) => {
  expect(afterSet(set)).toEqual([expect.stringContaining(problem)]);
});

test("chart-values accepts null, which removes a default", () => {
  expect(afterEdit((values) => (values.affinity = null))).toEqual([]);
});

test("chart-values accepts any key below a Kubernetes field", () => {
  expect(afterEdit((values) => (values.resources.limits["example.com/fpga"] = "1"))).toEqual([]);
});

test("chart-values ignores a chart that is not in the catalog", () => {
  const plan = altered(everyChart(), ({ platform }) => {
    platform.resource.helm_release.other = { chart: "grafana", values: ['{"any": 1}'] };
  });
  expect(foundBy(chartValues, plan)).toEqual([]);
});

test("chart-values ignores a local chart", () => {
  const plan = altered(everyChart(), ({ models }) => {
    editValues(models.resource.helm_release.reader, (values) => (values.any = 1));
  });
  expect(foundBy(chartValues, plan)).toEqual([]);
});

/** Charts of the platform with values that they document and this project does not use. */
test.each([
  [
    "prometheus",
    `kube-prometheus-stack ${versionOfChart("kube-prometheus-stack")}`,
    { grafana: { adminPassword: "x" } },
    "grafana.adminPassword",
  ],
  [
    "prometheus",
    `kube-prometheus-stack ${versionOfChart("kube-prometheus-stack")}`,
    { thanosRuler: { enabled: false } },
    "thanosRuler",
  ],
  [
    "argo_cd",
    `argo-cd ${versionOfChart("argo-cd")}`,
    { configs: { secret: { argocdServerAdminPassword: "x" } } },
    "argocdServerAdminPassword",
  ],
  [
    "load_balancer_controller",
    `aws-load-balancer-controller ${versionOfChart("aws-load-balancer-controller")}`,
    { constructor: "a" },
    "constructor",
  ],
])("chart-values does not judge an unknown value of %s", (release, chart, values, unknown) => {
  const plan = altered(everyChart(), ({ platform }) => {
    const one = platform.resource.helm_release[release];
    editValues(one, (known) => {
      for (const [key, value] of Object.entries(values)) {
        known[key] = typeof value === "object" ? { ...(known[key] as object), ...value } : value;
      }
    });
  });
  const found = chartValues.run(plan, CONTEXT);
  expect(found).toEqual([
    expect.objectContaining({
      isNotice: true,
      message: expect.stringMatching(`^not judged: values of chart ${chart} that .*${unknown}`) as string,
    }),
  ]);
});
