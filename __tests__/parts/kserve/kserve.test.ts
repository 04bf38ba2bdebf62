import { COMPONENTS } from "../../../src/parts/generated/registry";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { KSERVE_SERVERS } from "../../../src/facts/kserve-servers";
import { CHECKS } from "../../../src/checks/all";
import { isBlocking, runChecks } from "../../../src/checks/run";
import { statedIn } from "../../../src/infrastructure/stated";
import { partRules } from "../../../src/parts/part-rules";
import { settings } from "../../../src/parts/kserve/settings";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { TODAY } from "../../support/findings";
import { PARTS, kservePlan } from "../../support/kserve";
import { settingsFor } from "../../support/recorded-causes";
import { requirementRules } from "../../../src/platform/rules/requirements";
import { tagOfChartImage } from "../../support/chart-versions";

test("ML-02 without its key, no layer names KServe", () => {
  const plan = planWith("retail-forecast", {});
  for (const layer of ["network", "cluster", "platform", "models"] as const)
    expect(plan.text(layer)).not.toMatch(/kserve|cert-manager/i);
});

test("ML-02 with its key, no check has an error", () => {
  const found = runChecks({
    plans: [environmentPlan(kservePlan())],
    checks: CHECKS,
    waiversOf: () => [],
    statedOf: () => statedIn(settingsFor(configWith("retail-forecast"))),
    today: TODAY,
  });
  expect(found.filter(isBlocking).map(({ check }) => check.id)).toEqual([]);
});

test("ML-02 the controller comes after its definitions and its network policies", () => {
  const releases = environmentPlan(kservePlan()).resources("helm_release");
  const controller = releases.find(({ config }) => config["chart"] === "kserve-resources");
  expect(controller?.config["depends_on"]).toEqual(
    expect.arrayContaining([
      "helm_release.kserve_definitions",
      "kubernetes_network_policy_v1.kserve_traffic_controller",
    ]),
  );
});

test("ML-02 KServe needs cert-manager", () => {
  expect(requirementRules(configWith("retail-forecast", { components: { kserve: {} } }), COMPONENTS)).toEqual(
    [
      expect.objectContaining({
        path: ["components", "kserve"],
        fix: "add components.cert-manager, which KServe needs",
      }),
    ],
  );
});

test("ML-02 models in the namespace of KServe are refused", () => {
  const found = partRules(configWith("retail-forecast", { components: PARTS, namespace: "kserve" }));
  expect(found).toEqual([
    {
      path: ["namespace"],
      expected: "a namespace of models other than kserve, which components.kserve creates",
      fix: "choose another namespace",
    },
  ]);
});

test("ML-02 its key has no settings", () => {
  expect(settings.safeParse({}).success).toBe(true);
  expect(settings.safeParse({ mode: "Knative" }).success).toBe(false);
});

test("IMG-01 the controller has the mirrors of its images", () => {
  const [controller] = environmentPlan(kservePlan())
    .resources("helm_release")
    .filter(({ config }) => config["chart"] === "kserve-resources");
  const [values] = (controller?.config["values"] ?? []) as string[];
  const mirror = "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast";
  expect(JSON.parse(values ?? "{}")).toMatchObject({
    kserve: {
      controller: {
        image: `${mirror}/kserve/kserve-controller`,
        tag: tagOfChartImage("kserve-resources", "kserve-controller"),
        rbacProxyImage: `${mirror}/brancz/kube-rbac-proxy:${tagOfChartImage("kserve-resources", "kube-rbac-proxy")}`,
      },
    },
  });
});

test("ML-02 the page has the version of the library that each format needs", () => {
  const page = readFileSync(resolve(__dirname, "../../../docs/parts/kserve.md"), "utf8");
  for (const format of KSERVE_SERVERS.formats)
    expect(page).toMatch(
      new RegExp(`\`${format}\`.*${KSERVE_SERVERS.servers[format].library}.*${KSERVE_SERVERS.version}`),
    );
});
