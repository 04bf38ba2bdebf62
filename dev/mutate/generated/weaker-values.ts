import { ANYWHERE } from "../../../src/base/cidr";
import { OTHER_ACCOUNT } from "../additions/values";
import { addedValue } from "./added-values";
import { type Json } from "../../../src/terraform/stack-json";

/** Another value of an argument, with its form. */
export interface OtherValue {
  readonly form: string;
  /** The change in words, after which the path of the argument follows. */
  readonly words: (path: string) => string;
  readonly value: Json;
}

const ANYWHERE_IPV6 = "::/0";

/**
 * Choices of AWS, Kubernetes and Terraform, each with one that opens, ends, hides or no longer asks. The first choice is emitted, the
 * second one is tried.
 */
const OTHER_CHOICE: Readonly<Record<string, string>> = {
  // Whether something is on.
  Enabled: "Disabled",
  ENABLED: "DISABLED",
  enabled: "disabled",
  Disabled: "Enabled",
  DISABLED: "ENABLED",
  disabled: "enabled",
  // Protection.
  required: "optional",
  IMMUTABLE: "MUTABLE",
  "aws:kms": "AES256",
  KMS: "AES256",
  BucketOwnerEnforced: "ObjectWriter",
  restricted: "privileged",
  baseline: "privileged",
  RuntimeDefault: "Unconfined",
  Strict: "None",
  API: "API_AND_CONFIG_MAP",
  Fail: "Ignore",
  // Networks.
  tcp: "-1",
  TCP: "UDP",
  udp: "-1",
  "-1": "tcp",
  allow: "deny",
  deny: "allow",
  internal: "internet-facing",
  "internet-facing": "internal",
  ClusterIP: "LoadBalancer",
  ip: "instance",
  ALL: "REJECT",
  Interface: "Gateway",
  HTTPS: "HTTP",
  HTTP: "HTTPS",
  Prefix: "Exact",
  // Life of data and of parts.
  Retain: "Delete",
  Delete: "Retain",
  STANDARD: "EXTENDED",
  ON_DEMAND: "SPOT",
  RollingUpdate: "Recreate",
  IfNotPresent: "Always",
  Always: "Never",
  DoNotSchedule: "ScheduleAnyway",
  // Alarms.
  GreaterThanThreshold: "LessThanThreshold",
  LessThanThreshold: "GreaterThanThreshold",
  breaching: "ignore",
  notBreaching: "ignore",
  missing: "ignore",
  email: "https",
  PRIMARY: "SECONDARY",
};

const CIDR = /^\d+(\.\d+){3}\/\d+$/;
const CIDR_IPV6 = /^[0-9a-f:]+\/\d+$/i;
const QUANTITY = /^(\d+(?:\.\d+)?)(m|Ki|Mi|Gi|Ti|%|s|h|d)?$/;
const ACCOUNT = /\b\d{12}\b/;

/** Values that are weaker than one of an argument, or that nothing in the environment fits any more. */
export function weakerThan(name: string, value: Json): OtherValue[] {
  if (typeof value === "boolean") return [flag(!value)];
  if (value === "true" || value === "false") return [flag(value === "true" ? "false" : "true")];
  if (typeof value === "number") return numbersFor(value).map((each) => other("number", String(each), each));
  if (typeof value === "string") return otherTexts(value);
  if (Array.isArray(value)) return otherLists(name, value as readonly Json[]);
  return [];
}

const flag = (value: boolean | string): OtherValue => ({
  form: "flag",
  words: (path) => `turn ${path} to ${value}`,
  value,
});

const other = (form: string, name: string, value: Json): OtherValue => ({
  form,
  words: (path) => `set ${path} to ${name}`,
  value,
});

const numbersFor = (value: number): number[] =>
  [...new Set([0, Math.floor(value / 2), value === 0 ? 1000 : value * 10])].filter((each) => each !== value);

function otherTexts(value: string): OtherValue[] {
  const choice = Object.hasOwn(OTHER_CHOICE, value) ? OTHER_CHOICE[value] : undefined;
  if (choice !== undefined) return [other("choice", choice, choice)];
  if (CIDR.test(value)) return value === ANYWHERE ? [] : [other("range", ANYWHERE, ANYWHERE)];
  if (CIDR_IPV6.test(value))
    return value === ANYWHERE_IPV6 ? [] : [other("range", ANYWHERE_IPV6, ANYWHERE_IPV6)];
  if (ACCOUNT.test(value))
    return [other("account", "another account", value.replaceAll(new RegExp(ACCOUNT, "g"), OTHER_ACCOUNT))];
  const [, amount, unit = ""] = QUANTITY.exec(value) ?? [];
  if (amount === undefined) return [];
  return numbersFor(Number(amount))
    .map((each) => `${each}${unit}`)
    .map((each) => other("number", each, each));
}

/** The empty list, and the list with an item that is as wide as can be. Items that are objects are changed by themselves. */
function otherLists(name: string, value: readonly Json[]): OtherValue[] {
  if (value.length === 0 || value.some((item) => typeof item === "object")) return [];
  const emptied: OtherValue = { form: "list", words: (path) => `empty ${path}`, value: [] };
  const wide = wideItem(name, value);
  if (wide === undefined || value.includes(wide)) return [emptied];
  return [
    emptied,
    { form: "wider list", words: (path) => `add ${wide} to ${path}`, value: [...value, wide] },
  ];
}

/** Undefined for references to blocks of a kind that has no foreign one. */
function wideItem(name: string, items: readonly Json[]): string | undefined {
  const first = String(items[0]);
  if (CIDR.test(first)) return ANYWHERE;
  if (CIDR_IPV6.test(first)) return ANYWHERE_IPV6;
  const added = addedValue(name, ["list", "string"]);
  if (Array.isArray(added)) return String(added[0]);
  return first.includes("${") ? undefined : "*";
}
