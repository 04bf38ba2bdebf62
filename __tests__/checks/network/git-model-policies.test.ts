import { gitModelPolicies } from "../../../src/checks/network/git-model-policies";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import {
  GIT_MODELS as MODELS,
  gitModels,
  ofGitModels as ofModels,
  withGitModels,
  withoutGitBlock as remove,
} from "../../support/argo-cd";
import { configWith } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";

const PLAN = withGitModels(MODELS);
const stated = statedIn(settingsFor(configWith("ml-platform", gitModels(MODELS))));
const foundIn = (plan: ReturnType<typeof altered>): string =>
  foundBy(gitModelPolicies, plan, { statedOf: () => stated }).join("\n");

test("ML-04 the emitted network policies of models of Git are those that the file needs", () => {
  expect(foundIn(environmentPlan(PLAN))).toBe("");
});

const policy = (edit: (spec: Editable) => void, name = "sentiment"): Edit =>
  ofModels("kubernetes_network_policy_v1", `argo_cd_${name}`, ({ spec }) => edit(spec as Editable));

test.each<readonly [string, Edit, string]>([
  [
    "no network policy",
    remove("kubernetes_network_policy_v1", "argo_cd_sentiment"),
    "allows ingress on TCP 8080",
  ],
  [
    "a closed port",
    policy((spec) => (spec["ingress"][0].ports[0].port = "8081")),
    "allows ingress on TCP 8080",
  ],
  ["closed AWS services", policy((spec) => spec["egress"].splice(0, 1)), "allows egress on TCP 443"],
  ["closed S3", policy((spec) => spec["egress"].splice(1, 1)), "allows egress on TCP 443"],
  [
    "a wider range of clients",
    policy((spec) => (spec["ingress"][0].from[0].ip_block.cidr = "10.0.0.0/8")),
    "10.0.0.0/8, which is wider than needed",
  ],
  [
    "a second port",
    policy((spec) => spec["ingress"][0].ports.push({ port: "22", protocol: "TCP" })),
    "TCP 22, which nothing needs",
  ],
  [
    "another server",
    policy((spec) =>
      spec["egress"].push({
        to: [{ ip_block: { cidr: "10.9.0.0/16" } }],
        ports: [{ port: "443", protocol: "TCP" }],
      }),
    ),
    "10.9.0.0/16",
  ],
  [
    "AWS services for a model without a role",
    policy(
      (spec) =>
        (spec["egress"] = [
          { to: [{ ip_block: { cidr: "10.48.0.0/16" } }], ports: [{ port: "443", protocol: "TCP" }] },
        ]),
      "echo",
    ),
    "opens egress, and the file states no bucketPrefix of echo",
  ],
  [
    "a policy for more pods",
    policy((spec) => delete spec["pod_selector"].match_labels),
    "selects every pod of the namespace",
  ],
])("ML-04 finds %s of a model of Git", (_, edit, message) => {
  expect(foundIn(altered(PLAN, edit))).toContain(message);
});
