import { foundTableId } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { at, type Check, ruleOf } from "../check";
import { resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const routeTableKnown: Check = {
  ...ruleOf(TEXTS, "route-table-known"),
  run: (plan) =>
    plan.resources("aws_route").flatMap((route) => {
      const table = inLayer(route, route.config.route_table_id);
      if (TABLES.includes(plan.target(table)?.type ?? "")) return [];
      if (foundTableIds(plan).includes(plan.text(table))) return [];
      const written = resolveReferences(plan, table) || "not given";
      return [{ ...at(route), message: `its route table is ${written}, which these stacks do not have` }];
    }),
};

/** Ids of the tables that the plan verifies to be those of subnets. */
const foundTableIds = (plan: EnvironmentPlan): (string | undefined)[] =>
  plan.resources("data.aws_route_table").map(foundTableId);

/** An `aws_vpc` names its main route table. */
const TABLES = ["aws_route_table", "aws_default_route_table", "data.aws_route_table", "aws_vpc"];
