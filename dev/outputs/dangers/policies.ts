import { type Mutable, type MutableObject } from "../../mutate/edits";
import { bodyAt, type StackChange, type Stacks } from "../change";

const STRANGER = "999988887777";

type Elements = MutableObject;

/** Everyone, or a stranger, in each form of a principal. */
const PRINCIPALS: readonly (readonly [words: string, elements: Elements])[] = [
  ["everyone", { Principal: "*" }],
  ["everyone of AWS", { Principal: { AWS: "*" } }],
  ["everyone in a list", { Principal: { AWS: ["*"] } }],
  ["an account by its number", { Principal: { AWS: STRANGER } }],
  ["an account by its root", { Principal: { AWS: `arn:aws:iam::${STRANGER}:root` } }],
  ["a role among own ones", { Principal: { AWS: [`arn:aws:iam::${STRANGER}:role/a`] } }],
  ["all but one", { NotPrincipal: { AWS: `arn:aws:iam::${STRANGER}:role/a` } }],
  [
    "an identity provider of a stranger",
    { Principal: { Federated: `arn:aws:iam::${STRANGER}:saml-provider/a` } },
  ],
  [
    "a user by the canonical id",
    { Principal: { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" } },
  ],
];

/** Every action of a service in each form. */
const actions = (service: string): readonly (readonly [words: string, elements: Elements])[] => [
  ["all actions", { Action: "*" }],
  ["all actions in a list", { Action: ["*"] }],
  ["all actions of the service", { Action: `${service}:*` }],
  ["all actions in capitals", { Action: `${service.toUpperCase()}:*` }],
  ["all actions by question marks", { Action: `${service.slice(0, -1)}?:*` }],
  ["all actions but one", { NotAction: `${service}:ListNothing` }],
  ["all actions but a list", { NotAction: ["iam:CreateUser"] }],
];

const RESOURCES: readonly (readonly [words: string, elements: Elements])[] = [
  ["all resources", { Resource: "*" }],
  ["all resources in a list", { Resource: ["*"] }],
  ["all resources but one", { NotResource: "arn:aws:s3:::none" }],
  ["all resources by parts", { Resource: "arn:*:*:*:*:*" }],
];

/** Conditions that every caller meets. */
const CONDITIONS: readonly (readonly [words: string, elements: Elements])[] = [
  ["no condition", {}],
  ["an empty condition", { Condition: {} }],
  ["every principal", { Condition: { StringLike: { "aws:PrincipalArn": "*" } } }],
  ["not one Region", { Condition: { StringNotEquals: { "aws:RequestedRegion": "none-1" } } }],
  ["TLS", { Condition: { Bool: { "aws:SecureTransport": "true" } } }],
  ["a key that may lack", { Condition: { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" } } }],
  ["no key", { Condition: { Null: { "aws:SourceVpce": "true" } } }],
  [
    "all values of a key that may lack",
    { Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] } } },
  ],
  ["every address", { Condition: { IpAddress: { "aws:SourceIp": ["0.0.0.0/0"] } } }],
  ["not one address", { Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.7/32" } } }],
];

/** Whole policies that allow, in the forms of their elements. */
export const policyDangers = (stacks: Stacks): StackChange[] =>
  stacks.flatMap(({ layer, stack }) =>
    [...stack.resources()].flatMap(({ address, config }) =>
      Object.entries(config).flatMap(([argument, value]) =>
        typeof value === "string" && value.startsWith('{"Version"')
          ? formsOf(JSON.parse(value) as MutableObject).map(({ words, statement, isAlone }) => ({
              layer,
              address,
              change: `${argument}: allow ${words}`,
              edit: (json: MutableObject) => {
                const body = bodyAt(json, address);
                const policy = JSON.parse(value) as MutableObject;
                const own = [policy["Statement"] ?? []].flat() as Mutable[];
                body[argument] = JSON.stringify({
                  ...policy,
                  Statement: isAlone ? statement : [...own, statement],
                });
              },
            }))
          : [],
      ),
    ),
  );

interface Written {
  readonly words: string;
  readonly statement: MutableObject;
  /** Whether it is the only statement, which is then no list. */
  readonly isAlone: boolean;
}

function formsOf(policy: MutableObject): Written[] {
  const own = [policy["Statement"] ?? []].flat() as MutableObject[];
  const first = own.find(({ Effect: effect }) => effect === "Allow") ?? own[0];
  if (first === undefined) return [];
  const hasPrincipal = own.some(
    (each) => each["Principal"] !== undefined || each["NotPrincipal"] !== undefined,
  );
  const hasResource = own.some((each) => each["Resource"] !== undefined);
  const action = String([first["Action"] ?? "s3:GetObject"].flat()[0]);
  const service = action.split(":")[0] ?? "s3";
  const isTrust = service === "sts";
  const alone = (words: string, elements: Elements): typeof PRINCIPALS => [[words, elements]];
  const who = hasPrincipal ? PRINCIPALS : alone("the identity", {});
  const actionForms = isTrust
    ? alone("the role", { Action: [action] })
    : actions(service === "*" ? "s3" : service);
  const what = hasResource ? RESOURCES : alone("itself", {});
  const longest = Math.max(who.length, actionForms.length, what.length, CONDITIONS.length);
  const at = <T>(all: readonly T[], index: number): T => all[index % all.length] as T;
  // Each form of each element once, beside forms of the others that change from one to the next.
  return Array.from({ length: longest }, (_, index) => {
    const parts = [at(who, index), at(actionForms, index), at(what, index), at(CONDITIONS, index)];
    return {
      words: parts.map(([words]) => words).join(", "),
      statement: Object.assign(
        { Effect: "Allow" },
        ...parts.map(([, elements]) => elements),
      ) as MutableObject,
      isAlone: index % 3 === 2,
    };
  });
}
