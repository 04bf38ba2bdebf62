import { policyPeers } from "../../../src/checks/workload/policy-peers";
import { newlyFound } from "../../support/findings";
import { type Case, ML, object } from "./edits";

const CHECK = [policyPeers];

test.each<Case>([
  [
    "a rule without a peer",
    ML,
    object("policy", "all_models", ({ spec }) => delete spec.ingress[0].from),
    "an ingress rule has no peer, so it allows everyone",
  ],
  [
    "a rule that allows the internet",
    ML,
    object("policy", "all_models", ({ spec }) => (spec.egress[1].to = [{ ip_block: { cidr: "0.0.0.0/0" } }])),
    "an egress rule allows 0.0.0.0/0",
  ],
])("policy-peers finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

const PREFIX_LIST = ({ models }: Parameters<Case[2]>[0]) =>
  models.data.aws_prefix_list.s3 as { lifecycle?: { postcondition: { condition: string }[] } };

test.each<Case>([
  [
    "ranges of a prefix list that may be empty",
    ML,
    (layers) => delete PREFIX_LIST(layers).lifecycle,
    "an egress rule has the ranges of data.aws_prefix_list.s3, which may be none: then it allows everyone",
  ],
  [
    "a postcondition on something else",
    ML,
    (layers) => (PREFIX_LIST(layers).lifecycle = { postcondition: [{ condition: "${self.id != null}" }] }),
    "which may be none",
  ],
])("policy-peers finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
