import { readOwnFile } from "../../terraform/own-file";
import { FileMistake } from "../../terraform/parser";
import { type OwnFile } from "../loaded-environment";
import { isConfiguration } from "../own-sources";
import { type SharedUse } from "./uses";

const DESTINATIONS = ["destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"];

/**
 * Routes in Terraform files of the owner, as far as their table and destination are in the files. Those with `count` or `for_each` may
 * not exist.
 */
export function ownRoutes(files: readonly OwnFile[]): SharedUse[] {
  const blocks = files.filter(({ name }) => isConfiguration(name)).flatMap(blocksOf);
  const locals = new Map(
    blocks.map(({ layer, address, body }) => [`${layer} \${${address}}`, Object.values(body)[0]]),
  );
  return blocks.flatMap(({ layer, path, line, address, body }) => {
    if (!address.startsWith("aws_route.") || "count" in body || "for_each" in body) return [];
    const known = (name: string): string[] => {
      const value = locals.get(`${layer} ${String(body[name])}`) ?? body[name];
      return typeof value === "string" && !value.includes("${") ? [value] : [];
    };
    const ranges = DESTINATIONS.flatMap(known);
    return known("route_table_id").map((table) => ({
      shared: "route of ",
      values: ranges.map((range) => `${table} to ${range}`),
      how: "same",
      path: ["network", "existing"],
      got: `${address} in ${path}:${line}`,
      expected: (same, file) => `no second route of ${same}, since ${file} creates it`,
      fix: () => "remove the block, or give the route another destination",
    }));
  });
}

/** The blocks of a file; none where it has a mistake, which synth reports. */
function blocksOf({ layer, name, path, text }: OwnFile) {
  try {
    return readOwnFile(name, text).map((block) => ({ ...block, layer, path }));
  } catch (error) {
    if (error instanceof FileMistake) return [];
    throw error;
  }
}
