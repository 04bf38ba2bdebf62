import { GATEWAYS } from "../../evidence/endpoint-names";
import { type Endpoint, endpointsFor } from "../../infrastructure/network-endpoints";
import { internetRoutes, subnetsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { calledServices } from "./calls";
import { groupBy } from "../../base/group-by";
import TEXTS from "./texts.json";
import { resourceNames } from "./words";

export const s3EndpointRoutes: Check = {
  ...ruleOf(TEXTS, "s3-endpoint-routes"),
  run: (plan) =>
    Object.keys(GATEWAYS)
      .flatMap((service) => endpointsFor(plan, service))
      .filter(({ kind }) => kind === "Gateway")
      .flatMap((endpoint) => [...missingTables(plan, endpoint), ...needlessTables(plan, endpoint)]),
};

const subnetsWithCallers = (plan: EnvironmentPlan, service = "") =>
  new Set((calledServices(plan).get(service) ?? []).flatMap(({ interfaces }) => interfaces.subnets));

function missingTables(plan: EnvironmentPlan, { resource, tables, service }: Endpoint): Finding[] {
  const cut = [...subnetsWithCallers(plan, service)].filter(({ table }) => !tables.includes(table?.id ?? ""));
  return [...groupBy(cut, ({ table }) => table)].map(([table, subnets]) => ({
    ...at(resource),
    message: `the endpoint is not associated with ${table?.resource?.address ?? "the main route table"}, the route table of ${resourceNames(subnets)}`,
  }));
}

/** Findings for route tables of subnets without callers, which reach the service without need. */
function needlessTables(plan: EnvironmentPlan, { resource, tables, service = "" }: Endpoint): Finding[] {
  const used = new Set([...subnetsWithCallers(plan, service)].map(({ table }) => table?.id));
  // A private subnet can be without nodes, such as that of a zone that is added before its nodes.
  const isPrivate = (id: string): boolean =>
    [...subnetsOf(plan).values()].some(
      ({ table }) => table?.id === id && internetRoutes(table, "internet").length === 0,
    );
  const needless = tables.filter((table) => !used.has(table) && !isPrivate(table));
  if (needless.length === 0) return [];
  const names = needless.map((table) => table.slice(table.indexOf("/") + 1)).join(", ");
  return [
    {
      ...at(resource),
      message: `the endpoint is associated with ${names}, but no subnet with ${GATEWAYS[service]} callers uses ${needless.length === 1 ? "it" : "them"}`,
    },
  ];
}
