import { nodesInOneZone as check } from "../../../src/checks/network/nodes-in-one-zone";
import { twoZones } from "../../../src/checks/network/two-zones";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { referenceFindings } from "./findings";

const ONE = environmentPlan(
  planWith("ml-inference-prod", { cluster: { nodeGroups: { general: { zones: ["a"] } } } }),
);

describe("nodes-in-one-zone", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports nodes that are all in one zone", () => {
    expect(foundBy(check, ONE)).toEqual([
      "aws_eks_node_group.general_a: nodes: all subnets are in ap-southeast-2a, expected two zones",
    ]);
  });

  test("is a warning: the control plane has two zones, so AWS accepts the cluster", () => {
    expect(check.severity).toBe("warning");
    expect(foundBy(twoZones, ONE)).toEqual([]);
  });
});
