import { groupBy } from "../../analysis/blocks";
import { type Endpoint, endpointsByService } from "../../analysis/network/endpoints";
import { namesOf } from "../../analysis/network/subnets";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";
import { calledServices } from "./calls";

export const s3EndpointRoutes: Check = {
  id: "s3-endpoint-routes",
  severity: "error",
  title: "the gateway endpoint of S3 stands in the route table of every subnet that needs S3",
  why: "a subnet whose table lacks it has no way to image layers, or pays NAT for each GB of them",
  fix: "add the route table to the endpoint",
  source: 'VPC user guide, "Gateway endpoints for Amazon S3" (read 2026-11-20)',
  run: (plan) =>
    (endpointsByService(plan).get("s3") ?? [])
      .filter(({ kind }) => kind === "Gateway")
      .flatMap((endpoint) => [...missingTables(plan, endpoint), ...needlessTables(plan, endpoint)]),
};

const subnetsWithCallers = (plan: EnvironmentPlan) =>
  new Set((calledServices(plan).get("s3") ?? []).flatMap(({ interfaces }) => interfaces.subnets));

function missingTables(plan: EnvironmentPlan, { resource, tables }: Endpoint): Finding[] {
  const cut = [...subnetsWithCallers(plan)].filter(({ table }) => !tables.includes(table?.id ?? ""));
  return [...groupBy(cut, ({ table }) => table)].map(([table, subnets]) => ({
    ...at(resource),
    message: `it is not in ${table?.resource?.address ?? "the main route table"}, which ${namesOf(subnets)} use`,
  }));
}

/** A table that no caller's subnet uses: S3 is open to whatever stands there. */
function needlessTables(plan: EnvironmentPlan, { resource, tables }: Endpoint): Finding[] {
  const used = new Set([...subnetsWithCallers(plan)].map(({ table }) => table?.id));
  const needless = tables.filter((table) => !used.has(table));
  if (needless.length === 0) return [];
  const names = needless.map((table) => table.slice(table.indexOf("/") + 1)).join(", ");
  return [{ ...at(resource), message: `it is in ${names}, which no subnet with callers of S3 uses` }];
}
