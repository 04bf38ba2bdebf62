import { alertCoverage } from "../../../src/parts/alerts/checks/alert-coverage";
import { alertSeries } from "../../../src/parts/alerts/checks/alert-series";
import { databaseAlarms } from "../../../src/parts/alerts/checks/database-alarms";
import { platformWorkloads } from "../../../src/parts/alerts/model/platform-workloads";
import { capacityAtRest } from "../../../src/parts/off-hours/checks/capacity-at-rest";
import { podFitsNode } from "../../../src/checks/capacity/pod-fits-node";
import { volumesAtRest } from "../../../src/parts/off-hours/checks/volumes-at-rest";
import { podArchitecture } from "../../../src/checks/images/pod-architecture";
import { networkPolicyPaths } from "../../../src/checks/network/network-policy-paths";
import { daemonsetScheduling } from "../../../src/checks/workload/daemonset-scheduling";
import { argoCdIn } from "../../support/argo-cd";
import { type Row, coveringTriples, productOf, triplesOf } from "../../support/covering-triples";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { found } from "../../support/findings";
import { PARTS, SERVED } from "../../support/kserve";
import { rules } from "../../../src/environment/rules/all";

interface Choice {
  readonly components?: object;
  readonly nodeGroups?: object;
  readonly cluster?: object;
  readonly models?: readonly object[];
}

const REGION = "ap-southeast-2";
const HOURS = { timezone: "Europe/Berlin", start: "07:00", stop: "19:00" };
const general = (type: string) => ({ general: { instanceTypes: [type], minPerZone: 2, maxPerZone: 8 } });
const GPU = { gpu: { instanceTypes: ["g5.xlarge"], minPerZone: 1, maxPerZone: 2 } };

/** Parts with workloads, and settings that decide when and where these run. */
const DIMENSIONS: readonly (readonly Choice[])[] = [
  [{ nodeGroups: general("m7i.2xlarge") }, { nodeGroups: general("m7g.2xlarge") }],
  [{}, { components: { "argo-cd": argoCdIn(REGION) } }],
  [{}, { components: PARTS, models: [{ ...SERVED, nodeGroup: "general" }] }],
  [{}, { components: { mlflow: { imageTag: "3.17.2-1" } } }],
  [{}, { components: { "kubeflow-pipelines": { stepsImageTag: "2.17.0-1" } } }],
  [
    {},
    { components: { "off-hours": { ...HOURS, keepNodes: 2 } } },
    { components: { "off-hours": { ...HOURS, keepNodes: 0 } } },
  ],
  [{}, { components: { "cluster-autoscaler": {} } }],
  [{}, { nodeGroups: GPU, components: { "gpu-metrics": {} } }],
  [{}, { cluster: { observability: true } }],
];

const ALERTED = { "ebs-csi": {}, prometheus: {}, alerts: { email: "oncall@example.com" } };
const API = { name: "api", image: { tag: "1.0.0" }, nodeGroup: "general" };

function changeOf(row: Row): object {
  const chosen = row.map((value, dimension) => DIMENSIONS[dimension]?.[value] ?? {});
  return {
    components: Object.assign({}, ALERTED, ...chosen.map(({ components }) => components)) as object,
    cluster: {
      ...(Object.assign({}, ...chosen.map(({ cluster }) => cluster)) as object),
      nodeGroups: Object.assign({}, ...chosen.map(({ nodeGroups }) => nodeGroups)) as object,
    },
    models: [API, ...chosen.flatMap(({ models = [] }) => models)],
  };
}

const SIZES = DIMENSIONS.map(({ length }) => length);
const isAccepted = (row: Row): boolean => rules(configWith("ml-inference-prod", changeOf(row))).length === 0;
const rows = coveringTriples(SIZES, isAccepted);

/** Rules that hold for any parts together. What no facts tell, such as the platforms of an image of the user, they name as not judged. */
const LIVENESS = [
  alertCoverage,
  alertSeries,
  capacityAtRest,
  databaseAlarms,
  daemonsetScheduling,
  networkPolicyPaths,
  podArchitecture,
  podFitsNode,
  volumesAtRest,
];

test("every three values of three dimensions are in an environment", () => {
  const covered = new Set(rows.flatMap(triplesOf));
  expect(
    productOf(SIZES)
      .flatMap(triplesOf)
      .filter((triple) => !covered.has(triple)),
  ).toEqual([]);
});

test.each(rows.map((row) => [row.join(""), row] as const))(
  "in the environment %s every workload has its nodes, its callers and an alert",
  (_, row) => {
    const plan = environmentPlan(planWith("ml-inference-prod", changeOf(row)));
    expect(platformWorkloads(plan, new Set(["ml-inference"])).length).toBeGreaterThan(8);
    expect(found(LIVENESS, plan).filter((finding) => !finding.includes("not judged"))).toEqual([]);
  },
);
