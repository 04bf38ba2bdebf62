import { COMPONENTS } from "../../../src/parts/generated/registry";
import { CHECKS } from "../../../src/checks/all";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { found } from "../../support/findings";
import { argoCdIn } from "../../support/argo-cd";
import { PROXY_RANGES, PROXY_URL } from "../../support/https-proxy";
import { LOG_IN } from "../../support/log-in";
import { WORKING_HOURS } from "../../support/off-hours";

/** Checks on ways through the network. Capacity and versions are other subjects. */
const NETWORK = CHECKS.filter(({ id }) => /^(network-policy|s3-endpoint|rule-|endpoint)/.test(id));

/** Settings of parts that have required ones. */
const REQUIRED: Readonly<Record<string, object>> = {
  alerts: { email: "oncall@example.com" },
  "argo-cd": argoCdIn("ap-southeast-2"),
  backups: { email: "oncall@example.com" },
  "github-actions": { repository: "octo-org/models", branch: "main" },
  "https-proxy": { url: PROXY_URL, cidrs: PROXY_RANGES },
  "kubeflow-pipelines": { stepsImageTag: "2.17.0-2" },
  "log-in": { ...LOG_IN, programs: { mlflow: LOG_IN.programs.mlflow } },
  mlflow: { imageTag: "3.17.2-2", hosts: ["mlflow.example.com"] },
  "off-hours": WORKING_HOURS,
  "private-link": { principals: ["arn:aws:iam::444455556666:root"] },
  "training-vpc": {
    attachment: "organization",
    cidrs: ["10.64.0.0/16"],
    services: ["sts"],
    dns: "resolver",
  },
};

/** With the cache or a proxy, no image comes by NAT, and the checks name the rule of nodes for it as too wide in any network. */
const NETWORKS: Readonly<Record<string, object>> = {
  "https-proxy": { egress: "none" },
  "pull-through-cache": { egress: "none" },
};

/** Keys that a part needs elsewhere in the file: the log-in has a program and an entry of the controller. */
const BESIDE: Readonly<Record<string, { readonly components: object; readonly entry: object }>> = {
  "private-link": { components: {}, entry: { type: "nlb" } },
  "log-in": {
    components: { mlflow: REQUIRED["mlflow"] },
    entry: {
      type: "ingress",
      host: "models.example.com",
      certificateArn:
        "arn:aws:acm:ap-southeast-2:111122223333:certificate/0a1b2c3d-0000-4000-8000-111122223333",
    },
  },
};

/** Parts that a key enables. The others follow from keys of the cluster, the network or the models. */
const PARTS = COMPONENTS.filter(({ settings }) => settings !== undefined).map(({ id }) => id);

/** A part with those that have to be ready before it. */
function withRequired(id: string): object {
  const required = COMPONENTS.find((each) => each.id === id)?.requires ?? [];
  const before = COMPONENTS.filter(({ provides = [] }) =>
    provides.some((capability) => required.includes(capability)),
  );
  return before.reduce((all, { id: other }) => ({ ...withRequired(other), ...all }), {
    [id]: REQUIRED[id] ?? {},
  });
}

test("Argo CD and all other parts that a key enables are in the list, with settings that their keys accept", () => {
  expect(PARTS).toEqual(expect.arrayContaining(["argo-cd", "kserve", "prometheus"]));
  const refused = COMPONENTS.filter(
    ({ id, settings }) => settings?.safeParse(REQUIRED[id] ?? {}).success === false,
  );
  expect(refused.map(({ id }) => id)).toEqual([]);
  expect(Object.keys(REQUIRED).filter((id) => !PARTS.includes(id))).toEqual([]);
});

/** Zones of the control plane and of nodes, in a network of three zones. */
const PLACES: Readonly<Record<string, object>> = {
  "a cluster of three zones": {},
  "a cluster of two zones, whose network has a third one": { zones: ["a", "b"] },
  "nodes in two of three zones": { nodeGroups: { general: { zones: ["a", "b"] } } },
  "a cluster and nodes of two zones": {
    zones: ["a", "b"],
    nodeGroups: { general: { zones: ["a", "b"] } },
  },
};

describe.each(Object.entries(PLACES).map(([place, cluster]) => ({ place, cluster })))(
  "in $place",
  ({ cluster }) => {
    test.each(PARTS)("nothing that %s emits is wider than needed", (id) => {
      const plan = planWith("ml-inference-prod", {
        components: { ...withRequired(id), ...BESIDE[id]?.components },
        ...(BESIDE[id] ? { entry: BESIDE[id].entry } : {}),
        cluster,
        network: { zones: ["a", "b", "c"], publicSubnets: null, privateSubnets: null, ...NETWORKS[id] },
      });
      expect(found(NETWORK, environmentPlan(plan))).toEqual([]);
    });
  },
);
