import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/*
 * `npm run endpoint-services -- NAMES REGIONS VERSIONS DATE`: the endpoint services of AWS with the regions that have their API. NAMES is
 * `aws-ec2/lib/vpc-endpoint.js` of the package aws-cdk-lib (Apache 2.0), which follows the table of the AWS PrivateLink guide; REGIONS is
 * `data/endpoints.json` of botocore (Apache 2.0). VERSIONS names both, and DATE is the older of their days.
 */
const FILE = "src/evidence/endpoint-services/services-by-region.json";

interface Endpoints {
  readonly partitions: readonly {
    readonly regions: Readonly<Record<string, unknown>>;
    readonly services: Readonly<
      Record<
        string,
        { readonly isRegionalized?: boolean; readonly endpoints: Readonly<Record<string, unknown>> }
      >
    >;
  }[];
}

const [names = "", regions = "", source = "", date = "", ...others] = process.argv.slice(2);
if (date === "" || others.length > 0)
  throw new Error(
    `got ${process.argv.length - 2} arguments, expected NAMES REGIONS VERSIONS DATE: dev/endpoint-services/extract.ts says where they are`,
  );
const services = [
  ...new Set(
    [...readFileSync(names, "utf8").matchAll(/new InterfaceVpcEndpointAwsService\("([^"]+)"/g)].map(
      ([, name = ""]) => name,
    ),
  ),
].sort();
const { partitions } = JSON.parse(readFileSync(regions, "utf8")) as Endpoints;

/** Regions with the API of a service; undefined where botocore does not list it by region. */
function regionsOf(service: string): string | undefined {
  const plain = service.replace(/-fips(?=\.|$)/, "");
  const host = plain.split(".").reverse().join(".");
  const found = partitions.flatMap((partition) => {
    const listed = partition.services[plain] ?? partition.services[host];
    if (listed === undefined || listed.isRegionalized === false) return [];
    return Object.keys(listed.endpoints).filter((region) => region in partition.regions);
  });
  return found.length === 0 ? undefined : found.sort().join(" ");
}

const byRegions: Record<string, string[]> = {};
for (const service of services) (byRegions[regionsOf(service) ?? ""] ??= []).push(service);
const listed = {
  source,
  date,
  services: Object.fromEntries(Object.entries(byRegions).map(([where, list]) => [where, list.join(" ")])),
};
writeFileSync(join(process.cwd(), FILE), `${JSON.stringify(listed, undefined, 2)}\n`);
