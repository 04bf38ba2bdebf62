import { type ResourceChange } from "../../src/review/change";
import { TOPICS } from "../../src/review/topics/all";
import { unjudged } from "../../src/review/topics/not-understood";
import { type Change } from "../../src/review/topics/topic";
import { environmentPlan } from "../support/altered";
import { planOf } from "../support/reference-plans";

/** Types whose replacement keeps what their end would take: traffic, rights and settings are compared, and those of a replaced block stay. */
const COMPARED =
  /^(aws_(vpc_security_group_|route$|route_table|network_acl|iam_|eks_access_|eks_addon$|s3_bucket_versioning|backup_(plan|selection))|kubernetes_(network_policy|role|cluster_role))/;

/** An edit that replaces the block. */
const NAME = { path: "name", argument: "name", difference: "changed", before: "a", after: "b" } as const;

const plan = environmentPlan(planOf("ml-platform"));
const BLOCKS = [
  ...new Map(
    [...plan.all, ...environmentPlan(planOf("mlapp")).all]
      .filter(({ type }) => !type.startsWith("data.") && !COMPARED.test(type))
      .map((each) => [each.type, each]),
  ).values(),
];

/** Whether a line at the block needs attention if an action is all that happens to it. */
function isMarked(block: (typeof BLOCKS)[number], action: "destroy" | "replace"): boolean {
  const side = plan.find(block.layer, block.address) === block ? plan : environmentPlan(planOf("mlapp"));
  const { layer, address, type, config } = block;
  const resource: ResourceChange = {
    environment: side.name,
    layer,
    address,
    type,
    before: config,
    ...(action === "replace" ? { after: config } : {}),
    action,
    instances: 1,
    edits: action === "replace" ? [NAME] : [],
    reasons: action === "replace" ? [{ argument: "name", effect: "replace" }] : [],
    notes: [],
  };
  const change: Change = { before: side, after: side, resources: [resource], others: [] };
  const lines = TOPICS.flatMap((topic) => topic.lines(change));
  const { known, unknown } = unjudged(change, TOPICS, lines);
  return [...lines, ...known, ...unknown].some(({ level }) => level === "attention");
}

test("a replacement is a destruction and a creation: where the end of a block is marked, its replacement is", () => {
  expect(BLOCKS.length).toBeGreaterThan(30);
  const silent = BLOCKS.filter((block) => isMarked(block, "destroy") && !isMarked(block, "replace"));
  expect(silent.map(({ type }) => type)).toEqual([]);
});
