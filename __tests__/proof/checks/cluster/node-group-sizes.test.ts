import { type CheckContext } from "../../../../src/proof/checks/check";
import { nodeGroupSizes } from "../../../../src/proof/checks/cluster/node-group-sizes";
import { statedIn } from "../../../../src/proof/model/stated";
import { altered, environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../../../support/environments";
import { CONTEXT, foundBy } from "../../../support/findings";
import { settingsFor } from "../../../support/recorded-causes";
import { planOf } from "../../../support/reference-plans";
import { edited } from "../terraform/edits";

const stating = (environment: string, change: object = {}) => ({
  ...CONTEXT,
  statedOf: () => statedIn(settingsFor(configWith(environment, change))),
});

test.each(ENVIRONMENTS)("accepts the node groups of %s", (environment) => {
  expect(foundBy(nodeGroupSizes, environmentPlan(planOf(environment)), stating(environment))).toEqual([]);
});

const HARDENED = "ml-inference-hardened";
const withSizes = (sizes: object, context: CheckContext = stating(HARDENED)): string[] =>
  foundBy(
    nodeGroupSizes,
    altered(
      HARDENED,
      edited("cluster", "aws_eks_node_group.general_a", (each) => {
        each["scaling_config"] = { ...each["scaling_config"], ...sizes };
      }),
    ),
    context,
  );

test.each([
  [{ min_size: 1 }, "min_size is 1, expected 2, the minPerZone of the file"],
  [{ min_size: 0, desired_size: 0 }, "min_size is 0, expected 2"],
  [{ max_size: 20 }, "max_size is 20, expected 2, the maxPerZone of the file"],
  [{ desired_size: 9 }, "desired_size is 9, expected 2 to 2"],
])("finds %j", (sizes, words) => {
  expect(withSizes(sizes)).toEqual([expect.stringContaining(`node group general: ${words}`)]);
});

test("accepts what the file states", () => {
  const change = { cluster: { nodeGroups: { general: { minPerZone: 1, maxPerZone: 3 } } } };
  const plan = environmentPlan(planWith("ml-inference-prod", change));
  expect(foundBy(nodeGroupSizes, plan, stating("ml-inference-prod", change))).toEqual([]);
  expect(foundBy(nodeGroupSizes, plan, stating("ml-inference-prod"))).not.toEqual([]);
});

test("without a record of the file, and for groups of own files, sizes are not compared", () => {
  expect(withSizes({ min_size: 1 }, { ...stating(HARDENED), statedOf: CONTEXT.statedOf })).toEqual([]);
  const own = altered(HARDENED, ({ cluster }) => {
    const { general_a: group } = cluster.resource.aws_eks_node_group;
    cluster.resource.aws_eks_node_group.own = {
      ...group,
      labels: { own: "true" },
      scaling_config: { min_size: 0 },
    };
  });
  expect(foundBy(nodeGroupSizes, own, stating(HARDENED))).toEqual([]);
});
