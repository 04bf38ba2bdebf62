import { partitionIn } from "../../evidence/partitions";

/** Kinds of names that belong to one environment. */
export type NameKind =
  "account" | "alias" | "domain" | "partition" | "region" | "registry" | "source" | "time-zone";

/** A name in a text. */
export interface Mention {
  readonly kind: NameKind;
  readonly value: string;
  /** The smallest text around it that has a meaning of its own: an ARN, a host with its path, the name of a bucket. */
  readonly whole: string;
  /** Service of the ARN that has it. @default - no ARN */
  readonly service?: string;
}

/** Sign in the place of an expression, whose value only Terraform knows. */
export const UNKNOWN_SIGN = "\u0000";

/** Whether a text may have a name. Most texts have none. */
export const mayMention = (text: string): boolean =>
  /arn:|\d{12}|alias\/|amazonaws|(?:^|[^a-z0-9])(?:us|eu|eusc|af|ap|ca|cn|il|me|mx|sa)-[a-z]/.test(text);

const ARN = /\barn:([^:\s"'/]*):([^:\s"']*):([^:\s"']*):([^:\s"']*):[^\s"'\\,<>]*/g;
const REGISTRY =
  /(?<!\w)(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.(amazonaws\.com(?:\.cn)?|amazonaws\.eu)(?:\/[\w./-]*[\w/-])?/g;
const REGION =
  /(?<![a-z0-9])(?:us-(?:gov|iso[a-z]?)|eu-isoe|eusc-de|af|ap|ca|cn|eu|il|me|mx|sa|us)-(?:north|south|east|west|central)(?:east|west)?-\d(?!\d)/g;
const ALIAS = /(?<![\w/])alias\/(?!aws\/)[\w/-]*\w(?![\w/*?\u0000-]|\/\*)/g;

/**
 * Forms of an account outside of an ARN: in the name of a bucket, in the path or at the begin of a
 * host of AWS, before the id of a security group, and after a word that says so. Twelve digits
 * alone can be an amount or a time.
 */
const ACCOUNTS: readonly RegExp[] = [
  /(?<=[A-Za-z][-_])\d{12}(?!\w)/g,
  /(?<![\w.-])\d{12}(?=[-_][A-Za-z])/g,
  /(?<=amazonaws\.(?:com|com\.cn|eu)\/)\d{12}(?!\w)/g,
  /(?<!\w)\d{12}(?=\.[\w.-]*amazonaws\.)/g,
  /(?<![\w.-])\d{12}(?=\/sg-)/g,
  /(?<=(?:account|owner|principal|registry)[\w-]*["']?(?:\s*[:=]\s*|\s+)["']?)\d{12}(?!\w)/gi,
];

/** Keys whose value is an account. */
const ACCOUNT_KEY = /account|owner|principal|registry_?id|^AWS$/i;

/** Names in a text. `key` is the last name on the way to it. */
export function mentionsIn(text: string, key: string): Mention[] {
  if (!mayMention(text)) return [];
  return once([
    ...(text.includes("arn:") ? ofArns(text) : []),
    ...(text.includes(".dkr.ecr") ? ofRegistries(text) : []),
    ...placed(text, REGION)
      .filter(({ value }) => partitionIn(value) !== undefined)
      .map((each) => ({ kind: "region" as const, ...each })),
    ...(/\d{12}/.test(text) ? accountsIn(text, key) : []),
    ...[...text.matchAll(ALIAS)].map(([value]) => ({ kind: "alias" as const, value, whole: value })),
  ]).filter(({ value }) => value !== "" && !value.includes(UNKNOWN_SIGN));
}

const ofArns = (text: string): Mention[] =>
  [...text.matchAll(ARN)].flatMap(([whole, partition = "", service = "", region = "", account = ""]) => [
    { kind: "partition" as const, value: partition, whole, service },
    { kind: "region" as const, value: region, whole, service },
    { kind: "account" as const, value: account, whole, service },
  ]);

const ofRegistries = (text: string): Mention[] =>
  [...text.matchAll(REGISTRY)].flatMap(([whole, account = "", region = "", domain = ""]) => [
    { kind: "partition" as const, value: domain, whole },
    { kind: "account" as const, value: account, whole },
    { kind: "region" as const, value: region, whole },
  ]);

function accountsIn(text: string, key: string): Mention[] {
  if (/^\d{12}$/.test(text))
    return ACCOUNT_KEY.test(key) ? [{ kind: "account", value: text, whole: text }] : [];
  return ACCOUNTS.flatMap((form) => placed(text, form))
    .filter(({ value }) => !isMinute(value))
    .map((each) => ({ kind: "account", ...each }));
}

/** Matches of a form, with the name around each. */
function placed(text: string, form: RegExp): { value: string; whole: string }[] {
  return [...text.matchAll(form)].flatMap((match) => {
    const [value] = match;
    const before = /[\w.:/*-]*$/.exec(text.slice(0, match.index))?.[0] ?? "";
    const after = /^[\w.:/*-]*/.exec(text.slice(match.index + value.length))?.[0] ?? "";
    return isEndOfId(before) ? [] : [{ value, whole: `${before}${value}${after}` }];
  });
}

/** Whether digits after it are the last part of an id such as 0a1b2c3d-0000-4000-8000-444455556666. */
const isEndOfId = (before: string): boolean => /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}$/.test(before);

/** A day with a time in twelve digits, as tags of images have it. */
const isMinute = (digits: string): boolean =>
  /^20[2-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d$/.test(digits);

/** Each name once, with the longer of two texts that have each other. */
function once(mentions: readonly Mention[]): Mention[] {
  const known: Mention[] = [];
  for (const mention of mentions) {
    const isKnown = known.some(
      ({ kind, value, whole }) =>
        kind === mention.kind &&
        value === mention.value &&
        (whole.includes(mention.whole) || mention.whole.includes(whole)),
    );
    if (!isKnown) known.push(mention);
  }
  return known;
}
