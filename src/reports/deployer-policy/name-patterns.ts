import { counted } from "../../base/counted";
import { userError } from "../../base/errors";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Grant } from "./grants";

/** Names of one kind that a statement lists one by one. More become a pattern, as AWS limits the size of policies. */
export const MOST_NAMES = 20;

/** Kind and name in an ARN, such as `arn:aws:iam::111122223333:role/` and `mlapp-cluster`. */
const PARTS = /^(arn:[^:]*:[^:]*:[^:]*:[^:]*:[a-z-]+[/:])(.+)$/;

/**
 * Permissions with long lists of names as a pattern of what the names begin with. The pattern begins with a name of the environment, and
 * ends where a part of a name ends, so that it matches no name without this beginning. Where names have no such
 * beginning, the list is an error: a wider pattern would reach what other teams own.
 */
export function withPatterns(
  plan: EnvironmentPlan,
  grants: readonly Grant[],
  mostNames = MOST_NAMES,
): Grant[] {
  const beginnings = ownBeginnings(plan);
  const known = new Map<string, readonly string[]>();
  return grants.map((grant) => {
    const key = grant.resources.join("\n");
    const resources = known.get(key) ?? shortened(plan, grant.resources, beginnings, mostNames);
    known.set(key, resources);
    return { ...grant, resources };
  });
}

function shortened(
  plan: EnvironmentPlan,
  resources: readonly string[],
  beginnings: readonly string[],
  mostNames: number,
): readonly string[] {
  const byKind = new Map<string, string[]>();
  for (const arn of resources.filter((each) => !each.includes("*"))) {
    const [, kind = arn, name = ""] = PARTS.exec(arn) ?? [];
    byKind.set(kind, [...(byKind.get(kind) ?? []), name]);
  }
  return [
    ...resources.filter((each) => each.includes("*")),
    ...[...byKind].flatMap(([kind, names]) =>
      names.length <= mostNames
        ? names.map((name) => `${kind}${name}`)
        : [`${kind}${patternOf(plan, kind, names, beginnings, mostNames)}`],
    ),
  ];
}

function patternOf(
  plan: EnvironmentPlan,
  kind: string,
  names: readonly string[],
  beginnings: readonly string[],
  mostNames: number,
): string {
  const common = commonBeginning(names);
  if (beginnings.some((beginning) => common.startsWith(beginning))) return `${common}*`;
  throw userError({
    place: `${plan.name}: ${kind}`,
    got: `${counted(names.length, "name")} that begin with ${common === "" ? "nothing in common" : common}`,
    expected: `at most ${mostNames} names, or names that begin with ${beginnings.join(" or ")}`,
    fix: "rename them, so that one pattern matches them and nothing else",
    details: names.filter((name) => !beginnings.some((beginning) => name.startsWith(beginning))),
  });
}

/** The environment's name, and what all its roles begin with, each with the separator behind it. */
function ownBeginnings(plan: EnvironmentPlan): string[] {
  const roles = plan.resources("aws_iam_role").map(({ config }) => String(config.name));
  const common = roles.length > 1 ? commonBeginning(roles) : "";
  return [...new Set([`${plan.name}/`, `${plan.name}-`, ...(common === "" ? [] : [common])])];
}

/** The common beginning of names, up to the end of a part. */
function commonBeginning(names: readonly string[]): string {
  const [first = "", ...others] = names;
  let length = first.length;
  for (const name of others) {
    let equal = 0;
    while (equal < length && first[equal] === name[equal]) equal += 1;
    length = equal;
  }
  return /^.*[-/]/.exec(first.slice(0, length))?.[0] ?? "";
}
