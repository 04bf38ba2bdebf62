import { plain } from "../../src/review/stages/phrase";
import { planWith } from "../support/changed-plans";
import { outputStacks, reviewOf } from "./pairs";

const released = (release: string) =>
  outputStacks(planWith("mlapp", { cluster: { nodeReleases: { AL2023_x86_64_STANDARD: release } } }));

test("a raised release changes node groups in place, and the review says that EKS replaces and drains the nodes", () => {
  const { verdict, counts, topics } = reviewOf({
    environment: "mlapp",
    before: released("1.36.1-20260810"),
    after: released("1.36.2-20260818"),
  });
  expect({ verdict, replace: counts.replace, change: counts.change }).toEqual({
    verdict: "needs attention",
    replace: 0,
    change: 2,
  });
  const lines = topics.find(({ title }) => title === "Nodes")?.lines ?? [];
  expect(lines.map(({ harm, text }) => [harm, plain(text)])).toEqual([
    [
      "nodes roll",
      "node version of aws_eks_node_group.general_a and 1 more: 1.36.1-20260810 → 1.36.2-20260818; EKS replaces the nodes: new ones come first, and old ones are drained, each for up to 15 minutes; a disruption budget that does not allow it stops the update",
    ],
  ]);
});
