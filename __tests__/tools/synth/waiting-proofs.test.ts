import { waitingProofs } from "../../../src/tools/synth/waiting-proofs";
import { withIds, withMoreIds } from "../../support/network-by-ids";
import { planOf } from "../../support/reference-plans";

test("a network that Terraform creates has no proofs that wait for the plan", () => {
  expect(waitingProofs(planOf("ml-inference-prod").stack("network"))).toEqual([]);
});

test("the proofs about an existing network that wait for the plan are counted by kind", () => {
  const kinds = (plan: typeof withIds) => waitingProofs(plan().stack("network")).map(({ what }) => what);
  expect(kinds(withIds)).toEqual(["VPC", "subnets", "route tables"]);
  expect(kinds(withMoreIds)).toEqual([
    "VPC",
    "subnets",
    "route tables",
    "security groups",
    "endpoints",
    "attachments",
  ]);
  expect(waitingProofs(withIds().stack("network"))[0]).toEqual({ what: "VPC", proofs: 3 });
});
