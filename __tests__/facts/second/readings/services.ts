import { ALARM_FORMS } from "../../../../src/parts/alerts/facts/alarms";
import { connectionsOf } from "../../../../src/parts/alerts/facts/database-connections";
import { DATABASE_ENGINES } from "../../../../src/facts/databases";
import rights from "../../../../src/checks/identity/purposes.json";
import { GP3_LIMITS } from "../../../../src/facts/gp3";
import { IDLE_SECONDS } from "../../../../src/facts/load-balancers";
import { KUBERNETES_NAMES } from "../../../../src/facts/name-limits";
import { DISK_OF_NODE } from "../../../../src/facts/node-disk";
import names from "../kubernetes-names.json";
import defaults from "../service-defaults.json";
import databases from "../databases.json";
import metrics from "../metric-names.json";
import rbac from "../rbac-verbs.json";
import { type SecondReading, differing } from "../reading";

const METRICS: Readonly<Record<string, readonly string[]>> = metrics.metrics;
const VERBS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = rbac.verbs;

const GIB = 2 ** 30;

/** Connections of a database class with 64 GiB, which the formula of Amazon RDS sets. */
const connectionsOf64GiB = (engine: "postgres" | "mysql"): number =>
  Math.min(
    Math.floor((64 * GIB) / databases.bytesOfConnection[engine]),
    engine === "postgres" ? databases.mostConnections.postgres : Infinity,
  );

export const READINGS: readonly SecondReading[] = [
  {
    title: "metrics of alarms: the list of Grafana",
    differences: () =>
      Object.entries(ALARM_FORMS).flatMap(([namespace, forms]) =>
        forms
          .filter(({ metric }) => !METRICS[namespace]?.includes(metric))
          .map(({ metric }) => `${namespace} ${metric} is not in the second source`),
      ),
  },
  {
    title: "connections of databases: AWS Prescriptive Guidance and a calculator",
    differences: () =>
      (["postgres", "mysql"] as const).flatMap((engine) =>
        differing(
          `connections of ${engine}`,
          connectionsOf(engine, "db.r6g.2xlarge"),
          connectionsOf64GiB(engine),
        ),
      ),
  },
  {
    title: "most connections of PostgreSQL: AWS Prescriptive Guidance",
    differences: () =>
      differing(
        "most connections",
        connectionsOf("postgres", "db.r6g.16xlarge"),
        databases.mostConnections.postgres,
      ),
  },
  {
    title: "ports of databases: the API of Amazon RDS",
    differences: () =>
      Object.values(DATABASE_ENGINES).flatMap(({ engine, port }) =>
        differing(`port of ${engine}`, port, databases.ports[engine]),
      ),
  },
  {
    title: "defaults of services: the APIs",
    differences: () => [
      ...differing("idle timeouts", IDLE_SECONDS, defaults.idleSeconds),
      ...differing("disk of a node", DISK_OF_NODE.defaultGiB, defaults.nodeDiskGiB),
      ...differing("least IOPS of gp3", GP3_LIMITS.iops.least, defaults.leastIopsOfGp3),
    ],
  },
  {
    title: "lengths of names: the validation of Kubernetes",
    differences: () => [
      ...differing("namespace", KUBERNETES_NAMES.kinds["namespace"]?.max, names.lengths.label),
      ...differing("service", KUBERNETES_NAMES.kinds["service"]?.max, names.lengths.label),
      ...differing("container", KUBERNETES_NAMES.container.max, names.lengths.label),
      ...differing("label value", KUBERNETES_NAMES.labelValue.max, names.lengths.label),
      ...differing("object", KUBERNETES_NAMES.object.max, names.lengths.subdomain),
      ...differing("port", KUBERNETES_NAMES.port.max, names.lengths.portName),
    ],
  },
  {
    title: "verbs of people: discovery of the Kubernetes API",
    differences: () =>
      Object.entries(rights.purposes).flatMap(([purpose, { deeds }]) =>
        deeds.flatMap(({ group, resources, verbs }) =>
          resources.flatMap((resource) =>
            verbs
              .filter((verb) => !VERBS[group]?.[resource]?.includes(verb))
              .map((verb) => `${purpose}: ${verb} ${resource} is not in the second source`),
          ),
        ),
      ),
  },
];
