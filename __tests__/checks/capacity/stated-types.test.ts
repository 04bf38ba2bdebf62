import { capacityKnown } from "../../../src/checks/capacity/capacity-known";
import { podFitsNode } from "../../../src/checks/capacity/pod-fits-node";
import { findingId } from "../../../src/checks/runner/finding-id";
import { accountCounts } from "../../../src/checks/names/account-counts";
import { instanceTypeKnown } from "../../../src/checks/terraform/instance-type-known";
import { nodeGroups } from "../../../src/infrastructure/capacity-nodes";
import { statedIn } from "../../../src/infrastructure/stated";
import { EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { configWith } from "../../support/environments";
import { CONTEXT, foundBy } from "../../support/findings";
import { planWith } from "../../support/changed-plans";
import { settingsFor } from "../../support/recorded-causes";
import { outputStacks } from "../../review/pairs";
import { model } from "./plans";

const ML = "ml-inference-prod";
const FLEX = { vcpus: 2, memoryGiB: 8, pods: 29 };

/** An environment whose only node group has a type that the tables lack, as its file states it. */
function planOf(type: string, size: object | undefined, over: object = {}): EnvironmentPlan {
  const change = {
    ...(size ? { instanceTypes: { [type]: size } } : {}),
    cluster: { nodeGroups: { general: { instanceTypes: [type] } } },
    models: [model(over)],
  };
  const stated = statedIn(settingsFor(configWith(ML, change)));
  return new EnvironmentPlan(ML, outputStacks(planWith(ML, change)), stated.instanceTypes);
}

const nodeOf = (plan: EnvironmentPlan) => nodeGroups(plan)[0]?.node;

test("a node of a stated type has the resources of a type of the tables with the same sizes", () => {
  const [stated, known] = [planOf("m7i-flex.large", FLEX), planOf("m7i.large", undefined)].map(nodeOf);
  expect(stated?.cpuMillis).toBeGreaterThan(0);
  // Interfaces and addresses are not stated, only the number of pods.
  expect({ ...stated, type: undefined }).toEqual({ ...known, type: undefined });
});

test("GPUs of a stated type are those of the file", () => {
  expect(nodeOf(planOf("g7e.2xlarge", { vcpus: 8, memoryGiB: 64, pods: 58, gpus: 1 }))?.gpus).toBe(1);
});

test("a pod that does not fit a stated type is found", () => {
  const large = { memoryRequest: "12Gi" };
  expect(foundBy(podFitsNode, planOf("m7i-flex.large", FLEX, large))).toHaveLength(1);
  expect(foundBy(podFitsNode, planOf("m7i-flex.large", undefined, large))).toEqual([]);
});

test("capacity-known says that stated sizes are not proved", () => {
  expect(foundBy(capacityKnown, planOf("m7i-flex.large", FLEX))).toEqual([
    "aws_eks_node_group.general_a: not proved: the file states m7i-flex.large with 2 vCPUs, 8 GiB of memory and 29 pods, by which the capacity of general_a, general_b was checked",
  ]);
});

test("other stated sizes are another finding, so that a waiver of the first does not accept them", () => {
  const idOf = (size: object) =>
    capacityKnown.run(planOf("m7i-flex.large", size), CONTEXT).map((each) => findingId(capacityKnown, each));
  expect(idOf(FLEX)).toEqual(idOf(FLEX));
  expect(idOf(FLEX)).not.toEqual(idOf({ ...FLEX, memoryGiB: 9 }));
});

test("without sizes, capacity-known names the key that states them", () => {
  const [finding] = capacityKnown.run(planOf("m7i-flex.large", undefined), CONTEXT);
  expect(finding?.fix).toMatch(
    /^choose m7i\.large, .* or state vcpus, memoryGiB and pods of m7i-flex\.large in instanceTypes/,
  );
});

test("instance-type-known accepts a stated type of a newer family, and names the key without one", () => {
  expect(foundBy(instanceTypeKnown, planOf("m99i.large", FLEX))).toEqual([]);
  expect(foundBy(instanceTypeKnown, planOf("m99i.large", undefined)).length).toBeGreaterThan(0);
  expect(instanceTypeKnown.fix).toContain("state the sizes of a newer type in instanceTypes");
});

test("vCPUs of a stated type count for the quota", () => {
  const vcpus = (size: object | undefined) =>
    accountCounts(planOf("m7i-flex.large", size)).find(({ quota }) => quota === "standardVcpus")?.count;
  expect(vcpus({ ...FLEX, vcpus: 4 })).toBe((vcpus(undefined) ?? 0) * 2);
});
