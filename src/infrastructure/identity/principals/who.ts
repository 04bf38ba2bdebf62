import { type EnvironmentPlan, inLayer, memoizePerPlan } from "../../../terraform/environment-plan";
import { hasRecord, type Stated } from "../../stated";
import { type Principal } from "../../identity-policies";
import { AWS_OWNED } from "../../../evidence/aws-owned";
import { homeOf, resolveReferences } from "../../text-references";
import { readable, settledText } from "../../identity-settled-texts";

/** A principal of a policy, as the environment of the policy knows it. */
type Who =
  | { readonly is: "everyone" }
  /** A role or user that the environment declares or its file names, or a provider whose trust other checks judge. */
  | { readonly is: "member" }
  /** The own account: its policies decide. */
  | { readonly is: "account" }
  | { readonly is: "service" }
  /** The account from which AWS's load balancers write logs. */
  | { readonly is: "load-balancers" }
  | { readonly is: "stranger"; readonly words: string }
  /** Only Terraform knows it: `own-block-not-judged` lists it. */
  | { readonly is: "unknown" };

const MEMBER: Who = { is: "member" };

const stranger = (words: string): Who => ({ is: "stranger", words });

const DECLARED = /^(?:aws_iam_role|aws_iam_user|aws_cloudfront_origin_access_identity)\./;

const undeclared = (text: string): Who =>
  stranger(`${readable(text)}, which this environment does not declare`);

/**
 * ARNs of roles that the file of the environment names: those with rights in the cluster. Without a record, its access
 * entries have them.
 */
export function namedRoles(plan: EnvironmentPlan, stated: Stated): readonly string[] {
  if (hasRecord(stated))
    return [...(stated.administrators ?? []), ...(stated.access ?? []).map(({ role }) => role)];
  return plan
    .resources("aws_eks_access_entry")
    .map((entry) => settledText(plan, inLayer(entry, entry.config.principal_arn)));
}

/** The meaning of a settled principal. */
export function whoIs(plan: EnvironmentPlan, named: readonly string[], { kind, value }: Principal): Who {
  switch (kind) {
    case "*":
      return value === "*" ? { is: "everyone" } : undeclared(value);
    case "Service":
      return AWS_OWNED.serviceName.test(value)
        ? { is: "service" }
        : stranger(`${readable(value)}, which is no service of AWS`);
    case "Federated":
      return value.includes("*") ? stranger(value) : MEMBER;
    case "CanonicalUser":
      return blockIn(value)?.startsWith("data.aws_canonical_user_id.")
        ? MEMBER
        : stranger(`the canonical user ${readable(value)}`);
    case "AWS":
      return whoInAws(plan, named, value);
    default:
      return stranger(value);
  }
}

function whoInAws(plan: EnvironmentPlan, named: readonly string[], value: string): Who {
  if (value === "*") return { is: "everyone" };
  const block = blockIn(value);
  if (block !== undefined) return whoseBlock(block, value);
  if (/[<>]/.test(value) || value.startsWith("arn:terraform:")) return { is: "unknown" };
  const [, account = /^\d{12}$/.exec(value)?.[0], id = "root"] =
    /^arn:[^:]+:(?:iam|sts)::([^:]*):(.+)$/.exec(value) ?? [];
  if (account === undefined) return undeclared(value);
  if (Object.values(AWS_OWNED.loadBalancerAccounts).includes(account) && id === "root")
    return { is: "load-balancers" };
  if (account !== homeOf(plan).accountId && /^\d+$/.test(account))
    return stranger(id === "root" ? `account ${account}` : `${value}, of another account`);
  if (id === "root" && /^\d+$/.test(account)) return { is: "account" };
  if (named.includes(value) || isDeclared(plan, id)) return MEMBER;
  return undeclared(value);
}

function whoseBlock(block: string, value: string): Who {
  if (DECLARED.test(block)) return MEMBER;
  if (block.startsWith("data.aws_elb_service_account.")) return { is: "load-balancers" };
  return /^data\.aws_(iam|caller)_/.test(block) ? undeclared(value) : { is: "unknown" };
}

/** True for the role or user of an ARN, also with its path or its session. */
function isDeclared(plan: EnvironmentPlan, id: string): boolean {
  const [kind = "", ...rest] = id.split("/");
  const name = kind === "assumed-role" ? rest[0] : rest.at(-1);
  const type = kind === "user" ? "aws_iam_user" : "aws_iam_role";
  return /^(role|assumed-role|user)$/.test(kind) && declaredNames(plan).has(`${type} ${name ?? ""}`);
}

const declaredNames = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(
      ["aws_iam_role", "aws_iam_user"].flatMap((type) =>
        plan
          .resources(type)
          .map((each) => `${type} ${resolveReferences(plan, inLayer(each, each.config["name"]))}`),
      ),
    ),
);

/** Address of the block that a settled text refers to; undefined for a text that Terraform knows, or refers to no block. */
export const blockIn = (settled: string): string | undefined =>
  /^(?:arn:terraform:apply:::|<)(?:state|network|cluster|platform|models)\/([\w.-]+)/.exec(settled)?.[1];
