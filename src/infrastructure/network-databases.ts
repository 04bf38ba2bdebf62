import { own } from "../base/own";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type ResourceOf,
} from "../terraform/environment-plan";
import { objectsOf, type Pods } from "./kubernetes-objects";
import { type InterfaceSet } from "./network-interfaces";
import { namedSubnets } from "./network-routes";
import { number, text } from "../terraform/stack-json";
import { variablesOf } from "./kubernetes-pods";
import { knownText, resolveReferences } from "./text-references";
import { groupIds } from "./network/group-ids";

/** An RDS instance, with the pods that connect to it. */
interface Database extends InterfaceSet {
  readonly resource: ResourceOf<"aws_db_instance">;
  readonly port: number;
  readonly clients: readonly Pods[];
}

/** Ports of engines without a `port` (Amazon RDS user guide, "CreateDBInstance", read 2026-11-22). */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { postgres: 5432, mysql: 3306, mariadb: 3306 };

/** RDS instances of an environment. A variable with its address shows a client. */
export const databasesOf = memoizePerPlan((plan: EnvironmentPlan): readonly Database[] =>
  plan.resources("aws_db_instance").map((resource) => {
    const { config, address } = resource;
    const host = resolveReferences(plan, inLayer(resource, `\${${address}.address}`));
    const named = knownText(plan, inLayer(resource, config.db_subnet_group_name));
    const subnetGroup = plan.resources("aws_db_subnet_group").find(({ config: { name } }) => name === named);
    return {
      name: `the database ${text(config.identifier) ?? address}`,
      resource,
      groups: groupIds(plan, inLayer(resource, config.vpc_security_group_ids)),
      subnets: subnetGroup
        ? [...namedSubnets(plan, inLayer(subnetGroup, subnetGroup.config.subnet_ids))]
        : [],
      port: number(config.port) ?? own(DEFAULT_PORTS, text(config.engine) ?? "") ?? 0,
      clients: objectsOf(plan).pods.filter((pods) => Object.values(variablesOf(plan, pods)).includes(host)),
    };
  }),
);
