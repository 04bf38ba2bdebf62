import { type PolicyStatement } from "../../facts/iam";
import { IDENTITY_TAG } from "../../facts/identity-tag";
import facts from "./facts/unlimited-actions.json";
import { namesNoObject } from "./documents";
import { OTHERS } from "./ec2-others";
import { type LayerPolicies } from "./environment-policies";

/** Changes that no condition limits to the environment, with the reason. */
const REASONS: readonly { readonly actions: RegExp; readonly why: string }[] = [
  ...OTHERS,
  ...facts.reasons.map(({ actions, why }) => ({ actions: new RegExp(actions), why })),
];

export interface Unlimited {
  readonly use: "apply" | "create";
  readonly action: string;
  /** Undefined for an action that no reason covers: a test fails then. */
  readonly why: string | undefined;
}

/** Changes of an apply and of a creation that a condition of AWS does not limit to objects of the environment, sorted. */
export const unlimitedOf = ({ documents }: LayerPolicies): Unlimited[] =>
  (["apply", "create"] as const).flatMap((use) => {
    const actions = documents[use]
      .flatMap(({ Statement }) => Statement)
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap((statement) => [statement.Action].flat().filter((action) => isOpen(action, statement)))
      .filter((action) => !READS.test(action));
    return [...new Set(actions)]
      .sort()
      .map((action) => ({ use, action, why: REASONS.find((row) => row.actions.test(action))?.why }));
  });

const READS = /:(Describe|Get|List|BatchGet|BatchCheck)|^sts:AssumeRole$/;
/** Calls that name objects which AWS does not check for the caller: no condition on the objects of the call limits these. */
const NAMES_MORE =
  /^(backup:(CreateBackup(Plan|Selection)|UpdateBackupPlan)|iam:CreateOpenIDConnectProvider)$/;
/**
 * Keys of conditions on what exists, with values that only the environment has. A launch template is none: a call can
 * replace its values.
 */
const OF_OBJECTS = new RegExp(
  `^aws:ResourceTag/(${IDENTITY_TAG}$|aws:)|EncryptionContext|^iam:AWSServiceName$|^ec2:Owner$`,
);

/** Keys of conditions on what a call creates. */
const OF_NEW = new RegExp(`^aws:RequestTag/${IDENTITY_TAG}$`);
const CREATES = /:(Allocate|Authorize|Create(?!Tags)|Request|Run)/;

/** Whether a statement lets an action reach objects of others: without a condition that counts, it is open. */
function isOpen(action: string, statement: PolicyStatement): boolean {
  if (NAMES_MORE.test(action)) return true;
  const keys = Object.entries(statement.Condition ?? {}).flatMap(([operator, values]) =>
    operator === "Null" ? [] : Object.keys(values),
  );
  const isLimited = keys.some(
    (key) =>
      OF_OBJECTS.test(key) ||
      (OF_NEW.test(key) && (CREATES.test(action) || keys.includes("ec2:CreateAction"))),
  );
  return !isLimited && namesNoObject(statement);
}
