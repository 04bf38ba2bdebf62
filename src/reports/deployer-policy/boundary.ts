import { userError } from "../../base/errors";
import { type PolicyStatement } from "../../facts/iam";
import { LARGEST_POLICY, type PolicyDocument, asStatements, documentOf, policySize } from "./documents";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type LayerGrants } from "./layer-grants";
import { LayerNames } from "./layer-names";
import { withPatterns } from "./name-patterns";
import { denialsOf } from "./role-boundary";

/** Services whose actions a boundary lists one by one, since some of them give permissions. */
const LISTED = /^(iam|sts):/;
/** Names of one kind that a boundary lists one by one. */
const MOST_NAMES = 4;
/** Services without regions. */
const GLOBAL = /^(route53|s3):/;

/**
 * Upper limit of all layers: any action of the services in use, in the regions in use, but of IAM and STS only the actions and
 * roles of the layers. A role has one boundary, so that shorter lists of names become patterns, and a larger document is an error.
 */
export function boundaryOf(plan: EnvironmentPlan, layers: readonly LayerGrants[]): PolicyDocument {
  const grants = layers.flatMap((layer) => layer.grants);
  const services = (matches: (action: string) => boolean): string[] =>
    [
      ...new Set(
        grants.filter(({ action }) => matches(action)).map(({ action }) => action.replace(/:.*/, ":*")),
      ),
    ].sort();
  const regions = [...new Set(layers.flatMap(({ names }) => names.regions))].sort();
  const wide: PolicyStatement[] = [
    {
      Effect: "Allow",
      Action: services((action) => !LISTED.test(action) && !GLOBAL.test(action)),
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": regions } },
    },
    { Effect: "Allow", Action: services((action) => GLOBAL.test(action)), Resource: "*" },
  ].filter(({ Action }) => Action.length > 0) as PolicyStatement[];
  const listed = layers.flatMap((layer) =>
    withPatterns(
      plan,
      layer.grants.filter(({ action }) => LISTED.test(action)),
      MOST_NAMES,
    ),
  );
  const denials = denialsOf(
    plan,
    new LayerNames(
      plan,
      layers.flatMap(({ names }) => names.layers),
    ),
  );
  const boundary = documentOf([...denials, ...wide, ...asStatements(listed).map(withoutCovered)]);
  const size = policySize(boundary);
  if (size <= LARGEST_POLICY) return boundary;
  throw userError({
    place: `${plan.name}: boundary`,
    got: `${size} characters`,
    expected: `at most ${LARGEST_POLICY}, the limit of a managed policy`,
    fix: "write the boundary of fewer layers with --layers",
  });
}

/** A statement without names that a pattern of it matches, which is that of another layer with more names. */
function withoutCovered({ Resource, ...statement }: PolicyStatement): PolicyStatement {
  const all = [Resource ?? []].flat();
  const patterns = all.filter((each) => each.endsWith("*")).map((each) => each.slice(0, -1));
  const isCovered = (each: string): boolean =>
    patterns.some((beginning) => each.startsWith(beginning) && each !== `${beginning}*`);
  return { ...statement, Resource: all.filter((each) => !isCovered(each)) };
}
