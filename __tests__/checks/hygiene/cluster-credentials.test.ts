import { clusterCredentials } from "../../../src/checks/hygiene/cluster-credentials";
import { environmentPlan } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, findingsOf } from "./edits";

const findings = findingsOf(clusterCredentials);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(clusterCredentials, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a token in the configuration", () => {
  expect(findings(ML, ({ models }) => (models.provider.kubernetes[0].token = "x"))).toEqual([
    "provider.kubernetes: Kubernetes provider: token is in the configuration",
  ]);
});

test("reports the host of another cluster", () => {
  const edit: Edit = ({ models }) => (models.provider.helm[0].kubernetes.host = "https://example.com");
  expect(findings(ML, edit)).toEqual([
    "provider.helm: Helm provider: its host is not the endpoint of this environment's cluster",
  ]);
});
