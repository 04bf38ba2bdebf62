import { ALARM_FORMS } from "../../../../src/parts/alerts/facts/alarms";
import { CONNECTIONS_BY_MEMORY } from "../../../../src/parts/alerts/facts/database-connections";
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
    title: "bytes of a database connection: AWS Prescriptive Guidance and a calculator",
    differences: () =>
      (["postgres", "mysql"] as const).flatMap((engine) => [
        ...differing(
          `emitted bytes of ${engine}`,
          DATABASE_ENGINES[engine].bytesPerConnection,
          databases.bytesOfConnection[engine],
        ),
        ...differing(
          `judged bytes of ${engine}`,
          CONNECTIONS_BY_MEMORY[engine]?.bytes,
          databases.bytesOfConnection[engine],
        ),
      ]),
  },
  {
    title: "most connections of PostgreSQL: AWS Prescriptive Guidance",
    differences: () =>
      differing(
        "most connections",
        CONNECTIONS_BY_MEMORY["postgres"]?.most,
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
