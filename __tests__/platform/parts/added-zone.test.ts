import { CHECKS } from "../../../src/proof/checks/all";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { found } from "../../support/findings";

/** Checks on ways through the network. Capacity and versions are other subjects. */
const NETWORK = CHECKS.filter(({ id }) => /^(network-policy|s3-endpoint|rule-|endpoint)/.test(id));

const PARTS: Readonly<Record<string, object>> = {
  prometheus: { prometheus: {}, "ebs-csi": {} },
  mlflow: { mlflow: { imageTag: "3.17.2-1", hosts: ["mlflow.example.com"] } },
  kserve: { kserve: {}, "cert-manager": {} },
  "kubeflow-pipelines": { "kubeflow-pipelines": { stepsImageTag: "2.17.0-1" } },
};

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

describe.each(Object.entries(PLACES))("in %s", (_, cluster) => {
  test.each(Object.entries(PARTS))("nothing that %s emits is wider than needed", (_part, components) => {
    const plan = planWith("ml-inference-prod", {
      components,
      cluster,
      network: { zones: ["a", "b", "c"], publicSubnets: null, privateSubnets: null },
    });
    expect(found(NETWORK, environmentPlan(plan))).toEqual([]);
  });
});
