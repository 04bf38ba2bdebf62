import { type EnvironmentPlan, inLayer } from "../../../terraform/environment-plan";
import { homeOf, resolveReferences } from "../../text-references";
import { type RequestKeys } from "../iam/conditions";
import { type Principal, type Statement } from "../../identity-policies";
import { readable } from "../../identity-settled-texts";
import KEYS from "./keys-of-outsiders.json";
import { blockIn, whoIs } from "./who";

/** A caller outside the environment, as a policy can see it. */
export interface PolicyCaller {
  readonly words: string;
  readonly principal: Principal;
  /** A key without an entry can have any value. */
  readonly context: RequestKeys;
}

export interface Scene {
  readonly plan: EnvironmentPlan;
  /** ARNs of roles that the file names. */
  readonly named: readonly string[];
  /** Other accounts that the file trusts. Their identities are let in, and no services for them, and none that a pattern matches. */
  readonly trusted: ReadonlySet<string>;
}

/** Whether the file trusts the account of an identity, or the account itself. */
export const isTrusted = ({ trusted }: Scene, value: string): boolean => trusted.has(accountOf(value) ?? "");

const accountOf = (arn: string): string | undefined =>
  /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(arn)?.[1] ?? /^\d{12}$/.exec(arn)?.[0];

/** An account that no environment has. */
const OTHER = "999999999999";

type Values = Readonly<Record<string, readonly string[] | undefined>>;

const contextOf = (values: Values): RequestKeys =>
  Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value ? [[key, value]] : [])));

const roleOf = (account: string): string => `arn:aws:iam::${account}:role/other`;

/** Keys of an identity of an account, which calls from the internet and for itself. */
const identityOf = (account: string, over: Values = {}): Values => ({
  "aws:PrincipalAccount": [account],
  "aws:PrincipalArn": [roleOf(account)],
  "kms:CallerAccount": [account],
  "aws:SourceOwner": [account],
  ...KEYS.identity,
  ...over,
});

const ANONYMOUS: Values = KEYS.anonymous;

const ANY_ORGANIZATION: Values = { "aws:PrincipalOrgID": undefined, "aws:PrincipalOrgPaths": undefined };
const ANY_NETWORK: Values = { "aws:SourceVpc": undefined, "aws:SourceVpce": undefined };

const caller = (words: string, values: Values, account = OTHER): PolicyCaller => ({
  words,
  principal: { kind: "AWS", value: roleOf(account) },
  context: contextOf(values),
});

/** A service that acts for a source; the keys of its encryption context name the same source. */
export function serviceCaller(
  statement: Statement,
  words: string,
  sources: Values,
  principal: Principal = { kind: "Service", value: "other.amazonaws.com" },
): PolicyCaller {
  const encryption = statement.conditions
    .filter(({ key }) => key.toLowerCase().startsWith("kms:encryptioncontext:"))
    .map(({ key }) => [key, [`arn:aws:other:other:${OTHER}:other`]] as const);
  const values = identityOf(OTHER, {
    ...ANONYMOUS,
    "aws:PrincipalIsAWSService": ["true"],
    ...Object.fromEntries(encryption),
    ...sources,
  });
  return { words, principal, context: contextOf(values) };
}

/** Sources of another account, and a service that tells none. */
export const ANY_SOURCE: readonly Values[] = [
  {
    "aws:SourceAccount": [OTHER],
    "aws:SourceArn": [`arn:aws:other:other:${OTHER}:other`],
    "aws:SourceOrgID": ["o-other"],
    "aws:SourceOrgPaths": ["o-other/r-other/"],
  },
  {},
];

/** Everyone: anonymous, of another account, and through the endpoint of another network. */
export const EVERYONE: readonly PolicyCaller[] = [
  identityOf(OTHER),
  identityOf(OTHER, ANONYMOUS),
  identityOf(OTHER, { "aws:SourceVpc": ["vpc-other"], "aws:SourceVpce": ["vpce-other"] }),
].map((values) => caller("everyone", values));

/**
 * Every identity of an account; of the own one without a service that calls for it, since that checks the policies of
 * the identity, too.
 */
export const identityCallers = (account: string, words: string, over: Values = {}): PolicyCaller =>
  caller(words, identityOf(account, { ...ANY_ORGANIZATION, ...ANY_NETWORK, ...over }), account);

/** The identity of an ARN, or of one that a pattern matches. */
export function identity(arn: string, words: string): PolicyCaller {
  const one = arn.replace(/[*?]/g, "x");
  const account = accountOf(one) ?? OTHER;
  const values = {
    ...ANY_ORGANIZATION,
    ...ANY_NETWORK,
    "aws:PrincipalArn": [one],
  };
  return { words, principal: { kind: "AWS", value: arn }, context: contextOf(identityOf(account, values)) };
}

/** Outsiders whom a value of a condition singles out; none for a value that names only what is of the environment. */
type Singled = (value: string, scene: Scene, statement: Statement) => readonly PolicyCaller[];

const ofAccount: Singled = (value, scene) => {
  if (value === homeOf(scene.plan).accountId)
    return [identityCallers(value, `every identity of account ${value}`, { "kms:ViaService": [] })];
  return isTrusted(scene, value) ? [] : [identityCallers(value, `account ${readable(value)}`)];
};

const throughNetwork: Singled = (value, { plan }) => {
  const isKnown = ["aws_vpc", "data.aws_vpc", "aws_vpc_endpoint", "data.aws_vpc_endpoint"].some((type) =>
    plan.resources(type).some(({ config }) => config["id"] === value),
  );
  if (isKnown || /^(data\.)?aws_vpc(_endpoint)?\./.test(blockIn(value) ?? "")) return [];
  const values = { "aws:SourceVpc": [value], "aws:SourceVpce": [value] };
  return [
    caller(
      `everyone through ${readable(value)}, which is not of this environment`,
      identityOf(OTHER, values),
    ),
  ];
};

const byArn: Singled = (value, scene) => {
  const { plan, named } = scene;
  if (/[*?]/.test(value)) return [identity(value, `every identity that matches ${readable(value)}`)];
  const who = whoIs(plan, named, { kind: "AWS", value });
  return who.is === "stranger" && !isTrusted(scene, value) ? [identity(value, who.words)] : [];
};

const forSource: Singled = (value, { plan }, statement) => {
  if (isOwnSource(plan, value)) return [];
  const account = value.startsWith("arn:") ? /^arn:(?:[^:]*:){3}(\d{12}):/.exec(value)?.[1] : value;
  const words = /^\d{12}$/.test(value) ? `account ${value}` : readable(value);
  const sources = { "aws:SourceAccount": [account ?? OTHER], "aws:SourceArn": [value.replace(/[*?]/g, "x")] };
  const encryption = statement.conditions
    .filter(
      ({ key, values }) => key.toLowerCase().startsWith("kms:encryptioncontext:") && values.includes(value),
    )
    .map(({ key }) => [key, [value]] as const);
  return [serviceCaller(statement, words, { ...sources, ...Object.fromEntries(encryption) })];
};

/** Whether a source is the own account, or a resource of it. ARNs of buckets have no account. */
function isOwnSource(plan: EnvironmentPlan, value: string): boolean {
  const { accountId } = homeOf(plan);
  if (value === accountId || blockIn(value) !== undefined) return true;
  const [, service, account, name] = /^arn:[^:]*:([^:]*):[^:]*:([^:]*):(.*)$/.exec(value) ?? [];
  if (account !== "") return account === accountId;
  return (
    service === "s3" &&
    plan
      .resources("aws_s3_bucket")
      .some((bucket) => resolveReferences(plan, inLayer(bucket, bucket.config.bucket)) === name)
  );
}

/** Keys that say who calls, from the widest to the narrowest. */
const OF_IDENTITIES: readonly (readonly [keys: readonly string[], singled: Singled])[] = [
  [
    ["aws:principalorgid"],
    (value) => [
      caller(
        `everyone of organization ${readable(value)}`,
        identityOf(OTHER, { "aws:PrincipalOrgID": [value], "aws:PrincipalOrgPaths": undefined }),
      ),
    ],
  ],
  [
    ["aws:principalorgpaths"],
    (value) => [
      caller(
        `everyone of the organizational unit ${readable(value)}`,
        identityOf(OTHER, {
          "aws:PrincipalOrgID": undefined,
          "aws:PrincipalOrgPaths": [value.replace(/[*?]/g, "x")],
        }),
      ),
    ],
  ],
  [["aws:principalaccount", "kms:calleraccount", "aws:sourceowner"], ofAccount],
  [["aws:sourcevpc", "aws:sourcevpce"], throughNetwork],
  [["aws:principalarn"], byArn],
];

const isOfSource = (key: string): boolean =>
  ["aws:sourceaccount", "aws:sourcearn"].includes(key) || key.startsWith("kms:encryptioncontext:");

/** Outsiders whom the conditions of a statement single out, in groups from the widest to the narrowest. */
export const singledOut = (scene: Scene, statement: Statement): PolicyCaller[][] =>
  OF_IDENTITIES.map(([keys, singled]) =>
    valuesOf(statement, (key) => keys.includes(key)).flatMap((value) => singled(value, scene, statement)),
  );

/** Sources outside the environment that the conditions of a statement single out. */
export const sourcesIn = (scene: Scene, statement: Statement): PolicyCaller[] =>
  valuesOf(statement, isOfSource).flatMap((value) => forSource(value, scene, statement));

const valuesOf = ({ conditions }: Statement, isWanted: (key: string) => boolean): string[] => [
  ...new Set(conditions.flatMap(({ key, values }) => (isWanted(key.toLowerCase()) ? values : []))),
];
