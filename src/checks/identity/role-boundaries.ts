import { homeOf, knownText } from "../../infrastructure/text-references";
import { text } from "../../terraform/stack-json";
import { type Stated } from "../../infrastructure/stated";
import { type Layer } from "../../base/layers";
import { type EnvironmentPlan, type ResourceOf } from "../../terraform/environment-plan";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { type Check, at, ruleOf } from "../check";
import facts from "./roles-of-layers.json";
import TEXTS from "./texts.json";

export const roleBoundaries: Check = {
  ...ruleOf(TEXTS, "role-boundaries"),
  run: (plan, { statedOf }) => {
    const roles = plan.resources("aws_iam_role");
    const stated = statedOf(plan.name).permissionsBoundary;
    return roles.flatMap((role) => {
      const expected = expectedOf(plan, role, roles, stated);
      const found = boundaryOf(plan, role);
      const isExpected = found === undefined ? expected.length === 0 : expected.includes(found);
      // Where the environment has none, a role of an own file may do less with one.
      if (isExpected || (expected.length === 0 && isOwn(plan, role))) return [];
      const name = text(role.config.name) ?? role.address;
      return [
        {
          ...at(role),
          message: `permissions boundary of ${name}: it is ${found ?? "missing"}, expected ${expected.join(" or ") || "none"}`,
        },
      ];
    });
  },
};

/** Kinds of roles of a layer: who applies it can take over its roles, and must not get what those of another layer need. */
const KINDS: Readonly<Record<Layer, readonly string[]>> = facts.kinds;

/** The boundaries that the file states for a role; without a record of it, those of generated roles, of its layer where it has any. */
function expectedOf(
  plan: EnvironmentPlan,
  { layer }: ResourceOf<"aws_iam_role">,
  roles: readonly ResourceOf<"aws_iam_role">[],
  stated: Stated["permissionsBoundary"],
): string[] {
  const { partition, accountId } = homeOf(plan);
  const policies =
    typeof stated === "object" ? KINDS[layer].map((kind) => stated[kind] ?? "") : [stated ?? []];
  const arns = policies
    .flat()
    .map((policy) =>
      policy.startsWith("arn:") ? policy : `arn:${partition}:iam::${accountId}:policy/${policy}`,
    );
  if (arns.length > 0) return arns;
  const generated = roles.filter((each) => !isOwn(plan, each) && boundaryOf(plan, each) !== undefined);
  const ofLayer = generated.filter((each) => each.layer === layer);
  return [
    ...new Set((ofLayer.length > 0 ? ofLayer : generated).flatMap((each) => boundaryOf(plan, each) ?? [])),
  ];
}

const boundaryOf = (
  plan: EnvironmentPlan,
  { layer, config }: ResourceOf<"aws_iam_role">,
): string | undefined => knownText(plan, { layer, value: config.permissions_boundary });
