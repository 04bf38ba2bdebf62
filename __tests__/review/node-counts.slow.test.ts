import { plain } from "../../src/review/stages/phrase";
import { planWith } from "../support/changed-plans";
import { outputStacks, reviewOf } from "./pairs";

const PROD = "ml-inference-prod";
const OWN = { externalNodeAutoscaler: true };

function reviewed(before: object, after: object) {
  const [old, now] = [before, after].map((cluster) => outputStacks(planWith(PROD, { cluster })));
  const { verdict, topics } = reviewOf({ environment: PROD, before: old ?? [], after: now ?? [] });
  const section = topics.find(({ title }) => title === "Nodes");
  return {
    verdict,
    lines: (section?.lines ?? []).map(
      ({ level, address, text }) => `${level}: ${address ?? ""}: ${plain(text)}`,
    ),
  };
}

const sized = (minPerZone: number, maxPerZone: number, cluster: object = {}) => ({
  ...cluster,
  nodeGroups: { general: { minPerZone, maxPerZone } },
});

const command = (group: string, scaling: string): string =>
  `first run aws eks update-nodegroup-config --region ap-southeast-2 --cluster-name ml-inference-prod-cluster --nodegroup-name ${group} --scaling-config ${scaling}`;

describe("where Terraform sets the number of nodes,", () => {
  test("a higher minimum ends no node, and its cost needs attention", () => {
    expect(reviewed(sized(1, 3), sized(2, 3))).toEqual({ verdict: "needs attention", lines: [] });
  });

  test("a lower minimum removes nodes, which one line says for both groups", () => {
    const { verdict, lines } = reviewed(sized(3, 3), sized(1, 3));
    expect(verdict).toBe("needs attention");
    expect(lines).toEqual([
      expect.stringMatching(
        /^attention: aws_eks_node_group.general_a: the apply removes 2 of 3 nodes of aws_eks_node_group.general_a and 1 more: EKS chooses them, and evicts their pods for up to 15 minutes/,
      ),
    ]);
  });

  test("another maximum changes no number", () => {
    expect(reviewed(sized(1, 3), sized(1, 2)).lines).toEqual([]);
  });
});

describe("where an autoscaler sets the number of nodes,", () => {
  test.each([
    ["a higher minimum", sized(1, 3, OWN), sized(2, 3, OWN), "if it is below 2", "desiredSize=2"],
    [
      "a minimum above the old maximum",
      sized(1, 2, OWN),
      sized(3, 4, OWN),
      "if it is below 3",
      "maxSize=4,desiredSize=3",
    ],
    ["a lower maximum", sized(1, 3, OWN), sized(1, 2, OWN), "if it is above 2", "desiredSize=2"],
    [
      "a maximum below the old minimum",
      sized(3, 3, OWN),
      sized(1, 2, OWN),
      "if it is above 2",
      "minSize=1,desiredSize=2",
    ],
    [
      "a higher minimum in the change that declares the autoscaler",
      sized(1, 3),
      sized(2, 3, OWN),
      "if it is below 2",
      "desiredSize=2",
    ],
  ])("%s needs attention, with the command that comes first", (_, before, after, condition, scaling) => {
    const { verdict, lines } = reviewed(before, after);
    expect(verdict).toBe("needs attention");
    expect(lines).toEqual(
      ["general-a", "general-b"].map((group) =>
        expect.stringContaining(`${condition}, ${command(group, scaling)}`),
      ),
    );
  });

  test("a lower minimum and a higher maximum need no command", () => {
    expect(reviewed(sized(2, 3, OWN), sized(1, 4, OWN)).lines).toEqual([]);
  });

  test("the end of that autoscaler sets the number of nodes", () => {
    expect(reviewed(sized(1, 3, OWN), sized(1, 3)).lines).toEqual([
      expect.stringContaining(
        "Terraform now sets the number of nodes of aws_eks_node_group.general_a and 1 more to minPerZone of the file",
      ),
    ]);
  });
});

test("a replaced group has a line on its nodes, and none on its number, which is set at the creation", () => {
  const after = { ...OWN, nodeGroups: { general: { minPerZone: 2, maxPerZone: 3, capacityType: "SPOT" } } };
  const { verdict, lines } = reviewed(sized(1, 3, OWN), after);
  expect(verdict).toBe("destructive");
  expect(lines).toEqual([
    expect.stringMatching(
      /^attention: aws_eks_node_group.general_a: the apply deletes all nodes of aws_eks_node_group.general_a and 1 more at once, before it creates others, and pods of ml-inference-api have no node meanwhile; to keep the pods running, add a group/,
    ),
    expect.stringContaining("capacity_type of aws_eks_node_group.general_a and 1 more: ON_DEMAND → SPOT"),
  ]);
});

test("a removed group is drained first", () => {
  const both = { nodeGroups: { general: {}, larger: { instanceTypes: ["m7i.large"] } } };
  expect(reviewed(both, { nodeGroups: { larger: both.nodeGroups.larger } }).lines).toEqual([
    expect.stringContaining(
      "the apply deletes aws_eks_node_group.general_a and 1 more with all nodes; cordon and drain them first",
    ),
  ]);
});
