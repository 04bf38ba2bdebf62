import { ANYWHERE } from "../../base/cidr";
import { OF_THE_FILE } from "../../infrastructure/stated";
import {
  asObject,
  block,
  blocks,
  type Json,
  jsonIn,
  type JsonObject,
  type StackJson,
  type SynthesizedResource,
  text,
} from "../../terraform/stack-json";

export const minorVersion = (version: Json | undefined): number => Number(text(version)?.split(".")[1]);

/** Into a subnet, from the internet. */
export const isOpenIngress = (rule: JsonObject): boolean =>
  rule["egress"] !== true && rule["cidr_block"] === ANYWHERE;

export const includesPort = ({ from_port: from, to_port: to }: JsonObject, port: number): boolean =>
  Number(from) <= port && port <= Number(to);

export const containersOfSpec = ({ spec }: JsonObject): readonly JsonObject[] =>
  blocks(block(block(block(spec)["template"])["spec"])["container"]);

export const limitsOfContainer = ({ resources }: JsonObject): JsonObject => block(block(resources)["limits"]);

export const isLogged = ({ address }: SynthesizedResource, stack: StackJson): boolean =>
  stack.resources("aws_s3_bucket_logging").some(({ config }) => refersTo(config["bucket"], address));

export const receivesLogs = ({ address }: SynthesizedResource, stack: StackJson): boolean =>
  stack.resources("aws_s3_bucket_logging").some(({ config }) => refersTo(config["target_bucket"], address));

/** Whether objects are encrypted with a key of S3. */
export function hasServiceKey({ address }: SynthesizedResource, stack: StackJson): boolean {
  return stack
    .resources("aws_s3_bucket_server_side_encryption_configuration")
    .filter(({ config }) => refersTo(config["bucket"], address))
    .flatMap(({ config }) => blocks(config["rule"]))
    .some((rule) => block(rule["apply_server_side_encryption_by_default"])["sse_algorithm"] === "AES256");
}

/** Whether another resource of the stack has the group. */
export const isAttached = ({ address }: SynthesizedResource, stack: StackJson): boolean =>
  stack
    .resources()
    .filter(({ type }) => !GROUP_RULE.test(type))
    .some(({ config }) => refersTo(config, address));

const GROUP_RULE = /^aws_vpc_security_group_/;

const refersTo = (value: Json | undefined, address: string): boolean =>
  JSON.stringify(value ?? null).includes(`\${${address}.`);

/** True for a policy whose statements on every resource are all of the environment's file. */
export function isWideOfTheFile(policy: Json | undefined): boolean {
  const statements = blocks(asObject(jsonIn(policy))["Statement"]);
  const wide = statements.filter(({ Resource: resource }) => [resource ?? null].flat().includes("*"));
  return wide.length > 0 && wide.every(({ Sid: sid }) => OF_THE_FILE.test(text(sid) ?? ""));
}
