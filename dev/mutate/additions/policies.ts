import { covers } from "../../../src/infrastructure/identity-patterns";
import {
  type Change,
  type Mutable,
  type MutableObject,
  type Path,
  type PolicyArgument,
  nameOf,
  policyAt,
} from "../edits";
import { OTHER_ACCOUNT, without } from "./values";

type Statement = MutableObject;

/** Adds a statement to an IAM policy, and principals, an action and a resource to each that allows. */
export function policy(value: Mutable, path: Path): Change[] {
  const policy = policyAt(value, path);
  if (!policy) return [];
  const { statements, rewritten } = policy;
  return [
    rewritten("add a statement", (all) => void all.push(newStatement(statements))),
    ...statementsOfAccount(statements).map(([who, statement]) =>
      rewritten(`add a statement for ${who}`, (all) => void all.push(statement)),
    ),
    ...statements.flatMap((statement, index) =>
      statement["Effect"] === "Allow" ? itemsOf(policy, statement, index) : [],
    ),
  ];
}

/** Adds principals, an action and a resource to a statement. */
function itemsOf({ rewritten }: PolicyArgument, statement: Statement, index: number): Change[] {
  const name = nameOf(statement, index);
  const more = (part: "Action" | "Resource", item: string): Change[] =>
    statement[part] === undefined || listOf(statement[part]).some((own) => covers(String(own), item))
      ? []
      : [
          rewritten(`add ${part} ${item} to ${name}`, (all) => {
            const own = all[index] as Statement;
            own[part] = [...listOf(own[part]), item];
          }),
        ];
  return [
    ...more("Action", otherAction(statement)),
    ...otherResource(statement).flatMap((item) => more("Resource", item)),
    ...principals(statement).map(([kind, item]) =>
      rewritten(`add Principal ${item} to ${name}`, (all) => {
        const own = (all[index] as Statement)["Principal"] as MutableObject;
        own[kind] = [...listOf(own[kind]), item];
      }),
    ),
  ];
}

const listOf = (value: Mutable | undefined): Mutable[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** A statement of the kind of the others: on principals or resources if those are. */
function newStatement(statements: readonly Statement[]): Statement {
  const onResources = statements.every((each) => each["Resource"] !== undefined);
  return {
    Effect: "Allow",
    ...(statements.some((each) => each["Principal"] !== undefined)
      ? { Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` } }
      : {}),
    Action: onResources ? otherAction(statements[0] ?? {}) : "sts:AssumeRole",
    ...(onResources ? { Resource: "arn:aws:s3:::another-bucket/*" } : {}),
  };
}

/** Statements for a service and a role of the account that a policy names; both pass for the account's own. */
function statementsOfAccount(statements: readonly Statement[]): (readonly [string, Statement])[] {
  const account = /\b\d{12}\b/.exec(JSON.stringify(statements))?.[0];
  const [first] = statements;
  // A copy of a statement that allows everyone adds nobody.
  const principal = first?.["Principal"];
  if (first === undefined || account === undefined) return [];
  if (principal === undefined || JSON.stringify(principal).includes('"*"')) return [];
  const like = { ...without(first, ["Condition", "NotPrincipal"]), Sid: "Another", Effect: "Allow" };
  return [
    ["a role of the account", { ...like, Principal: { AWS: `arn:aws:iam::${account}:role/another` } }],
    [
      "a service on behalf of the account",
      {
        ...like,
        Principal: { Service: "lambda.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ],
  ];
}

/** Another action of the service of a statement. */
function otherAction({ Action: action }: Statement): string {
  const first = listOf(action)[0];
  const service = typeof first === "string" && first.includes(":") ? first.split(":")[0] : "s3";
  return OTHER_ACTION[service ?? ""] ?? "iam:CreateAccessKey";
}

const OTHER_ACTION: Readonly<Record<string, string>> = {
  s3: "s3:DeleteObjectVersion",
  ecr: "ecr:DeleteRepository",
  logs: "logs:DeleteLogGroup",
  kms: "kms:ScheduleKeyDeletion",
  sts: "sts:SetSourceIdentity",
  sns: "sns:DeleteTopic",
  ec2: "ec2:TerminateInstances",
};

/** Another resource of the service of a statement: the last part of its first ARN is changed. */
function otherResource({ Resource: resource }: Statement): string[] {
  const [first] = listOf(resource);
  return typeof first === "string" && /^arn:/.test(first)
    ? [first.replace(/[^:/]+(\/\*)?$/, "another$1")]
    : [];
}

/** Principals of another account, of a service and, where the policy names its account, of a role of it. */
function principals(statement: Statement): (readonly [string, string])[] {
  const principal = statement["Principal"];
  if (principal === null || typeof principal !== "object") return [];
  const account = /\b\d{12}\b/.exec(JSON.stringify(statement))?.[0];
  return [
    ["AWS", `arn:aws:iam::${OTHER_ACCOUNT}:root`],
    ["Service", "lambda.amazonaws.com"],
    ...(account === undefined ? [] : [["AWS", `arn:aws:iam::${account}:role/another`] as const]),
  ];
}
