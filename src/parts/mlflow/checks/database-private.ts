import { interfacesOf } from "../../../infrastructure/network-interfaces";
import { internetRoutes, unknownIds } from "../../../infrastructure/network-routes";
import { groupRulesOf } from "../../../infrastructure/network-rules";
import { own } from "../../../base/own";
import { type EnvironmentPlan, inLayer } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { block, blocks, isFalse, isTrue, number, text } from "../../../terraform/stack-json";
import { databasesOf } from "../../../infrastructure/network-databases";
import TEXTS from "./texts.json";

type Database = ReturnType<typeof databasesOf>[number];

export const databasePrivate: Check = {
  ...ruleOf(TEXTS, "database-private"),
  run: (plan) => [
    ...databasesOf(plan).flatMap((database) =>
      combinedFinding(database.resource, "database", [
        ...settingProblems(database),
        ...keptProblems(database),
        ...networkProblems(plan, database),
        ...parameterProblems(plan, database),
      ]),
    ),
    ...plan.resources("aws_db_subnet_group").flatMap((group) =>
      combinedFinding(
        group,
        "subnets",
        unknownIds(plan, inLayer(group, group.config.subnet_ids)).map(
          (id) => `${id} is not in these stacks, so that nothing shows its routes`,
        ),
      ),
    ),
  ],
};

function settingProblems({ resource: { config } }: Database): string[] {
  return [
    ...(isFalse(config.publicly_accessible ?? false) ? [] : ["publicly_accessible is true"]),
    ...(isTrue(config.storage_encrypted) ? [] : ["storage_encrypted is not true"]),
    ...(config.kms_key_id === undefined
      ? ["kms_key_id is not set, so that a key of AWS encrypts it, expected a key of the account"]
      : []),
    ...(isTrue(config.auto_minor_version_upgrade ?? true)
      ? []
      : ["auto_minor_version_upgrade is false, so that security fixes wait for a person"]),
  ];
}

/** Data that remains after the instance is deleted. */
function keptProblems({ resource: { config } }: Database): string[] {
  const { delete_automated_backups: deletes } = config;
  return [
    ...((number(config.backup_retention_period) ?? 0) > 0 ? [] : ["it has no automated backups"]),
    ...(isFalse(config.skip_final_snapshot) && text(config.final_snapshot_identifier) !== undefined
      ? []
      : ["it is deleted without a final snapshot"]),
    ...(deletes !== undefined && isFalse(deletes)
      ? []
      : [
          `its automated backups are deleted with it: delete_automated_backups is ${deletes === undefined ? "not set" : "true"}`,
        ]),
  ];
}

function networkProblems(plan: EnvironmentPlan, { resource, groups, subnets, port }: Database): string[] {
  const clients = new Set(interfacesOf(plan).nodes.flatMap((nodes) => nodes.groups));
  const rules = groupRulesOf(plan).all.filter(({ group }) => groups.includes(group));
  const open = rules.filter(
    ({ direction, peer, from, to }) =>
      direction === "ingress" &&
      !("group" in peer && clients.has(peer.group) && from === port && to === port),
  );
  return [
    ...(groups.length > 0 ? [] : ["it has no security group of its own"]),
    ...unknownIds(plan, inLayer(resource, resource.config.vpc_security_group_ids)).map(
      (group) =>
        `${group} of vpc_security_group_ids is not in these stacks, so that nothing shows whom it admits`,
    ),
    ...(subnets.length > 0 ? [] : ["the subnets of its group are unknown"]),
    ...(subnets.some(({ table }) => internetRoutes(table, "internet").length > 0)
      ? ["a subnet of its group has a route from the internet"]
      : []),
    ...(open.length > 0 ? ["its security group admits others than the nodes to its port"] : []),
    ...(rules.some(({ direction }) => direction === "egress")
      ? ["its security group lets it open connections"]
      : []),
  ];
}

/**
 * Parameters with which engines of Amazon RDS refuse connections without TLS, with the values that do. Source: Amazon
 * RDS user guide, "Using SSL with a PostgreSQL DB instance" and "Requiring SSL/TLS for all connections to a MySQL DB
 * instance" (unconfirmed).
 */
const FORCED_TLS = {
  postgres: { parameter: "rds.force_ssl", values: ["1"] },
  mysql: { parameter: "require_secure_transport", values: ["1", "ON"] },
};

/** Both engines accept plain connections without the parameter. */
function parameterProblems(plan: EnvironmentPlan, { resource }: Database): string[] {
  const engine = text(resource.config.engine) ?? "";
  const forced = own(FORCED_TLS, engine);
  if (!forced) return [`it is unknown how ${engine} refuses connections without TLS`];
  const group = plan.target(inLayer(resource, resource.config.parameter_group_name));
  const parameter = blocks(group?.config["parameter"]).find(({ name }) => name === forced.parameter);
  return [
    ...(forced.values.includes(String(block(parameter)["value"]))
      ? []
      : [`its parameter group does not set ${forced.parameter} to ${forced.values.join(" or ")}`]),
    ...versionProblems(engine, text(resource.config.engine_version), text(group?.config["family"])),
  ];
}

/** A family of parameters has the name of the engine and its major version: `postgres17`, `mysql8.4`. */
function versionProblems(engine: string, version: string | undefined, family: string | undefined): string[] {
  if (family === undefined) return [];
  const major = family.slice(engine.length);
  if (family.startsWith(engine) && version !== undefined && `${version}.`.startsWith(`${major}.`)) return [];
  const got = version === undefined ? "not set, so that RDS takes its default" : version;
  return [`engine_version is ${got}, and the parameters are those of ${family}`];
}
