import facts from "./actions-on-data.json";
import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { isOwn } from "./own-blocks";
import { resolveReferences } from "./text-references";
import { type HeldPolicy, identitiesOf, type Identity } from "./identities";
import { trustedAccounts } from "./roles";
import { allowing, callerContext } from "./asked";

/** Data of the environment. */
interface Data {
  readonly kind: (typeof facts.kinds)[number];
  /** Name in findings. */
  readonly title: string;
  /** ARN, or a pattern of ARNs. */
  readonly resource: string;
}

/** Data of the environment that an own block lets an identity reach. */
export interface Reached {
  readonly identity: Identity;
  readonly held: HeldPolicy;
  readonly data: Data;
  readonly actions: readonly string[];
}

/** Data that generated blocks hold, or that roles of pods read. Data of own blocks is for those whom their owner names. */
const dataOf = memoizePerPlan((plan: EnvironmentPlan): readonly Data[] => [
  ...facts.kinds.flatMap((kind) =>
    plan
      .resources(kind.type)
      .filter((each) => !isOwn(plan, each))
      .map(({ layer, address }): Data => {
        const arn = resolveReferences(plan, { layer, value: `\${${address}.arn}` });
        return {
          kind,
          title: `${kind.title} ${kind.below === "" ? address : `of ${address}`}`,
          resource: `${arn}${kind.below}`,
        };
      }),
  ),
  ...identitiesOf(plan)
    .filter(({ trust, resource }) => resource && !isOwn(plan, resource) && trustedAccounts(trust).length > 0)
    .flatMap(readByPods),
]);

const POD_DATA = /^arn:[^:*]+:(?:s3:::[^/*]+\/.*[^/]|secretsmanager:.*)$|\.secret_arn\}$/;

/** Objects and secrets that the role of pods reads by their names. */
const readByPods = ({ name, decides }: Identity): Data[] =>
  [...new Set(decides.identity.flatMap(({ effect, resources }) => (effect === "Allow" ? resources : [])))]
    .filter((resource) => POD_DATA.test(resource))
    .flatMap((resource) =>
      facts.kinds
        .filter(({ type, below }) => (resource.includes(":s3:") ? below !== "" : type.includes("secret")))
        .map((kind) => ({ kind, title: `${kind.title} ${resource} of ${name}`, resource })),
    );

/** Data that each policy of own blocks reaches. */
export const reachedData = memoizePerPlan((plan: EnvironmentPlan): readonly Reached[] =>
  identitiesOf(plan).flatMap((identity) => {
    const isCounted = (held: HeldPolicy): boolean => isOwn(plan, held.by);
    if (!identity.policies.some(isCounted)) return [];
    const context = callerContext(plan, identity);
    return dataOf(plan).flatMap((data) => {
      const byPolicy = new Map<HeldPolicy, string[]>();
      for (const action of data.kind.actions)
        for (const held of allowing(identity, { action, resource: data.resource, context }, isCounted))
          byPolicy.set(held, [...(byPolicy.get(held) ?? []), action]);
      return [...byPolicy].map(([held, actions]) => ({ identity, held, data, actions }));
    });
  }),
);
